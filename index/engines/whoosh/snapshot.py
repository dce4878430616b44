"""One state of a Whoosh index, read as arrays over all its segments.

Documents are numbered through the segments in order, as Whoosh does; `live`
says which of them have not been deleted since.
"""

import threading
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from ..base import Schema
from .packing import Ints, Postings
from .reading import read_postings

Mask = npt.NDArray[np.bool_]

_CACHED_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet turned over: entry i says that document `documents[i]` has `values[codes[i]]`."""

    values: tuple[str, ...]
    codes: Ints
    documents: Ints
    stated: Mask

    def count(self, matching: Mask) -> dict[str, int]:
        """How many of the matching documents have each value, "" for those with none."""
        codes = self.codes[matching[self.documents]]
        counts = np.bincount(codes, minlength=len(self.values))
        found = {self.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}
        unstated = int(np.count_nonzero(matching & ~self.stated))
        return found | {"": unstated} if unstated else found

    def having(self, values: frozenset[str]) -> Mask:
        """The documents with any of the values; "" means those with none."""
        mask = ~self.stated if "" in values else np.zeros(len(self.stated), np.bool_)
        wanted = [code for code, value in enumerate(self.values) if value in values]
        mask[self.documents[np.isin(self.codes, wanted)]] = True
        return mask


class Snapshot:
    """Columns and postings of one generation of the index. Safe for many readers.

    `first` and `last` are the days of each document's date, 0 where unknown;
    `close` closes the files.
    """

    def __init__(self, index: FileIndex, schema: Schema) -> None:
        self.schema = schema
        self.generation = index.latest_generation()
        reader = index.reader()
        # Files stay open until the last search on this state has ended.
        self.close = weakref.finalize(self, reader.close)
        self._leaves = [
            (leaf, offset) for leaf, offset in reader.leaf_readers() if leaf.doc_count_all()
        ]
        self.size = reader.doc_count_all()
        self.live = np.ones(self.size, np.bool_)
        for leaf, offset in self._leaves:
            gone = np.fromiter(leaf.deleted_docs_set or (), np.int64)
            self.live[gone + offset] = False
        # All columns are read now: their files may be gone when a rebuild has
        # put a new index in place of this one.
        self.numbers = self._column("number")
        self.first = self._column("first")
        self.last = self._column("last")
        self._lengths = self._column("length")
        self._cache: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        self._cached_bytes = 0
        self._facets: dict[str, FacetColumn] = {}
        # Whoosh's term tables are read through one shared file position.
        self._lock = threading.Lock()

    @cached_property
    def documents(self) -> dict[int, int]:
        """The document that holds each record's number."""
        return {int(self.numbers[i]): int(i) for i in np.flatnonzero(self.live)}

    @cached_property
    def held(self) -> int:
        """The number of live documents."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def relative_lengths(self) -> npt.NDArray[np.float64]:
        """Each document's length over the mean of the live ones."""
        mean = self._lengths[self.live].mean() if self.held else 0.0
        return self._lengths / (mean or 1.0)

    def postings(self, field: str, term: str) -> Postings | None:
        """A term's postings over all segments, deleted documents included; None if it has none."""
        key = (field, term)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            postings = self._read(field, term)
            self._remember(key, postings)
            return postings

    def having(self, field: str, term: str) -> int:
        """How many documents have a term in a field, deleted ones included."""
        token = term.encode("utf-8", "surrogatepass")
        with self._lock:
            return sum(leaf.doc_frequency(field, token) for leaf, _ in self._leaves)

    def facet(self, name: str) -> FacetColumn:
        """A facet's column, made when it is first asked for."""
        with self._lock:
            if name not in self._facets:
                self._facets[name] = self._read_facet(f"facet_{name}")
            return self._facets[name]

    def _column(self, name: str) -> Ints:
        parts = [leaf.column_reader(name, translate=False).load() for leaf, _ in self._leaves]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def _read(self, field: str, term: str) -> Postings | None:
        token = term.encode("utf-8", "surrogatepass")
        parts = []
        for leaf, offset in self._leaves:
            try:
                found = read_postings(leaf, field, token)
            except TermNotFound:
                continue
            parts.append(Postings(found.ids + offset, found.freqs, found.positions))
        if len(parts) < 2:
            return parts[0] if parts else None
        return Postings(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([part.freqs for part in parts]),
            np.concatenate([part.positions for part in parts]),
        )

    def _remember(self, key: tuple[str, str], postings: Postings | None) -> None:
        self._cache[key] = postings
        self._cached_bytes += _weight(postings)
        while self._cached_bytes > _CACHED_BYTES:
            _, dropped = self._cache.popitem(last=False)
            self._cached_bytes -= _weight(dropped)

    def _read_facet(self, field: str) -> FacetColumn:
        values = sorted({term for leaf, _ in self._leaves for term in leaf.lexicon(field)})
        texts = [value.decode("utf-8", "surrogatepass") for value in values]
        found = [self._read(field, text) for text in texts]
        documents = [postings.ids for postings in found if postings is not None]
        stated = np.zeros(self.size, np.bool_)
        codes = np.repeat(np.arange(len(documents)), [len(ids) for ids in documents])
        together = np.concatenate(documents) if documents else np.zeros(0, np.int64)
        stated[together] = True
        return FacetColumn(tuple(texts), codes, together, stated)


def _weight(postings: Postings | None) -> int:
    if postings is None:
        return 64
    return 64 + postings.ids.nbytes + postings.freqs.nbytes + postings.positions.nbytes
