"""Telling words: those that mark some records against others.

A word counts once for each record that has it, however often: one long text that repeats a word
then weighs no more than a short one (Jesse Egbert and Douglas Biber, "Incorporating text
dispersion into keyword analyses", Corpora 14 (2019), 77-104).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np

from ...archive.errors import QueryError
from ...archive.fields import Language
from ...archive.metadata.naming import Naming
from ..engines import plan
from ..engines.base import Request
from ..engines.plan import MatchAll, Plan
from ..query.notices import Notice, explain
from ..searching.extras import unknown_values
from ..searching.filters import FilteredQuery, one_of
from ..searching.open_index import OpenIndex
from ..searching.pages import Per
from ..searching.sought_terms import number_of
from ..terms.dictionary import TermDictionary
from .forms import best, forms_of
from .measures import Counts, expected, log_likelihood, log_ratio
from .word_counts import Asked, Counted, counted

_LEAST_RECORDS: Final = 2


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word in all its forms, and how many records have it, here and elsewhere.

    `expected` records would have it if it were as usual here as everywhere. `score` is the
    log-likelihood of the two numbers of records, `log_ratio` how much more usual the word is
    here: 1 for twice, 2 for four times. `count` is how often it stands here at all, and
    `forms` how often it is written how, the most frequent first.
    """

    word: str
    records: int
    records_elsewhere: int
    expected: float
    score: float
    log_ratio: float
    count: int
    forms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TellingWords:
    """The words that mark the results of a search, the most telling first, so many of `total`.

    So many records of those `matching` were `read`, and compared with all `others`.
    """

    text: str
    words: tuple[TellingWord, ...]
    total: int
    read: int
    matching: int
    others: int
    naming: Naming
    notices: tuple[Notice, ...] = ()

    def warnings(self, language: Language = "ar") -> tuple[str, ...]:
        """The notices as sentences."""
        return tuple(explain(notice, language, self.naming) for notice in self.notices)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Some records: how often their words stand there, and how many have each, by its stem."""

    terms: Counts
    words: Counts
    having: Counts
    records: int

    @classmethod
    def of(cls, found: Counted) -> "Side":
        """What was counted, as of all records that match."""
        words, having = found.scaled(found.words), found.scaled(found.having)
        return cls(found.terms, words, having, found.matching)


def together(sides: Iterable[Side], terms: TermDictionary) -> Side:
    """The records of several sides, which have none in common, as one; of none, of no records."""
    nothing = np.zeros(terms.last_stem + 1, np.int64)
    found = Side(np.zeros(terms.last + 1, np.int64), nothing, nothing, 0)
    for side in sides:
        found = Side(
            found.terms + side.terms,
            found.words + side.words,
            found.having + side.having,
            found.records + side.records,
        )
    return found


def telling_words(
    query: FilteredQuery, limit: int, per: Per, function_words: bool, index: OpenIndex
) -> TellingWords:
    """Find the words that mark what a query finds; see `Archive.telling_words`."""
    one_of("hit", per, get_args(Per))
    if limit < 0:
        raise QueryError("limit cannot be negative")
    _, planned = index.understand(query.typed)
    sought = index.sought(query.typed)
    found = counted(Asked.of(index.request(query, sought), per, function_words), index)
    every = Side.of(counted(Asked.of(Request(MatchAll()), per, function_words), index))
    here = Side.of(found)
    others = every.records - here.records
    # Of a story it may be another copy that stands for it in the whole archive.
    elsewhere = np.clip(every.having - here.having, 0, others)
    stems = sought_stems([sought], index.forward.terms)
    words, total = marking(here, elsewhere, others, stems, limit, index.forward.terms)
    return TellingWords(
        text=query.typed.text,
        words=words,
        total=total,
        read=found.read,
        matching=found.matching,
        others=others,
        naming=index.naming,
        notices=planned.notices + tuple(unknown_values(query, index)),
    )


def marking(
    here: Side,
    elsewhere: Counts,
    others: int,
    left_out: Collection[int],
    limit: int,
    terms: TermDictionary,
) -> tuple[tuple[TellingWord, ...], int]:
    """The words that mark records against so many others, and how many there are at all.

    `elsewhere` has how many of the others have each word. What was sought is left out, which
    marks whatever is found by it.
    """
    having = here.having.copy()
    having[list(left_out)] = 0
    awaited = expected(having, elsewhere, here.records, others)
    least = min(_LEAST_RECORDS, here.records)
    stems = np.flatnonzero((having > awaited) & (having >= least)) if others else having[:0]
    having, elsewhere, awaited = having[stems], elsewhere[stems], awaited[stems]
    score = log_likelihood(having, elsewhere, here.records, others)
    ratio = log_ratio(having, elsewhere, here.records, others)
    shown = list(best(score, stems, limit, terms))
    forms = forms_of(stems[shown], here.terms, terms)
    return tuple(
        TellingWord(
            one.word,
            int(having[at]),
            int(elsewhere[at]),
            float(awaited[at]),
            float(score[at]),
            float(ratio[at]),
            int(here.words[stems[at]]),
            one.times,
        )
        for at, one in zip(shown, forms, strict=True)
    ), len(stems)


def sought_stems(plans: Iterable[Plan], terms: TermDictionary) -> set[int]:
    """The stems of the words that plans look for."""
    return {stem for whole in plans for leaf in plan.leaves(whole) for stem in _stems(leaf, terms)}


def _stems(leaf: plan.Leaf, terms: TermDictionary) -> Iterator[int]:
    node = leaf.part if isinstance(leaf, plan.Prefer) else leaf
    places = (node.words,) if isinstance(node, plan.Terms) else node.words
    for word in (word for place in places for word in place):
        number = number_of(node.stream, word, terms)
        if number:
            yield number if node.stream == "stem" else int(terms.stems[number])
