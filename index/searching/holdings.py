"""What an archive has of each source and of each year, and where it has nothing.

Who counts how often a word was printed has to know of when, and of whom, there is anything to
count: a year without an article about the harvest may be one without any article.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .date_counts import held
from .open_index import OpenIndex

LONG_GAP: Final = 365
"""Days without a record that are worth telling of a source, which has some before and after."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which there is no record, the first and the last among them; ISO 8601."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class SourceHoldings:
    """What there is of one source; `name` is "" for records that state none.

    `first` and `last` are the dates (EDTF) of its first and last, None where none is dated;
    `gaps` are what lies between two of them and is longer than a year, the longest first.
    """

    name: str
    records: int
    undated: int
    first: str | None
    last: str | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive has: by year the records dated in it, and its sources, the largest first.

    `empty_years` are those between the first and the last of which there is nothing, as runs.
    """

    records: int
    undated: int
    years: Mapping[int, int]
    empty_years: tuple[tuple[int, int], ...]
    sources: tuple[SourceHoldings, ...]


def holdings(index: OpenIndex) -> Holdings:
    """Look at the dates and sources of all records."""
    years = {int(year): records for year, records in held("year", "date", index).items()}
    records = index.store.count()
    undated = records - sum(years.values())
    return Holdings(records, undated, years, _between(years), _sources(index))


def _between(years: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple((one + 1, other - 1) for one, other in pairwise(years) if other > one + 1)


def _sources(index: OpenIndex) -> tuple[SourceHoldings, ...]:
    column = index.forward.column("source")
    numbers = np.flatnonzero(column.ends > column.starts)
    codes = column.codes[column.starts[numbers]]
    # By source, then by date: each source is one run.
    order = np.lexsort((index.forward.first[numbers], codes))
    begins = np.flatnonzero(np.diff(codes[order], prepend=-1))
    runs = np.split(numbers[order], begins[1:]) if len(order) else []
    found = [
        _source(column.values[int(codes[order[begin]])], run, index)
        for begin, run in zip(begins.tolist(), runs, strict=True)
    ]
    return tuple(sorted(found, key=lambda source: (-source.records, source.name)))


def _source(name: str, numbers: NDArray[np.intp], index: OpenIndex) -> SourceHoldings:
    dated = numbers[index.forward.first[numbers] > 0]
    first, last = index.forward.first[dated], index.forward.last[dated]
    return SourceHoldings(
        name,
        len(numbers),
        len(numbers) - len(dated),
        _date(dated[0], index) if len(dated) else None,
        _date(dated[np.argmax(last)], index) if len(dated) else None,
        tuple(_gaps(first, last)),
    )


def _date(number: np.intp, index: OpenIndex) -> str:
    """The date of a record as it was stated."""
    column = index.forward.column("day")
    return column.values[int(column.codes[column.starts[number]])]


def _gaps(first: NDArray[np.int32], last: NDArray[np.int32]) -> Iterator[Gap]:
    """The stretches that no record's date can mean; a date may be a whole year."""
    until = np.maximum.accumulate(last)
    length = first[1:] - until[:-1] - 1
    for at in np.argsort(-length, kind="stable").tolist():
        if length[at] < LONG_GAP:
            return
        yield Gap(_day(until[at] + 1), _day(first[at + 1] - 1))


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(int(ordinal)).isoformat()
