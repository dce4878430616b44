"""Trends: up to five queries over time or over sources, as a page and as a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from flask import Blueprint, Response, render_template, request
from werkzeug.datastructures import MultiDict

from ...archive.dates import PartialDate
from ...archive.writers.data_files import table
from ...index.searching.trends import MOST_QUERIES, By, Trends
from ..language.preferences import preferences
from ..language.wording import date_in_words
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.chart import Chart, chart, values_of
from .parts.facets import chips

if TYPE_CHECKING:
    from ...facade.archive import Archive

_UNITS: Final = ("counts", "shares")


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
    return archive.trends(asked.queries, by=asked.by, **options)


def _page(archive: "Archive") -> str:
    asked = _asked(archive)
    found = _found(archive, asked)
    return render_template(
        "kashshaf/trends.html",
        asked=asked,
        state=asked.state,
        kept=_kept(asked.state),
        chips=chips(asked.state, archive.naming),
        found=found,
        chart=_drawn(found, asked.shares),
        rows=_shown(found, asked.shares) if found else [],
        axes=get_args(By),
        most=MOST_QUERIES,
        again={"q": asked.queries, "by": asked.by or [], **_kept(asked.state)},
    )


def _drawn(found: Trends | None, shares: bool) -> Chart | None:
    """The chart of trends over time; sources have no order that a line could follow."""
    if found is None or found.by == "source":
        return None
    return chart(found, shares, to_left=preferences().lang == "ar")


def _kept(state: SearchState) -> dict[str, Any]:
    """The parameters of the state that are no query and no page."""
    return state.but(q="", sort=None).arguments()


def _shown(found: Trends, shares: bool) -> list[tuple[str, list[float], int]]:
    """Each place as the table has it: what it is called, the queries' values, all records."""
    columns = [values_of(found, at, shares) for at in range(len(found.trends))]
    names = [
        place if found.by == "source" else date_in_words(PartialDate.from_edtf(place))
        for place in found.places
    ]
    return [
        (name, [column[at] for column in columns], found.records[at])
        for at, name in enumerate(names)
    ]


def _table(found: Trends | None) -> Iterator[str]:
    if found is None:
        return table(("by", "records"), ())
    texts = (trend.text for trend in found.trends)
    columns = (trend.counts for trend in found.trends)
    rows = zip(found.places, *columns, found.records, strict=True)
    return table((found.by, *texts, "records"), ([str(cell) for cell in row] for row in rows))
