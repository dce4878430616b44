"""The API of reprints: what stands where, what two texts share, stories, who prints after whom."""

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from ...archive.writers.data_files import JSON_LINES
from ...index.reprints.answers import Kind, Reprint, Reprints
from ...index.searching.as_json import (
    printed_after_json,
    reprints_json,
    shared_json,
    stories_json,
    trace_json,
)
from ...index.searching.stories import StorySort
from ...index.searching.traces import MOST_TRACED
from ..limits.requests import takes_long
from ..request.parameters import LARGEST_TEXT, Parameters
from ..request.state import SearchState, YesOrNo
from ..request.succession import succession
from ..response.headers import kept_while
from .answering import json_answer
from .arguments import (
    ARRANGE,
    CROSS_SOURCE,
    KIND,
    NUMBERS,
    OF_REPRINTS,
    OF_SHARED,
    OF_TRACE,
    REQUIRED,
    TEXT,
    of_pairs,
    of_printed_after,
    of_stories,
)

if TYPE_CHECKING:
    from ...facade.archive import Archive


def add_reprints(blueprint: Blueprint, archive: "Archive") -> None:
    """Serve what is known of reprints under the blueprint.

    Ids stand in the query, since they may hold anything, slashes and these addresses' names too.
    """
    kept = kept_while(lambda: archive.state)

    @blueprint.get("/reprints")
    @kept
    def reprints() -> Response:
        parameters = Parameters(request.args)
        record_id = parameters.required("record_id")
        kind = parameters.choice(KIND, get_args(Kind))
        cross_source = parameters.choice(CROSS_SOURCE, get_args(YesOrNo)) == "yes"
        parameters.only(OF_REPRINTS)
        parameters.check()
        found = archive.reprints(archive.record(record_id))
        return json_answer(reprints_json(_limited(found, kind, cross_source)))

    @blueprint.get("/shared")
    @kept
    def shared() -> Response:
        parameters = Parameters(request.args)
        a, b = (parameters.required(name) for name in REQUIRED)
        parameters.only(OF_SHARED)
        parameters.check()
        return json_answer(shared_json(archive.shared(archive.record(a), archive.record(b))))

    @blueprint.get("/stories")
    @kept
    def stories() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        sort: StorySort = parameters.choice(ARRANGE, get_args(StorySort)) or "size"
        sources = succession(parameters)
        offset, limit = _page(parameters)
        parameters.only(of_stories(archive.fields))
        parameters.check()
        found = archive.stories(**state.sought(), **sources, sort=sort, offset=offset, limit=limit)
        return json_answer(stories_json(found))

    @blueprint.get("/printed-after")
    @kept
    def printed_after() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        offset, limit = _page(parameters)
        parameters.only(of_printed_after(archive.fields))
        parameters.check()
        found = archive.printed_after(**state.sought())
        return json_answer(printed_after_json(found, slice(offset, offset + limit)))

    @blueprint.get("/pairs")
    @takes_long
    @kept
    def pairs() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        parameters.only(of_pairs(archive.fields))
        parameters.check()
        lines = archive.export_reprints("pairs", format="jsonl", **state.sought())
        return Response(
            (line.encode("utf-8", "replace") for line in lines), mimetype=JSON_LINES.media_type
        )

    @blueprint.get("/trace")
    @kept
    def trace() -> Response:
        return _traced(archive, request.args)

    # It changes nothing, so that there is nothing to forge; long texts fit no address.
    @blueprint.post("/trace")
    def trace_long() -> Response:
        return _traced(archive, MultiDict([*request.args.items(multi=True), (TEXT, _sent_text())]))


def _limited(found: Reprints, kind: Kind | None, cross_source: bool) -> Reprints:
    """With the other records of one kind alone, or of sources that are known to be others."""

    def is_asked(other: Reprint) -> bool:
        same = other.record.source in (found.record.source, None)
        return kind in (other.kind, None) and not (cross_source and same)

    return replace(found, others=tuple(filter(is_asked, found.others)))


def _page(parameters: Parameters) -> tuple[int, int]:
    """The offset and the limit that are asked for."""
    offset, limit = (parameters.number(name, *NUMBERS[name]) for name in ("offset", "limit"))
    return offset, limit


def _traced(archive: "Archive", arguments: MultiDict[str, str]) -> Response:
    parameters = Parameters(arguments)
    # Spaces stay where they are: places are counted from the beginning.
    text = parameters.text(TEXT, strip=False, most=MOST_TRACED)
    offset, limit = _page(parameters)
    parameters.only(OF_TRACE)
    parameters.check()
    return json_answer(trace_json(archive.trace(text, limit, offset=offset)))


def _sent_text() -> str:
    """The text in a request's body; raise what is answered where it is no such body."""
    request.max_content_length = LARGEST_TEXT
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # of a body of brackets alone
        body = None
    match body:
        case {"text": str(text), **others} if not others:
            # Half a pair of surrogates, which JSON can write, is no letter.
            return text.encode("utf-8", "replace").decode("utf-8")
    raise BadRequest('the body must be JSON in UTF-8 and say so: {"text": "…"} as application/json')
