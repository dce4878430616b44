"""The forward file, open for reading: the words of each record, its facets' values, its days."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..terms.dictionary import TermDictionary
from . import segments
from .columns import Column, FacetTable
from .entries import Entries, terms_of
from .ranges import ranges
from .segments import Places, Rows, Segment

Number = TypeVar("Number", np.int32, np.uint32)

_NONE: Final = np.zeros(0, np.uint32)
"""The entries of no text."""

_FEW = 10_000
"""Records whose rows are searched for, one by one, sooner than a table of all is made."""

_SMALL = 1000
"""A segment of fewer records is not searched alone, of which there are many after many syncs."""


class Placed(NamedTuple):
    """Where so many records stand: of each segment that has some of them its place among all.

    Beside it is which of the records those are, and which rows of the segment they have.
    """

    records: int
    parts: list[tuple[int, Places, Places]]


Records: TypeAlias = Sequence[int] | NDArray[Any] | Placed
"""Some records, by their numbers or where they stand."""


class Forward:
    """What records have, by their numbers, as it was when this was opened.

    Safe to share between threads. What a number has that no record has, or had, is empty: an
    engine may already have found what another process has just taken in.
    """

    def __init__(self, folder: Path, terms: TermDictionary) -> None:
        """Open what is in a folder; raise `FileNotFoundError` where there is none."""
        self._open(segments.opened(folder), terms)

    def _open(self, opened: list[Segment], terms: TermDictionary) -> None:
        self.terms = terms
        self._segments = opened
        self._begins = np.cumsum([0, *map(len, self._segments)])
        self._characters = lru_cache(maxsize=None)(self._characters_of)
        self._column = lru_cache(maxsize=None)(self._column_of)
        self._common = lru_cache(maxsize=None)(self._common_codes)

    def former(self, numbers: NDArray[Any]) -> Iterator[tuple["Forward", NDArray[Any]]]:
        """What was written of some records before what holds now, until segments are merged.

        Each segment that has some of it is given as if it were alone, with those that it has.
        """
        rows, _ = self._rows_of(numbers)
        for begins, segment in zip(self._begins.tolist(), self._segments, strict=False):
            elsewhere = (rows < begins) | (rows >= begins + len(segment))
            held = numbers[elsewhere & (segment.rows.find(numbers) >= 0)]
            if len(held):
                alone = Forward.__new__(Forward)
                alone._open([segment], self.terms)
                yield alone, held

    @cached_property
    def size(self) -> int:
        """One more than the highest number of a record: the length of arrays by number."""
        return 1 + max((one.most for one in self._segments), default=0)

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        """By a record's number the row it has through all segments; -1 for none."""
        rows = np.full(self.size, -1, np.int32)
        for begins, segment in zip(self._begins.tolist(), self._segments, strict=False):
            rows[segment.numbers] = np.arange(begins, begins + len(segment))
        return rows

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
        (found,) = self.each([number], text)
        return found

    def each(self, numbers: Sequence[int], text: str) -> list[Entries]:
        """The entries of one text of each of some records, where they lie."""
        entries: list[Entries] = [_NONE] * len(numbers)
        for at, here, rows in self.placed(numbers).parts:
            found = self._segments[at].of(text)
            spans = zip(here.tolist(), *(of.tolist() for of in found.spans(rows)), strict=True)
            for place, start, length in spans:
                entries[place] = found.held[start : start + length]
        return entries

    def _rows_of(self, numbers: Sequence[int] | NDArray[Any]) -> tuple[Places, Places]:
        """The rows of records, -1 for none, and in which segment each is."""
        wanted = np.asarray(numbers, np.intp)
        rows = np.full(len(wanted), -1)
        if len(wanted) > _FEW or "_rows" in vars(self):
            known = np.flatnonzero(wanted < self.size)
            rows[known] = self._rows[wanted[known]]
        else:  # As in a sync, which would make the table of a million rows for one of them.
            for begins, of in self._rows_found:
                own = of.find(wanted)
                rows[own >= 0] = begins + own[own >= 0]
        return rows, np.searchsorted(self._begins, rows, "right") - 1

    @cached_property
    def _rows_found(self) -> list[tuple[int, Rows]]:
        """Where rows begin, and which they are: of small segments in a row all in one."""
        found = list[tuple[int, Rows]]()
        placed = zip(self._begins.tolist(), self._segments, strict=False)
        for small, group in groupby(placed, lambda one: len(one[1]) < _SMALL):
            beside = list(group)
            if small:
                numbers = np.concatenate([segment.numbers for _, segment in beside])
                found.append((beside[0][0], Rows.of(numbers)))
            else:
                found += [(begins, segment.rows) for begins, segment in beside]
        return found

    def characters(self, text: str) -> NDArray[np.uint32]:
        """By number how many characters a text has."""
        return self._characters(text)

    def _characters_of(self, text: str) -> NDArray[np.uint32]:
        return self._by_number([one.characters(text) for one in self._segments], np.uint32)

    def words(self, number: int, text: str) -> Entries:
        """The numbers of the terms of one text of a record, whole hashtags last."""
        return terms_of(self.entries(number, text))

    def gather(self, records: Records, text: str) -> tuple[Entries, Places]:
        """The entries of one text of many records in turn, and where each begins, and all end."""
        placed = self.placed(records)
        lengths = np.zeros(placed.records, np.intp)
        parts = []
        for at, here, rows in placed.parts:
            held, lengths[here] = self._segments[at].of(text).gather(rows)
            parts.append((here, held))
        starts = np.concatenate(([0], np.cumsum(lengths)))
        if len(parts) == 1:
            return parts[0][1], starts
        found = np.zeros(int(starts[-1]), np.uint32)
        for here, held in parts:
            found[ranges(starts[here], lengths[here])] = held
        return found, starts

    def placed(self, records: Records) -> Placed:
        """Where some records stand: whoever asks several things of them looks for them once."""
        if isinstance(records, Placed):
            return records
        rows, places = self._rows_of(records)
        parts = []
        # -1 for no row; to count them is several times as fast as `np.unique`.
        for at in np.flatnonzero(np.bincount(places + 1)[1:]).tolist():
            here = np.flatnonzero(places == at)
            parts.append((at, here, rows[here] - self._begins[at]))
        return Placed(len(records), parts)

    def days(self, records: Records) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Of some records the first and the last day that their dates can mean, 0 for none."""
        placed = self.placed(records)
        first, last = np.zeros((2, placed.records), np.int32)
        for at, here, rows in placed.parts:
            first[here] = self._segments[at].first[rows]
            last[here] = self._segments[at].last[rows]
        return first, last

    def values_of(self, facet: str) -> Sequence[str]:
        """The values of a facet, by the codes that `codes` gives; "" is none at all."""
        return self._common(facet)[0]

    def codes(self, facet: str, records: Records) -> Places:
        """Of some records the code of the value of a facet, of several the first; 0 for none."""
        _, common = self._common(facet)
        return self._first_values(facet, records, common.__getitem__)

    def signs(self, facet: str, records: Records) -> Places:
        """Of some records the sign of the value of a facet, as `codes`: no value is read for it."""
        return self._first_values(facet, records, lambda at: self._segments[at].signs(facet))

    def _first_values(
        self, facet: str, records: Records, known_by: Callable[[int], NDArray[np.uint32]]
    ) -> Places:
        """What the first value of each record is known by, as each segment has it; 0 for none."""
        placed = self.placed(records)
        found = np.zeros(placed.records, np.intp)
        for at, here, rows in placed.parts:
            values = self._segments[at].of(facet)
            starts, _ = values.spans(rows)
            found[here] = known_by(at)[values.held[starts]]
        return found

    def _common_codes(self, facet: str) -> tuple[Sequence[str], list[NDArray[np.uint32]]]:
        """The values of a facet, and of each segment the codes of those that it has."""
        values = {"": 0}
        common = [
            np.array([values.setdefault(one, len(values)) for one in segment.values(facet)], "u4")
            for segment in self._segments
        ]
        return tuple(values), common

    def column(self, facet: str) -> Column:
        """The values of a facet."""
        return self._column(facet)

    def counts(
        self, facets: Sequence[str], numbers: NDArray[Any]
    ) -> dict[str, Mapping[str, int]] | None:
        """How many of these records have each value of each facet; None if one is not known."""
        return self._table.counts(facets, numbers)

    @cached_property
    def _table(self) -> FacetTable:
        facets = self._segments[0].facets if self._segments else ()
        return FacetTable.of({facet: self._column_of(facet) for facet in facets}, self.size)

    def _column_of(self, facet: str) -> Column:
        values, common = self._common(facet)
        codes, lengths = [], []
        for segment, codes_of_values in zip(self._segments, common, strict=True):
            found = segment.of(facet)
            codes.append(codes_of_values[found.held])
            lengths.append(found.spans(np.arange(len(segment)))[1])
        ends_of_rows = np.cumsum(np.concatenate([np.zeros(1, np.intp), *lengths]))
        held_rows = self._rows >= 0
        starts_by_number = np.where(held_rows, ends_of_rows[self._rows], 0)
        ends_by_number = np.where(
            held_rows, ends_of_rows[np.minimum(self._rows + 1, len(ends_of_rows) - 1)], 0
        )
        return Column(
            values,
            np.concatenate([np.zeros(0, np.uint32), *codes]),
            starts_by_number,
            ends_by_number,
        )

    def _by_number(self, of_rows: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
        """What segments have of each row, by the number of its record; 0 for none."""
        by_row = np.concatenate([np.zeros(0, dtype), *of_rows])
        found = np.zeros(self.size, dtype)
        held = self._rows >= 0
        found[held] = by_row[self._rows[held]]
        return found
