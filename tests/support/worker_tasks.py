"""What processes of a build may do but build: a module, since they look for it by its name."""

import os
import signal
from collections.abc import Iterator, Sequence
from importlib import import_module

from kashshaf.index.engines.base import DocumentFeed, Slice


def kill(feed: DocumentFeed, share: Sequence[Slice]) -> Iterator[int]:
    """As a system does that has no more memory."""
    yield from ()
    os.kill(os.getpid(), signal.SIGKILL)


def leave(feed: DocumentFeed, share: Sequence[Slice]) -> Iterator[int]:
    """As a library does that gives up."""
    yield from ()
    os._exit(3)


class Unknown:
    """What can be handed over and not taken."""

    def __reduce__(self) -> tuple[object, ...]:
        return import_module, ("no_such_module",)

    def __call__(self, feed: DocumentFeed, share: Sequence[Slice]) -> Iterator[int]:
        yield 0
