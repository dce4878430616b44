"""What readers take away: all of a result set, a feed of new results, one record's reference."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from flask import Blueprint, Response, abort, request, url_for

from ...archive.metadata.authorities import Authorities
from ...archive.record import Record
from ...archive.writers.atom import Feed, FeedEntry, atom
from ...archive.writers.bibtex import bibtex
from ...archive.writers.csv_table import csv_table
from ...archive.writers.json_lines import json_lines
from ...archive.writers.ris import ris
from ..request.addresses import RECORD_ID
from ..request.parameters import Parameters
from ..request.state import SearchState

if TYPE_CHECKING:
    from ...facade.archive import Archive

_Write: TypeAlias = Callable[[Iterable[Record], Authorities], Iterator[str]]

_ENTRIES: Final = 50
"""Results that a feed has: its readers ask again within the day."""


@dataclass(frozen=True, slots=True)
class _Format:
    """How records are written, under what media type, and how such files' names end."""

    write: _Write
    media_type: str
    suffix: str


_FORMATS: Final[Mapping[str, _Format]] = {
    "csv": _Format(lambda records, _: csv_table(records), "text/csv", "csv"),
    "jsonl": _Format(lambda records, _: json_lines(records), "application/x-ndjson", "jsonl"),
    "ris": _Format(ris, "application/x-research-info-systems", "ris"),
    "bibtex": _Format(bibtex, "application/x-bibtex", "bib"),
}


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these to a blueprint."""

    @blueprint.get("/export.<name>")
    def export(name: str) -> Response:
        chosen = _FORMATS.get(name) or abort(404)
        records = archive.each(**_state(archive).asked())
        return _download(chosen, chosen.write(records, archive.authorities), "kashshaf")

    @blueprint.get("/feed.atom")
    def feed() -> Response:
        return _feed(archive, _state(archive))

    @blueprint.get(f"/cite/<style>/<{RECORD_ID}:record_id>", merge_slashes=False)
    def citation(style: str, record_id: str) -> Response:
        chosen = _FORMATS[style] if style in ("ris", "bibtex") else abort(404)
        written = chosen.write([archive.record(record_id)], archive.authorities)
        return _download(chosen, written, "reference")


def _state(archive: "Archive") -> SearchState:
    """The search that the address asks for; what is wrong in it is told, and nothing is sent."""
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    parameters.check()
    return state


def _download(chosen: _Format, pieces: Iterator[str], name: str) -> Response:
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
    entries = [
        FeedEntry(
            hit.record,
            url_for(".record", record_id=hit.record.id, _external=True),
            str(hit.snippet),
        )
        for hit in found.hits
    ]
    feed = Feed(
        title=f"{archive.title}: {state.q}" if state.q else archive.title,
        url=url_for(".feed", _external=True, **arguments),
        page=url_for(".results", _external=True, **arguments),
        updated=dt.datetime.now(dt.UTC),
    )
    return Response(atom(feed, entries, archive.authorities), mimetype="application/atom+xml")
