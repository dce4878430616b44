"""The stories that a search meets: what was printed more than once, and where."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Literal, get_args

from flask import Blueprint, Response, request

from ..limits.requests import takes_long
from ..request.parameters import Parameters
from ..request.state import DEEPEST, SearchState
from ..request.succession import succession
from .parts.alternatives import ways_out
from .parts.facets import chips
from .parts.frame import show
from .parts.paging import pages
from .parts.reprints_file import reprints_file

if TYPE_CHECKING:
    from ...facade.archive import Archive

_Order = Literal["size", "sources", "days", "newest"]

_NAMED: Final = 8
"""Sources of a story that the list names."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/stories")
    def stories() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/stories.csv")
    @takes_long
    def stories_table() -> Response:
        return reprints_file(archive, "stories", "csv")

    @blueprint.get("/stories.jsonl")
    @takes_long
    def stories_lines() -> Response:
        return reprints_file(archive, "stories", "jsonl")


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    order = parameters.choice("arrange", get_args(_Order)) or "size"
    sources = succession(parameters)
    offset = (state.page - 1) * state.per_page
    found = None
    if not parameters.faults:
        asked = {**state.sought(), "sort": order, "offset": offset, "limit": state.per_page}
        found = archive.stories(**asked, **sources)
    narrowed = chips(state, archive.naming)
    turning = pages(state, found.total if found else 0, state.per_page, DEEPEST)
    page = show(
        "stories.html",
        state=state,
        found=found,
        faults=parameters.faults,
        unread=parameters.unread,
        chips=narrowed,
        ways_out=ways_out(archive, state, narrowed) if found and not found.total else (),
        succession=sources,
        named=_NAMED,
        order=order,
        orders=get_args(_Order),
        turning=turning,
    )
    if parameters.faults:
        return page, HTTPStatus.BAD_REQUEST
    missing = found and found.total and not found.stories
    return page, HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
