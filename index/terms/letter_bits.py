"""Which letters a word has, and which stand beside each other, as twice 64 bits.

To look for words within a few edits, all words must be compared, since no
order helps where the first letter may be wrong. The bits make that cheap:
they leave one word in some hundreds to be looked at. They stand in order of
the words' lengths, so that words of about one length are one stretch.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

_TAB, _NEWLINE = 9, 10

_AT_ONCE = 16_384
"""Words that are compared at a time: their bits stay in the processor's cache."""

_PAIR_FACTOR = np.uint8(37)
"""So that a pair and its reverse seldom set the same bit."""

_BIT: NDArray[np.uint64] = np.uint64(1) << (np.arange(256, dtype=np.uint64) & np.uint64(63))


class LetterBits:
    """Where the lines of a text in UTF-8 begin, and of each the bits of its first word.

    The word ends at the line's only tab. 24 bytes a line.
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
        length_of = np.concatenate(lengths)
        order = np.argsort(length_of, kind="stable")
        self._lines = order.astype(np.uint32)
        self._letters = np.concatenate(letters)[order]
        self._pairs = np.concatenate(pairs)[order]
        # Where each length begins among them, and all end.
        self._begins = np.append(0, np.cumsum(np.bincount(length_of)))

    def within(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """From where to where the lines go, newline and all, whose word edits could make of this.

        Of some they cannot, but none of which they can is missing. They are in order.
        """
        signs = _signs(np.frombuffer(f"{word}\t".encode("utf-8", "surrogatepass"), np.uint8))
        letters = np.bitwise_or.reduce(_BIT[signs[:-1]])
        pairs = np.bitwise_or.reduce(_pair_bits(signs))
        near = [np.zeros(0, np.uint32)]
        for length in range(max(len(word) - edits, 0), len(word) + edits + 1):
            longer, shorter = max(length - len(word), 0), max(len(word) - length, 0)
            for stretch in self._of_length(length):
                # An edit takes at most one letter off and puts one in its place, and so two
                # pairs; one that makes a word longer takes none off, and one pair.
                some = _alike(self._letters[stretch], letters, edits - longer, edits - shorter)
                lines, kept = self._lines[stretch][some], self._pairs[stretch][some]
                near.append(lines[_alike(kept, pairs, 2 * edits - longer, 2 * edits - shorter)])
        lines = np.sort(np.concatenate(near))
        return zip(self._starts[lines].tolist(), self._starts[lines + 1].tolist(), strict=True)

    def _of_length(self, length: int) -> Iterator[slice]:
        """The words of one length, some at a time."""
        if length < len(self._begins) - 1:
            begin, end = self._begins[length : length + 2].tolist()
            yield from (slice(at, min(at + _AT_ONCE, end)) for at in range(begin, end, _AT_ONCE))


def letters_in_lines(text: bytes) -> NDArray[np.uint64]:
    """Of each line of a text in UTF-8 the bits of its letters, and of its newline."""
    signs = _signs(np.frombuffer(text, np.uint8))
    begins = np.append(0, np.flatnonzero(signs == _NEWLINE)[:-1] + 1)
    letters: NDArray[np.uint64] = np.bitwise_or.reduceat(_BIT[signs], begins)
    return letters


def _alike(held: NDArray[np.uint64], own: np.uint64, lost: int, gained: int) -> NDArray[np.intp]:
    """The places of those that lack so many of its own bits at most, and have so many others."""
    # Few lack so few: for the others' bits only these are looked at.
    least = int(np.bitwise_count(own)) - lost
    places = np.flatnonzero(np.bitwise_count(held & own) >= least)
    alike: NDArray[np.intp] = places[np.bitwise_count(held[places] & ~own) <= gained]
    return alike


def _signs(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The last byte of each character, which tells apart those of the Arabic alphabet."""
    ends = np.append((data[1:] & 0xC0) != 0x80, True)
    return data[np.flatnonzero(ends)]


def _pair_bits(signs: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The bit of each sign with the one before it; the first comes after a newline."""
    before = np.append(np.uint8(_NEWLINE), signs[:-1])
    bits: NDArray[np.uint64] = _BIT[before * _PAIR_FACTOR + signs]
    return bits
