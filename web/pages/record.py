"""The page of one record: its text with what was sought marked, and what is known of it."""

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, render_template, request, url_for

from ...archive.errors import SearchIndexError
from ...archive.record import Record
from ...archive.writers.texts import opening
from ...index.searching.results import Fragment, Snippet
from ..language.wording import no_text
from ..request.addresses import RECORD_ID
from ..request.parameters import Parameters
from ..request.state import DEEPEST, SearchState
from .export import references
from .parts import text_layout as text
from .parts.details import record_details

if TYPE_CHECKING:
    from ...facade.archive import Archive


class Place(NamedTuple):
    """Where a record stands in the results it was found in, and its neighbours there."""

    at: int
    total: int
    previous: Record | None
    next: Record | None


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get(f"/record/<{RECORD_ID}:record_id>", merge_slashes=False)
    def record(record_id: str) -> str:
        return _record_page(archive, record_id)


def _record_page(archive: "Archive", record_id: str) -> str:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    at = parameters.number("at", default=0, least=0, most=DEEPEST)
    without_marks = parameters.choice("tashkeel", ("yes", "no")) == "no"
    found = archive.record(record_id)
    title, body = _marked(archive, found, state)
    if without_marks:
        title, body = text.without_tashkeel(title), text.without_tashkeel(body)
    address = url_for(".record", record_id=record_id, _external=True)
    return render_template(
        "kashshaf/record.html",
        state=state,
        record=found,
        heading=str(title) or opening(str(body)) or no_text(),
        title=title,
        body=body,
        details=record_details(found, archive.naming, address),
        place=_place(archive, state, found, at) if at else None,
        at={"at": at} if at else {},
        vocalised=text.is_vocalised(found.title + found.text),
        without_marks=without_marks,
        matches=sum(fragment.marked for fragment in body.fragments),
        similar=_similar(archive, found),
        references=references(),
    )


def _similar(archive: "Archive", record: Record) -> tuple[Record, ...]:
    """Records like it; none where there is no index to look in, since a record can do without."""
    try:
        return archive.similar(record)
    except SearchIndexError:
        return ()


def _marked(archive: "Archive", record: Record, state: SearchState) -> tuple[Snippet, Snippet]:
    """Title and text with what was searched for marked; without a query, no index is needed."""
    if state.q:
        return archive.highlight(record, **state.typed())
    return Snippet((Fragment(record.title),)), Snippet((Fragment(record.text),))


def _place(archive: "Archive", state: SearchState, record: Record, at: int) -> Place | None:
    """None where the results have changed since, and the record is no longer at its place."""
    first = max(at - 2, 0)
    found = archive.search(**state.asked(), offset=first, limit=at + 1 - first)
    near = [hit.record for hit in found.hits]
    here = at - 1 - first
    if len(near) <= here or near[here].id != record.id:
        return None
    following = near[here + 1] if len(near) > here + 1 else None
    return Place(at, found.total, near[here - 1] if here else None, following)
