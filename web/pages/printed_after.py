"""Who prints after whom: sources by whose stories others have on a later day.

As a table and a matrix of the sources that do it most, as CSV, and as a graph for programs that
draw networks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from http import HTTPStatus
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args

from flask import Blueprint, Response, request, url_for

from ...archive.writers.data_files import CSV, table
from ...index.reprints.answers import PrintedAfter
from ...index.searching.as_json import succession_json
from ..limits.requests import takes_long
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.alternatives import ways_out
from .parts.facets import chips
from .parts.frame import show
from .parts.reprints_file import reprints_file

if TYPE_CHECKING:
    from ...facade.archive import Archive

_Order = Literal["stories", "part", "earlier", "later"]

_LISTED: Final = 50
"""Rows that the page has; the table to take away has all."""

_COMPARED: Final = 10
"""Sources that the matrix has: more of them nobody takes in at a glance."""

_SHADES: Final = 5


class Cell(NamedTuple):
    """How many stories one source had after another, how dark that is, from 0 to 5, and whose."""

    stories: int
    shade: int
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sources against one another: a row for each that was first, a column for each later one.

    What a source printed after itself is no part of it: those cells are None. Of `all` sources
    that had a story before or after another it has those that have most to do with others.
    """

    all: int
    sources: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    @property
    def by_source(self) -> Iterator[tuple[str, tuple[Cell | None, ...]]]:
        """Each row with its source."""
        return zip(self.sources, self.rows, strict=True)


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/printed-after")
    def printed_after() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/printed-after.csv")
    @takes_long
    def printed_after_table() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        parameters.check_all()
        found = archive.printed_after(**state.sought())
        rows = _table(found, url_for(".stories", _external=True), state.but().arguments())
        return Response(rows, content_type=f"{CSV.media_type}; charset=utf-8")

    @blueprint.get("/printed-after.graphml")
    @takes_long
    def printed_after_graph() -> Response:
        return reprints_file(archive, "network", "graphml")


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    order = parameters.choice("arrange", get_args(_Order)) or "stories"
    found = () if parameters.faults else archive.printed_after(**state.sought())
    narrowed = chips(state, archive.naming)
    empty = not (found or parameters.faults)
    page = show(
        "printed_after.html",
        state=state,
        faults=parameters.faults,
        unread=parameters.unread,
        chips=narrowed,
        ways_out=ways_out(archive, state, narrowed) if empty else (),
        order=order,
        listed=sorted(found, key=_KEYS[order])[:_LISTED],
        others=max(len(found) - _LISTED, 0),
        matrix=matrix(found),
    )
    return page, HTTPStatus.BAD_REQUEST if parameters.faults else HTTPStatus.OK


_KEYS: Final[Mapping[str, Callable[[PrintedAfter], Any]]] = {
    "stories": lambda one: (-one.whole_stories, -one.stories, one.earlier, one.later),
    "part": lambda one: (-one.stories, one.earlier, one.later),
    "earlier": lambda one: (one.earlier, -one.whole_stories, one.later),
    "later": lambda one: (one.later, -one.whole_stories, one.earlier),
}


def _table(found: Iterable[PrintedAfter], stories: str, asked: Mapping[str, Any]) -> Iterator[str]:
    """A row for each pair, with the address of the stories that it counts."""
    columns = ("earlier", "later", "stories", "whole_stories", "address")
    rows = (
        (
            *succession_json(one).values(),
            stories + query({**asked, "earlier": one.earlier, "later": one.later}),
        )
        for one in found
    )
    return table(columns, rows)


def matrix(found: Sequence[PrintedAfter]) -> Matrix | None:
    """The sources that have to do with most stories, the most first; None for fewer than two."""
    stories = {(one.earlier, one.later): one.whole_stories for one in found}
    busy = _stories_of_each(found)
    sources = tuple(nlargest(_COMPARED, busy, key=busy.__getitem__))
    if len(sources) < 2:
        return None
    most = max(stories.get((one, other), 0) for one in sources for other in sources)

    def cell(earlier: str, later: str) -> Cell | None:
        if earlier == later:
            return None
        number = stories.get((earlier, later), 0)
        return Cell(number, _shade(number, most), earlier, later)

    rows = tuple(tuple(cell(one, other) for other in sources) for one in sources)
    return Matrix(len(busy), sources, rows)


def _stories_of_each(found: Iterable[PrintedAfter]) -> Mapping[str, int]:
    """How many stories each source had before or after others, a story once for each of these."""
    stories: defaultdict[str, int] = defaultdict(int)
    for one in found:
        stories[one.earlier] += one.whole_stories
        stories[one.later] += one.whole_stories
    return stories


def _shade(stories: int, most: int) -> int:
    """By the root, or the one pair that has most would leave all others pale."""
    return ceil(_SHADES * sqrt(stories / most)) if most else 0
