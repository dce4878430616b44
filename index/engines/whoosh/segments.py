"""A segment: some documents, inverted, in one file of plain arrays that never changes.

number, first, last, length     of each document
text_stem.terms, .starts        the terms of a field's stream, in the order of their bytes
text_stem.documents             how many documents have each term
text_stem.at, .postings         where the postings of each begin, and these: see `packing.py`
facet_source.terms, .starts     the values of a facet
facet_source.codes, .documents  entry i says that document `documents[i]` has the value with
                                the number `codes[i]`; one without a value has no entry
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from .arrays import Array, ArrayFile
from .packing import Postings
from .terms import TermTable, decode

SCHEMA_VERSION = 3
"""Raised whenever an index made before would be read wrongly."""

COLUMNS: Final = ("number", "first", "last", "length")


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
        self._fields: dict[str, _Field] = {}

    def check(self) -> None:
        """Raise `SearchIndexError` where the file has been cut since it was opened."""
        self._file.check()

    def having(self, field: str, term: bytes) -> int:
        """How many documents have a term in a field, deleted ones included."""
        with self._file.reading:
            return self._field(field).having(term)

    def postings(self, field: str, term: bytes) -> Postings | None:
        """A term's postings, deleted documents included; None where there are none."""
        with self._file.reading:
            return self._field(field).postings(term)

    def all_postings(self, field: str) -> Iterator[tuple[str, Postings]]:
        """Every term of a field with its postings."""
        with self._file.reading:
            yield from self._field(field).all_postings()

    def facet(self, name: str) -> FacetEntries:
        """Which documents have which values of a facet."""
        with self._file.reading:
            codes, documents = (self._file[f"facet_{name}.{part}"] for part in _ENTRIES)
            stated = np.zeros(self.size, np.bool_)
            stated[documents] = True
            values = tuple(map(decode, TermTable(self._file, f"facet_{name}")))
            if len(codes) and codes.max() >= len(values):
                raise ValueError(f"it has no value {codes.max()}")
            return FacetEntries(values, codes, documents, stated)

    def _field(self, name: str) -> "_Field":
        if name not in self._fields:
            self._fields[name] = _Field(self._file, name, self.size)
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


_ENTRIES = ("codes", "documents")
