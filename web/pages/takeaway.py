"""What readers take away: all of a result set, a feed of new results, one record's reference."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request, url_for

from ...archive.writers import FORMATS, Format
from .. import atom
from ..addresses import RECORD_ID
from ..reading import Reading
from ..state import SearchState

if TYPE_CHECKING:
    from ...index.archive import Archive

_ENTRIES = 50
"""Results that a feed has: its readers ask again within the day."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these to a blueprint."""

    @blueprint.get("/export.<name>")
    def export(name: str) -> Response:
        chosen = FORMATS.get(name) or abort(404)
        records = archive.each(**_state().asked())
        return _download(chosen, chosen.write(records), "kashshaf")

    @blueprint.get("/feed.atom")
    def feed() -> Response:
        return _feed(archive, _state())

    @blueprint.get(f"/cite/<style>/<{RECORD_ID}:record_id>", merge_slashes=False)
    def citation(style: str, record_id: str) -> Response:
        chosen = FORMATS[style] if style in ("ris", "bibtex") else abort(404)
        return _download(chosen, chosen.write([archive.record(record_id)]), "reference")


def _state() -> SearchState:
    """The search that the address asks for; what is wrong in it is told, and nothing is sent."""
    reading = Reading(request.args)
    state = SearchState.read(reading)
    if reading.faults:
        abort(400, "; ".join(fault.detail() for fault in reading.faults))
    return state


def _download(chosen: Format, pieces: Iterator[str], name: str) -> Response:
    response = Response(
        (piece.encode("utf-8", "replace") for piece in pieces),
        mimetype=chosen.media_type,
        content_type=f"{chosen.media_type}; charset=utf-8",
    )
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{chosen.suffix}")
    return response


def _feed(archive: "Archive", state: SearchState) -> Response:
    newest = {**state.asked(), "sort": "newest"}
    found = archive.search(**newest, limit=_ENTRIES)
    arguments = state.but(sort=None).arguments()
    body = atom.feed(
        title=f"{archive.title}: {state.q}" if state.q else archive.title,
        own_address=url_for(".feed", _external=True, **arguments),
        page=url_for(".results", _external=True, **arguments),
        hits=found.hits,
        address=lambda record: url_for(".record", record_id=record.id, _external=True),
    )
    return Response(body, mimetype=atom.MEDIA_TYPE)
