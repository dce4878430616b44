"""Turns among the threads of one process: whoever asked first goes first."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that is handed on in the order in which it was asked for.

    Python's own locks let a thread that asks again and again keep the others
    waiting for as long as it likes. This one knows no thread: one that has its
    turn must not ask for another.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, timeout: float | None) -> Iterator[None]:
        """Wait so many seconds for a turn and hold it for the block; raise `TimeoutError`."""
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            self._waiting[0].set()
        try:
            if not mine.wait(timeout):
                raise TimeoutError
            yield
        finally:
            with self._guard:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()
