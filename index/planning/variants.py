"""Words that stand for each other in any form: names in all their spellings, broken plurals.

They are tables (those in `tables/`, and the authorities' names of platforms,
agencies and sources) and rules for foreign names and for the seats of hamza.
A query in any form that spells a way of a group, in one word or several in a
row, looks for all its ways. A way that two groups share leads to both, and
neither leads to the other through it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple, Self, TypeAlias

from pyarabic import araby

from ...arabic.analyzer import MARKS_SEPARATOR, Analysis, Analyzer
from ...arabic.lexicon import lexicon
from ...archive.metadata.authorities import Authorities
from . import tables

Words: TypeAlias = tuple[str, ...]

_TABLES = ("broken_plurals.txt", "spellings.txt")
_IN_A_ROW = "-"
_ONE_WAY = ">"

_SHORTEST_FOREIGN = 6
_BEFORE_WAW = re.compile(f"(?<=.)[{araby.WAW_HAMZA}{araby.YEH_HAMZA}{araby.HAMZA}](?={araby.WAW}.)")
_AFTER_YEH = re.compile(f"(?<={araby.ALEF}.)[{araby.ALEF_MAKSURA}{araby.YEH}]{araby.HAMZA}$")
_VERBAL_NOUN = re.compile(f"{araby.ALEF}(?:{araby.SEEN}{araby.TEH}|.{araby.TEH})")


class Group(NamedTuple):
    """Ways to write one thing, and which of them, if asked for, find all."""

    ways: tuple[str, ...]
    asked: tuple[str, ...]

    @classmethod
    def alike(cls, ways: Iterable[str]) -> Self:
        """A group in which every way finds all."""
        ways = tuple(ways)
        return cls(ways, ways)


class Variants:
    """The ways to write things, by what spells each.

    They are gathered when they are first asked for: many a first page has no words.
    """

    def __init__(self, groups: Callable[[], Iterable[Group]], analyzer: Analyzer) -> None:
        self._groups = groups
        self._analyzer = analyzer

    @cached_property
    def longest(self) -> int:
        """The most words of what spells one."""
        return max(map(len, self._by_spelling), default=0)

    @cached_property
    def _by_spelling(self) -> Mapping[Words, tuple[str, ...]]:
        found: dict[Words, dict[Words, str]] = {}
        for group in self._groups():
            analysed = {way: self._analyzer.analyse(way) for way in group.ways}
            words = [analysis.words for analysis in analysed.values()]
            ways = {
                tuple(analysis.stems): way
                for way, analysis in reversed(analysed.items())
                if not any(_is_within(other, analysis.words) for other in words)
            }
            for way in group.asked:
                spelling = tuple(analysed[way].stems)
                found[spelling] = dict(reversed(ways.items())) | found.get(spelling, {})
        return {spelling: tuple(ways.values()) for spelling, ways in found.items()}

    def ways(self, asked: Analysis) -> tuple[str, ...]:
        """The ways to write what these words spell in any form; none where they spell nothing."""
        return self._by_spelling.get(tuple(asked.stems), ())


def respellings(asked: Analysis) -> list[str]:
    """A word as others spell it, by rules that need no table; none of several words."""
    if len(asked.words) != 1:
        return []
    letters, _, _ = asked.written[0].partition(MARKS_SEPARATOR)
    foreign = _with_other_g(asked.words[0], asked.stems[0])
    return [*foreign, *_with_other_seats(letters)]


def _with_other_g(word: str, stem: str) -> Iterator[str]:
    """A foreign word with ج for غ or the other way round.

    غ stands for a foreign g in the Levant, ج in Egypt. A stem of six letters that takes no
    ending is foreign but for verbal nouns such as اغترار and استغراب. Of 388 pairs of such stems
    in 27.6 million words, those read were one name in two spellings but for three.
    """
    known = lexicon()
    is_arabic = stem in known.imperfects or (stem in known.words and known.words[stem].taken)
    if is_arabic or len(stem) < _SHORTEST_FOREIGN or _VERBAL_NOUN.match(stem):
        return
    for letter, other in ((araby.GHAIN, araby.JEEM), (araby.JEEM, araby.GHAIN)):
        if letter in stem:
            yield word.replace(letter, other)
            return


def _with_other_seats(letters: str) -> Iterator[str]:
    """A word with the hamza that others write: مسئول for مسؤول, رءوس for رؤوس, شاطىء for شاطئ.

    Not برئ for بريء, of which the letters are others' too.
    """
    if seat := _BEFORE_WAW.search(letters):
        for other in (araby.WAW_HAMZA, araby.YEH_HAMZA, araby.HAMZA):
            if other != seat[0]:
                yield letters[: seat.start()] + other + letters[seat.end() :]
    if letters.endswith(araby.YEH_HAMZA):
        yield letters[:-1] + araby.ALEF_MAKSURA + araby.HAMZA
    elif _AFTER_YEH.search(letters):
        yield letters[:-2] + araby.YEH_HAMZA


def _is_within(words: list[str], others: list[str]) -> bool:
    """Whether these words stand in a row among more: whoever looks for them finds the others."""
    starts = range(len(others) - len(words) + 1) if len(words) < len(others) else ()
    return any(others[at : at + len(words)] == words for at in starts)


def groups(authorities: Authorities) -> Iterator[Group]:
    """All that an archive knows."""
    for name in _TABLES:
        yield from _table(name)
    yield from map(Group.alike, authorities.platform_spellings.values())
    yield from map(Group.alike, authorities.agency_spellings.values())
    for ways in authorities.source_spellings.values():
        # A name of one Arabic word is most often that word: الحياة is life, and a newspaper.
        yield Group(ways, tuple(way for way in ways if way.isascii() or " " in way))


@cache
def _table(name: str) -> tuple[Group, ...]:
    lines = files(tables).joinpath(name).read_text("utf-8").splitlines()
    return tuple(_group(line) for line in lines if line and not line.startswith("#"))


def _group(line: str) -> Group:
    """The group of a table's line: `>` stands before ways that are found and find none."""
    before, _, behind = line.partition(_ONE_WAY)
    asked, found = (
        tuple(way.replace(_IN_A_ROW, " ") for way in part.split()) for part in (before, behind)
    )
    return Group(asked + found, asked)
