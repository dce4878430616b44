"""How long one question may take, kept by whoever works on it.

Who asks on behalf of others, as a server does, sets a limit around each question. What may take
long (a scan of postings, of words, of texts) calls `check_time` between two pieces of its work,
every few milliseconds. Without a limit that does nothing.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from time import monotonic, thread_time
from typing import Final, TypeVar

from .errors import OutOfTime

T = TypeVar("T")

_NO_ROOM: Final = nullcontext()


class _Limit:
    def __init__(self, seconds: float, slow_after: float, room: AbstractContextManager[object]):
        self.seconds = seconds
        self._slow_after = slow_after
        self._room = room
        self._began = monotonic()
        self._threads = {threading.get_ident(): thread_time()}
        self._entering = threading.Lock()
        self._slow = False
        self.held = ExitStack()

    def left(self) -> float:
        return self.seconds - (monotonic() - self._began)

    def check(self, ahead: float) -> None:
        worked = monotonic() - self._began
        if worked > self.seconds:
            raise OutOfTime(
                f"this took longer than {self.seconds:g} seconds and was ended: ask for less at a"
                " time, or for rarer words"
            )
        slow_now = self._slow_after - ahead
        if not self._slow and worked > slow_now and self._computed() > slow_now:
            # A question may be worked on by several threads.
            with self._entering:
                if not self._slow:
                    self.held.enter_context(self._room)
                    self._slow = True

    def _computed(self) -> float:
        """For how many seconds this thread has computed since it began to work on the question."""
        now = thread_time()
        return now - self._threads.setdefault(threading.get_ident(), now)


_limit: ContextVar[_Limit | None] = ContextVar("time_limit", default=None)


@contextmanager
def time_limit(
    seconds: float,
    slow_after: float = float("inf"),
    room: AbstractContextManager[object] = _NO_ROOM,
) -> Iterator[None]:
    """Let the block work for so many seconds; then `check_time` raises `OutOfTime` in it.

    Work that has computed for `slow_after` seconds, not waited for others that do, enters
    `room`, once, and leaves it with the block: a room may be small, make it wait, and refuse by
    raising. Limits may stand in each other; the inner one counts. Threads that work for the
    block take it over by `contextvars.copy_context`.
    """
    limit = _Limit(seconds, slow_after, room)
    token = _limit.set(limit)
    try:
        with limit.held:
            yield
    finally:
        _limit.reset(token)


def check_time(ahead: float = 0.0) -> None:
    """Raise `OutOfTime` where the time for this work is over.

    `ahead` are about the seconds that the next piece of it computes, which cannot look.
    """
    if (limit := _limit.get()) is not None:
        limit.check(ahead)


def in_time(pieces: Iterable[T]) -> Iterator[T]:
    """Give the pieces of a work one by one, while there is time for it."""
    for piece in pieces:
        check_time()
        yield piece


def time_left() -> float | None:
    """How many seconds there still are, less than 0 where none; None without a limit."""
    limit = _limit.get()
    return None if limit is None else limit.left()
