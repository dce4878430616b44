"""The forward file, open for reading: the words of each record, its facets' values, its days."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..engines.base import MOST_VALUES
from ..terms.dictionary import TermDictionary
from . import segments
from .entries import Entries, terms_of
from .ranges import ranges
from .segments import Places, Ragged

Number = TypeVar("Number", np.int32, np.uint32)


class Column(NamedTuple):
    """A facet of records, by their numbers.

    The record of number n has values[code] for each code in codes[starts[n]:ends[n]]; "" is
    none at all. A record that there is not has no code.
    """

    values: Sequence[str]
    codes: NDArray[np.uint32]
    starts: Places
    ends: Places
    is_single: bool
    """Whether every record has one code, no more."""

    def of(self, numbers: NDArray[Any]) -> tuple[NDArray[np.uint32], Places]:
        """The codes of records in turn, and how many each has."""
        starts = self.starts[numbers]
        times = self.ends[numbers] - starts
        return self.codes[ranges(starts, times)], times

    def counts(self, numbers: NDArray[Any]) -> dict[str, int]:
        """How many of these records, which there are, have each value, as an engine counts them."""
        codes = self.codes[self.starts[numbers]] if self.is_single else self.of(numbers)[0]
        having = np.bincount(codes)
        held = np.flatnonzero(having)
        if len(held) > MOST_VALUES:
            held = held[np.argpartition(-having[held], MOST_VALUES)[:MOST_VALUES]]
        values = map(self.values.__getitem__, held.tolist())
        return dict(zip(values, having[held].tolist(), strict=True))


class Forward:
    """What records have, by their numbers, as it was when this was opened.

    Safe to share between threads. What a number has that no record has, or had, is empty: an
    engine may already have found what another process has just taken in.
    """

    def __init__(self, folder: Path, terms: TermDictionary) -> None:
        """Open what is in a folder; raise `FileNotFoundError` where there is none."""
        self.terms = terms
        self._segments = segments.opened(folder)
        self._begins = np.cumsum([0, *map(len, self._segments)])
        self._text = lru_cache(maxsize=None)(self._ragged)
        self._characters = lru_cache(maxsize=None)(self._characters_of)
        self._column = lru_cache(maxsize=None)(self._column_of)

    @cached_property
    def _rows(self) -> NDArray[np.int64]:
        """By a record's number the row it has through all segments; -1 for none."""
        most = max((int(one.numbers.max()) for one in self._segments if len(one)), default=0)
        rows = np.full(most + 1, -1, np.int64)
        for begins, segment in zip(self._begins.tolist(), self._segments, strict=False):
            rows[segment.numbers] = np.arange(begins, begins + len(segment))
        return rows

    @property
    def size(self) -> int:
        """One more than the highest number of a record: the length of arrays by number."""
        return len(self._rows)

    def known(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Those of these numbers that records have."""
        within = numbers[numbers < self.size]
        found: NDArray[Any] = within[self._rows[within] >= 0]
        return found

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """By number the first day that a record's date can mean, 0 for none."""
        return self._by_number([one.first for one in self._segments], np.int32)

    @cached_property
    def last(self) -> NDArray[np.int32]:
        """By number the last day that a record's date can mean, 0 for none."""
        return self._by_number([one.last for one in self._segments], np.int32)

    def entries(self, number: int, text: str) -> Entries:
        """The entries of one text of a record; see `entries.py`."""
        row = int(self._rows[number]) if number < self.size else -1
        if row < 0:
            return np.zeros(0, np.uint32)
        at = int(np.searchsorted(self._begins, row, "right")) - 1
        starts, ends, held = self._text(at, text)
        row -= int(self._begins[at])
        found: Entries = held[int(starts[row]) : int(ends[row])]
        return found

    def characters(self, text: str) -> NDArray[np.uint32]:
        """By number how many characters a text has."""
        return self._characters(text)

    def _characters_of(self, text: str) -> NDArray[np.uint32]:
        return self._by_number([one.characters(text) for one in self._segments], np.uint32)

    def words(self, number: int, text: str) -> Entries:
        """The numbers of the terms of one text of a record, whole hashtags last."""
        return terms_of(self.entries(number, text))

    def gather(
        self, numbers: Sequence[int] | NDArray[Any], text: str, most: int | None = None
    ) -> tuple[Entries, Places]:
        """The entries of one text of many records in turn, and where each begins, and all end.

        Of each no more than the first so many, if a number is given.
        """
        wanted = np.asarray(numbers, np.intp)
        known = np.flatnonzero(wanted < self.size)
        rows = np.full(len(wanted), -1)
        rows[known] = self._rows[wanted[known]]
        places = np.searchsorted(self._begins, rows, "right") - 1
        lengths = np.zeros(len(rows), np.intp)
        parts = []
        for at in np.unique(places[rows >= 0]).tolist():
            here = np.flatnonzero(places == at)
            held, lengths[here] = self._text(at, text).gather(rows[here] - self._begins[at], most)
            parts.append((here, held))
        starts = np.concatenate(([0], np.cumsum(lengths)))
        if len(parts) == 1:
            return parts[0][1], starts
        found = np.zeros(int(starts[-1]), np.uint32)
        for here, held in parts:
            found[ranges(starts[here], lengths[here])] = held
        return found, starts

    def column(self, facet: str) -> Column:
        """The values of a facet."""
        return self._column(facet)

    def counts(
        self, facets: Sequence[str], numbers: NDArray[Any]
    ) -> dict[str, Mapping[str, int]] | None:
        """How many of these records have each value of each facet; None if one is not known."""
        known = numbers.max(initial=0) < self.size and self._rows[numbers].min(initial=0) >= 0
        return {facet: self.column(facet).counts(numbers) for facet in facets} if known else None

    def _column_of(self, facet: str) -> Column:
        values = {"": 0}
        codes, lengths = [], []
        for segment in self._segments:
            common = [values.setdefault(one, len(values)) for one in segment.values(facet)]
            starts, ends, held = segment.of(facet)
            codes.append(np.array(common, np.uint32)[held])
            lengths.append(ends.astype(np.intp) - starts.astype(np.intp))
        ends_of_rows = np.cumsum(np.concatenate([np.zeros(1, np.intp), *lengths]))
        held_rows = self._rows >= 0
        starts_by_number = np.where(held_rows, ends_of_rows[self._rows], 0)
        ends_by_number = np.where(
            held_rows, ends_of_rows[np.minimum(self._rows + 1, len(ends_of_rows) - 1)], 0
        )
        return Column(
            tuple(values),
            np.concatenate([np.zeros(0, np.uint32), *codes]),
            starts_by_number,
            ends_by_number,
            is_single=all(bool((length == 1).all()) for length in lengths),
        )

    def _by_number(self, of_rows: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
        """What segments have of each row, by the number of its record; 0 for none."""
        by_row = np.concatenate([np.zeros(0, dtype), *of_rows])
        found = np.zeros(self.size, dtype)
        held = self._rows >= 0
        found[held] = by_row[self._rows[held]]
        return found

    def _ragged(self, at: int, text: str) -> Ragged:
        return self._segments[at].of(text)
