"""Two or more searches side by side: what they have in common, and what marks each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import add
from typing import Final, TypeAlias

import numpy as np

from ...archive.errors import QueryError
from ...archive.fields import UNKNOWN_VALUE, Language
from ...archive.metadata.naming import Naming
from ..engines.base import Numbers
from ..engines.plan import Plan
from ..query.notices import Notice, explain
from ..reprints.arrays import each_once
from ..searching.date_counts import LENGTHS, by_year, fitting_unit
from ..searching.extras import unknown_values
from ..searching.facets import without_gaps
from ..searching.filters import FilteredQuery
from ..searching.open_index import OpenIndex
from .telling import Side, TellingWord, marking, sought_stems, together
from .word_counts import Asked, count

MOST_COMPARED: Final = 4
"""Searches that are compared."""

VALUES: Final = 10
"""Values of a facet that are told of: those with the most records of all searches together."""

_MOST_PERIODS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the searches: its results, how many no other has, and the words that mark it.

    Those are the words of its results against the results that only others have.
    """

    text: str
    total: int
    alone: int
    words: tuple[TellingWord, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How many results each search has at each place of an axis: periods as EDTF, or values."""

    by: str
    places: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Searches in the order in which they were asked for.

    `common` has by the places of two of them how many records both have, `in_all` is how many
    all of them have, `every` how many any has. `time` and `facets` are along the searches.
    """

    searches: tuple[Compared, ...]
    common: Mapping[tuple[int, int], int]
    in_all: int
    every: int
    time: Spread
    facets: Mapping[str, Spread]
    naming: Naming

    def others(self, at: int) -> int:
        """How many records the others find that one of the searches does not."""
        return self.every - self.searches[at].total

    def warnings(self, at: int, language: Language = "ar") -> tuple[str, ...]:
        """The notices of one search as sentences."""
        notices = self.searches[at].notices
        return tuple(explain(notice, language, self.naming) for notice in notices)


def compare(queries: Sequence[FilteredQuery], limit: int, index: OpenIndex) -> Comparison:
    """Put searches side by side; see `Archive.compare`."""
    if not 2 <= len(queries) <= MOST_COMPARED:
        raise QueryError(f"2 to {MOST_COMPARED} searches are compared, not {len(queries)}")
    if limit < 0:
        raise QueryError("limit cannot be negative")
    plans = [index.sought(query.typed) for query in queries]
    found = [
        Asked.of(index.request(query, whole)).numbers(index)
        for query, whole in zip(queries, plans, strict=True)
    ]
    regions = _regions(found)
    return Comparison(
        searches=tuple(_compared(queries, plans, regions, limit, index)),
        common={
            pair: sum(len(numbers) for held, numbers in regions.items() if {*pair} <= held)
            for pair in combinations(range(len(queries)), 2)
        },
        in_all=len(regions.get(frozenset(range(len(queries))), ())),
        every=sum(map(len, regions.values())),
        time=_over_time(found, index),
        facets=_facets(found, index),
        naming=index.naming,
    )


_Regions: TypeAlias = Mapping[frozenset[int], Numbers]
"""The records that these searches have, by their places, and no other."""


def _regions(found: Sequence[Numbers]) -> _Regions:
    every = each_once(np.concatenate(found))
    held = np.zeros(len(every), np.int64)
    for at, numbers in enumerate(found):
        held[np.searchsorted(every, numbers)] |= 1 << at
    return {
        frozenset(at for at in range(len(found)) if bits >> at & 1): every[held == bits]
        for bits in each_once(held).tolist()
    }


def _compared(
    queries: Sequence[FilteredQuery],
    plans: Sequence[Plan],
    regions: _Regions,
    limit: int,
    index: OpenIndex,
) -> Iterator[Compared]:
    terms = index.forward.terms
    sides = {held: Side.of(count(numbers, False, index)) for held, numbers in regions.items()}
    left_out = sought_stems(plans, terms)
    for at, query in enumerate(queries):
        here = together((side for held, side in sides.items() if at in held), terms)
        others = together((side for held, side in sides.items() if at not in held), terms)
        words, _ = marking(here, others.having, others.records, left_out, limit, terms)
        _, planned = index.understand(query.typed)
        yield Compared(
            text=query.typed.text,
            total=here.records,
            alone=len(regions.get(frozenset({at}), ())),
            words=words,
            notices=planned.notices + tuple(unknown_values(query, index)),
        )


def _over_time(found: Sequence[Numbers], index: OpenIndex) -> Spread:
    """The results by the unit that fits them, with the periods between that none has."""
    months = [_counts("month", numbers, index) for numbers in found]
    unit = fitting_unit(reduce(add, map(Counter, months), Counter()))
    counts: Sequence[Mapping[str, int]] = months
    if unit == "day":
        counts = [_counts("day", numbers, index) for numbers in found]
    elif unit == "year":
        counts = [by_year(one) for one in months]
    known = sorted({place for one in counts for place in one if len(place) == LENGTHS[unit]})
    places = without_gaps(index.naming.fields["date"], known, _MOST_PERIODS)
    return _spread(unit, places, counts)


def _facets(found: Sequence[Numbers], index: OpenIndex) -> dict[str, Spread]:
    """The facets of names that any result has a value of."""
    fields = index.naming.fields
    spread = (
        _by_value(field.key, found, index) for field in fields.filters if field.kind == "name"
    )
    return {one.by: one for one in spread if one.places}


def _by_value(facet: str, found: Sequence[Numbers], index: OpenIndex) -> Spread:
    counts = [_counts(facet, numbers, index) for numbers in found]
    every: Counter[str] = reduce(add, map(Counter, counts), Counter())
    del every[UNKNOWN_VALUE]
    return _spread(facet, sorted(every, key=lambda value: (-every[value], value))[:VALUES], counts)


def _counts(facet: str, numbers: Numbers, index: OpenIndex) -> dict[str, int]:
    """How many of these records have each value of a facet, whatever a filter on it says."""
    column = index.forward.column(facet)
    codes, _ = column.of(numbers)
    having = np.bincount(codes)
    met = np.flatnonzero(having)
    values = map(column.values.__getitem__, met.tolist())
    return dict(zip(values, having[met].tolist(), strict=True))


def _spread(by: str, places: Sequence[str], counts: Sequence[Mapping[str, int]]) -> Spread:
    rows = tuple(tuple(one.get(place, 0) for place in places) for one in counts)
    return Spread(by, tuple(places), rows)
