"""What a page shows of trends: a row for each place, curves where the places are periods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ....archive.dates import PartialDate
from ....archive.metadata.naming import Naming
from ....archive.writers.texts import opening
from ....index.searching.trends import By, Trend, Trends
from ...language.messages import _
from ...language.preferences import preferences
from ...language.wording import date_in_words, decimals, hundredths, number, tick, value_label
from ...request.state import SearchState
from .axis import Axis, of_time
from .curves import Chart, Counted, Measure, Point, Rule, Value


class Cell(NamedTuple):
    """A number of the table, whether it rests on few records, and the results that it counts.

    `part` is how much it is of the highest, for bars.
    """

    text: str
    few: bool
    leads_to: SearchState
    part: float


class Row(NamedTuple):
    """A place: what it is called, what each query has there, and all there."""

    name: str
    cells: tuple[Cell, ...]
    every: Cell


@dataclass(frozen=True, slots=True)
class Telling:
    """How the values of trends are told, and where each leads."""

    state: SearchState
    by: By
    naming: Naming
    measure: Measure
    highest: float

    def value(self, of: float) -> str:
        """A value as the table has it; all have as many decimals."""
        if not self.measure.shares:
            return number(round(of, 1) if of % 1 else int(of))
        return hundredths(of, decimals(self.highest))

    def rule(self, rule: Rule, rules: Sequence[Rule]) -> str:
        """The value of a line across a chart, with no more decimals than the lines need."""
        if not self.measure.shares:
            return self.value(rule.value)
        step = rules[1].value
        needed = next(places for places in range(9) if abs(round(step, places) - step) < 1e-9)
        return hundredths(rule.value, needed)

    def place(self, place: str) -> str:
        """What a period, a source or a country is called."""
        if self.by in ("source", "country"):
            return value_label(self.naming, self.by, place)
        return date_in_words(PartialDate.from_edtf(place))

    def called(self, text: str) -> str:
        """What a query is called; without words it is a list, or whatever else is chosen."""
        return text or self.state.list_name or _("Results")

    def point(self, text: str, point: Point) -> str:
        """All that a point of a query's curve says."""
        name = _isolated(self.called(text))
        return f"{self.place(point.unit)}{_(', ')}{name}: {self._whole(point.value)}"

    def columns(self, chart: Chart) -> Iterator[tuple[str, str]]:
        """Each unit of the axis, and what all curves have there."""
        told: dict[str, list[str]] = {unit: [] for unit in chart.axis.slots}
        for curve in chart.curves:
            for point in curve.points:
                name = _isolated(self.called(curve.text))
                told[point.unit].append(f"{name} {self.value(point.value.value)}")
        for unit, values in told.items():
            yield unit, f"{self.place(unit)}: {_(', ').join(values) or _('No items')}"

    def _whole(self, value: Value) -> str:
        told = self.value(value.value)
        if self.measure.shares:
            base, count = number(value.base), number(value.found)
            told = _("%(share)s, %(count)s of %(base)s", share=told, count=count, base=base)
        if value.mean is not None:
            told = _("%(value)s; mean: %(mean)s", value=told, mean=self.value(value.mean))
        return told

    def results(self, text: str, place: str) -> SearchState:
        """The results of a query at a place, of which trends told how many they are."""
        state = self.state.but(q=text)
        if self.by in ("source", "country"):
            return state.limited({self.by: (place,)})
        return state.also_within(PartialDate.from_edtf(place))

    def rows(self, found: Trends) -> Iterator[Row]:
        """A row for each place at which there are records at all."""
        every = found.counted
        for at, place in enumerate(found.places):
            if every[at]:
                whole = Cell(number(every[at]), False, self.results("", place), 0)
                yield Row(self.place(place), self.cells(found, at), whole)

    def cells(self, found: Trends, at: int) -> tuple[Cell, ...]:
        """The numbers of all queries at one place; none where there are no records."""
        place, every = found.places[at], found.counted[at]
        return tuple(self._cell(trend, at, place, every) for trend in found.trends if every)

    def _cell(self, trend: Trend, at: int, place: str, every: int) -> Cell:
        (value,) = self.measure.values([place], {place: (trend.counted[at], every)})
        few = self.measure.is_few(value)
        part = value.value / self.highest if self.highest else 0
        return Cell(self.value(value.value), few, self.results(trend.text, place), part)


def highest(found: Trends, measure: Measure) -> float:
    """The highest value of all queries, at whatever place."""
    return max(
        (
            value.value
            for _, counted in named(found)
            for value in measure.values([*counted], counted)
        ),
        default=0,
    )


def named(found: Trends) -> Sequence[tuple[str, Counted]]:
    """The queries with what they count at each place that there are records at."""
    return [
        (
            trend.text,
            {
                place: (count, every)
                for place, count, every in zip(
                    found.places, trend.counted, found.counted, strict=True
                )
                if every
            },
        )
        for trend in found.trends
    ]


def axis(found: Trends) -> Axis:
    """The axis of trends over time."""
    held = [place for place, every in zip(found.places, found.records, strict=True) if every]
    return of_time(held, held, preferences().direction == "rtl", tick)


def _isolated(text: str) -> str:
    """A query in a sentence of another direction; each point has it, and it may be long."""
    return f"\u2068{opening(text)}\u2069"
