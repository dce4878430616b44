"""Marks on some of many numbers, to tell at once which of a page's words are among those sought."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Marks:
    """Tables that say of each number whether it is marked. Safe to share between threads.

    To make one takes longer than to look up a page's words in it. So they are made once and lent,
    each to one who marks numbers in it and takes the marks away again: there are no more than were
    ever needed at once, of a byte a number.
    """

    def __init__(self, size: int) -> None:
        """Have marks on the numbers below a size."""
        self._size = size
        self._idle: list[NDArray[np.bool_]] = []

    @contextmanager
    def on(self, numbers: NDArray[Any]) -> Iterator[NDArray[np.bool_]]:
        """A table in which just these numbers are marked, in the block."""
        try:
            table = self._idle.pop()
        except IndexError:  # other threads have them all
            table = np.zeros(self._size, np.bool_)
        table[numbers] = True
        yield table
        # A block that raises keeps its table, which nobody sees again.
        table[numbers] = False
        self._idle.append(table)
