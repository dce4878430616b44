"""From a query to what its writer may have meant to type."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...arabic.analyzer import Analyzer
from ..query import nodes as query
from ..query.nodes import Level
from ..terms.statistics import TermStatistics
from . import arabizi, keyboards
from .corrections import FEW, MOST, SELDOM, corrections

_SHORTEST = 3
"""Keys of a word that is taken for another layout's: of two, many words can be made."""

_MOST_DOUBTED = 4
"""Words to be mended in one query: each takes some milliseconds, and a text in another
language has nothing to be mended."""


@dataclass(frozen=True, slots=True)
class Suggester:
    """Suggests queries for one archive, made of its own words."""

    analyzer: Analyzer
    terms: TermStatistics

    def suggestions(self, text: str, asked: query.Query, found: int) -> tuple[str, ...]:
        """Other texts for a query, likeliest first; whether they find anything is not asked.

        A word that the archive does have is doubted only where the query found
        nothing, or is that word alone and found very few records.
        """
        typed = {word: folded for word in _words(asked) if (folded := self._folded(word))}
        log_frequencies = self.terms.log_frequencies(list(typed.values()))
        most = SELDOM if found <= (FEW if len(typed) == 1 else 0) else 0
        doubted = {
            word: log_frequency
            for word, log_frequency in zip(typed, log_frequencies, strict=True)
            if log_frequency <= most
        }
        if not doubted:
            return ()
        offered = [self._on_another_keyboard(text)]
        if len(doubted) <= _MOST_DOUBTED:
            others = {word: self._others(word, typed[word], own) for word, own in doubted.items()}
            offered += _respelt(text, others)
        return tuple(other for other in dict.fromkeys(offered) if other != text)

    def _on_another_keyboard(self, text: str) -> str:
        """The text, as another layout has it where only that gives words."""
        parts = re.split(r"(\s+)", text)
        meant = [self._as_meant(part) if len(part) >= _SHORTEST else part for part in parts]
        # Where one word was, the short ones beside it were too.
        return "".join(map(self._as_meant, meant)) if meant != parts else text

    def _as_meant(self, typed: str) -> str:
        if self._are_held(typed):
            return typed
        return next(filter(self._are_held, keyboards.readings(typed)), typed)

    def _are_held(self, text: str) -> bool:
        words = self.analyzer.again(text).words
        return bool(words) and all(self.terms.log_frequencies(words))

    def _folded(self, typed: str) -> str:
        """The word that was typed, "" for what is several or none."""
        words = self.analyzer.again(typed).words
        return words[0] if len(words) == 1 else ""

    def _others(self, typed: str, word: str, log_frequency: float) -> list[str]:
        """What a word may be meant for, likeliest first, as it is written."""
        meant = [] if log_frequency else self._in_arabic(typed)
        if word.isalpha():
            meant += corrections(word, log_frequency, self.analyzer.stem, self.terms)
        return [self._spelling(other) for other in meant[:MOST]]

    def _spelling(self, words: str) -> str:
        return " ".join(map(self.terms.spelling, words.split()))

    def _in_arabic(self, typed: str) -> list[str]:
        """The likeliest words that Arabizi may stand for; there is room for a Latin one beside."""
        unlikely = arabizi.readings(typed, self.terms.dictionary.begins)
        log_frequencies = self.terms.log_frequencies(list(unlikely))
        found = {
            word: log_frequency - unlikely[word]
            for word, log_frequency in zip(unlikely, log_frequencies, strict=True)
            if log_frequency
        }
        return sorted(found, key=lambda word: (-found[word], word))[: MOST - 1]


def _words(asked: query.Query) -> Iterator[str]:
    """The words that are looked for, but for those as they are written."""
    match asked:
        case query.And(parts) | query.Or(parts):
            for part in parts:
                yield from _words(part)
        case query.InField(_, part):
            yield from _words(part)
        case query.Word(text, level) if level is not Level.AS_WRITTEN:
            yield text
        case query.Phrase(words, level) if level is not Level.AS_WRITTEN:
            yield from words


def _respelt(text: str, others: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The text with all its slips mended, by the likeliest words first."""
    for place in range(max(map(len, others.values()))):
        meant = {word: each[min(place, len(each) - 1)] for word, each in others.items() if each}
        yield _replaced(text, meant)


def _replaced(text: str, meant: Mapping[str, str]) -> str:
    typed = "|".join(map(re.escape, meant))
    return re.sub(rf"(?<!\w)(?:{typed})(?!\w)", lambda found: meant[found[0]], text)
