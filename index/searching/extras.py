"""What is told beside results, some of it left out where there is no time for it."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from ...archive.errors import OutOfTime
from ...archive.fields import UNKNOWN_VALUE
from ...archive.time_limit import check_time, time_left, time_limit
from ..engines.base import kept_value
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
    for key, names in (*query.filters.items(), *query.excluded.items()):
        field = index.naming.fields[key]
        for name in sorted(names - {UNKNOWN_VALUE}):
            if field.kind == "name" and kept_value(name) not in index.values(key):
                yield Notice("unknown-value", {"field": key, "text": name})


def staleness(behind: int) -> tuple[Notice, ...]:
    """What is to be said of an index that has not followed so many changes of the store."""
    return (Notice("stale-index", {"changes": str(behind)}),) if behind else ()
