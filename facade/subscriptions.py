"""Who is told of changes, and how far each has been told."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from ..archive.forks import hear_of_forks
from ..archive.storage.rows import Change
from ..archive.storage.store import Store

_log = logging.getLogger(__name__)

Callback: TypeAlias = Callable[[tuple[Change, ...]], object]
"""Hears of changes that the index holds, in their order."""

MOST_CHANGES = 500
"""Changes that a callback hears of at a time."""


@dataclass(eq=False, slots=True)
class _Subscription:
    """A callback, and the number of the last change that it has heard of."""

    callback: Callback
    heard: int


class Subscriptions:
    """Callbacks of one archive. Only who holds the right to write may `tell` them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._all: list[_Subscription] = []
        self._reached = 0
        self._telling = False
        hear_of_forks(self)

    def forked(self) -> None:
        """Tell of what this process changes, even where a thread of the parent is just telling."""
        self._telling = False

    def add(self, callback: Callback) -> Callable[[], None]:
        """Tell a callback of all that changes from now on, until what is returned is called."""
        subscription = _Subscription(callback, self._store.last_change)
        self._all.append(subscription)

        def end() -> None:
            if subscription in self._all:
                self._all.remove(subscription)

        return end

    def tell(self, reached: int) -> None:
        """Tell everyone what they have not heard of yet, up to the change that the index holds.

        What a callback changes itself is told of in turn, after what was before it.
        """
        self._reached = reached
        if self._telling:
            return
        self._telling = True
        try:
            while behind := [one for one in self._all if one.heard < self._reached]:
                for subscription in behind:
                    self._tell(subscription)
        finally:
            self._telling = False

    def _tell(self, subscription: _Subscription) -> None:
        changes = self._store.changes(subscription.heard, self._reached)
        subscription.heard = self._reached
        for batch in _batches(changes):
            try:
                subscription.callback(batch)
            except Exception:
                # What it was told is stored and indexed: whoever wrote it has not failed.
                _log.exception(
                    "%r failed to hear of the changes %d to %d",
                    subscription.callback,
                    batch[0].change,
                    batch[-1].change,
                )


def _batches(changes: Iterator[Change]) -> Iterator[tuple[Change, ...]]:
    while batch := tuple(islice(changes, MOST_CHANGES)):
        yield batch
