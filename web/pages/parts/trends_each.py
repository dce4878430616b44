"""Trends of each value of a facet: a small chart each, and one table of all of their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from ....archive.writers.data_files import table
from ....index.searching.trends import Trends
from ....index.searching.trends_of_each import TrendsOfEach
from ...language.wording import value_label
from . import trend_views
from .curves import Chart, Measure, charts
from .trend_views import Cell, Telling

SHOWN: Final = 12
"""Values that get a chart each: as many as one looks through."""

IN_A_FILE: Final = 100
"""Values that the table to take away has."""

_MOST_NUMBERS: Final = 4_000
"""Numbers of the table on the page, each a link; beyond them it has fewer values."""


class Small(NamedTuple):
    """The trends of one value of a facet, and what the address of them alone is limited to."""

    label: str
    limits: dict[str, tuple[str, ...]]
    telling: Telling
    found: Trends
    chart: Chart

    def cells(self, at: int) -> tuple[Cell, ...]:
        """The numbers of its queries at one place; none where it has no records there."""
        return self.telling.cells(self.found, at)


class Row(NamedTuple):
    """A period, and the numbers of each value in it."""

    name: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class OfEach:
    """A chart for each value, on one scale, and a table of the first of them.

    `dates` are how the charts stand: all on the "same" dates, or each on its "own".
    """

    small: tuple[Small, ...]
    dates: str
    others: int
    listed: tuple[Small, ...]
    rows: tuple[Row, ...]


def of_each(
    found: TrendsOfEach, telling: Telling, measure: Measure, own_dates: bool
) -> OfEach | None:
    """What a page shows of the trends of each value; None where none has records."""
    common = trend_views.axis(found.whole)
    held = {value: one for value, one in found.of.items() if any(one.records)}
    if not held:
        return None
    axes = [trend_views.axis(one) if own_dates else common for one in held.values()]
    drawn = charts([trend_views.named(one) for one in held.values()], axes, measure)
    small = tuple(
        _small(found.facet, value, one, telling, chart)
        for (value, one), chart in zip(held.items(), drawn, strict=True)
    )
    periods = sum(map(bool, found.whole.counted))
    fitting = _MOST_NUMBERS // max(periods * len(found.whole.trends), 1)
    listed = small[: max(fitting, 1)]
    return OfEach(
        small,
        "own" if own_dates else "same",
        found.others,
        listed,
        tuple(_rows(found.whole, telling, listed)),
    )


def _small(facet: str, value: str, found: Trends, telling: Telling, chart: Chart) -> Small:
    limits: dict[str, tuple[str, ...]] = {facet: (value,)}
    return Small(
        value_label(telling.naming, facet, value),
        limits,
        replace(telling, state=telling.state.limited(limits)),
        found,
        chart,
    )


def _rows(whole: Trends, telling: Telling, listed: tuple[Small, ...]) -> Iterator[Row]:
    for at, (place, every) in enumerate(zip(whole.places, whole.counted, strict=True)):
        if every:
            yield Row(telling.place(place), tuple(one.cells(at) for one in listed))


def table_of_each(found: TrendsOfEach) -> Iterator[str]:
    """A row for each value, query and period of which the value has records."""
    columns = (found.facet, "query", found.whole.by, "count", "total", "share")
    rows = ((*one, f"{one.counted / one.total:.4f}") for one in found.counts)
    return table(columns, rows)
