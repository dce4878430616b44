"""Places that are few: whoever finds none free is told to come back, and nobody waits.

Waiting would hold a thread, and whatever locks it had taken on its way.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ...archive.errors import KashshafError


class Busy(KashshafError):
    """All the places are taken; by this very client where `of_client` says so.

    `wait` is in how many seconds it is worth another try.
    """

    def __init__(self, message: str, *, of_client: bool, wait: int) -> None:
        super().__init__(message)
        self.of_client = of_client
        self.wait: Final = wait


class Room:
    """A room with so many places, of which one client may hold only some.

    `wait` is the number of seconds after which who was refused may try again.
    """

    def __init__(self, places: int, each: int | None = None, wait: int = 5) -> None:
        self._places = places
        self._each = each or places
        self._wait = wait
        self._guard = threading.Lock()
        self._held: Counter[str] = Counter()

    @contextmanager
    def place(self, client: str = "") -> Iterator[None]:
        """Hold a place for the block; raise `Busy` where there is none."""
        self._enter(client)
        try:
            yield
        finally:
            self._leave(client)

    def _enter(self, client: str) -> None:
        with self._guard:
            if client and self._held[client] >= self._each:
                raise Busy(
                    f"this address has {self._each} such requests open already: wait for them"
                    " to end, or end them",
                    of_client=True,
                    wait=self._wait,
                )
            if self._held.total() >= self._places:
                raise Busy(
                    "the server is busy with other long requests: try again in a little while",
                    of_client=False,
                    wait=self._wait,
                )
            self._held[client] += 1

    def _leave(self, client: str) -> None:
        with self._guard:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
