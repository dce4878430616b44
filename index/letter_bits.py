"""Which letters a word has, as 64 bits: most words are told apart from another by these alone.

To look for words within a few edits, all words must be compared, since no
order helps where the first letter may be wrong. The bits make that cheap.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

_TAB, _NEWLINE = 9, 10
_LONGEST_CHARACTER = 4
"""Bytes of UTF-8."""

# A character sets the bits of its bytes but the first, one of ASCII that of its
# only byte. No two letters of the Arabic alphabet set the same.
_BIT = np.zeros(256, np.uint64)
_BIT[:0xC0] = np.uint64(1) << (np.arange(0xC0, dtype=np.uint64) & np.uint64(63))


class LetterBits:
    """Where the lines of a text in UTF-8 begin, and of each the bits and bytes of its first word.

    The word ends at the line's only tab. 14 bytes a line.
    """

    def __init__(self, stretches: Iterable[bytes]) -> None:
        at, starts, lengths, bits = 0, [], [], []
        for stretch in stretches:
            data = np.frombuffer(stretch, np.uint8)
            first = np.append(0, np.flatnonzero(data == _NEWLINE)[:-1] + 1)
            tabs = np.flatnonzero(data == _TAB)
            words = np.ravel(np.column_stack((first, tabs)))
            starts.append((first + at).astype(np.uint32))
            lengths.append((tabs - first).astype(np.uint16))
            bits.append(np.bitwise_or.reduceat(_BIT[data], words)[::2])
            at += len(stretch)
        self._starts = np.append(np.concatenate(starts), np.uint32(at))
        self._lengths = np.concatenate(lengths)
        self._bits = np.concatenate(bits)

    def within(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """From where to where the lines go, newline and all, whose word edits could make of this.

        Of some they cannot, but none of which they can is missing.
        """
        letters = [letter.encode("utf-8", "surrogatepass") for letter in word]
        encoded = b"".join(letters)
        wanted = np.bitwise_or.reduce(_BIT[np.frombuffer(encoded, np.uint8)])
        # An edit takes one character off and puts one in its place.
        fewer = edits * max(1, max(map(len, letters), default=1) - 1)
        more = edits * (_LONGEST_CHARACTER - 1)
        alike = _ones(wanted & ~self._bits) <= fewer
        alike &= _ones(self._bits & ~wanted) <= more
        lines = np.flatnonzero(alike)
        differences = self._lengths[lines].astype(np.int64) - len(encoded)
        lines = lines[np.abs(differences) <= edits * _LONGEST_CHARACTER]
        return zip(self._starts[lines].tolist(), self._starts[lines + 1].tolist(), strict=True)


def _ones(bits: NDArray[np.uint64]) -> NDArray[np.uint8]:
    return np.bitwise_count(bits)
