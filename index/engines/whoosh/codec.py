"""A Whoosh codec that keeps posting lists whole, so that they read back as arrays.

Whoosh's own cuts a list into compressed, pickled blocks of 128 and hands out
one posting at a time. Everything else (terms, segments, deletions) stays
Whoosh's.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.columns import NumericColumn
from whoosh.matching import LeafMatcher
from whoosh.system import pack_ushort

from .packing import Gathered, Ints, Postings


class PackedFieldWriter(W3FieldWriter):
    """Writes each term with all of its postings at once."""

    def add_postings(
        self, schema: Any, lengths: Any, items: Iterable[tuple[str, Gathered]]
    ) -> None:
        """Write what was gathered of each field, given in the order of their names."""
        for name, gathered in items:
            self.start_field(name, schema[name])
            prefix = pack_ushort(self._fieldid)
            for packed in gathered.packed():
                info = W3TermInfo(
                    weight=packed.occurrences,
                    df=packed.documents,
                    maxweight=packed.most,
                    minid=packed.first,
                    maxid=packed.last,
                )
                info.set_extent(self._postfile.tell(), len(packed.data))
                self._postfile.write(packed.data)
                self._tindex.add(prefix + packed.term, info.to_bytes())
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

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> PackedMatcher:
        offset, (length,) = terminfo.extent()  # as Whoosh unpacks it
        return PackedMatcher(Postings.unpack(dbfile.get(offset, length)), format_, term, scorer)


class IntColumnReader(NumericColumn.Reader):
    """Reads a column's big-endian bytes."""

    def load(self) -> Ints:
        values = np.zeros(self._doccount, np.int64)
        raw = self._dbfile.get(self._basepos, self._count * self._fixedlen)
        values[: self._count] = np.frombuffer(raw, ">i4")
        return values


class IntColumn(NumericColumn):
    """A column of 32-bit integers that loads as an array; documents without one have 0."""

    Reader = IntColumnReader

    def __init__(self) -> None:
        super().__init__("i", default=0)
