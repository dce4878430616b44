"""Work in Tantivy, which nothing can interrupt, waited for no longer than there is time."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import Any, Final, TypeVar

from ....archive.errors import OutOfTime
from ....archive.time_limit import check_time, time_left

T = TypeVar("T")

_SOON: Final = 0.05
"""Seconds of work that is done at once: to hand it to a thread takes a twentieth of a millisecond
more, and it ends by itself."""

_HOPELESS: Final = 10
"""How many times as long as there is time something must seem to take to be refused unbegun."""

_MOST_ABANDONED: Final = 2
"""Searches that nobody waits for any more and that still run, each on a core or two."""

_A_WHILE: Final = 0.05
"""Seconds between two looks at the time."""


class Threads:
    """Threads that work for a question, within its time; a forked process has its own."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process = 0
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Begin to work on something."""
        if self._pool is None or self._process != os.getpid():
            self._pool = ThreadPoolExecutor(thread_name_prefix=f"kashshaf-{self._name}")
            self._process = os.getpid()
        context = copy_context()
        return self._pool.submit(lambda: context.run(work))

    def close(self) -> None:
        """Wait until all is done."""
        if self._pool is not None and self._process == os.getpid():
            self._pool.shutdown()


class Waiting:
    """Waits for searches while there is time; those that are given up run on to their end."""

    def __init__(self) -> None:
        self._threads = Threads("searching")
        self._abandoned: set[Future[Any]] = set()

    def within_time(self, work: Callable[[], T], seconds: float) -> T:
        """The result of work that may take about so many seconds; raises `OutOfTime`."""
        check_time()
        left = time_left()
        if left is None or seconds < _SOON:
            return work()
        if seconds > _HOPELESS * left:
            raise OutOfTime(
                f"this would take about {seconds:.0f} seconds, and there are {left:.0f}:"
                " ask for less at a time, or for rarer words"
            )
        if sum(not one.done() for one in list(self._abandoned)) >= _MOST_ABANDONED:
            raise OutOfTime(
                "the archive is still busy with searches that took too long:"
                " ask again in a while, or for less at a time"
            )
        check_time(ahead=seconds)
        searching = self._threads.submit(work)
        try:
            while not searching.done():
                wait([searching], _A_WHILE)
                check_time()
        except BaseException:
            if not searching.cancel():
                self._abandoned.add(searching)
                searching.add_done_callback(self._abandoned.discard)
            raise
        return searching.result()

    def close(self) -> None:
        """Wait until what was given up has ended."""
        self._threads.close()
