"""The concordance: each occurrence of what is sought in its line, as a page and as a table."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, get_args

from flask import Blueprint, Response, request

from ...archive.writers.data_files import table
from ...index.searching.concordance import Arrangement, Concordance
from ..limits.requests import takes_long
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.alternatives import ways_out
from .parts.facets import chips
from .parts.frame import show
from .parts.word_options import WordOptions

if TYPE_CHECKING:
    from ...facade.archive import Archive

_PER_PAGE: Final = 100
_MOST_LINES: Final = 100_000
"""Lines of a table: a thousand records seldom have as many."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/concordance")
    def concordance() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/concordance.csv")
    @takes_long
    def concordance_table() -> Response:
        _, asked, parameters = _asked(archive)
        parameters.check_all()
        found = archive.concordance(**asked, limit=_MOST_LINES) if asked["text"] else None
        return Response(_table(found), content_type="text/csv; charset=utf-8")


def _asked(archive: "Archive") -> tuple[SearchState, dict[str, Any], Parameters]:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    arrangement = parameters.choice("arrange", get_args(Arrangement)) or "record"
    near = parameters.text("near")
    options = WordOptions.read(parameters, archive.fields)
    of_word = {"near": near, "window": options.window, "side": options.side} if near else {}
    return state, {**state.asked(), "arrangement": arrangement, **of_word}, parameters


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    state, asked, parameters = _asked(archive)
    offset = (state.page - 1) * _PER_PAGE
    sought = bool(state.q) and not parameters.faults
    found = archive.concordance(**asked, offset=offset, limit=_PER_PAGE) if sought else None
    narrowed = chips(state, archive.naming)
    last = max(1, -(-found.total // _PER_PAGE)) if found else 1
    page = show(
        "concordance.html",
        state=state,
        found=found,
        faults=parameters.faults,
        unread=parameters.unread,
        chips=narrowed,
        ways_out=ways_out(archive, state, narrowed) if found and not found.total else (),
        arrangement=asked["arrangement"],
        near=near_arguments(asked),
        arrangements=get_args(Arrangement),
        previous=state.page - 1 if 1 < state.page <= last else None,
        next=state.page + 1 if state.page < last else None,
    )
    return page, HTTPStatus.BAD_REQUEST if parameters.faults else HTTPStatus.OK


def near_arguments(asked: dict[str, Any]) -> dict[str, Any]:
    """The parameters that limit the lines to those with a word near them; none without one."""
    if not asked.get("near"):
        return {}
    options = WordOptions(window=asked["window"], side=asked["side"])
    return options.near(asked["near"])


def _table(found: Concordance | None) -> Iterator[str]:
    columns = ("before", "match", "after", "source", "published", "id")
    rows = (
        (line.before, line.match, line.after, record.source, record.published, record.id)
        for line in (found.lines if found else ())
        for record in (line.record,)
    )
    return table(columns, rows)
