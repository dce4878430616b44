"""Posting lists and integer columns that read back as numpy arrays.

Whoosh's own codec cuts a posting list into compressed, pickled blocks of 128
and hands them out one posting at a time. Ours writes a list whole:

    header     count, first id, and the width in bytes of each array below
    gaps       from each id to the next (count - 1)
    freqs      occurrences in each document (count)
    positions  of all occurrences, document by document; none in a plain field

Everything else (terms, segments, merging, deletions) stays Whoosh's.
"""

import struct
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter, W3TermInfo
from whoosh.columns import NumericColumn
from whoosh.matching import LeafMatcher

Ints = npt.NDArray[np.int64]

TermPostings: TypeAlias = tuple[str, bytes, Sequence[int], Sequence[int], Sequence[int]]
"""A field, a term, and its ids, freqs and positions."""

_HEADER = struct.Struct("=IIBBB")
_TYPECODES = {1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class Postings:
    """One term's postings in one segment; `positions` run through all documents in turn."""

    ids: Ints
    freqs: Ints
    positions: Ints

    @classmethod
    def unpack(cls, data: bytes) -> "Postings":
        """Read what `pack` wrote."""
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


def pack(ids: Sequence[int], freqs: Sequence[int], positions: Sequence[int]) -> bytes:
    """Write a posting list (not empty, ids ascending) in the form above."""
    parts = [_pack([later - earlier for earlier, later in pairwise(ids)])]
    parts += [_pack(freqs), _pack(positions)]
    header = _HEADER.pack(len(ids), ids[0], *(width for width, _ in parts))
    return header + b"".join(data for _, data in parts)


def _pack(numbers: Sequence[int]) -> tuple[int, bytes]:
    top = max(numbers, default=0)
    width = 1 if top < 1 << 8 else 2 if top < 1 << 16 else 4
    return width, array(_TYPECODES[width], numbers).tobytes()


def _unpack(data: bytes, start: int, width: int, count: int) -> tuple[Ints, int]:
    numbers = np.frombuffer(data, f"=u{width}", count, start)
    return numbers.astype(np.int64), start + width * count


class PackedPostingsWriter(W3PostingsWriter):
    """Writes one term's postings as a single list."""

    def hold(self, ids: Sequence[int], freqs: Sequence[int], positions: Sequence[int]) -> None:
        """Take the whole list of the term that was started; finishing the term writes it."""
        self._ids, self._weights, self._values = ids, freqs, positions
        self._maxweight = max(freqs)

    def _write_block(self, last: bool = False) -> None:
        self._terminfo.add_block(self)
        self._postfile.write(pack(self._ids, self._weights, self._values))
        self._new_block()


class PackedFieldWriter(W3FieldWriter):
    """Writes each term with all of its postings at once."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[TermPostings]) -> None:
        """Write `(field, term, ids, freqs, positions)` tuples, in the order of fields and terms."""
        for name, of_field in groupby(items, itemgetter(0)):
            self.start_field(name, schema[name])
            for _, term, ids, freqs, positions in of_field:
                self.start_term(term)
                self._postwriter.hold(ids, freqs, positions)
                self.finish_term()
            self.finish_field()


class PackedMatcher(LeafMatcher):
    """A posting list where Whoosh expects something to walk; `postings` has it as arrays."""

    def __init__(self, postings: Postings, format_: Any, term: Any, scorer: Any) -> None:
        self.postings = postings
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self.postings.ids)

    def id(self) -> int:
        return int(self.postings.ids[self._at])

    def next(self) -> None:
        self._at += 1


class PackedCodec(W3Codec):
    """Whoosh's third codec with whole posting lists."""

    def field_writer(self, storage: Any, segment: Any) -> PackedFieldWriter:
        return PackedFieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PackedPostingsWriter:
        return PackedPostingsWriter(dbfile, blocklimit=0)

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> PackedMatcher:
        offset, (length,) = terminfo.extent()  # as Whoosh unpacks it
        return PackedMatcher(Postings.unpack(dbfile.get(offset, length)), format_, term, scorer)


class IntColumn(NumericColumn):
    """A column of 32-bit integers that loads as an array; documents without one have 0."""

    def __init__(self) -> None:
        super().__init__("i", default=0)

    class Reader(NumericColumn.Reader):
        """Reads the column's big-endian bytes."""

        def load(self) -> Ints:
            values = np.zeros(self._doccount, np.int64)
            raw = self._dbfile.get(self._basepos, self._count * self._fixedlen)
            values[: self._count] = np.frombuffer(raw, ">i4")
            return values
