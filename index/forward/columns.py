"""The facets of records, by number: one alone, or all in a table, in which they are counted."""

from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import count
from operator import itemgetter
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engines.base import MOST_VALUES
from .ranges import ranges
from .segments import Places

Codes: TypeAlias = NDArray[np.uint32]

_FEW = 128
"""Records whose codes are counted in Python sooner than in numpy."""

_NO_RECORD = 0xFFFF_FFFF


class Column(NamedTuple):
    """A facet of records, by their numbers.

    The record of number n has values[code] for each code in codes[starts[n]:ends[n]]; "" is
    none at all. A record that there is not has no code.
    """

    values: Sequence[str]
    codes: Codes
    starts: Places
    ends: Places

    def of(self, numbers: NDArray[Any]) -> tuple[Codes, Places]:
        """The codes of records in turn, and how many each has."""
        starts = self.starts[numbers]
        times = self.ends[numbers] - starts
        return self.codes[ranges(starts, times)], times


class FacetTable(NamedTuple):
    """All facets of records: a row for each number, a column for each facet.

    To look up what is far apart in memory is most of what it takes to count records, so what
    a record has stands together: of each facet one code, for all its values of that. What
    a code of the facet whose place is k stands for, `held[k]` says. Where there is no record
    all codes are `_NO_RECORD`.
    """

    places: Mapping[str, int]
    held: Sequence["Held"]
    codes: Codes

    @classmethod
    def of(cls, columns: Mapping[str, Column], size: int) -> Self:
        """The table of these columns, of numbers below `size`."""
        codes = np.full((size, len(columns)), _NO_RECORD, np.uint32)
        held = [_as_one(column, codes[:, at]) for at, column in enumerate(columns.values())]
        return cls({name: at for at, name in enumerate(columns)}, held, codes)

    def counts(
        self, facets: Sequence[str], numbers: NDArray[Any]
    ) -> dict[str, Mapping[str, int]] | None:
        """How many of these records have each value of each facet; None if one is not known."""
        if not len(numbers):
            return {facet: {} for facet in facets}
        try:
            columns = self.codes[numbers].T
        except IndexError:
            return None
        count_in = self._few if len(numbers) < _FEW else self._many
        counts: dict[str, Mapping[str, int]] = {}
        for facet in facets:
            found = count_in(self.places[facet], columns)
            if found is None:
                return None
            counts[facet] = found
        return counts

    def _few(self, at: int, columns: Codes) -> Mapping[str, int] | None:
        """The counts without what numpy takes however few there are."""
        times: dict[int, int] = {}
        for code in columns[at].tolist():
            times[code] = times.get(code, 0) + 1
        return None if _NO_RECORD in times else self.held[at].counts(times)

    def _many(self, at: int, columns: Codes) -> Mapping[str, int] | None:
        codes = columns[at]
        return None if codes.max() == _NO_RECORD else self.held[at].counts_of_many(codes)


class Held(NamedTuple):
    """What codes stand for: those from 0 on for a value each, those after them for several.

    The values of the latter are also in `apart`, as codes: of each from its place in `starts` on
    so many as its length.
    """

    values: Sequence[str]
    several: Sequence[tuple[str, ...]]
    apart: Codes
    starts: Places
    lengths: Places

    def counts(self, times: Mapping[int, int]) -> Mapping[str, int]:
        """The counts as an engine gives them, of values with so many codes each."""
        values, single = self.values, len(self.values)
        counts = {values[code]: each for code, each in times.items() if code < single}
        if self.several:
            for code, each in times.items():
                for value in self.several[code - single] if code >= single else ():
                    counts[value] = counts.get(value, 0) + each
        if len(counts) > MOST_VALUES:
            return dict(nlargest(MOST_VALUES, counts.items(), key=itemgetter(1)))
        return counts

    def counts_of_many(self, codes: Codes) -> Mapping[str, int]:
        """The same of the codes of many records."""
        single = len(self.values)
        times = np.bincount(codes, minlength=single)
        counts, several = times[:single], np.flatnonzero(times[single:])
        if len(several):
            lengths = self.lengths[several]
            each = self.apart[ranges(self.starts[several], lengths)]
            shared_out = np.repeat(times[single + several], lengths)
            counts = counts + np.bincount(each, shared_out, single).astype(np.intp)
        held = np.flatnonzero(counts)
        if len(held) > MOST_VALUES:
            held = held[np.argsort(-counts[held], kind="stable")[:MOST_VALUES]]
        values = map(self.values.__getitem__, held.tolist())
        return dict(zip(values, counts[held].tolist(), strict=True))


def _as_one(column: Column, codes: Codes) -> Held:
    """Give each record one code for its values of a facet."""
    values, starts, ends = column.values, column.starts, column.ends
    one, several = np.flatnonzero(ends - starts == 1), np.flatnonzero(ends - starts > 1)
    codes[one] = column.codes[starts[one]]
    data, width = column.codes.tobytes(), column.codes.itemsize
    spans = zip(starts[several].tolist(), ends[several].tolist(), strict=True)
    together = [data[start * width : end * width] for start, end in spans]
    numbered = dict(zip(dict.fromkeys(together), count(len(values)), strict=False))
    codes[several] = np.fromiter(map(numbered.__getitem__, together), np.uint32, len(together))
    apart = [np.frombuffer(each, column.codes.dtype) for each in numbered]
    lengths = np.array([*map(len, apart)], np.intp)
    return Held(
        values,
        [tuple(map(values.__getitem__, each.tolist())) for each in apart],
        np.concatenate([np.empty(0, column.codes.dtype), *apart]),
        np.cumsum(lengths) - lengths,
        lengths,
    )
