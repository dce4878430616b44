"""Making segments from documents of finished tokens, and of small segments larger ones."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from ....arabic.analyzer import Analysis
from ....arabic.pieces import Forms
from ..base import Document, Schema
from ..plan import POSITIONAL, STREAMS
from .arrays import Array, write_arrays
from .packing import Gathered, Ints, Numbering, Postings
from .segments import COLUMNS, Segment
from .terms import encode, table

FULL = 12_000_000
"""Occurrences of terms gathered for one segment: at twelve bytes each, more while they are
sorted field by field. With the analyzer's memory of words, a process takes up to 900 MB."""


class SegmentWriter:
    """Gathers the documents of one segment and writes them."""

    def __init__(self, schema: Schema) -> None:
        self._weights = schema.texts
        self._columns = {name: array("i") for name in COLUMNS}
        self._fields = {
            f"{field}_{stream}": Gathered(stream in POSITIONAL)
            for field in schema.texts
            for stream in STREAMS
        }
        self._facets = {facet: _FacetEntries() for facet in schema.facets}

    def __len__(self) -> int:
        return len(self._columns["number"])

    @property
    def full(self) -> bool:
        """Whether it is time to write the segment."""
        return sum(map(len, self._fields.values())) >= FULL

    def add(self, document: Document[Forms]) -> None:
        """Add one document."""
        at, length = len(self), 0
        for field, pieces in document.fields.items():
            analysis = Analysis.of(pieces)
            length += self._weights[field] * len(analysis.stems)
            self._fields[f"{field}_stem"].add(at, analysis.stems)
            self._fields[f"{field}_written"].add(at, analysis.written)
        for facet, values in document.facets.items():
            self._facets[facet].add(at, values)
        described = (document.number, document.first, document.last, length)
        for column, value in zip(COLUMNS, described, strict=True):
            self._columns[column].append(value)

    def take_in(self, segment: Segment, deleted: Iterable[int]) -> None:
        """Add what is in another segment, without its deleted documents."""
        kept = np.ones(segment.size, np.bool_)
        kept[list(deleted)] = False
        renumbered = np.where(kept, np.cumsum(kept) - 1 + len(self), -1)
        for name, gathered in self._fields.items():
            for term, postings in segment.all_postings(name):
                left = _renumbered(postings, renumbered)
                if len(left.ids):
                    gathered.extend(term, left)
        for facet, entries in self._facets.items():
            entries.take_in(segment, facet, renumbered)
        for name, column in self._columns.items():
            column.frombytes(segment.columns[name][kept].tobytes())

    def write(self, path: Path) -> None:
        """Write the segment to a new file, letting go of what was gathered."""
        arrays: dict[str, Array] = {
            name: np.frombuffer(column, np.int32) for name, column in self._columns.items()
        }
        for facet, entries in self._facets.items():
            arrays |= entries.arrays(f"facet_{facet}")
        for name in list(self._fields):
            arrays |= _inverted(name, self._fields.pop(name))
        write_arrays(path, arrays)


class _FacetEntries:
    """Which documents have which values of a facet, in the order of the documents."""

    def __init__(self) -> None:
        self._values = Numbering()
        self._codes = array("I")
        self._documents = array("q")  # as numpy wants its indices

    def add(self, document: int, values: Iterable[str]) -> None:
        for value in dict.fromkeys(values):
            self._codes.append(self._values[value])
            self._documents.append(document)

    def take_in(self, segment: Segment, facet: str, renumbered: Ints) -> None:
        entries = segment.facet(facet)
        documents = renumbered[entries.documents]
        kept = documents >= 0
        values = [entries.values[code] for code in entries.codes[kept]]
        self._codes.extend(map(self._values.__getitem__, values))
        self._documents.frombytes(documents[kept].tobytes())

    def arrays(self, name: str) -> Mapping[str, Array]:
        return {
            **table(name, list(map(encode, self._values))),
            f"{name}.codes": np.frombuffer(self._codes, np.uint32),
            f"{name}.documents": np.frombuffer(self._documents, np.int64),
        }


def _inverted(name: str, gathered: Gathered) -> Mapping[str, Array]:
    """The arrays of a field's terms and postings."""
    terms, having, packed, at = [], array("I"), bytearray(), array("Q", (0,))
    for term in gathered.packed():
        terms.append(term.term)
        having.append(term.documents)
        packed += term.data
        at.append(len(packed))
    return {
        **table(name, terms),
        f"{name}.documents": np.frombuffer(having, np.uint32),
        f"{name}.at": np.frombuffer(at, np.uint64),
        f"{name}.postings": np.frombuffer(packed, np.uint8),
    }


def _renumbered(postings: Postings, renumbered: Ints) -> Postings:
    ids = renumbered[postings.ids]
    kept = ids >= 0
    positions = postings.positions
    if len(positions):
        positions = positions[np.repeat(kept, postings.freqs)]
    return Postings(ids[kept], postings.freqs[kept], positions)
