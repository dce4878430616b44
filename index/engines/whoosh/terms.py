"""A table of terms as arrays: their bytes end to end, and where each begins."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .arrays import Array, ArrayFile


def encode(term: str) -> bytes:
    """A term as it stands in a table: in UTF-8, where lone surrogates have a place too."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """The term of these bytes."""
    return term.decode("utf-8", "surrogatepass")


def table(name: str, terms: Sequence[bytes]) -> dict[str, Array]:
    """The arrays of a table."""
    lengths = np.fromiter(map(len, terms), np.uint64, len(terms))
    return {
        f"{name}.terms": np.frombuffer(b"".join(terms), np.uint8),
        f"{name}.starts": np.append(np.uint64(0), np.cumsum(lengths, dtype=np.uint64)),
    }


_STRIDE = 128
"""Every so many terms one is held, so that to find another few are read."""


class TermTable:
    """A table of terms in a file; their numbers are their places in it."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        # Single entries are read from these four times as fast as from arrays.
        self._bytes = file[f"{name}.terms"].data
        self._starts = file[f"{name}.starts"].data
        self._held = [self[number] for number in range(0, len(self), _STRIDE)]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1]])

    def __iter__(self) -> Iterator[bytes]:
        whole, starts = bytes(self._bytes), self._starts.tolist()  # all at once takes a third
        return (whole[start:end] for start, end in pairwise(starts))

    def place(self, term: bytes) -> int:
        """The number of the first term that does not come before this, in a table in order."""
        end = bisect_right(self._held, term) * _STRIDE
        near = range(max(end - _STRIDE, 0), min(end, len(self)))
        return near.start + bisect_left(near, term, key=self.__getitem__)

    def find(self, term: bytes) -> int | None:
        """The number of a term in a table that is in order; None where it is not there."""
        number = self.place(term)
        return number if number < len(self) and self[number] == term else None
