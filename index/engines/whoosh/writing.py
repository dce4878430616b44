"""Writing segments from finished tokens.

Whoosh's writer sorts one tuple a posting on disk; with several hundred
postings a document that takes most of a build. Ours gathers each term's
postings in arrays and writes them term by term when the segment is full.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from ..base import Document
from .codec import IntColumn, Ints, PackedCodec, Postings, TermPostings
from .reading import read_postings

FULL = 12_000_000
"""Occurrences of terms held for one segment: about 400 MB at its fullest."""

MOST_SEGMENTS = 10
"""A commit that would leave more merges the small ones: each costs a search its look-ups."""

_COLUMN = IntColumn()


class _Gathered(NamedTuple):
    """One term's postings so far."""

    ids: "array[int]"
    freqs: "array[int]"
    positions: "array[int]"


class PostingBuffer:
    """The postings of the segment being written, by field and term."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, _Gathered]] = {}
        self.size = 0

    @property
    def full(self) -> bool:
        """Whether it is time to write the segment."""
        return self.size >= FULL

    def add(self, name: str, document: int, tokens: Sequence[str], positional: bool) -> None:
        """Add a document's tokens, in order; their places are kept where `positional`."""
        terms = self._fields.setdefault(name, {})
        for position, token in enumerate(tokens):
            gathered = terms.get(token)
            if gathered is None:
                gathered = terms[token] = _Gathered(array("I"), array("I"), array("I"))
            ids, freqs, positions = gathered
            if ids and ids[-1] == document:
                freqs[-1] += 1
            else:
                ids.append(document)
                freqs.append(1)
            if positional:
                positions.append(position)
        self.size += len(tokens)

    def extend(self, name: str, term: bytes, postings: Postings) -> None:
        """Add postings of another segment, already renumbered."""
        terms = self._fields.setdefault(name, {})
        token = term.decode("utf-8", "surrogatepass")
        gathered = terms.setdefault(token, _Gathered(array("I"), array("I"), array("I")))
        for held, more in zip(
            gathered, (postings.ids, postings.freqs, postings.positions), strict=True
        ):
            held.frombytes(more.astype("=u4").tobytes())
        self.size += len(postings.ids)

    def iter_postings(self) -> Iterator[TermPostings]:
        """All terms in order. Whoosh's name, and the one way to read the buffer."""
        for name in sorted(self._fields):
            terms = self._fields[name]
            encoded = sorted((token.encode("utf-8", "surrogatepass"), token) for token in terms)
            for term, token in encoded:
                ids, freqs, positions = terms[token]
                yield name, term, ids, freqs, positions

    def cleanup(self) -> None:
        """Let go of everything: Whoosh calls this when the segment is closed."""
        self._fields.clear()


class DocumentWriter(SegmentWriter):
    """A Whoosh segment writer that takes documents of finished tokens."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=PackedCodec(), compound=False, **options)
        self.pool = PostingBuffer()
        self.mergetype = merge_small

    def add(self, document: Document) -> None:
        """Add one document."""
        columns = {"number": document.number, "first": document.first, "last": document.last}
        for field, analysis in document.fields.items():
            columns[f"{field}_length"] = len(analysis.words)
            self.pool.add(f"{field}_stem", self.docnum, analysis.stems, positional=False)
            self.pool.add(f"{field}_word", self.docnum, analysis.words, positional=True)
            self.pool.add(f"{field}_written", self.docnum, analysis.written, positional=True)
        for facet, values in document.facets.items():
            self.pool.add(f"facet_{facet}", self.docnum, values, positional=False)
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
                self.pool.extend(name, term, kept)


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
