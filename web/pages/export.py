"""What readers take away: all of a result set, what is new in it, one record's reference."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ...archive.record import Record
from ...archive.times import moment
from ...archive.writers import WRITERS, Context, Site, Writer, writer
from ...archive.writers.atom import entry_id
from ..access.gate import opened_by
from ..access.privacy import feed_page, has_feed_key
from ..language.messages import _
from ..language.preferences import preferences
from ..limits.requests import takes_long
from ..request.addresses import RECORD_ID, asked_record, query
from ..request.parameters import Parameters
from ..request.state import SearchState
from ..response.headers import kept_while, named_file
from .parts.facets import chips

if TYPE_CHECKING:
    from ...facade.archive import Archive

_ENTRIES: Final = 50
"""Results that a feed has: its readers ask again within the day."""

_IN_NAME: Final = re.compile(r"\w+")
_WORDS_IN_NAME: Final = 8
_LETTERS_IN_NAME: Final = 100
"""Of the words of a search so much stands in the name of the file that has its results."""

_FEED: Final = "application/atom+xml"

_REFERENCES: Final = ("ris", "bibtex", "csl-json")
"""The formats that a single record is taken away in, for a bibliography."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these to a blueprint; raise `SettingsError` where another package's writer is none."""
    offered = {one.name: one for one in formats()}
    kept = kept_while(lambda: archive.state)

    @blueprint.get("/export.<name>")
    @takes_long
    def export(name: str) -> Response:
        chosen = offered.get(name) or abort(404)
        state = _state(Parameters(request.args), archive)
        limits = [f"{chip.title} {chip.label}" for chip in chips(state, archive.naming)]
        words = _IN_NAME.findall(" ".join((state.q, *limits)))
        called = " ".join(("kashshaf", *words[:_WORDS_IN_NAME]))[:_LETTERS_IN_NAME]
        written = chosen.write(archive.each(**state.searched()), cited_here(archive))
        return _download(chosen, written, called)

    @blueprint.get("/feed.atom")
    @kept
    def feed() -> Response:
        if archive.private:
            abort(404)
        return _feed(archive, _state(Parameters(request.args), archive))

    @blueprint.get("/feed/<key>.atom")
    @opened_by(partial(has_feed_key, archive))
    @kept
    def secret_feed(key: str) -> Response:
        if not has_feed_key(archive, key):
            abort(404)
        return _feed(archive, _state(Parameters(request.args), archive))

    @blueprint.get("/new-results")
    def new_results() -> AnyResponse:
        """Of a search what came after the entry of its feed that its reader saw last."""
        parameters = Parameters(request.args)
        seen = parameters.text("seen")
        state = _state(parameters, archive)
        latest = (hit.record.id for hit in archive.latest(**state.sought(), limit=_ENTRIES))
        new = takewhile(lambda one: entry_id(one, archive.title) != seen, latest)
        listed = archive.listing(new, _("New results"))
        return redirect(url_for(".results") + query(state.but(among=listed).arguments()))

    @blueprint.get("/cite/<style>")
    @blueprint.get(f"/cite/<style>/<{RECORD_ID}:record_id>", merge_slashes=False)
    def citation(style: str, record_id: str | None = None) -> Response:
        chosen = writer(style) if style in _REFERENCES else abort(404)
        written = chosen.write([archive.record(asked_record(record_id))], archive.writing_context)
        return _download(chosen, written, "reference")


def formats() -> list[Writer]:
    """The formats that a result set is taken away in, other packages' too."""
    return [writer(name) for name in WRITERS]


def cited_here(archive: "Archive") -> Context:
    """What writers are told on these pages: the reader's style, and where a record is shown."""
    return replace(archive.writing_context, style=preferences().style, page_of=_page_of)


def _page_of(record: Record) -> str:
    return url_for(".record", record_id=record.id, _external=True)


def references() -> list[Writer]:
    """The formats that one record is taken away in."""
    return [writer(name) for name in _REFERENCES]


def _state(parameters: Parameters, archive: "Archive") -> SearchState:
    """The search that the address asks for; what is wrong in it is told, and nothing is sent."""
    state = SearchState.read(parameters, archive.fields)
    parameters.check_all()
    return state


def _download(chosen: Writer, pieces: Iterator[str], name: str) -> Response:
    response = Response(
        (piece.encode("utf-8", "replace") for piece in pieces),
        mimetype=chosen.media_type,
        content_type=f"{chosen.media_type}; charset=utf-8",
    )
    named_file(response, f"{name}.{chosen.suffix}")
    return response


def _feed(archive: "Archive", state: SearchState) -> Response:
    """What came into the archive last of what the search finds: news is what is new here.

    Where the newest are asked for, it is what was published last.
    """
    by_publication = state.sort == "newest"
    hits = (
        archive.search(**state.asked(), limit=_ENTRIES).hits
        if by_publication
        else archive.latest(**state.sought(), limit=_ENTRIES)
    )
    sort = state.sort if by_publication else None
    arguments = state.but(sort=sort, per="record").arguments()
    page, in_path = feed_page(archive)
    snippets = {hit.record.id: str(hit.snippet) for hit in hits}
    site = Site(
        feed=url_for(f".{page}", _external=True, **in_path, **arguments),
        page=url_for(".results", _external=True, **arguments),
        summary_of=lambda record: snippets[record.id],
    )
    title = f"{archive.title}: {state.q}" if state.q else archive.title
    records = [hit.record for hit in hits]
    taken_in = [one.provenance.taken_in for one in records if one.provenance]
    feed = replace(
        archive.writing_context,
        title=title,
        name=archive.title,
        site=site,
        page_of=_page_of,
        updated=max(filter(None, map(moment, taken_in)), default=archive.last_changed),
    )
    response = Response("".join(writer("atom").write(records, feed)), mimetype=_FEED)
    response.last_modified = archive.last_changed
    response.make_conditional(request)
    return response
