"""Posting lists as bytes, and the gathering of a segment's postings before they are written.

A list is written whole:

    header     count, first id, and the width in bytes of each array below
    gaps       from each id to the next (count - 1)
    freqs      occurrences in each document (count)
    positions  of all occurrences, document by document; none in a plain field
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_HEADER = struct.Struct("=IIBBB")
_WIDTHS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Postings:
    """One term's postings; `positions` run through all documents in turn."""

    ids: Ints
    freqs: Ints
    positions: Ints

    @classmethod
    def unpack(cls, data: memoryview) -> "Postings":
        """Read a list from the form above."""
        count, first, *widths = _HEADER.unpack_from(data)
        start = _HEADER.size
        gaps, start = _unpack(data, start, widths[0], count - 1)
        freqs, start = _unpack(data, start, widths[1], count)
        positions, _ = _unpack(data, start, widths[2], (len(data) - start) // widths[2])
        ids = np.empty(count, np.int64)
        ids[0] = first
        np.cumsum(gaps, out=ids[1:])
        ids[1:] += first
        return cls(ids, freqs, positions)


class PackedTerm(NamedTuple):
    """One term with its packed postings, and how many documents have it."""

    term: bytes
    documents: int
    data: bytes


class Gathered:
    """The occurrences of terms in one field of a segment: who, where, in the order they came.

    Three flat arrays and one sort at the end, in place of a list for every
    term: a token costs one look-up, and twelve bytes until then.
    """

    def __init__(self, positional: bool) -> None:
        self._positional = positional
        self._terms = Numbering()
        self._occurring = array("I")
        self._documents = array("I")
        self._positions = array("I")

    def __len__(self) -> int:
        return len(self._occurring)

    def add(self, document: int, tokens: Sequence[str]) -> None:
        """Add a document's tokens, in order. Documents come in order too."""
        self._occurring.extend(map(self._terms.__getitem__, tokens))
        self._documents.extend([document] * len(tokens))
        if self._positional:
            self._positions.extend(range(len(tokens)))

    def extend(self, token: str, postings: Postings) -> None:
        """Add a term's postings of another segment, renumbered to follow what is here."""
        number = self._terms[token]
        documents = np.repeat(postings.ids, postings.freqs)
        self._occurring.extend([number] * len(documents))
        self._documents.frombytes(documents.astype(np.uint32).tobytes())
        self._positions.frombytes(postings.positions.astype(np.uint32).tobytes())

    def packed(self) -> Iterator[PackedTerm]:
        """Every term with its postings, in the order of their bytes."""
        if not self._occurring:
            return
        occurring = np.frombuffer(self._occurring, np.uint32)
        order = np.argsort(occurring, kind="stable")
        occurring = occurring[order]
        documents = np.frombuffer(self._documents, np.uint32)[order]
        positions = np.frombuffer(self._positions, np.uint32)
        runs = _Runs.of(occurring, documents, positions[order] if self._positional else positions)
        encoded = sorted(
            (token.encode("utf-8", "surrogatepass"), n) for token, n in self._terms.items()
        )
        for term, number in encoded:
            yield runs.pack(term, number)


class Numbering(dict[str, int]):
    """Numbers terms as they are met."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


class _Narrowed:
    """Integers cut in runs; each run is to be had in the narrowest width that holds it."""

    def __init__(self, numbers: npt.NDArray[np.uint32], starts: Ints) -> None:
        self._bytes = {width: numbers.astype(f"=u{width}").tobytes() for width in _WIDTHS}
        tops = (
            np.maximum.reduceat(numbers, starts)
            if len(numbers)
            else np.zeros(len(starts), np.uint32)
        )
        self._widths = np.select([tops < 1 << 8, tops < 1 << 16], [1, 2], 4).tolist()

    def run(self, number: int, start: int, end: int) -> tuple[int, bytes]:
        """The width and the bytes of a run."""
        width = self._widths[number]
        return width, self._bytes[width][start * width : end * width]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Sorted occurrences as postings: term n has those from `starts[n]` to `starts[n + 1]`."""

    documents: list[int]
    gaps: _Narrowed
    freqs: _Narrowed
    positions: _Narrowed
    starts: list[int]
    occurrences: list[int]

    @classmethod
    def of(
        cls,
        occurring: npt.NDArray[np.uint32],
        documents: npt.NDArray[np.uint32],
        positions: npt.NDArray[np.uint32],
    ) -> "_Runs":
        new_term = np.diff(occurring, prepend=occurring[0] + np.uint32(1)) != 0
        at = np.flatnonzero(new_term | (np.diff(documents, prepend=documents[0]) != 0))
        freqs = np.diff(at, append=len(occurring)).astype(np.uint32)
        terms = np.flatnonzero(new_term[at])
        held = documents[at]
        # The gap before a term's first document is never read.
        gaps = np.diff(held, prepend=held[0])
        gaps[terms] = 0
        places = at[terms]
        return cls(
            documents=held.tolist(),
            gaps=_Narrowed(gaps, terms),
            freqs=_Narrowed(freqs, terms),
            positions=_Narrowed(positions, places if len(positions) else terms),
            starts=[*terms.tolist(), len(at)],
            occurrences=[*places.tolist(), len(occurring)],
        )

    def pack(self, term: bytes, number: int) -> PackedTerm:
        start, end = self.starts[number], self.starts[number + 1]
        first, last = self.occurrences[number], self.occurrences[number + 1]
        gap_width, gaps = self.gaps.run(number, start + 1, end)
        freq_width, freqs = self.freqs.run(number, start, end)
        position_width, positions = self.positions.run(number, first, last)
        header = _HEADER.pack(
            end - start, self.documents[start], gap_width, freq_width, position_width
        )
        return PackedTerm(term, end - start, header + gaps + freqs + positions)


def _unpack(data: memoryview, start: int, width: int, count: int) -> tuple[Ints, int]:
    numbers = np.frombuffer(data, f"=u{width}", count, start)
    return numbers.astype(np.int64), start + width * count
