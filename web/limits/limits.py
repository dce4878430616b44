"""The limits of a process, which the blueprints in it share."""

from dataclasses import dataclass, field
from typing import Final, Self

from .places import Room

SECONDS: Final = 8.0
THREADS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long requests may take, and how many long ones there may be at once.

    A request is worked on for up to `seconds`, and a stream that it began for up to
    `stream_seconds` more. One that has worked for `slow_after` needs a place in the
    room `slow`, so that quick ones always find a thread. Downloads and what else reads
    much of the archive need one in `long` while a thread works for them, and one in
    `open` until their reader has all of it.
    """

    seconds: float = SECONDS
    slow_after: float = 0.5
    stream_seconds: float = 600.0
    slow: Room = field(default_factory=lambda: Room(THREADS // 2, wait=2))
    long: Room = field(default_factory=lambda: Room(THREADS // 4))
    open: Room = field(default_factory=lambda: Room(THREADS, each=2))

    @classmethod
    def of_threads(cls, threads: int, seconds: float = SECONDS) -> Self:
        """Limits for a process with so many threads, four or more: a quarter stays for the quick.

        Half of them may be slow, and a quarter work for downloads.
        """
        return cls(
            seconds=seconds,
            slow=Room(threads // 2, wait=2),
            long=Room(threads // 4),
            open=Room(threads, each=2),
        )


SHARED: Final = Limits()
"""What holds in an application that says nothing else."""
