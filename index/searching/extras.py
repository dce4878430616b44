"""What is told beside results, some of it left out where there is no time for it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeVar

from ...archive.errors import OutOfTime
from ...archive.fields import UNKNOWN_VALUE
from ...archive.time_limit import check_time, time_left, time_limit
from ..engines.base import kept_value
from ..planning.planner import day_range
from ..query.nodes import And, Dated, Query
from ..query.notices import Notice
from .filters import FilteredQuery
from .open_index import OpenIndex

T = TypeVar("T")

_LONGEST: Final = 1.0
"""Seconds for each of them at most; it also gets no more than half of what is left."""


def if_in_time(work: Callable[[], T], notices: list[Notice]) -> T | None:
    """The result of work, or none, and a notice, where it would take too long."""
    left = time_left()
    if left is None:
        return work()
    check_time()
    try:
        with time_limit(min(left / 2, _LONGEST)):
            return work()
    except OutOfTime:
        if (left_out := Notice("out-of-time")) not in notices:
            notices.append(left_out)
        return None


def unknown_values(query: FilteredQuery, index: OpenIndex) -> Iterator[Notice]:
    """What no record of the archive has, and so limits the results to nothing."""
    none: frozenset[str] = frozenset()
    for key in dict.fromkeys((*query.filters, *query.excluded)):
        field = index.naming.fields[key]
        names = query.filters.get(key, none) | query.excluded.get(key, none)
        for name in sorted(names - {UNKNOWN_VALUE}):
            if field.kind == "name" and kept_value(name) not in index.values(key):
                yield Notice("unknown-value", {"field": key, "text": name})


def outside_span(query: FilteredQuery, understood: Query, index: OpenIndex) -> Iterator[Notice]:
    """That a time is asked for of which the archive has nothing, since it begins later or ended."""
    parts = understood.parts if isinstance(understood, And) else (understood,)
    dated = [part for part in parts if isinstance(part, Dated) and (part.since or part.until)]
    asked = [day_range(part.since, part.until) for part in dated]
    if query.days and not query.undated:
        asked.append(query.days)
    years = sorted(int(value[:4]) for value in index.values("month") if value) if asked else []
    if not years:
        return
    begins, ends = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    if any(last < begins or first > ends for first, last in asked):
        yield Notice("outside-span", {"first": str(years[0]), "last": str(years[-1])})


def staleness(behind: int) -> tuple[Notice, ...]:
    """What is to be said of an index that has not followed so many changes of the store."""
    return (Notice("stale-index", {"changes": str(behind)}),) if behind else ()
