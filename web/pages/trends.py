"""Trends: up to five queries over time, sources or countries, as a page and as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from ...archive.dates import PartialDate
from ...archive.metadata.naming import Naming
from ...archive.writers.data_files import table
from ...index.searching.trends import MOST_QUERIES, By, Trend, Trends
from ..language.preferences import preferences
from ..language.wording import date_in_words, value_label
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.facets import chips
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive

_UNITS: Final = ("counts", "shares")

_WIDTH, _HEIGHT = 1000, 100
"""The box of a chart, which is stretched as there is room."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One query's line: its points, as SVG has them."""

    text: str
    points: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves under one scale, of which `highest` is the top."""

    curves: tuple[Curve, ...]
    highest: float


class _Asked(NamedTuple):
    queries: tuple[str, ...]
    state: SearchState
    by: By | None
    shares: bool
    parameters: Parameters


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/trends")
    def trends() -> str:
        return _page(archive)

    @blueprint.get("/trends.csv")
    def trends_table() -> Response:
        asked = _asked(archive)
        asked.parameters.check()
        found = _found(archive, asked)
        return Response(_table(found), content_type="text/csv; charset=utf-8")


def _asked(archive: "Archive") -> _Asked:
    # Here the queries may be several, and everywhere else one.
    queries = tuple(dict.fromkeys(filter(None, map(str.strip, request.args.getlist("q")))))
    rest = MultiDict((name, one) for name, one in request.args.items(multi=True) if name != "q")
    parameters = Parameters(rest)
    state = SearchState.read(parameters, archive.fields).but(q=queries[0] if queries else "")
    by = parameters.choice("by", get_args(By))
    shares = parameters.choice("show", _UNITS) == "shares"
    return _Asked(queries, state, by, shares, parameters)


def _found(archive: "Archive", asked: _Asked) -> Trends | None:
    if not asked.queries or asked.parameters.faults:
        return None
    options = asked.state.sought()
    del options["text"]
    return archive.trends(asked.queries, by=asked.by, per=asked.state.per, **options)


def _page(archive: "Archive") -> str:
    asked = _asked(archive)
    found = _found(archive, asked)
    return show(
        "trends.html",
        asked=asked,
        state=asked.state,
        kept=_kept(asked.state),
        chips=chips(asked.state, archive.naming),
        found=found,
        chart=_drawn(found, asked.shares),
        rows=_shown(found, asked.shares, archive.naming) if found else [],
        axes=get_args(By),
        most=MOST_QUERIES,
        own=_own(asked),
        again={**_own(asked), **_kept(asked.state)},
    )


def _drawn(found: Trends | None, shares: bool) -> Chart | None:
    """The chart of trends over time; names have no order that a line could follow."""
    if found is None or not found.over_time:
        return None
    return _chart(found, shares, to_left=preferences().direction == "rtl")


def _chart(found: Trends, shares: bool, to_left: bool) -> Chart:
    """Draw trends over time, which runs to the left if so wished; `shares` are percentages."""
    values = [_values_of(found, at, shares) for at in range(len(found.trends))]
    highest = max((value for one in values for value in one), default=0)
    return Chart(
        tuple(
            _curve(trend.text, one, highest, to_left)
            for trend, one in zip(found.trends, values, strict=True)
        ),
        highest,
    )


def _values_of(found: Trends, at: int, shares: bool) -> list[float]:
    """The counts of one query at each place, or their shares of all there in hundredths."""
    counts = _counts(found.trends[at])
    if not shares:
        return list(counts)
    return [
        round(100 * count / every, 2) if every else 0
        for count, every in zip(counts, _everything(found), strict=True)
    ]


def _counts(trend: Trend) -> tuple[int, ...]:
    """The records of one query at each place, or its stories where those were asked for."""
    return trend.counts if trend.story_counts is None else trend.story_counts


def _everything(found: Trends) -> tuple[int, ...]:
    """All records at each place, or all stories."""
    return found.records if found.stories is None else found.stories


def _curve(text: str, values: list[float], highest: float, to_left: bool) -> Curve:
    between = _WIDTH / max(len(values) - 1, 1)
    places = (
        (
            round(_WIDTH - between * at if to_left else between * at, 1),
            round(_HEIGHT - _HEIGHT * value / (highest or 1), 1),
        )
        for at, value in enumerate(values)
    )
    return Curve(text, " ".join(f"{x},{y}" for x, y in places))


def _kept(state: SearchState) -> dict[str, Any]:
    """The parameters of the state that are no query and no page."""
    return state.but(q="").arguments()


def _own(asked: _Asked) -> dict[str, Any]:
    """The parameters that trends alone take, and their several queries."""
    shares = {"show": "shares"} if asked.shares else {}
    by = {"by": asked.by} if asked.by else {}
    return {"q": asked.queries, **by, **shares}


def _shown(found: Trends, shares: bool, naming: Naming) -> list[tuple[str, list[float], int]]:
    """Each place as the table has it: what it is called, the queries' values, all there."""
    columns = [_values_of(found, at, shares) for at in range(len(found.trends))]
    names = [
        date_in_words(PartialDate.from_edtf(place))
        if found.over_time
        else value_label(naming, found.by, place)
        for place in found.places
    ]
    return [
        (name, [column[at] for column in columns], every)
        for at, (name, every) in enumerate(zip(names, _everything(found), strict=True))
    ]


def _table(found: Trends | None) -> Iterator[str]:
    if found is None:
        return table(("by", "records"), ())
    texts = (trend.text for trend in found.trends)
    columns = map(_counts, found.trends)
    rows = zip(found.places, *columns, _everything(found), strict=True)
    every = "records" if found.stories is None else "stories"
    return table((found.by, *texts, every), ([str(cell) for cell in row] for row in rows))
