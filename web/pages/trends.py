"""Trends: up to five queries over time, sources or countries, as a page, a drawing and a table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, get_args

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from ...archive.writers.data_files import table
from ...archive.writers.texts import in_xml
from ...index.searching.trends import MOST_QUERIES, By, Trends
from ..language.messages import _
from ..language.wording import facet_title, mean_label, value_label
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts import trend_views
from .parts.curves import FEW, Chart, Measure, charts
from .parts.facets import chips
from .parts.frame import show
from .parts.trend_drawing import Drawing
from .parts.trend_views import Telling

if TYPE_CHECKING:
    from ...facade.archive import Archive

_SHOWN: Final = ("shares", "counts")
_MEANS: Final = (1, 3, 5, 7)
"""Of how many periods the mean is drawn; of one it is the period's own value."""

Way: TypeAlias = tuple[str | list[str], str, bool]
"""A choice of how to show trends: its value in the address, what it is called, if it is made."""

_SMALL: Final = 6
"""Values of a facet that get a small chart each."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; `each` is the facet whose values get a chart each, "" for none."""

    queries: tuple[str, ...]
    state: SearchState
    by: By | None
    measure: Measure
    each: str
    parameters: Parameters

    def own(self) -> dict[str, Any]:
        """The parameters that trends alone take, and their several queries."""
        return {
            "q": self.queries,
            "by": self.by or [],
            "show": [] if self.measure.shares else "counts",
            "smooth": str(self.measure.smooth) if self.measure.smooth > 1 else [],
            "each": self.each or [],
        }

    def again(self, **changes: Any) -> dict[str, Any]:
        """The address of the same, or of what is changed."""
        return {**self.own(), **self.state.but(q="").arguments(), **changes}

    def kept(self) -> dict[str, Any]:
        """What a form keeps that is not in it."""
        own = ("q", "by", "since", "until")
        return {name: value for name, value in self.again().items() if name not in own}


class Small(NamedTuple):
    """The chart of one value of a facet, and what the address of its trends is limited to."""

    label: str
    limits: dict[str, tuple[str, ...]]
    telling: Telling
    chart: Chart


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/trends")
    def trends() -> str:
        return _page(archive)

    @blueprint.get("/trends.svg")
    def trends_drawing() -> Response:
        drawn = in_xml(_drawing(archive))
        return Response(drawn, content_type="image/svg+xml; charset=utf-8")

    @blueprint.get("/trends.csv")
    def trends_table() -> Response:
        asked = _asked(archive)
        asked.parameters.check()
        found = _found(archive, asked, asked.state)
        return Response(_table(found), content_type="text/csv; charset=utf-8")


def _asked(archive: "Archive") -> Asked:
    # Here the queries may be several, and everywhere else one.
    queries = tuple(dict.fromkeys(filter(None, map(str.strip, request.args.getlist("q")))))
    rest = MultiDict((name, one) for name, one in request.args.items(multi=True) if name != "q")
    parameters = Parameters(rest)
    state = SearchState.read(parameters, archive.fields).but(q=queries[0] if queries else "")
    if not queries and state.filtered:
        queries = ("",)  # how a list, or a source, spreads over time
    return Asked(
        queries,
        state,
        by=parameters.choice("by", get_args(By)),
        measure=Measure(
            # Without words they are shares of themselves.
            shares=any(queries) and parameters.choice("show", _SHOWN) != "counts",
            smooth=int(parameters.choice("smooth", [*map(str, _MEANS)]) or 1),
        ),
        each=parameters.choice("each", _facets(archive)) or "",
        parameters=parameters,
    )


def _facets(archive: "Archive") -> list[str]:
    """The facets whose values can get a chart each."""
    return [field.key for field in archive.fields.filters if field.kind == "name"]


def _found(archive: "Archive", asked: Asked, state: SearchState) -> Trends | None:
    if not asked.queries or asked.parameters.faults:
        return None
    options = state.sought()
    del options["text"]
    return archive.trends(asked.queries, by=asked.by, per=state.per, **options)


def _page(archive: "Archive") -> str:
    asked = _asked(archive)
    found = _found(archive, asked, asked.state)
    telling = _telling(archive, asked, found)
    return show(
        "trends.html",
        asked=asked,
        state=asked.state,
        chips=chips(asked.state, archive.naming),
        found=found,
        telling=telling,
        rows=[*telling.rows(found)] if found and telling else [],
        chart=_chart(found, asked.measure) if found else None,
        small=_small(archive, asked, found, telling) if found and telling else (),
        axes=get_args(By),
        means=_means(asked, found) if found else (),
        facets=_choices_of_facets(archive, asked),
        few=FEW,
        most=MOST_QUERIES,
        own=asked.own(),
    )


def _means(asked: Asked, found: Trends) -> list[Way]:
    smooth = asked.measure.smooth
    return [
        (
            str(units) if units > 1 else [],
            mean_label(units, found.by),
            units == smooth,
        )
        for units in _MEANS
    ]


def _choices_of_facets(archive: "Archive", asked: Asked) -> list[Way]:
    none: Way = ([], _("off"), not asked.each)
    keys = _facets(archive)
    return [none, *((key, facet_title(archive.fields[key]), key == asked.each) for key in keys)]


def _telling(archive: "Archive", asked: Asked, found: Trends | None) -> Telling | None:
    if found is None:
        return None
    highest = trend_views.highest(found, asked.measure)
    return Telling(asked.state, found.by, archive.naming, asked.measure, highest)


def _chart(found: Trends, measure: Measure) -> Chart | None:
    """The chart of trends over time; names have no order that a line could follow."""
    if not found.over_time or not any(found.records):
        return None
    (chart,) = charts([trend_views.named(found)], trend_views.axis(found), measure)
    return chart


def _drawing(archive: "Archive") -> str:
    """The chart as it may stand in an article; there is none where names are compared."""
    asked = _asked(archive)
    asked.parameters.check()
    found = _found(archive, asked, asked.state)
    telling = _telling(archive, asked, found)
    chart = _chart(found, asked.measure) if found else None
    if chart is None or telling is None:
        raise NotFound(_("None of the results has a place on this axis."))
    address = url_for(".trends", _external=True) + query(asked.again())
    drawing = Drawing(chart, telling, archive.title, address, chips(asked.state, archive.naming))
    return show("trends.svg", drawing=drawing, name=_(", ").join(asked.queries))


def _small(archive: "Archive", asked: Asked, found: Trends, telling: Telling) -> tuple[Small, ...]:
    """A chart for each of the commonest values of a facet, all on one axis and one scale."""
    if not asked.each or not found.over_time or not any(found.records):
        return ()
    states = {
        value: asked.state.limited({asked.each: (value,)}) for value in _commonest(archive, asked)
    }
    named = [
        trend_views.named(one)
        for state in states.values()
        if (one := _found(archive, replace(asked, by=found.by), state))
    ]
    drawn = charts(named, trend_views.axis(found), asked.measure)
    return tuple(
        Small(
            value_label(archive.naming, asked.each, value),
            {asked.each: (value,)},
            replace(telling, state=state),
            chart,
        )
        for (value, state), chart in zip(states.items(), drawn, strict=True)
    )


def _commonest(archive: "Archive", asked: Asked) -> list[str]:
    """The values of a facet that most results of the first query have."""
    sought = asked.state.searched()
    found = archive.search(**sought, facets=[asked.each], facet_size=_SMALL + 1, limit=0)
    return [one.value for one in found.facets[asked.each] if one.value and one.count][:_SMALL]


def _table(found: Trends | None) -> Iterator[str]:
    """A row for each place at which there are records at all."""
    if found is None:
        return table(("by", "records"), ())
    texts = (trend.text or _("All items") for trend in found.trends)
    columns = (trend.counted for trend in found.trends)
    rows = zip(found.places, *columns, found.counted, strict=True)
    every = "records" if found.stories is None else "stories"
    return table(
        (found.by, *texts, every), ([str(cell) for cell in row] for row in rows if row[-1])
    )
