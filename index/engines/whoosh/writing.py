"""Writing segments from finished tokens.

Whoosh's writer sorts one tuple a posting on disk; with several hundred
postings a document that takes most of a build. Ours gathers them in arrays
and writes them term by term when the segment is full.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from ....arabic.analyzer import Analysis
from ....arabic.pieces import Forms
from ..base import Document, Schema
from ..plan import POSITIONAL
from .codec import IntColumn, PackedCodec
from .packing import Gathered, Ints, Postings
from .reading import read_postings

FULL = 12_000_000
"""Occurrences of terms gathered for one segment: at twelve bytes each, more while they are
sorted field by field. With the analyzer's memory of words, a process takes up to 900 MB."""

MOST_SEGMENTS = 10
"""A commit that would leave more merges the small ones: each costs a search its look-ups."""

_COLUMN = IntColumn()


class PostingBuffer:
    """The postings of the segment being written, by field. Stands where Whoosh has its pool."""

    def __init__(self) -> None:
        self._fields: dict[str, Gathered] = {}

    def __getitem__(self, name: str) -> Gathered:
        """What is gathered for a field, named `text_word` or `facet_source`."""
        if name not in self._fields:
            self._fields[name] = Gathered(name.rpartition("_")[2] in POSITIONAL)
        return self._fields[name]

    @property
    def full(self) -> bool:
        """Whether it is time to write the segment."""
        return sum(map(len, self._fields.values())) >= FULL

    def iter_postings(self) -> Iterator[tuple[str, Gathered]]:
        """The fields in order, each let go of when it has been written."""
        for name in sorted(self._fields):
            yield name, self._fields.pop(name)

    def cleanup(self) -> None:
        """Let go of everything: Whoosh calls this when the segment is closed."""
        self._fields.clear()


class DocumentWriter(SegmentWriter):
    """A Whoosh segment writer that takes documents of finished tokens."""

    def __init__(self, index: Any, schema: Schema, **options: Any) -> None:
        super().__init__(index, codec=PackedCodec(), compound=False, **options)
        self.pool = PostingBuffer()
        self._weights = schema.texts
        self.mergetype = merge_small

    def add(self, document: Document[Forms]) -> None:
        """Add one document."""
        length = 0
        for field, pieces in document.fields.items():
            analysis = Analysis.of(pieces)
            length += self._weights[field] * len(analysis.stems)
            self.pool[f"{field}_stem"].add(self.docnum, analysis.stems)
            self.pool[f"{field}_written"].add(self.docnum, analysis.written)
        columns = {
            "number": document.number,
            "first": document.first,
            "last": document.last,
            "length": length,
        }
        for facet, values in document.facets.items():
            self.pool[f"facet_{facet}"].add(self.docnum, values)
        self.perdocwriter.start_doc(self.docnum)
        for name, value in columns.items():
            self.perdocwriter.add_column_value(name, _COLUMN, value)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Take in a segment that is being merged, without its deleted documents."""
        renumbered = np.arange(reader.doc_count_all()) + startdoc
        if docmap is not None:
            renumbered = np.full(reader.doc_count_all(), -1)
            renumbered[list(docmap)] = list(docmap.values())
        for name, term in reader.all_terms():
            kept = _renumber(read_postings(reader, name, term), renumbered)
            if len(kept.ids):
                self.pool[name].extend(term.decode("utf-8", "surrogatepass"), kept)


def merge_small(writer: DocumentWriter, segments: list[Any]) -> list[Any]:
    """Merge all but the largest segments when there are many, and return those left.

    What is merged joins the segment being written, so that an archive fed in
    small pieces rewrites each record a few times, not at every commit.
    """
    if len(segments) < MOST_SEGMENTS:
        return segments
    ordered = sorted(segments, key=lambda segment: -segment.doc_count())
    kept = ordered[: MOST_SEGMENTS // 2]
    for segment in ordered[MOST_SEGMENTS // 2 :]:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return kept


def _renumber(postings: Postings, renumbered: Ints) -> Postings:
    ids = renumbered[postings.ids]
    kept = ids >= 0
    positions = postings.positions
    if len(positions):
        positions = positions[np.repeat(kept, postings.freqs)]
    return Postings(ids[kept], postings.freqs[kept], positions)
