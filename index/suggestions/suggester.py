"""From a query to what its writer may have meant to type."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import inf, log
from typing import NamedTuple

from ...arabic.analyzer import Analyzer
from ..query import nodes as query
from ..query.nodes import Level
from ..terms.statistics import TermStatistics
from . import keyboards
from .corrections import FAR, MOST, Meant, corrections
from .latin_names import InARow, LatinNames, is_latin
from .rarity import rare_words, words_of

_SHORTEST = 3
"""Keys of a word that is taken for another layout's: of two, many words can be made."""

_PARTICLE = 3
"""Letters of a Latin word that may be part of a name though the archive has it: al, bin, Abu."""

_MOST_DOUBTED = 4
"""Words and names to be mended in one query: each takes some milliseconds, and a text in
another language has nothing to be mended."""

_KEYBOARD = 3.0
"""A word of another layout is as likely as a name that e^3 times fewer have."""


class _Doubt(NamedTuple):
    """A piece of a query, and what may have been meant by it, likeliest first."""

    typed: str
    meant: Sequence[Meant]


@dataclass(frozen=True, slots=True)
class Suggester:
    """Suggests queries for one archive, made of its own words.

    `in_a_row` counts the records that have some words in a row.
    """

    analyzer: Analyzer
    terms: TermStatistics
    in_a_row: InARow

    def suggestions(
        self, text: str, asked: query.Query, widened: Mapping[str, Sequence[str]]
    ) -> tuple[str, ...]:
        """Other texts for a query, likeliest first; whether they find anything is not asked.

        A word is doubted that the archive hardly has, whatever else was found, and a name in
        Latin letters as a whole. `widened` has what was searched for beside some words.
        """
        typed = tuple(dict.fromkeys(_words(asked)))
        rare = rare_words(typed, widened, self.analyzer, self.terms)
        if not rare:
            return ()
        names = list(self._names(text, typed, rare, widened))
        in_names = {word for name in names for word in name.typed.split()}
        slips = [word for word in rare if word not in in_names]
        doubts = list(names)
        if len(names) + len(slips) <= _MOST_DOUBTED:
            doubts += (_Doubt(word, self._meant(word, rare[word])) for word in slips)
        offered = list(_respelt(text, [doubt for doubt in doubts if doubt.meant]))
        as_meant = self._on_another_keyboard(text)
        if as_meant != text:
            is_a_name = self._is_plainly_a_name(doubts, as_meant)
            # What else is made of keys has words that are none.
            held = [other for other in offered if is_a_name or self._are_held(other)]
            offered = [*held[:is_a_name], as_meant, *held[is_a_name:]]
        elif not offered:
            offered = list(self._slips_on_another_keyboard(text))
        return tuple(other for other in dict.fromkeys(offered) if other != text)

    def _names(
        self,
        text: str,
        typed: Iterable[str],
        rare: Mapping[str, float],
        widened: Iterable[str],
    ) -> Iterator[_Doubt]:
        """The names of several words in Latin letters that the text has in a row."""
        beside = {word for words in widened for word in words.split()}
        parts = [
            word
            for word in filter(is_latin, typed)
            if word in rare or word in beside or len(word) <= _PARTICLE
        ]
        for name in _in_a_row(parts, text)[:_MOST_DOUBTED] if parts else ():
            if " " in name and not rare.keys().isdisjoint(name.split()):
                meant = self._as_name(name, self._in_latin(name))
                if meant:
                    yield _Doubt(name, meant)

    def _in_latin(self, name: str) -> float:
        """The log frequency of a name as it is."""
        words = self.analyzer.again(name).words
        return log(2 * self.in_a_row(words) + 1) if all(self.terms.log_frequencies(words)) else 0

    def _as_name(self, typed: str, own: float) -> list[Meant]:
        """What a name in Latin letters may stand for, if far more have that than the Latin."""
        return [
            Meant(self._spelling(read.text), read.likelihood)
            for read in LatinNames(self.terms, self.in_a_row).meant(typed, MOST - 1)
            if not own or read.log_frequency - read.cost > own + FAR
        ]

    def _meant(self, typed: str, own: float) -> list[Meant]:
        """What a word may stand for or be a slip of, likeliest first."""
        meant = self._as_name(typed, own) if is_latin(typed) else []
        word, *more = words_of(typed, self.analyzer, self.terms)
        if word.isalpha() and not more:
            if not own and not is_latin(typed):
                names = LatinNames(self.terms, self.in_a_row).in_latin(word, 1)
                meant += (Meant(name.text, name.likelihood) for name in names)
            meant += (
                Meant(self._spelling(text), likelihood)
                for text, likelihood in corrections(
                    word, own, self.analyzer.lemmas, self.terms, self.in_a_row
                )
            )
        return sorted(meant, key=lambda each: -each.likelihood)[:MOST]

    def _spelling(self, words: str) -> str:
        """Folded words as most records write them."""
        return " ".join(map(self.terms.spelling, words.split(" ")))

    def _is_plainly_a_name(self, doubts: Iterable[_Doubt], as_meant: str) -> bool:
        """Whether what was typed is likelier a name than what another layout makes of it."""
        names = [each.meant[0] for each in doubts if each.meant and is_latin(each.typed)]
        on_keys = min(self.terms.log_frequencies(self.analyzer.again(as_meant).words))
        return max((name.likelihood for name in names), default=-inf) > on_keys - _KEYBOARD

    def _on_another_keyboard(self, text: str) -> str:
        """The text, as another layout has it where only that gives words."""
        parts = re.split(r"(\s+)", text)
        meant = [self._as_meant(part) if len(part) >= _SHORTEST else part for part in parts]
        # Where one word was, the short ones beside it were too.
        return "".join(map(self._as_meant, meant)) if meant != parts else text

    def _slips_on_another_keyboard(self, text: str) -> Iterator[str]:
        """What a word may be a slip of as another layout has it, if it is likely at all."""
        before, typed, behind = _around(text)
        read = dict.fromkeys(map(self.analyzer.fold, keyboards.readings(typed)))
        meant = (
            one
            for word in read
            if len(word) > _SHORTEST and word.isalpha()
            for one in corrections(word, 0, self.analyzer.lemmas, self.terms, self.in_a_row)
        )
        for one in nlargest(MOST, meant, key=lambda one: one.likelihood):
            if one.likelihood > 0:
                yield f"{before}{self._spelling(one.text)}{behind}"

    def _as_meant(self, typed: str) -> str:
        if self._are_held(typed):
            return typed
        # What is a sign on one layout may be a letter on the other.
        before, inside, behind = _around(typed)
        for signs, keys, more in (("", typed, ""), (before, inside, behind)):
            meant = next(filter(self._are_held, keyboards.readings(keys)), None)
            if meant:
                return f"{signs}{meant}{more}"
        return typed

    def _are_held(self, text: str) -> bool:
        words = self.analyzer.again(text).words
        return bool(words) and all(self.terms.log_frequencies(words))


def _around(text: str) -> tuple[str, str, str]:
    """The signs of the query language before a word, the word, and those behind it."""
    return re.fullmatch(r'([+=("“«]*)(.*?)([)"”»]*)', text, re.DOTALL).groups()  # type: ignore[union-attr,return-value]


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


def _respelt(text: str, doubts: Sequence[_Doubt]) -> Iterator[str]:
    """The text with all its slips mended, by the likeliest words first."""
    for place in range(max((len(doubt.meant) for doubt in doubts), default=0)):
        yield _replaced(
            text, {typed: meant[min(place, len(meant) - 1)].text for typed, meant in doubts}
        )


def _replaced(text: str, meant: Mapping[str, str]) -> str:
    return _any_of(meant).sub(lambda found: meant[found[0]], text)


def _in_a_row(words: Iterable[str], text: str) -> list[str]:
    """The stretches of a text that some words make, in the order of the text, each once."""
    any_word = _any_of(words).pattern
    return list(dict.fromkeys(re.findall(rf"{any_word}(?:\s+{any_word})*", text)))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
