"""Words that are written as one or apart: عبدالخالق and عبد الخالق, لاسيما and لا سيما.

Which words may do so is a table, `tables/joins.txt`, of names and of what follows ما and لا.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from pyarabic import araby

from ...arabic import clitics
from ...arabic.analyzer import MARKS_SEPARATOR, Analysis
from ...arabic.folding import fold
from . import tables

_ANY = "…"
_CASES = "/"
_TAKES_ARTICLE = frozenset(("عبد", "لا"))

_PROCLITICS = f"[{clitics.CONJUNCTIONS}]?[{clitics.PREPOSITIONS}]?"
_ANY_FIRST = f"(?!{_PROCLITICS}{clitics.ARTICLE})[^ ]{{3,}}"
# Of أبواب (doors) the letters are its own, and أبوهما is their father.
_ANY_SECOND = f"(?!{araby.ALEF}(?!{araby.LAM})|هما$|كما$)[^ ]{{3,}}"


class _Join(NamedTuple):
    """What text may be one or two words, and the cases of the first; none where it is any word."""

    pattern: re.Pattern[str]
    cases: list[str]


def ways(asked: Analysis) -> list[str]:
    """One word or two in all the ways to join them, without clitics; none of any other text."""
    text = " ".join(asked.words)
    # Nearly no word is one of any join: to ask for all at once takes a fraction of the time.
    for join in _joins() if _any_join().fullmatch(text) else ():
        if match := join.pattern.fullmatch(text):
            article, first, second = (_spelt(asked, text, match.span(at)) for at in (1, 2, 3))
            words = (article + case for case in join.cases or [first])
            return [word + gap + second for word, gap in product(words, ("", " "))]
    return []


def _spelt(asked: Analysis, text: str, span: tuple[int, int]) -> str:
    """A stretch of the folded text as it was written, where folding left each letter in place."""
    written = " ".join(form.partition(MARKS_SEPARATOR)[0] for form in asked.written)
    return (written if len(written) == len(text) else text)[slice(*span)]


@cache
def _any_join() -> re.Pattern[str]:
    return re.compile("|".join(join.pattern.pattern for join in _joins()))


@cache
def _joins() -> tuple[_Join, ...]:
    lines = files(tables).joinpath("joins.txt").read_text("utf-8").splitlines()
    return tuple(_join(*line.split()) for line in lines if line and not line.startswith("#"))


def _join(first: str, *seconds: str) -> _Join:
    second = "|".join(map(_second, seconds))
    if first == _ANY:
        return _Join(re.compile(f"()({_ANY_FIRST}) ?({second})"), [])
    article = f"{clitics.ARTICLE}|" if first in _TAKES_ARTICLE else ""
    cases = first.split(_CASES)
    either = "|".join(map(fold, cases))
    return _Join(re.compile(f"{_PROCLITICS}({article})({either}) ?({second})"), cases)


def _second(word: str) -> str:
    if word == _ANY:
        return _ANY_SECOND
    beginning, any_after, _ = word.partition(_ANY)
    return fold(beginning) + ("[^ ]{2,}" if any_after else "")
