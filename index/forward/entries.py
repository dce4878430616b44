"""How the words of a text stand in the forward file: an entry each, in their order.

    bits 0-30   the number of the term (`terms/dictionary.py`); 0 for a piece, what stands
                between spaces, that has no word
    bit 31      set where the entry is of the same piece as the one before

So the entries are those of an `Analysis`, whole hashtags at the end, and tell
which piece of the text each stands in.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...arabic.pieces import Shape

T = TypeVar("T")

Entries: TypeAlias = NDArray[np.uint32]


class ReadText(NamedTuple):
    """A text as it was read for the forward file: its entries, and how many characters it has."""

    entries: Entries
    characters: int


Number: TypeAlias = Callable[[str, str, str], int]
"""Gives the number of a term: its form as written, its word, its stem."""

SAME_PIECE: Final = np.uint32(1 << 31)

TERM: Final = np.uint32((1 << 31) - 1)
"""The bits of the number of the term."""
_WIDTH: Final = 4
_NOTHING: Final = bytes(_WIDTH)


def numbered(shape: Shape[T], number: Number) -> Shape[tuple[T, bytes]]:
    """A shape that gives beside what it is made of the entries of the forward file."""

    def entry(written: str, word: str, stem: str) -> tuple[T, bytes]:
        own = number(written, word, stem).to_bytes(_WIDTH, "little")
        return shape.entry(written, word, stem), own

    def join(parts: Iterable[tuple[T, bytes]]) -> tuple[T, bytes]:
        parts = list(parts)
        return shape.join(part for part, _ in parts), _in_one_piece(own for _, own in parts)

    return Shape(entry, join)


def _in_one_piece(parts: Iterable[bytes]) -> bytes:
    held = [part for part in parts if part != _NOTHING]
    if not held:
        return _NOTHING
    entries = np.frombuffer(b"".join(held), "<u4").copy()
    entries[1:] |= SAME_PIECE
    return entries.tobytes()


def parted(pieces: Sequence[tuple[T, bytes]]) -> tuple[list[T], Entries]:
    """What such a shape made of a text: its pieces in the shape itself, and its entries."""
    # This is done for every text that is read: pairs are taken apart sooner so than item by item.
    entries = np.frombuffer(b"".join([own for _, own in pieces]), "<u4")
    return [shape for shape, _ in pieces], entries


def terms_of(entries: Entries) -> Entries:
    """The numbers of the terms alone, in their order."""
    terms = entries & TERM
    held: Entries = terms[terms != 0]
    return held


def renumbered(entries: Entries, became: Entries) -> Entries:
    """The same entries where each number of a term has become another."""
    found: Entries = became[entries & TERM] | (entries & SAME_PIECE)
    return found
