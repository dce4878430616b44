"""How often words stand in the texts of records, and how many of the records have them.

Only texts are gone through, as in a concordance: titles are few words, and say the same again.
What is counted of all that a request finds is remembered for as long as its index is open: every
comparison is with the whole archive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self, TypeAlias
from weakref import WeakKeyDictionary, proxy

import numpy as np
from numpy.typing import NDArray

from ...archive.time_limit import check_time
from ..engines.base import Numbers, Request
from ..engines.plan import Plan
from ..forward.entries import TERM
from ..forward.forward import Forward
from ..reprints.arrays import each_once
from ..searching.facts import facts_of
from ..searching.open_index import OpenIndex
from ..searching.pages import Per
from ..searching.sought_terms import Texts, texts_of
from ..searching.story_counts import stories_of
from ..terms.function_terms import function_terms
from .measures import Counts

TEXT: Final = "text"
"""The text of records that is gone through."""

MOST_CHARACTERS = 400_000_000
"""Where records have more text together, every second of them is read, or every third, …"""

_AT_ONCE: Final = 2_500_000
"""Characters of texts that are counted at a time."""

_KEPT: Final = 8
"""Of how many requests the words are remembered, some megabytes each."""

Mask: TypeAlias = NDArray[np.bool_]


class Asked(NamedTuple):
    """Whose words are counted: of all that a request finds, or of one copy of each story of it.

    Function words are left out unless they are asked for.
    """

    plan: Plan
    filters: tuple[tuple[str, frozenset[str]], ...]
    days: tuple[int, int] | None
    per: Per
    function_words: bool

    @classmethod
    def of(cls, request: Request, per: Per = "record", function_words: bool = False) -> Self:
        """Whatever the request's page and order."""
        filters = tuple(sorted(request.filters.items(), key=lambda one: one[0]))
        return cls(request.plan, filters, request.days, per, function_words)

    def numbers(self, index: OpenIndex) -> Numbers:
        """The records whose words are counted; of each story that with the least number."""
        found = index.numbers_of(Request(self.plan, dict(self.filters), self.days))
        found = index.forward.known(found)  # another process may just be taking some in
        if self.per == "record":
            return found
        stories = stories_of(found, facts_of(index).story_of)
        kept = stories == 0
        kept[np.unique(stories, return_index=True)[1]] = True
        of_each: Numbers = found[kept]
        return of_each


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The words of the texts of records, of which so many were `read`, all or evenly chosen.

    `terms` has by the number of a term how often it stands there, `words` by the number of a
    stem how often one of its forms does, and `having` how many records have any.
    """

    terms: Counts
    words: Counts
    having: Counts
    read: int
    matching: int

    def scaled(self, counts: Counts) -> Counts:
        """Counts of what was read as those of all that match."""
        if self.read == self.matching:
            return counts
        scaled: Counts = np.rint(counts * (self.matching / max(self.read, 1))).astype(np.int64)
        return scaled


def counted(asked: Asked, index: OpenIndex) -> Counted:
    """The words of the texts of all that is asked for."""
    counter = _counters.get(index)
    if counter is None:
        counter = _counters.setdefault(index, _Counter(index))
    return counter.counted(asked)


def evenly(numbers: Numbers, most: int, forward: Forward) -> Numbers:
    """All of these records, or every k-th where all have more than so many characters."""
    every = int(forward.characters(TEXT)[numbers].sum(dtype=np.int64))
    return numbers[:: max(-(-every // most), 1)]


def counted_terms(function_words: bool, index: OpenIndex) -> Mask:
    """By the number of a term whether it is a word that is counted."""
    terms = index.forward.terms
    held = ~terms.is_tag
    held[0] = False
    if not function_words:
        held &= ~function_terms(terms)
    return held


def count(numbers: Numbers, function_words: bool, index: OpenIndex) -> Counted:
    """The words of the texts of these records."""
    forward = index.forward
    read = evenly(numbers, MOST_CHARACTERS, forward)
    held = counted_terms(function_words, index)
    terms = np.zeros(forward.terms.last + 1, np.int64)
    having = np.zeros(forward.terms.last_stem + 1, np.int64)
    for texts in _texts(read, held, forward):
        terms += np.bincount(texts.terms, minlength=len(terms))
        having += np.bincount(_each_once(texts, forward), minlength=len(having))
    words = np.bincount(forward.terms.stems, terms, len(having)).astype(np.int64)
    return Counted(terms, words, having, len(read), len(numbers))


class _Counter:
    """Counts the words of an index, which it does not keep from being let go of."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = proxy(index)
        self.counted = lru_cache(maxsize=_KEPT)(self._count)

    def _count(self, asked: Asked) -> Counted:
        return count(asked.numbers(self._index), asked.function_words, self._index)


def _texts(numbers: Numbers, held: Mask, forward: Forward) -> Iterator[Texts]:
    """The words of records that are counted, so many records at a time as are not too long."""
    upto = np.cumsum(forward.characters(TEXT)[numbers], dtype=np.int64)
    for part in np.split(numbers, np.flatnonzero(np.diff(upto // _AT_ONCE)) + 1):
        check_time()
        entries, starts = forward.gather(part, TEXT)
        terms = entries & TERM
        yield texts_of(terms, held[terms], starts)


def _each_once(texts: Texts, forward: Forward) -> NDArray[Any]:
    """The stems of texts, of each text every one once."""
    width, several = forward.terms.last_stem + 1, len(texts.starts) - 1
    # Numbers half as wide are in order in half the time, and wide enough as a rule.
    kind = np.dtype(np.uint32 if several * width < 1 << 32 else np.int64)
    owners: NDArray[Any] = np.arange(several).astype(kind) * kind.type(width)
    rows = np.repeat(owners, np.diff(texts.starts)) + forward.terms.stems[texts.terms]
    found: NDArray[Any] = each_once(rows) % kind.type(width)
    return found


_counters: WeakKeyDictionary[OpenIndex, _Counter] = WeakKeyDictionary()
