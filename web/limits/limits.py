"""The limits of a process, which the blueprints in it share."""

from dataclasses import dataclass, field
from typing import Final, Self

from .places import Room

SECONDS: Final = 8.0
THREADS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long requests may take, and how many long ones there may be at once.

    A request is worked on for up to `seconds`, and a stream that it began for up to
    `stream_seconds` more. One that has computed for `slow_after` seconds goes on in the
    room `slow`, so that quick ones find a thread and a processor. Downloads and what else
    reads much of the archive need a place in `long` while a thread works for them, and one
    in `open` until their reader has all of it.
    """

    seconds: float = SECONDS
    slow_after: float = 0.2
    stream_seconds: float = 600.0
    slow: Room = field(default_factory=lambda: _slow(THREADS))
    long: Room = field(default_factory=lambda: _long(THREADS))
    open: Room = field(default_factory=lambda: _open(THREADS))

    @classmethod
    def of_threads(cls, threads: int, seconds: float = SECONDS) -> Self:
        """Limits for a process with so many threads, eight or more.

        Slow requests and downloads take half of them at most, the line before them among these.
        """
        return cls(seconds=seconds, slow=_slow(threads), long=_long(threads), open=_open(threads))


def _slow(threads: int) -> Room:
    return Room(threads // 8, line=threads // 4, wait=2)


def _long(threads: int) -> Room:
    return Room(threads // 8)


def _open(threads: int) -> Room:
    return Room(threads // 2, each=2)


SHARED: Final = Limits()
"""What holds in an application that says nothing else."""
