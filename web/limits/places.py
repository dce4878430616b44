"""Places that are few, and a line before them that moves or is closed."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from ...archive.errors import KashshafError
from ...archive.time_limit import time_left

_STANDS: Final = 2.0
"""Seconds in which nobody enters or leaves the room, after which its line stands still."""
_LOOK: Final = 0.1


class Busy(KashshafError):
    """All the places are taken; by this very client where `of_client` says so.

    `wait` is in how many seconds it is worth another try.
    """

    def __init__(self, message: str, *, of_client: bool, wait: int) -> None:
        super().__init__(message)
        self.of_client = of_client
        self.wait: Final = wait


class Room:
    """A room with so many places, of which one client may hold only `each`.

    Before it stands a line of threads. It may be longer than `line` as long as it moves: with
    many short stays all wait their turn; where long ones fill the room, whoever stands behind
    the first few is sent away. `wait` is in how many seconds those may try again.
    """

    def __init__(self, places: int, each: int | None = None, line: int = 0, wait: int = 5) -> None:
        self._places = places
        self._each = each or places
        self._line = line
        self._wait = wait
        self._changed = threading.Condition()
        self._held: Counter[str] = Counter()
        self._waiting: list[object] = []
        self._moved = 0.0
        """When somebody last entered or left."""

    @contextmanager
    def place(self, client: str = "") -> Iterator[None]:
        """Hold a place for the block; raise `Busy` where there is none."""
        with self._changed:
            self._check_client(client)
            self._stand_in_line()
            self._held[client] += 1
            self._moved = monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._held -= Counter((client,))  # which forgets those who hold none
                self._moved = monotonic()
                self._changed.notify_all()

    def _check_client(self, client: str) -> None:
        if client and self._held.get(client, 0) >= self._each:
            raise Busy(
                f"this address has {self._each} such requests open already: wait for them to"
                " end, or end them",
                of_client=True,
                wait=self._wait,
            )

    def _stand_in_line(self) -> None:
        """Wait for a place, those who came first before those who came later."""
        own = object()
        self._waiting.append(own)
        try:
            while self._waiting[0] is not own or self._held.total() >= self._places:
                self._check_line(self._waiting.index(own))
                self._changed.wait(_LOOK)
        finally:
            self._waiting.remove(own)
            self._changed.notify_all()

    def _check_line(self, before: int) -> None:
        left = time_left()
        closed = before >= self._line and (not self._line or monotonic() > self._moved + _STANDS)
        if closed or (left is not None and left <= 0):
            raise Busy(
                "the server is busy with other long requests: try again in a little while",
                of_client=False,
                wait=self._wait,
            )
