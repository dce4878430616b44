"""The page of one story: its copies in order of time, and who credits which agency.

A story has no id of its own, since it may fall apart or grow with any record that comes or goes:
it is addressed by any of its records.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for

from ...archive.record import Record
from ...index.reprints.answers import Story
from ...index.searching.record_lists import MOST_LISTED
from ..language.preferences import preferences
from ..request.addresses import RECORD_ID, asked_record
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.facets import chips
from .parts.frame import show
from .parts.headline import headline
from .parts.timeline import Timeline, groups, timeline

if TYPE_CHECKING:
    from ...facade.archive import Archive


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/story")
    @blueprint.get(f"/story/<{RECORD_ID}:record_id>", merge_slashes=False)
    def story(record_id: str | None = None) -> str:
        return _story_page(archive, asked_record(record_id))


def _story_page(archive: "Archive", record_id: str) -> str:
    parameters = Parameters(request.args, elsewhere=("record_id",))
    state = SearchState.read(parameters, archive.fields)
    record = archive.record(record_id)
    found = archive.reprints(record).story
    first = found.records[0] if found else record
    return show(
        "story.html",
        state=state,
        faults=parameters.faults,
        unread=parameters.unread,
        chips=chips(state, archive.naming),
        record=record,
        story=found,
        first=first,
        heading=headline(first),
        # Of whichever copy one has come, it is one page.
        address=url_for(".story", record_id=first.id, _external=True),
        groups=groups(found) if found else (),
        listed=_listed(archive, found.records) if found else "",
        most=MOST_LISTED,
        timeline=_timeline(archive, found) if found else None,
    )


def _timeline(archive: "Archive", story: Story) -> Timeline | None:
    return timeline(story, archive.held("day"), preferences().direction == "rtl")


def _listed(archive: "Archive", copies: Sequence[Record]) -> str:
    """The copies as a list of records, as many as one holds."""
    return archive.listing(copy.id for copy in copies[:MOST_LISTED])
