"""What a person who is typing may be about to type: words, titles, values such as sources, dates.

Words are the archive's own that begin as the last one typed does: those that most often follow
what stands before, or else the commonest. Where few begin so, all are compared; else those that
a sample of the records has, so that a completion takes milliseconds however large the archive.
Values and dates are named by the last words, before which a query may stand: «انتخابات مارس 2014».
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from heapq import nlargest

from ...arabic.analyzer import Analyzer
from ...arabic.clitics import ARTICLE
from ...arabic.names import fold_name
from ...archive.metadata.press_dates import parse_date
from ...archive.time_limit import in_time
from ..engines import plan
from ..terms.statistics import TermStatistics
from .next_words import NextWords, Texts, commonest, word_beginning

MOST = 8
"""Completions of each kind."""

_COMPARED = 64
"""Words that are asked how many records have them, one by one; where more begin so, the sample
says which are common."""

_LIKELY = 16
"""Common words that are tried behind another."""

_REMEMBERED = 256
"""Beginnings of words of which the completions are kept: most are typed in many a query."""

_LONGEST_NAME = 6
"""Words at the end of a text that may be the beginning of a value's name, or a date."""

_SHORTEST_BEHIND = 3
"""Letters of such a beginning where other words stand before it: ال begins too many names."""

_SHORTEST_TITLED = 2
"""Letters of a word that titles are looked through for."""

_WORD = re.compile(r"\S+")

_BEFORE_A_WORD = "\"“«'=+(-"


@dataclass(frozen=True, slots=True)
class Completions:
    """Queries that begin as the text does, titles by the id of their record, values and periods.

    `values` has by the key of a field, such as source, how many records have each, `periods` how
    many are dated within a year, a month or a day, by its EDTF. The last words of the text name
    them; `before` is what stands before these.
    """

    words: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    periods: Mapping[str, int] = field(default_factory=dict)
    before: str = ""


class Completer:
    """Completes what is typed, for one state of an archive.

    `in_a_row` counts the records that have some folded words in a row, `titles` gives the
    ids and titles of the records that best match a plan, `values` how many records have
    each value of the fields that are completed, `within` how many are dated within some days.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        terms: TermStatistics,
        texts: Texts,
        in_a_row: Callable[[Sequence[str]], int],
        titles: Callable[[plan.Plan, int], Mapping[str, str]],
        values: Callable[[], Mapping[str, Mapping[str, int]]],
        within: Callable[[int, int], int],
    ) -> None:
        self._analyzer = analyzer
        self._terms = terms
        self._texts = texts
        self._next_words = NextWords(terms, texts, in_a_row)
        self._few = lru_cache(maxsize=_REMEMBERED)(self._few_words)
        self._common = lru_cache(maxsize=_REMEMBERED)(self._commonest)
        self._titles = titles
        self._values = values
        self._within = within

    def complete(self, text: str) -> Completions:
        """Complete the last word of a text; nothing where it ends in a space."""
        before, last = _parted(text)
        letters = self._analyzer.fold(last)
        if not letters:
            return Completions()
        words = self._words(before, letters)
        spelt = (self._terms.spelling(word) for word in words)
        return replace(
            self._named(text),
            words=tuple(before + word for word in spelt),
            titles=self._with_title(before, letters, words),
        )

    def _words(self, before: str, letters: str) -> list[str]:
        """The words that begin so, those first that most often follow what stands before."""
        typed = self._analyzer.analyse(before).words
        if not typed:
            return self._common(letters)[:MOST]
        follow = self._next_words.following(
            typed, letters, self._few(letters), lambda: self._common(letters)
        )
        return (follow or self._common(letters))[:MOST]

    def _few_words(self, letters: str) -> list[str]:
        """All words that begin so, where these are few; else none."""
        words = self._terms.dictionary.beginning(letters, _COMPARED)
        return words if len(words) < _COMPARED else []

    def _commonest(self, letters: str) -> list[str]:
        """The commonest words that begin so, of a few or of those in the sample."""
        having: Mapping[str, float]
        if few := self._few(letters):
            having = dict(zip(few, self._terms.log_frequencies(few), strict=True))
        else:
            beginning = re.compile(rf"(?<!\w){word_beginning(letters)}", re.IGNORECASE)
            found = (set(beginning.findall(text)) for text in in_time(self._texts.sample()))
            having = Counter(self._analyzer.fold(word) for words in found for word in words)
        return commonest(having, self._terms, _LIKELY)

    def _with_title(self, before: str, letters: str, words: list[str]) -> Mapping[str, str]:
        if len(letters) < _SHORTEST_TITLED:
            return {}
        forms = (form for word in words for form in self._terms.dictionary.forms(word))
        last = plan.Terms("written", tuple(forms), "title")
        others = (
            plan.Terms("written", self._terms.dictionary.forms(word), "title")
            for word in self._analyzer.analyse(before).words
        )
        return self._titles(plan.All((*others, last)), MOST)

    def _named(self, text: str) -> Completions:
        """The values and periods that as many as can be of the last words name, or begin to."""
        for start in [word.start() for word in _WORD.finditer(text)][-_LONGEST_NAME:]:
            name = text[start:]
            letters = fold_name(name)
            if start and len(letters) < _SHORTEST_BEHIND:
                break
            values, periods = self._beginning(letters), self._dated(name)
            if values or periods:
                before = text[:start].rstrip()
                return Completions(values=values, periods=periods or {}, before=before)
            if periods is not None:
                break  # a day on which nothing is does not stand for its year
        return Completions()

    def _dated(self, name: str) -> Mapping[str, int] | None:
        """The period that a text states, if any record is of it; None where it states none."""
        date = parse_date(name)
        if date is None or date.first is None or date.last is None:
            return None
        count = self._within(date.first.toordinal(), date.last.toordinal())
        return {str(date): count} if count else {}

    def _beginning(self, letters: str) -> Mapping[str, Mapping[str, int]]:
        """By field the values of which a word begins so, those with most records first."""
        beginnings = (f" {letters}", f" {ARTICLE}{letters}")
        if not letters or not any(beginning in self._all_values for beginning in beginnings):
            return {}
        found = {
            key: nlargest(
                MOST,
                (
                    (count, value)
                    for value, folded, count in values
                    if any(beginning in folded for beginning in beginnings)
                ),
                key=lambda counted: counted[0],
            )
            for key, values in self._folded_values.items()
        }
        return {
            key: {value: count for count, value in values}
            for key, values in found.items()
            if values
        }

    @cached_property
    def _folded_values(self) -> Mapping[str, list[tuple[str, str, int]]]:
        """The values as they are, and folded behind a space, as a word within them would be."""
        return {
            key: [
                (value, f" {fold_name(value)}", count) for value, count in values.items() if value
            ]
            for key, values in self._values().items()
        }

    @cached_property
    def _all_values(self) -> str:
        """All of them in one text, which tells in no time that none begins so."""
        return "\n".join(folded for of in self._folded_values.values() for _, folded, _ in of)


def _parted(text: str) -> tuple[str, str]:
    """What stays as it was typed, and the beginning of a word behind it."""
    at = max(text.rfind(sign) for sign in f" \t{_BEFORE_A_WORD}") + 1
    return text[:at], text[at:]
