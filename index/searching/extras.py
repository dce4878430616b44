"""What is told beside results, and left out where there is no time for it."""

from collections.abc import Callable
from typing import Final, TypeVar

from ...archive.errors import OutOfTime
from ...archive.time_limit import check_time, time_left, time_limit
from ..query.notices import Notice

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
