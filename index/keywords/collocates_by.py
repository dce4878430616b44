"""How the company of a search changes: what marks it in each year, or at each value of a facet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from ...archive.fields import UNKNOWN_VALUE, Fields
from ..engines.base import Numbers
from ..forward.ranges import ranges
from ..reprints.arrays import each_once
from ..searching.date_counts import LENGTHS
from ..searching.open_index import OpenIndex
from ..searching.sought_terms import Places
from .forms import best, forms_of
from .measures import Counts, expected, log_likelihood
from .near import Near

MOST_PERIODS: Final = 200
MOST_NAMES: Final = 20
"""Places that are told of: those with the most matches."""

EACH: Final = 8
"""Words that are told of each place."""

_LEAST_RECORDS: Final = 2


@dataclass(frozen=True, slots=True)
class MarkingCollocate:
    """A word that stands near the matches of one place more often than near those of the others."""

    word: str
    count: int
    expected: float
    score: float
    records: int


@dataclass(frozen=True, slots=True)
class CollocatesAt:
    """A place of an axis, a period as EDTF or a facet's value: its matches, and what marks them."""

    place: str
    matches: int
    records: int
    collocates: tuple[MarkingCollocate, ...]


def axes(fields: Fields) -> tuple[str, ...]:
    """What company can be told by: "year", "month", "day", or the key of a facet of names."""
    return (*LENGTHS, *(field.key for field in fields.facets if field.kind == "name"))


def by_place(by: str, read: Numbers, company: Near, index: OpenIndex) -> tuple[CollocatesAt, ...]:
    """The places of an axis with matches, periods in order and names by their matches."""
    names, having = _places(by, read, index)
    matches = np.bincount(having.place, company.matches[having.owner], len(names)).astype(np.int64)
    of_records = np.bincount(having.place, company.matches[having.owner] > 0, len(names))
    counts = _counts(company, having, len(read), index.forward.terms.last_stem + 1)
    order = sorted(np.flatnonzero(matches).tolist(), key=lambda at: (-matches[at], names[at]))
    order = order[: MOST_PERIODS if by in LENGTHS else MOST_NAMES]
    if by in LENGTHS:
        order.sort(key=names.__getitem__)
    marking = [_marking(at, counts, index) for at in order]
    word_of = _words_of(marking, company, index)
    return tuple(
        CollocatesAt(
            names[at],
            int(matches[at]),
            int(of_records[at]),
            tuple(
                MarkingCollocate(word_of[stem], count, awaited, score, records)
                for stem, count, awaited, score, records in found
            ),
        )
        for at, found in zip(order, marking, strict=True)
    )


_Marking: TypeAlias = list[tuple[int, int, float, float, int]]
"""Of each word its stem, and what is told of it."""


def _words_of(marking: Sequence[_Marking], company: Near, index: OpenIndex) -> dict[int, str]:
    """How the words of stems are written most."""
    stems = np.array(sorted({stem for found in marking for stem, *_ in found}), np.intp)
    forms = forms_of(stems, company.terms, index.forward.terms)
    return {stem: one.word for stem, one in zip(stems.tolist(), forms, strict=True)}


class _Having(NamedTuple):
    """Which records, by their places among those that were read, belong to which place."""

    owner: Places
    place: Places


def _places(by: str, read: Numbers, index: OpenIndex) -> tuple[Sequence[str], _Having]:
    """The places of an axis, and which of the records belong to each; some belong to none."""
    facet = by if by not in LENGTHS else "day" if by == "day" else "month"
    column = index.forward.column(facet)
    codes, times = column.of(read)
    owner = np.repeat(np.arange(len(read)), times)
    names: dict[str, int] = {}
    place_of = np.full(len(column.values), -1, np.intp)
    for code in each_once(codes).tolist():
        name = _place(by, column.values[code])
        if name is not None:
            place_of[code] = names.setdefault(name, len(names))
    place = place_of[codes]
    return list(names), _Having(owner[place >= 0], place[place >= 0])


def _place(by: str, value: str) -> str | None:
    if by not in LENGTHS:
        return value if value != UNKNOWN_VALUE else None
    length = LENGTHS[by]  # type: ignore[index]
    return value[:length] if len(value) >= length else None


class _Counts(NamedTuple):
    """How often each word stands near the matches of each place, and in how many records.

    In order of the places. `of_word` has by the number of a stem how often it does at all places.
    """

    place: Places
    stem: Places
    times: Counts
    having: Counts
    of_word: Counts


def _counts(company: Near, having: _Having, records: int, width: int) -> _Counts:
    upto = np.searchsorted(having.owner, np.arange(records + 1))
    of_row = np.diff(upto)[company.owner]
    rows = np.repeat(np.arange(len(company.owner)), of_row)
    place = having.place[ranges(upto[company.owner], of_row)]
    keys, at, times = np.unique(
        place * width + company.stem[rows], return_inverse=True, return_counts=True
    )
    counted = np.bincount(at.ravel(), company.times[rows], len(keys)).astype(np.int64)
    places, stems = np.divmod(keys, width)
    of_word = np.bincount(stems, counted, width).astype(np.int64)
    return _Counts(places, stems, counted, times, of_word)


def _marking(at: int, counts: _Counts, index: OpenIndex) -> _Marking:
    """The words that mark the company of one place against that of the others."""
    begins, ends = np.searchsorted(counts.place, (at, at + 1))
    stems, here = counts.stem[begins:ends], counts.times[begins:ends]
    having = counts.having[begins:ends]
    size = int(here.sum())
    elsewhere = counts.of_word[stems] - here
    others = int(counts.of_word.sum()) - size
    awaited = expected(here, elsewhere, size, others)
    marking = np.flatnonzero((here > awaited) & (having >= _LEAST_RECORDS))
    score = log_likelihood(here[marking], elsewhere[marking], size, others)
    shown = marking[list(best(score, stems[marking], EACH, index.forward.terms))]
    score = log_likelihood(here[shown], elsewhere[shown], size, others)
    told = (stems[shown], here[shown], awaited[shown], score, having[shown])
    return list(zip(*(one.tolist() for one in told), strict=True))
