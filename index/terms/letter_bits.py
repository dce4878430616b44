"""Which letters a word has, and which stand beside each other, as twice 64 bits.

To look for words within a few edits, all words must be compared, since no
order helps where the first letter may be wrong. The bits make that cheap:
they leave one word in some hundreds to be looked at.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

_TAB, _NEWLINE = 9, 10
_PAIR_FACTOR = np.uint8(37)
"""So that a pair and its reverse seldom set the same bit."""

_BIT: NDArray[np.uint64] = np.uint64(1) << (np.arange(256, dtype=np.uint64) & np.uint64(63))


class LetterBits:
    """Where the lines of a text in UTF-8 begin, and of each the length and bits of its first word.

    The word ends at the line's only tab. 22 bytes a line.
    """

    def __init__(self, stretches: Iterable[bytes]) -> None:
        at, starts, lengths, letters, pairs = 0, [], [], [], []
        for stretch in stretches:
            data = np.frombuffer(stretch, np.uint8)
            begins = np.append(0, np.flatnonzero(data == _NEWLINE)[:-1] + 1)
            starts.append((begins + at).astype(np.uint32))
            signs = _signs(data)
            tabs = np.flatnonzero(signs == _TAB)
            first = np.append(0, np.flatnonzero(signs == _NEWLINE)[:-1] + 1)
            words = np.ravel(np.column_stack((first, tabs)))
            # A word's pairs go from what is before its first letter to the tab behind its last.
            around = np.ravel(np.column_stack((first, tabs + 1)))
            lengths.append((tabs - first).astype(np.uint16))
            letters.append(np.bitwise_or.reduceat(_BIT[signs], words)[::2])
            pairs.append(np.bitwise_or.reduceat(_pair_bits(signs), around)[::2])
            at += len(stretch)
        self._starts = np.append(np.concatenate(starts), np.uint32(at))
        self._lengths = np.concatenate(lengths)
        self._letters = np.concatenate(letters)
        self._pairs = np.concatenate(pairs)

    def within(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """From where to where the lines go, newline and all, whose word edits could make of this.

        Of some they cannot, but none of which they can is missing.
        """
        signs = _signs(np.frombuffer(f"{word}\t".encode("utf-8", "surrogatepass"), np.uint8))
        letters = np.bitwise_or.reduce(_BIT[signs[:-1]])
        pairs = np.bitwise_or.reduce(_pair_bits(signs))
        differences = self._lengths.astype(np.int32) - len(word)
        lines = np.flatnonzero(np.abs(differences) <= edits)
        # An edit takes at most one letter off and puts one in its place, and so two pairs.
        for bits, own, changed in ((self._letters, letters, 1), (self._pairs, pairs, 2)):
            held = bits[lines]
            alike = np.bitwise_count(held & ~own) <= edits * changed
            alike &= np.bitwise_count(own & ~held) <= edits * changed
            lines = lines[alike]
        return zip(self._starts[lines].tolist(), self._starts[lines + 1].tolist(), strict=True)


def _signs(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The last byte of each character, which tells apart those of the Arabic alphabet."""
    ends = np.append((data[1:] & 0xC0) != 0x80, True)
    return data[np.flatnonzero(ends)]


def _pair_bits(signs: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The bit of each sign with the one before it; the first comes after a newline."""
    before = np.append(np.uint8(_NEWLINE), signs[:-1])
    bits: NDArray[np.uint64] = _BIT[before * _PAIR_FACTOR + signs]
    return bits
