"""What a process that was forked may not take over from its parent.

A server may open an archive before it forks its workers, as gunicorn's `--preload` does. A child
has a copy of all that its parent held, but none of its other threads: connections would be shared
with the parent, and a lock that another thread held at that moment would be held for ever. So a
fork waits until the other threads are between two pieces of work, and in the child whoever holds
what cannot be taken over hears of it, and begins anew.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol
from weakref import WeakSet

_PATIENCE = 3.0
"""Seconds that a fork waits for other threads: nearly all pieces of work take less."""


class Forked(Protocol):
    """Holds what a child may not take over."""

    def forked(self) -> None:
        """Hear, in a child, that it is one."""


class _Gate:
    """Lets threads in to work, until a fork waits for those inside to come out."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._changed = threading.Condition()
        self._inside: set[int] = set()

    @contextmanager
    def inside(self) -> Iterator[None]:
        thread = threading.get_ident()
        if thread in self._inside:
            yield
            return
        with self._door, self._changed:
            self._inside.add(thread)
        try:
            yield
        finally:
            with self._changed:
                self._inside.discard(thread)
                self._changed.notify_all()

    def shut(self) -> None:
        """Let nobody in or out any more, having waited for those who are in, for a while."""
        self._door.acquire()
        own = {threading.get_ident()}
        self._changed.acquire()
        self._changed.wait_for(lambda: self._inside <= own, _PATIENCE)

    def open(self) -> None:
        """Let threads in and out again."""
        self._changed.release()
        self._door.release()

    def open_in_child(self) -> None:
        """The same in a child, where only the thread is left that forked."""
        self._inside &= {threading.get_ident()}
        self.open()


_gate = _Gate()
_listening: WeakSet[Forked] = WeakSet()
_left_behind: list[Any] = []


def unforked() -> AbstractContextManager[None]:
    """A block in which a fork by another thread waits; short, since it does so for a while only."""
    return _gate.inside()


def hear_of_forks(one: Forked) -> None:
    """Let `one` hear of it in every child from now on."""
    _listening.add(one)


def leave_behind(thing: object) -> None:
    """Keep what was taken over and is not used any more: to close it would close the parent's."""
    _left_behind.append(thing)


def _in_child() -> None:
    _gate.open_in_child()
    for one in list(_listening):
        one.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_gate.shut,
        after_in_parent=_gate.open,
        after_in_child=_in_child,
    )
