"""A segment: some documents, inverted, in one file of plain arrays that never changes.

number, first, last, length     of each document
text_stem.terms, .starts        the terms of a field's stream, in the order of their bytes
text_stem.documents             how many documents have each term
text_stem.at, .postings         where the postings of each begin, and these: see `packing.py`
facet_source.terms, .starts     the values of a facet
facet_source.codes, .documents  entry i says that document `documents[i]` has the value with
                                the number `codes[i]`; one without a value has no entry
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from .arrays import Array, ArrayFile
from .packing import Postings
from .terms import TermTable, decode, encode

SCHEMA_VERSION = 4
"""Raised whenever an index made before would be read wrongly."""

COLUMNS: Final = ("number", "first", "last", "length")
_FACET: Final = "facet_"
_TERMS: Final = ".terms"

_FOUND = 1024
"""Terms of which the place is kept: a search asks for each several times."""


@dataclass(frozen=True, slots=True)
class FacetEntries:
    """The values of a facet in a segment, and which documents have which, by their numbers."""

    values: tuple[str, ...]
    codes: Array
    documents: Array
    stated: npt.NDArray[np.bool_]


class Segment:
    """A segment on disk, open for reading; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.columns = {name: self._file[name] for name in COLUMNS}
        self.size = len(self.columns["number"])
        self._fields: dict[str, _Field | _Values] = {}

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names, in order, of what has terms: streams of texts, facets as `facet_source`."""
        return tuple(
            sorted(name.removesuffix(_TERMS) for name in self._file if name.endswith(_TERMS))
        )

    def terms(self, field: str, start: bytes = b"") -> Iterator[bytes]:
        """The terms of a field in the order of their bytes, from a place in that on."""
        with self._file.reading:
            yield from self._field(field).terms(start)

    def having(self, field: str, term: bytes) -> int:
        """How many documents have a term in a field, deleted ones included."""
        with self._file.reading:
            return self._field(field).having(term)

    def postings(self, field: str, term: bytes) -> Postings | None:
        """A term's postings, deleted documents included; None where there are none."""
        with self._file.reading:
            return self._field(field).postings(term)

    def all_postings(self, field: str) -> Iterator[tuple[str, Postings]]:
        """Every term of a text's stream with its postings."""
        with self._file.reading:
            yield from _Field(self._file, field, self.size).all_postings()

    def facet(self, name: str) -> FacetEntries:
        """Which documents have which values of a facet."""
        with self._file.reading:
            codes, documents = (self._file[f"{_FACET}{name}.{part}"] for part in _ENTRIES)
            stated = np.zeros(self.size, np.bool_)
            stated[documents] = True
            values = tuple(map(decode, TermTable(self._file, f"{_FACET}{name}")))
            if len(codes) and codes.max() >= len(values):
                raise ValueError(f"it has no value {codes.max()}")
            return FacetEntries(values, codes, documents, stated)

    def _field(self, name: str) -> "_Field | _Values":
        if name not in self._fields:
            self._fields[name] = (
                _Field(self._file, name, self.size)
                if f"{name}.postings" in self._file
                else _Values(self.facet(name.removeprefix(_FACET)))
            )
        return self._fields[name]


class _Field:
    """The terms of a field's stream, and their postings."""

    def __init__(self, file: ArrayFile, name: str, size: int) -> None:
        self._terms = TermTable(file, name)
        self._find = lru_cache(maxsize=_FOUND)(self._terms.find)
        self._documents = file[f"{name}.documents"].data
        self._at = file[f"{name}.at"].data
        self._packed = file[f"{name}.postings"].data
        self._size = size

    def terms(self, start: bytes) -> Iterator[bytes]:
        return map(self._terms.__getitem__, range(self._terms.place(start), len(self._terms)))

    def having(self, term: bytes) -> int:
        number = self._find(term)
        return 0 if number is None else int(self._documents[number])

    def postings(self, term: bytes) -> Postings | None:
        number = self._find(term)
        return None if number is None else self._postings(number)

    def all_postings(self) -> Iterator[tuple[str, Postings]]:
        for number, term in enumerate(self._terms):
            yield decode(term), self._postings(number)

    def _postings(self, number: int) -> Postings:
        postings = Postings.unpack(self._packed[self._at[number] : self._at[number + 1]])
        if postings.ids[-1] >= self._size:
            raise ValueError(f"it has no document {postings.ids[-1]}")
        return postings


class _Values:
    """A facet as a field: its values are terms, which a document has once."""

    def __init__(self, entries: FacetEntries) -> None:
        terms = list(map(encode, entries.values))
        documents = entries.documents[np.argsort(entries.codes, kind="stable")]
        ends = np.cumsum(np.bincount(entries.codes, minlength=len(terms))).tolist()
        runs = map(slice, [0, *ends], ends)
        self._documents = {term: documents[run] for term, run in zip(terms, runs, strict=True)}
        self._terms = sorted(terms)

    def terms(self, start: bytes) -> Iterator[bytes]:
        return iter(self._terms[bisect_left(self._terms, start) :])

    def having(self, term: bytes) -> int:
        return len(self._documents.get(term, ()))

    def postings(self, term: bytes) -> Postings | None:
        documents = self._documents.get(term)
        if documents is None:
            return None
        return Postings(documents, np.ones_like(documents), np.zeros(0, np.int64))


_ENTRIES = ("codes", "documents")
