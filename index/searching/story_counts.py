"""How many stories there are among all that a search finds: in all, and with each value of a facet.

Texts are printed again: what counts as so many records may be far fewer stories. A record that
is in no story is one of its own; so of every count of records that is subtracted by which those
that are in stories outnumber their stories. That is exact on every engine, since it takes no more
of one than the numbers of all that matches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..engines.base import Numbers, Request, own_filter
from ..engines.plan import MatchAll
from ..forward.columns import Column
from ..reprints.arrays import each_once
from ..reprints.reading import KnownReprints
from .facts import facts_of
from .open_index import OpenIndex

_MOST_KEPT: Final = 64
"""Facets, each as it is shown, of which the counts of all records are kept."""

Ids: TypeAlias = NDArray[np.uint32]
"""Stories by their least numbers."""


def story_of(number: int, facts: KnownReprints) -> int:
    """The story of a record by its number; 0 where it is in none."""
    return int(facts.story_of[number]) if number < len(facts.story_of) else 0


def stories_of(numbers: Numbers, story_of: Ids) -> Ids:
    """The same of many."""
    # What was added since the last story was found may have numbers beyond.
    return np.where(
        numbers < len(story_of), story_of[np.minimum(numbers, len(story_of) - 1)], np.uint32(0)
    )


class StoryCounts:
    """The stories among all that a request finds, whose numbers may be known already."""

    def __init__(
        self, request: Request, index: OpenIndex, numbers: "Numbers | None" = None
    ) -> None:
        self._request = request
        self._index = index
        self._story_of = facts_of(index).story_of
        self._found = {} if numbers is None else {"": self._in_stories(numbers)}

    def total(self, records: int) -> int:
        """How many stories so many records are, which are all that the request finds."""
        return records - len(self.numbers) + len(self.stories)

    def matching(self, story: int) -> int:
        """How many records of a story are found."""
        stories, times = self._times
        at = int(stories.searchsorted(np.uint32(story)))
        return int(times[at]) if at < len(stories) and stories[at] == story else 0

    def by_value(
        self, facet: str, counts: Mapping[str, int], shown: Mapping[str, str]
    ) -> dict[str, int]:
        """How many stories the records with each value of an engine's facet are.

        `counts` are of records, by what is shown; `shown` says under what each value is.
        """
        fewer = self._fewer_of_all(facet, shown) if self._is_of_all else self._fewer(facet, shown)
        return {value: count - fewer.get(value, 0) for value, count in counts.items()}

    @property
    def _is_of_all(self) -> bool:
        return _is_everything(self._request)

    def _fewer_of_all(self, facet: str, shown: Mapping[str, str]) -> dict[str, int]:
        """What `_fewer` gives for all records: every visit begins with them, so that is kept."""
        kept, key = self._index.fewer_stories_of_all, (facet, tuple(shown.items()))
        if key not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = self._fewer(facet, shown)
        return kept[key]

    def _fewer(self, facet: str, shown: Mapping[str, str]) -> dict[str, int]:
        """By how much the records with each value outnumber their stories."""
        numbers = self._reprinted(own_filter(facet))
        column = self._index.forward.column(facet)
        codes, times = column.of(numbers)
        under = list(dict.fromkeys(shown.values()))
        at = _places(column, codes, shown, under)
        stories = np.repeat(self._story_of[numbers], times)[at >= 0].astype(np.int64)
        at = at[at >= 0]
        apart = each_once(stories * len(under) + at) % max(len(under), 1)
        fewer = np.bincount(at, minlength=len(under)) - np.bincount(apart, minlength=len(under))
        return dict(zip(under, fewer.tolist(), strict=True))

    @property
    def numbers(self) -> Numbers:
        """The numbers of all records that are found and in a story."""
        return self._reprinted("")

    @property
    def stories(self) -> Ids:
        """The stories of which records are found, each once."""
        return self._times[0]

    @cached_property
    def _times(self) -> tuple[Ids, NDArray[np.intp]]:
        """The stories, and how many records are found of each."""
        return np.unique(self._story_of[self.numbers], return_counts=True)

    def _reprinted(self, but: str) -> Numbers:
        """The numbers of all that is found and in a story, whatever one of the filters says."""
        request = _without(self._request, but)
        key = but if request != self._request else ""
        if key not in self._found:
            self._found[key] = self._numbers(request)
        return self._found[key]

    def _numbers(self, request: Request) -> Numbers:
        if _is_everything(request):
            return np.flatnonzero(self._story_of)
        return self._in_stories(self._index.numbers_of(request))

    def _in_stories(self, numbers: Numbers) -> Numbers:
        reprinted: Numbers = numbers[stories_of(numbers, self._story_of) != 0]
        return reprinted


def _is_everything(request: Request) -> bool:
    return request.plan == MatchAll() and not request.filters and request.dating is None


def _without(request: Request, own: str) -> Request:
    if own == "days":
        return replace(request, days=None, undated=False)
    filters = {key: values for key, values in request.filters.items() if key != own}
    return replace(request, filters=filters)


def _places(
    column: Column, codes: NDArray[Any], shown: Mapping[str, str], under: Sequence[str]
) -> NDArray[np.int64]:
    """Of each code the place of that `under` which its value is shown; -1 for none."""
    place_of = {value: place for place, value in enumerate(under)}
    places = np.full(len(column.values), -1, np.int64)
    met = np.flatnonzero(np.bincount(codes, minlength=len(column.values)))
    for code in met.tolist():
        if (value := column.values[code]) in shown:
            places[code] = place_of[shown[value]]
    at: NDArray[np.int64] = places[codes]
    return at
