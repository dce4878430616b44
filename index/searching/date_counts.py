"""Counts by date: rolled up to a readable span, gaps filled, and what the archive has at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from ...archive.dates import PartialDate
from ...archive.field_values import days
from ...archive.fields import UNKNOWN_VALUE
from ...archive.time_limit import in_time

if TYPE_CHECKING:
    from .open_index import OpenIndex

DateUnit = Literal["year", "month", "day"]

_MOST_MONTHS_BY_DAY = 2
_MOST_YEARS_BY_MONTH = 3


LENGTHS: Mapping[DateUnit, int] = {"year": 4, "month": 7, "day": 10}
"""The letters of a date in EDTF that tell its unit."""


def unit_shown(months: Mapping[str, int], asked: tuple[int, int] | None) -> DateUnit:
    """The unit in which counts by month, and those by day behind them, are readable.

    With a filter on days `asked`, only what shares a day with it is shown.
    """
    return fitting_unit({month: months[month] for month in _within(months, asked)})


def dates_shown(
    dates: Iterable[str], unit: DateUnit, asked: tuple[int, int] | None = None
) -> dict[str, str]:
    """Under which period of this unit each date is shown, in order; the unknown comes last."""
    ordered = sorted(_within(dates, asked), key=lambda date: (date == UNKNOWN_VALUE, date))
    return {date: date[: LENGTHS[unit]] for date in ordered}


def _within(dates: Iterable[str], asked: tuple[int, int] | None) -> list[str]:
    if asked is None:
        return list(dates)
    return [
        date
        for date in in_time(dates)
        if date == UNKNOWN_VALUE or _overlap(days(PartialDate.from_edtf(date)), asked)
    ]


def periods_between(one: str, other: str) -> Iterator[str]:
    """The periods that lie between two, all as closely dated as these; none where they differ."""
    if len(one) == len(other):
        period = PartialDate.from_edtf(one)
        while str(period := period.following()) < other:
            yield str(period)


def _overlap(span: tuple[int, int], asked: tuple[int, int]) -> bool:
    return span[0] <= asked[1] and span[1] >= asked[0]


def fitting_unit(months: Mapping[str, int]) -> DateUnit:
    """The unit in which these months, or years, are shown at a readable length."""
    known = sorted(month for month in months if month != UNKNOWN_VALUE)
    if not known or int(known[-1][:4]) - int(known[0][:4]) >= _MOST_YEARS_BY_MONTH:
        return "year"
    year_only = any(len(month) == 4 for month in known)
    return "day" if not year_only and _apart(known[0], known[-1]) < _MOST_MONTHS_BY_DAY else "month"


def _apart(one: str, other: str) -> int:
    """How many months lie between two of one, 0 for the same."""
    return 12 * (int(other[:4]) - int(one[:4])) + int(other[5:7]) - int(one[5:7])


def by_year(months: Mapping[str, int]) -> dict[str, int]:
    """Counts by month added up to years."""
    years: Counter[str] = Counter()
    for month, number in months.items():
        years[month[:4]] += number
    return dict(years)


def held(unit: DateUnit, field: str, index: "OpenIndex") -> dict[str, int]:
    """How many records there are by year, month or day of a field; see `Archive.held`."""
    facet = field if field != "date" else "day" if unit == "day" else "month"
    length = LENGTHS[unit]
    found: Counter[str] = Counter()
    for date, number in in_time(index.values(facet).items()):
        if len(date) >= length:
            found[date[:length]] += number
    return dict(sorted(found.items()))
