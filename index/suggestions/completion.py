"""What a person who is typing may be about to type: words, titles, and values such as sources.

Words are the archive's own that begin as the last one typed does, the commonest
first. Where few begin so, all are compared; else those that a sample of the
records has, so that a completion takes milliseconds however large the archive.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from pyarabic import araby

from ...arabic.analyzer import Analyzer
from ...arabic.names import fold_name
from ..engines import plan
from ..terms.statistics import TermStatistics

MOST = 8
"""Completions of each kind."""

_COMPARED = 64
"""Words that are asked how many records have them, one by one; where more begin so, the sample
says which are common."""

_SHORTEST_TITLED = 2
"""Letters of a word that titles are looked through for."""

_ARTICLE = araby.ALEF + araby.LAM
_BEFORE_A_WORD = "\"“«'=+(-"


@dataclass(frozen=True, slots=True)
class Completions:
    """Queries that begin as the text does, titles by the id of their record, and values.

    `values` has by the key of a field, such as source, how many records have each.
    """

    words: tuple[str, ...]
    titles: Mapping[str, str]
    values: Mapping[str, Mapping[str, int]]


class Completer:
    """Completes what is typed, for one state of an archive.

    `sample` gives the texts of some records, `titles` the ids and titles of the
    records that best match a plan, `values` how many records have each value of
    the fields that are completed.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        terms: TermStatistics,
        sample: Callable[[], Iterable[str]],
        titles: Callable[[plan.Plan, int], Mapping[str, str]],
        values: Callable[[], Mapping[str, Mapping[str, int]]],
    ) -> None:
        self._analyzer = analyzer
        self._terms = terms
        self._sample = sample
        self._titles = titles
        self._values = values

    def complete(self, text: str) -> Completions:
        """Complete the last word of a text; nothing where it ends in a space."""
        before, last = _parted(text)
        letters = self._analyzer.fold(last)
        if not letters:
            return Completions((), {}, {})
        words = self._words(letters)
        spelt = (self._terms.spelling(word) for word in words)
        return Completions(
            words=tuple(before + word for word in spelt),
            titles=self._with_title(before, letters, words),
            values=self._named(fold_name(text)),
        )

    def _words(self, letters: str) -> list[str]:
        """The words that begin so, commonest first."""
        words = self._terms.dictionary.beginning(letters, _COMPARED)
        if len(words) < _COMPARED:
            log_frequencies = dict(zip(words, self._terms.log_frequencies(words), strict=True))
            return nlargest(
                MOST, filter(log_frequencies.get, words), key=log_frequencies.__getitem__
            )
        common, counts = self._common
        first = bisect_left(common, letters)
        # No character comes after this one.
        upto = bisect_left(common, letters + "\U0010ffff")
        return nlargest(MOST, common[first:upto], key=counts.__getitem__)

    @cached_property
    def _common(self) -> tuple[list[str], Counter[str]]:
        """The words of the sample in order, and in how many of its records each is."""
        counts: Counter[str] = Counter()
        for text in self._sample():
            counts.update(set(self._analyzer.analyse(text).words))
        return sorted(word for word in counts if word[0].isalnum()), counts

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

    def _named(self, letters: str) -> Mapping[str, Mapping[str, int]]:
        """By field the values of which a word begins so, those with most records first."""
        if not letters:
            return {}
        beginnings = (f" {letters}", f" {_ARTICLE}{letters}")
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


def _parted(text: str) -> tuple[str, str]:
    """What stays as it was typed, and the beginning of a word behind it."""
    at = max(text.rfind(sign) for sign in f" \t{_BEFORE_A_WORD}") + 1
    return text[:at], text[at:]
