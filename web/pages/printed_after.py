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

from flask import Blueprint, Response, request

from ...index.reprints.answers import PrintedAfter
from ..limits.requests import takes_long
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.facets import chips
from .parts.frame import show
from .parts.reprints_file import reprints_file

if TYPE_CHECKING:
    from ...facade.archive import Archive

_Order = Literal["stories", "earlier", "later"]

_LISTED: Final = 50
"""Rows that the page has; the table to take away has all."""

_COMPARED: Final = 10
"""Sources that the matrix has: more of them nobody takes in at a glance."""

_SHADES: Final = 5


class Cell(NamedTuple):
    """How many stories one source had after another, and how dark that is, from 0 to 5."""

    stories: float
    shade: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sources against one another: a row for each that was first, a column for each later one.

    What a source printed after itself is no part of it: those cells are None.
    """

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
        return reprints_file(archive, "network", "csv")

    @blueprint.get("/printed-after.graphml")
    @takes_long
    def printed_after_graph() -> Response:
        return reprints_file(archive, "network", "graphml")


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    order = parameters.choice("arrange", get_args(_Order)) or "stories"
    found = () if parameters.faults else archive.printed_after(**state.sought())
    page = show(
        "printed_after.html",
        state=state,
        faults=parameters.faults,
        chips=chips(state, archive.naming),
        order=order,
        listed=sorted(found, key=_KEYS[order])[:_LISTED],
        others=max(len(found) - _LISTED, 0),
        matrix=matrix(found),
    )
    return page, HTTPStatus.BAD_REQUEST if parameters.faults else HTTPStatus.OK


_KEYS: Final[Mapping[str, Callable[[PrintedAfter], Any]]] = {
    "stories": lambda one: (-one.stories, one.earlier, one.later),
    "earlier": lambda one: (one.earlier, -one.stories, one.later),
    "later": lambda one: (one.later, -one.stories, one.earlier),
}


def matrix(found: Sequence[PrintedAfter]) -> Matrix | None:
    """The sources that have to do with most stories, the most first; None for fewer than two."""
    stories = {(one.earlier, one.later): one.stories for one in found}
    sources = tuple(_busiest(found))
    if len(sources) < 2:
        return None
    most = max(stories.get((one, other), 0) for one in sources for other in sources)
    return Matrix(
        sources,
        tuple(
            tuple(_cell(stories.get((one, other), 0), most, one == other) for other in sources)
            for one in sources
        ),
    )


def _busiest(found: Iterable[PrintedAfter]) -> list[str]:
    stories: defaultdict[str, float] = defaultdict(float)
    for one in found:
        stories[one.earlier] += one.stories
        stories[one.later] += one.stories
    return nlargest(_COMPARED, stories, key=stories.__getitem__)


def _cell(stories: float, most: float, itself: bool) -> Cell | None:
    """By the root, or the one pair that has most would leave all others pale."""
    if itself:
        return None
    return Cell(stories, ceil(_SHADES * sqrt(stories / most)) if most else 0)
