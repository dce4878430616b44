"""Trends: up to five queries over time, sources or countries, as a page, a drawing and a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from ...archive.writers.data_files import table
from ...archive.writers.texts import in_xml
from ...index.keywords.comparing import MOST_COMPARED
from ...index.searching.results import AsPhrase
from ...index.searching.trends import MOST_QUERIES, By, Trends
from ...index.searching.trends_of_each import TrendsOfEach
from ..language.messages import _
from ..language.wording import facet_title, mean_label
from ..limits.requests import takes_long
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.searches import Searches, sought
from ..request.state import SearchState
from .parts import trend_views
from .parts.alternatives import ways_out
from .parts.curves import FEW, Chart, Measure, charts
from .parts.facets import chips
from .parts.frame import show
from .parts.trend_drawing import Drawing
from .parts.trend_views import Telling
from .parts.trends_each import IN_A_FILE, SHOWN, of_each, table_of_each

if TYPE_CHECKING:
    from ...facade.archive import Archive

_SHOWN: Final = ("shares", "counts")
_MEANS: Final = (1, 3, 5, 7)
"""Of how many periods the mean is drawn; of one it is the period's own value."""

Way: TypeAlias = tuple[str | list[str], str, bool]
"""A choice of how to show trends: its value in the address, what it is called, if it is made."""

_DATES: Final = ("same", "own")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; `each` is the facet whose values get a chart each, "" for none.

    With `own_dates` each of those charts has only the dates of its value.
    """

    queries: tuple[str, ...]
    state: SearchState
    by: By | None
    measure: Measure
    each: str
    own_dates: bool
    parameters: Parameters

    def own(self) -> dict[str, Any]:
        """The parameters that trends alone take, and their several queries."""
        return {
            "q": self.queries,
            "by": self.by or [],
            "show": [] if self.measure.shares else "counts",
            "smooth": str(self.measure.smooth) if self.measure.smooth > 1 else [],
            "each": self.each or [],
            "dates": "own" if self.own_dates else [],
        }

    def again(self, **changes: Any) -> dict[str, Any]:
        """The address of the same, or of what is changed."""
        return {**self.own(), **self.state.but(q="").arguments(), **changes}

    def options(self) -> dict[str, Any]:
        """What the archive is asked, but for the queries and what they spread over."""
        options = self.state.sought() | {"per": self.state.per}
        del options["text"]
        return options

    def kept(self) -> dict[str, Any]:
        """What a form keeps that is not in it."""
        own = ("q", "by", "since", "until")
        return {name: value for name, value in self.again().items() if name not in own}


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/trends")
    def trends() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/trends.svg")
    def trends_drawing() -> Response:
        drawn = in_xml(_drawing(archive))
        return Response(drawn, content_type="image/svg+xml; charset=utf-8")

    @blueprint.get("/trends.csv")
    @takes_long
    def trends_table() -> Response:
        asked = _asked(archive)
        asked.parameters.check_all()
        found = _found_of_each(archive, asked, IN_A_FILE)
        rows = table_of_each(found) if found else _table(archive, asked)
        return Response(rows, content_type="text/csv; charset=utf-8")


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
        own_dates=parameters.choice("dates", _DATES) == "own",
        parameters=parameters,
    )


def _facets(archive: "Archive") -> list[str]:
    """The facets whose values can get a chart each."""
    return [field.key for field in archive.fields.filters if field.kind == "name"]


def _found(archive: "Archive", asked: Asked) -> Trends | None:
    if not asked.queries or asked.parameters.faults:
        return None
    return archive.trends(asked.queries, by=asked.by, **asked.options())


def _found_of_each(archive: "Archive", asked: Asked, limit: int) -> TrendsOfEach | None:
    """The trends of each value, where they are asked for and names are not compared already."""
    if not asked.each or not asked.queries or asked.parameters.faults:
        return None
    if asked.by == "source" or asked.by == "country":
        return None
    options = {**asked.options(), "by": asked.by, "limit": limit}
    return archive.trends_of_each(asked.each, asked.queries, **options)


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    asked = _asked(archive)
    by_value = _found_of_each(archive, asked, SHOWN)
    found = by_value.whole if by_value else _found(archive, asked)
    telling = _telling(archive, asked, found)
    chart = _chart(found, asked.measure) if found else None
    narrowed, alone = chips(asked.state, archive.naming), len(asked.queries) == 1
    empty = found is not None and not any(trend.total for trend in found.trends)
    page = show(
        "trends.html",
        asked=asked,
        unread=asked.parameters.unread,
        several=_several(asked),
        state=asked.state,
        chips=narrowed,
        ways_out=ways_out(archive, asked.state, narrowed) if alone and empty else (),
        beside={name: one for name, one in asked.own().items() if name != "q"},
        found=found,
        telling=telling,
        rows=[*telling.rows(found)] if found and telling else [],
        chart=chart,
        phrases=_phrases(archive, asked) if found else {},
        each=of_each(by_value, telling, asked.measure, asked.own_dates)
        if by_value and telling and chart
        else None,
        dates=_choices_of_dates(asked),
        axes=get_args(By),
        means=_means(asked, found) if found else (),
        facets=_choices_of_facets(archive, asked),
        few=FEW,
        most=MOST_QUERIES,
        own=asked.own(),
    )
    return page, HTTPStatus.BAD_REQUEST if asked.parameters.faults else HTTPStatus.OK


def _several(asked: Asked) -> dict[str, dict[str, Any]]:
    """The views that show several searches, with as many of these as they take."""
    if len(asked.queries) < 2:
        return {}
    compared = (sought(asked.state.but(q=text)) for text in asked.queries[:MOST_COMPARED])
    return {"trends": asked.again(), "compare": Searches(tuple(compared)).arguments()}


def _phrases(archive: "Archive", asked: Asked) -> dict[str, tuple[AsPhrase, dict[str, Any]]]:
    """Of each query of several words how many have them as a phrase, and the address of that."""
    found = (
        (text, archive.search(text, levels=True, limit=0, **asked.options()).phrase)
        for text in asked.queries
    )
    return {
        text: (phrase, asked.again(q=[phrase.query if q == text else q for q in asked.queries]))
        for text, phrase in found
        if phrase
    }


def _choices_of_dates(asked: Asked) -> list[Way]:
    return [
        ([], _("the same for all"), not asked.own_dates),
        ("own", _("each its own"), asked.own_dates),
    ]


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
    (chart,) = charts([trend_views.named(found)], [trend_views.axis(found)], measure)
    return chart


def _drawing(archive: "Archive") -> str:
    """The charts as they may stand in an article; there are none where names are compared."""
    asked = _asked(archive)
    asked.parameters.check_all()
    by_value = _found_of_each(archive, asked, SHOWN)
    found = by_value.whole if by_value else _found(archive, asked)
    telling = _telling(archive, asked, found)
    chart = _chart(found, asked.measure) if found else None
    if chart is None or telling is None:
        raise NotFound(_("None of the results has a place on this axis."))
    limits = [f"{chip.title}: {chip.label}" for chip in chips(asked.state, archive.naming)]
    each = of_each(by_value, telling, asked.measure, asked.own_dates) if by_value else None
    if each:
        limits.append(f"{_('A chart for each:')} {facet_title(archive.fields[asked.each])}")
    drawing = Drawing(
        chart,
        telling,
        each,
        limits=limits,
        title=archive.title,
        address=url_for(".trends", _external=True) + query(asked.again()),
    )
    names = map(telling.called, asked.queries)
    return show("trends.svg", drawing=drawing, name=_(", ").join(names))


def _table(archive: "Archive", asked: Asked) -> Iterator[str]:
    """A row for each place at which there are records at all."""
    found = _found(archive, asked)
    telling = _telling(archive, asked, found)
    if found is None or telling is None:
        return table(("by", "records"), ())
    texts = (telling.called(trend.text) for trend in found.trends)
    columns = (trend.counted for trend in found.trends)
    rows = zip(found.places, *columns, found.counted, strict=True)
    every = "records" if found.stories is None else "stories"
    return table(
        (found.by, *texts, every), ([str(cell) for cell in row] for row in rows if row[-1])
    )
