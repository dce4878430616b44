"""Collocates: the words that keep company with the matches of a search, near them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from ...archive.errors import QueryError
from ...archive.fields import Language
from ...archive.metadata.naming import Naming
from ..engines.base import Numbers
from ..engines.plan import MatchAll
from ..query.notices import Notice, explain
from ..reprints.arrays import among
from ..searching.concordance import MOST_CHARACTERS
from ..searching.extras import unknown_values
from ..searching.filters import FilteredQuery, one_of
from ..searching.open_index import OpenIndex
from ..searching.pages import Per
from ..searching.windows import Window
from .collocates_by import CollocatesAt, axes, by_place
from .forms import best, forms_of
from .measures import Counts, Scores, expected, log_dice, log_likelihood
from .near import Near, near
from .word_counts import Asked, counted, evenly

Measure: TypeAlias = Literal["log-likelihood", "log-dice", "count"]

LEAST_RECORDS: Final = 2
"""Records in which a word stands near a match: what only one text says is no company."""


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word in all its forms: how often it stands near a match, and how often it might by chance.

    `records` are those in which it does; `forms` how often it is written how there, the most
    frequent first.
    """

    word: str
    count: int
    expected: float
    score: float
    records: int
    forms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Collocates:
    """The words near the matches of a search, the most bound to them first, so many of `total`.

    `words` are all that stand near the `matches` in the records that were read, of those that
    match. With `by` there are those that mark each place of an axis against the others.
    """

    text: str
    measure: Measure
    window: Window
    collocates: tuple[Collocate, ...]
    total: int
    matches: int
    words: int
    read: int
    matching: int
    naming: Naming
    by: str | None = None
    places: tuple[CollocatesAt, ...] = ()
    notices: tuple[Notice, ...] = ()

    def warnings(self, language: Language = "ar") -> tuple[str, ...]:
        """The notices as sentences."""
        return tuple(explain(notice, language, self.naming) for notice in self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollocatesAsked:
    """What is asked of the company of a search; see `Archive.collocates`."""

    window: Window
    measure: Measure
    by: str | None
    per: Per
    function_words: bool
    limit: int

    def __post_init__(self) -> None:
        one_of("measure", self.measure, get_args(Measure))
        one_of("hit", self.per, get_args(Per))
        if self.limit < 0:
            raise QueryError("limit cannot be negative")


def collocates(query: FilteredQuery, asked: CollocatesAsked, index: OpenIndex) -> Collocates:
    """Find the words near the matches of a query in the texts of all that it finds."""
    if asked.by is not None:
        one_of("axis", asked.by, axes(index.naming.fields))
    _, planned = index.understand(query.typed)
    found = Asked.of(index.request(query, index.sought(query.typed)), asked.per)
    matching = found.numbers(index)
    read = _read(matching, index)
    matcher = index.matcher(query.typed)
    company = near(read, matcher, asked.window, asked.function_words, index)
    everything = Asked.of(
        index.request(query, MatchAll()), asked.per, function_words=asked.function_words
    )
    chosen, total = _most_bound(company, everything, asked, index)
    return Collocates(
        text=query.typed.text,
        measure=asked.measure,
        window=asked.window,
        collocates=chosen,
        total=total,
        matches=int(company.matches.sum()),
        words=int(company.times.sum()),
        read=len(read),
        matching=len(matching),
        naming=index.naming,
        by=asked.by,
        places=() if asked.by is None else by_place(asked.by, read, company, index),
        notices=planned.notices + tuple(unknown_values(query, index)),
    )


def _read(numbers: Numbers, index: OpenIndex) -> Numbers:
    """All of these records, or as many, evenly chosen, as a concordance goes through.

    What has changed since the index was made is left out: where words stand in it is not known.
    """
    changed = np.array(sorted(index.changed()), np.int64)
    return evenly(numbers[~among(numbers, changed)], MOST_CHARACTERS, index.forward)


def _most_bound(
    company: Near, everything: Asked, asked: CollocatesAsked, index: OpenIndex
) -> tuple[tuple[Collocate, ...], int]:
    """The words that are most bound to the matches, and how many there are at all."""
    whole = counted(everything, index)
    terms = index.forward.terms
    width = terms.last_stem + 1
    here = np.bincount(company.stem, company.times, width).astype(np.int64)
    having = np.bincount(company.stem, minlength=width)
    everywhere = np.maximum(whole.scaled(whole.words), here)
    size, size_of_all = int(here.sum()), int(everywhere.sum())
    least = min(LEAST_RECORDS, int(np.count_nonzero(company.matches)))
    stems = np.flatnonzero(having >= max(least, 1))
    here, having, everywhere = here[stems], having[stems], everywhere[stems]
    awaited = expected(here, everywhere - here, size, size_of_all - size)
    if asked.measure == "log-likelihood":
        # It is as high for what the matches shun.
        bound = here > awaited
        stems, here, having = stems[bound], here[bound], having[bound]
        everywhere, awaited = everywhere[bound], awaited[bound]
    score = _MEASURES[asked.measure](
        here, everywhere, size, size_of_all, int(company.matches.sum())
    )
    shown = list(best(score, stems, asked.limit, terms))
    forms = forms_of(stems[shown], company.terms, terms)
    return tuple(
        Collocate(
            one.word,
            int(here[at]),
            float(awaited[at]),
            float(score[at]),
            int(having[at]),
            one.times,
        )
        for at, one in zip(shown, forms, strict=True)
    ), len(stems)


_MEASURES: Mapping[Measure, Callable[[Counts, Counts, int, int, int], Scores]] = {
    "log-likelihood": lambda here, everywhere, size, of_all, _: log_likelihood(
        here, everywhere - here, size, of_all - size
    ),
    "log-dice": lambda here, everywhere, _, __, matches: log_dice(here, matches, everywhere),
    "count": lambda here, *_: here.astype(np.float64),
}
