"""Counts by date: rolled up to a readable span, gaps filled."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from ...archive.dates import PartialDate
from ...archive.field_values import days
from ...archive.fields import UNKNOWN_VALUE
from ...archive.time_limit import in_time

DateUnit = Literal["year", "month", "day"]

_MOST_MONTHS_BY_DAY = 2
_MOST_YEARS_BY_MONTH = 3


def date_counts(
    count: Callable[[DateUnit], Mapping[str, int]], asked: tuple[int, int] | None
) -> dict[str, int]:
    """Counts by year, month or day, whichever shows the span at a readable length, in order.

    `count` gives the counts by a unit; with a filter on days `asked`, only
    what shares a day with it is kept. The unknown value comes last.
    """
    months = _within(count("month"), asked)
    unit = fitting_unit(months)
    counts = by_year(months) if unit == "year" else months
    if unit == "day":
        counts = _within(count("day"), asked)
    return dict(sorted(counts.items(), key=lambda item: (item[0] == UNKNOWN_VALUE, item[0])))


def _within(counts: Mapping[str, int], asked: tuple[int, int] | None) -> dict[str, int]:
    if asked is None:
        return dict(counts)
    return {
        value: number
        for value, number in in_time(counts.items())
        if value == UNKNOWN_VALUE or _overlap(days(PartialDate.from_edtf(value)), asked)
    }


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
