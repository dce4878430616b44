"""What Latin letters stand for: names of one word or of several, in the archive's own words.

Each word of a name is read as all words that it may stand for
(`transliteration.py`), and is joined to its neighbours where they may be one
word. What comes of it is weighed by how many records have it, words of a name
in a row, so that `Elon Musk` is إيلون ماسك though الآن and مسك are commoner.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib.resources import files
from math import log
from typing import NamedTuple

from ...arabic.clitics import ARTICLE
from ...arabic.folding import fold
from ...arabic.function_words import is_function_word
from ...archive.time_limit import in_time
from ..terms.statistics import TermStatistics
from . import tables
from .transliteration import readings, spellings

_WEIGHT = 3.0
"""What is read at the cost of 1 is as likely as what is read at none that e^3 times fewer have."""

_WEIGHT_IN_A_ROW = 1.5
"""The same of several words: that they are in a row says much already."""

_JOINED = 0.4
"""What it costs to read two words as one."""

_READ, _BOTH, _LONGEST_READ, _FOLLOWED, _COUNTED = 8, 4, 2, 5, 12
"""Readings of a word; the words that are joined to one; beginnings of a name that are gone on
from; and ways to go on that are counted."""

_PARTICLE = 3
"""Letters of a word that may stand for one that is no name by itself: كي in بان كي مون."""

_SHORTEST = 3
"""Letters of a name: of two, too many words can be made."""

MOST_WORDS = 6
"""Words of a name, its articles aside: a text in another language is none."""

InARow = Callable[[Sequence[str]], int]
"""How many records have some folded words in a row."""

_INNER_ARTICLE = (
    # Abdulaziz, Abderrahmane, Abdennour
    (re.compile(r"\b(abd)[aeiou]+(?:l(?=.)|([nrsz])(?=\2))"), r"\1 al-"),
    # Noureddine, Salahuddin
    (re.compile(r"(?<=\w\w)[aeiu]d(?=d[aeiy]+ne?\b)"), " al-"),
    # Nasrallah, Hezbollah
    (re.compile(r"(?<=\w\w)[aou]ll?ah?\b"), " allah"),
)
_PARTS = re.compile(r"[\s\u2010-\u2015-]+")
_AYN = str.maketrans(dict.fromkeys("ʿ‘ʻ`", "3"))
_HAMZA = str.maketrans(dict.fromkeys("ʾ’ʼ′´", "'"))
_OTHER_LETTERS = str.maketrans({"ı": "i", "ş": "sh", "ø": "o", "ł": "l", "đ": "d", "š": "sh"})

_ARTICLES = frozenset(("al", "el", "ul", "il"))
_SUN_ARTICLE = re.compile(r"[aeiu](d|dh|n|r|s|sh|ch|t|th|z)")
"""The article as it is heard before some letters: ar-Raqqa, ad-Din."""


def is_latin(word: str) -> bool:
    """Whether a word, as it was typed, is of Latin letters, whatever marks they bear."""
    return re.fullmatch(r"[a-z0-9'-]*[a-z][a-z0-9'-]*", _plain(word)) is not None


class Reading(NamedTuple):
    """What may have been meant: folded words, how many have them in a row, what it costs.

    The frequency is a logarithm, as `TermStatistics` has it of single words.
    """

    text: str
    log_frequency: float
    cost: float

    @property
    def likelihood(self) -> float:
        """The logarithm of how likely it is."""
        weight = _WEIGHT_IN_A_ROW if " " in self.text else _WEIGHT
        return self.log_frequency - weight * self.cost


class _Part(NamedTuple):
    """A word of a name, and whether an article stood before it, parted from it."""

    word: str
    has_article: bool


@dataclass(frozen=True, slots=True)
class LatinNames:
    """Reads names in Latin letters for one archive."""

    terms: TermStatistics
    in_a_row: InARow

    def meant(self, name: str, most: int) -> list[Reading]:
        """The likeliest readings of a name, at most so many; none where it is no name."""
        parts = _parts(name)
        if len(parts) > MOST_WORDS or len(name) < _SHORTEST:
            return []
        upto = [[_NOTHING], *([] for _ in parts)]
        for end in in_time(range(1, len(parts) + 1)):
            ways = [
                (before, read)
                for start in range(max(end - _LONGEST_READ, 0), end)
                for read in self._read(parts[start:end])
                for before in upto[start][:_FOLLOWED]
            ]
            upto[end] = _likeliest(self._together(ways))
        return _each_once(upto[-1])[:most] if parts else []

    def in_latin(self, word: str, most: int) -> list[Reading]:
        """The likeliest words in Latin letters that a folded Arabic one may be."""
        words = self.terms.dictionary
        costs = spellings(word, words.begins, words.holds)
        return _likeliest(self._of_one(costs))[:most]

    def _together(self, ways: Sequence[tuple[Reading, Reading]]) -> Iterator[Reading]:
        """Beginnings of a name with one more word, those that the archive has in a row."""
        yield from (read for before, read in ways if before is _NOTHING)
        longer = [way for way in ways if way[0] is not _NOTHING]
        for before, read in nlargest(_COUNTED, longer, key=_promise):
            yield from self._in_a_row(f"{before.text} {read.text}", before.cost + read.cost)

    def _in_a_row(self, text: str, cost: float) -> Iterator[Reading]:
        """The reading of several words, where the archive has them in a row."""
        if having := self.in_a_row(text.split(" ")):
            yield Reading(text, log(2 * having + 1), cost)

    def _read(self, parts: Sequence[_Part]) -> list[Reading]:
        """What some words in a row may stand for as one."""
        first, *more = parts
        joined = first.word + "".join("al" * part.has_article + part.word for part in more)
        words, extra = self.terms.dictionary, _JOINED * len(more)
        read = readings(joined, words.begins, words.holds, first.has_article, may_break=not more)
        costs = {
            text: cost + extra
            for text, cost in read.items()
            if len(joined) <= _PARTICLE or not is_function_word(text, text)
        }
        costs |= dict.fromkeys(_exonyms().get("-".join(part.word for part in parts), ()), 0.0)
        return _likeliest((*self._of_one(costs), *self._of_two(costs)))[:_READ]

    def _of_one(self, costs: Mapping[str, float]) -> Iterator[Reading]:
        words = [text for text in costs if " " not in text]
        for word, having in zip(words, self.terms.log_frequencies(words), strict=True):
            if having:
                yield Reading(word, having, costs[word])

    def _of_two(self, costs: Mapping[str, float]) -> Iterator[Reading]:
        """The same of two words that one was read as: those that are likely are counted."""
        pairs = [text for text in costs if " " in text]
        words = list({word for pair in pairs for word in pair.split(" ")})
        having = dict(zip(words, self.terms.log_frequencies(words), strict=True))
        at_most = (
            Reading(pair, min(map(having.__getitem__, pair.split(" "))), costs[pair])
            for pair in pairs
        )
        for pair in _likeliest(at_most)[:_BOTH]:
            yield from self._in_a_row(pair.text, pair.cost)


_NOTHING = Reading("", 0.0, 0.0)


def _likeliest(found: Iterable[Reading]) -> list[Reading]:
    return sorted(found, key=lambda read: -read.likelihood)


def _promise(way: tuple[Reading, Reading]) -> float:
    """How likely two readings in a row are at most: no more records have them than have either."""
    before, read = way
    having = min(before.log_frequency, read.log_frequency)
    return having - _WEIGHT * (before.cost + read.cost)


def _parts(name: str) -> list[_Part]:
    """The words of a name, its articles taken to the words behind them."""
    words = list(filter(None, _PARTS.split(_parted(_plain(name)))))
    parts, has_article = [], False
    for word, behind in zip(words, [*words[1:], ""], strict=True):
        if behind and _is_article(word, behind):
            has_article = True
            continue
        parts.append(_Part(word, has_article))
        has_article = False
    return parts


def _parted(name: str) -> str:
    """The name with those words parted that Latin joins about their article."""
    for joined, parted in _INNER_ARTICLE:
        name = joined.sub(parted, name)
    return name


def _is_article(word: str, behind: str) -> bool:
    sun = _SUN_ARTICLE.fullmatch(word)
    return word in _ARTICLES or (sun is not None and behind.startswith(sun[1]))


def _plain(name: str) -> str:
    """The letters without their marks; ʿ is 3, as Arabizi has it."""
    name = name.casefold().translate(_AYN).translate(_HAMZA).translate(_OTHER_LETTERS)
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _each_once(likeliest: Iterable[Reading]) -> list[Reading]:
    """The readings, one of those that only the article tells apart."""
    by_name: dict[tuple[str, ...], Reading] = {}
    for read in likeliest:
        bare = tuple(word.removeprefix(ARTICLE) for word in read.text.split(" "))
        by_name.setdefault(bare, read)
    return list(by_name.values())


@cache
def _exonyms() -> Mapping[str, list[str]]:
    """What is called otherwise in Latin letters, and what it is called in Arabic, folded."""
    called: dict[str, list[str]] = {}
    for line in files(tables).joinpath("exonyms.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            arabic, _, names = line.partition(":")
            for name in names.split():
                called.setdefault(name, []).append(" ".join(map(fold, arabic.split())))
    return called
