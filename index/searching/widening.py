"""Most of the words of a query, where few records have all of them together.

People ask in other words than the press has. So where few records have all the words of
content, those that have most of them follow. Each word weighs as it is rare, by exact
counts and in whole numbers, so that every engine finds the same.

A journal's whole issue has nearly any words somewhere. So those come first that have all
within one stretch of text; those in which they are scattered are among the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from ...arabic.analyzer import Analyzer
from ..engines.base import Engine, Request, idf
from ..engines.plan import All, AtLeast, Except, MatchAll, Numbers, Plan, leaves
from ..planning.planner import Planned
from .matching import Matcher
from .record_reader import Archived, RecordReader

ENOUGH = 50
"""Records with all the words that are enough, wherever the words stand in them."""

_ENOUGH_TOGETHER = 10
"""The same of records that have them together."""

_STRETCH = 200
"""Words of a text within which others stand together: more than a paragraph."""

_MOST = 0.45
"""What part of the weight of all words most of them have; it takes two words at least."""

_HEAVIER = 0.6
"""Of two words, one alone is most of them if it has so much of their weight."""

_RARE, _COMMON = 1 / 50, 1 / 3
"""A word that fewer records have weighs no more, being rare or only how somebody spells it; one
that more have no less."""

_WEIGHED = 8
"""Words that count, the rarest of them: whoever pastes a paragraph is after one passage."""

_UNIT = 0.1
"""What is weighed by: a tenth tells words apart well enough."""


class TwoParts(NamedTuple):
    """The plans of results that have all the words, of others that have most, and of both."""

    all: Plan
    most: Plan
    whole: Plan


@dataclass(frozen=True, slots=True)
class Widener:
    """Finds out of a plan whether those with most of its words should follow those with all."""

    engine: Engine
    archived: Archived
    analyzer: Analyzer

    def two_parts(self, planned: Planned) -> TwoParts | None:
        """The plans of two parts; None where those with all the words are enough.

        Filters do not decide, so that a facet's counts are what its values lead to.
        """
        if planned.words is None:
            return None
        together = self._together(planned.plan, planned.words)
        if together is None or (most := self._most(planned.words)) is None:
            return None
        whole = _with(most, planned)
        return TwoParts(All((planned.plan, together)), All((whole, Except(together))), whole)

    def _together(self, whole: Plan, words: All) -> Numbers | None:
        """The records that have all the words together; None where there are enough."""
        answer = self.engine.search(Request(whole, limit=ENOUGH))
        if answer.total >= ENOUGH:
            return None
        numbers = [number for number, _ in answer.hits]
        together = self._having_together(words, numbers)
        if len(together) >= _ENOUGH_TOGETHER:
            return None
        return Numbers(frozenset(together))

    def _having_together(self, words: All, numbers: list[int]) -> list[int]:
        """Those of the records in which all words stand within one stretch.

        A record's texts are taken for one, each by the block in which most of the words seem to be.
        """
        if not numbers:
            return []
        read = RecordReader(self.archived, words).read(numbers, Matcher(self.analyzer, words))
        starts = read.rows.starts
        lengths = np.diff(starts).reshape(-1, len(numbers))
        before = (np.cumsum(lengths, axis=0) - lengths).ravel()
        record = read.row % len(numbers)
        at = read.matches.first - starts[read.row] + before[read.row]
        part_of = [place for place, part in enumerate(words.parts) for _ in leaves(part)]
        part = np.array(part_of, np.intp)[read.matches.part]
        standing = sorted(zip(record.tolist(), at.tolist(), part.tolist(), strict=True))
        return [
            numbers[record]
            for record, own in groupby(standing, itemgetter(0))
            if _are_together(own, len(words.parts))
        ]

    def _most(self, words: All) -> AtLeast | None:
        weights = self._weights(words.parts)
        held = sum(map(bool, weights))
        if held < 2:
            return None
        if held == 2:
            return AtLeast(words.parts, weights, round(_HEAVIER * sum(weights)))
        least = round(_MOST * sum(weights))
        return AtLeast(words.parts, tuple(min(weight, least - 1) for weight in weights), least)

    def _weights(self, parts: tuple[Plan, ...]) -> tuple[int, ...]:
        """The weight of each; 0 for what no record has, and what is beyond those that count."""
        records, *having = map(self._total, (MatchAll(), *parts))
        rare, common = round(_RARE * records), round(_COMMON * records)
        held = [place for place, count in enumerate(having) if count]
        # Many weigh the same; no more count for that, as the ways to have most are countless then.
        counting = sorted(held, key=having.__getitem__)[:_WEIGHED]
        return tuple(
            round(idf(min(max(count, rare), common), records) / _UNIT) if place in counting else 0
            for place, count in enumerate(having)
        )

    def _total(self, plan: Plan) -> int:
        return self.engine.search(Request(plan, limit=0)).total


def _are_together(standing: Iterable[tuple[int, int, int]], words: int) -> bool:
    """Whether so many words stand within one stretch of a record, given in the order of places."""
    seen: dict[int, int] = {}
    for _, at, word in standing:
        seen[word] = at
        if len(seen) == words and at - min(seen.values()) < _STRETCH:
            return True
    return False


def _with(most: AtLeast, planned: Planned) -> Plan:
    """The plan with most of the words in the place of all, where they are a part of the whole."""
    match planned.plan:
        case All(parts) if planned.words in parts:
            return All(tuple(most if part == planned.words else part for part in parts))
    return most
