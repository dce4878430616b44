"""A pattern that finds names in running text in whatever way they are spelt.

It sees through what the fold takes off without folding the text, which would take
longer than looking through it. Nothing is said here of any letter: its shapes, what
may stand beside it and whether it may be drawn out are asked of the fold.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, product
from typing import NamedTuple, TypeAlias

from pyarabic import araby

from .folding import compose, fold, shorten
from .letters import APOSTROPHES, ARABIC_BLOCKS, COMBINING_MARKS, char_class, of_category

_BETWEEN_WORDS = r"[\s.\-–]++"

_ALPHABETS, _FIRST_PLANE = range(0x20000), range(0x10000)
"""Where all letters are but ideographs, and all of today's alphabets."""

_TOGETHER = 12
"""Letters that are looked at together: the fastest of 4 to 20, where 40 begin names."""

_DRAWN_OUT = 6
"""A letter this often in a row is one that is drawn out, whichever it is."""


class _Letter(NamedTuple):
    """A folded letter of a name, two that one character may be (ß), or a space."""

    folded: str
    may_be_drawn_out: bool = False


_SPACE = _Letter(" ")

_Trie: TypeAlias = dict[_Letter | None, "_Trie"]
"""What comes next in some of the names; None where one ends."""


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these folded names as a whole word, in whichever spelling.

    For text that is `readable`. Clitics may stand before the name (بتويتر, والفيسبوك);
    the pattern's one group is the name without them, and `fold_name` says which. Where
    it says none, the pattern has taken two letters for one drawn out (تويترر).

    The names are merged into a tree, so that a place in the text costs the same for ten
    names as for a thousand.
    """
    root: _Trie = {}
    for name in names:
        for letters in _spellings(name):
            node = root
            for letter in (*letters, None):
                node = node.setdefault(letter, {})
    marks, not_within = _run_of(_around_words()), f"(?<![{_within_a_word()}])"
    after = rf"(?![^\W_]|[{char_class(COMBINING_MARKS)}])"
    return f"{not_within}{marks}{_clitics()}({_branches(root)}){after}"


def readable(text: str) -> str:
    """The text as `any_of` has it: presentation forms and ligatures composed.

    Most texts have none, and are given back as they are.
    """
    # Hard spaces and marks in another order are common, and no matter.
    if unicodedata.is_normalized("NFKC", text) or not _composable().search(text):
        return text
    return compose(text)


def _spellings(name: str) -> Iterator[list[_Letter]]:
    """The letters of a name, once for each way to take two of them as one character."""
    for words in product(*map(_ways, name.split(" "))):
        yield [letter for word in words for letter in (_SPACE, *word)][1:]


@cache
def _ways(word: str) -> list[list[_Letter]]:
    """The same for a word."""
    return [list(_letters(word, division)) for division in _divisions(word)]


def _divisions(word: str) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
    for width in range(1, 1 + min(2, len(word))):
        if width == 1 or word[:width] in _unfolded():
            yield from ((word[:width], *rest) for rest in _divisions(word[width:]))


def _letters(word: str, division: Iterable[str]) -> Iterator[_Letter]:
    end = 0
    for letter, run in groupby(division):
        *others, last = run
        start, end = end, end + len(letter) * (len(others) + 1)
        drawn_out = word[:start] + letter * _DRAWN_OUT + word[end:]
        yield from map(_Letter, others)
        yield _Letter(last, shorten(drawn_out) == word)


def _branches(node: Mapping[_Letter | None, _Trie]) -> str:
    letters = [letter for letter in node if letter]
    # Where many letters can begin a name, most words are done with by a look at a few of them.
    groups = [letters[at : at + _TOGETHER] for at in range(0, len(letters), _TOGETHER)]
    return _one_of(_group(node, group, has_others=len(groups) > 1) for group in groups)


def _group(node: Mapping[_Letter | None, _Trie], group: list[_Letter], *, has_others: bool) -> str:
    branches = _one_of(_shape(letter) + _after(letter, node[letter]) for letter in group)
    if not has_others:
        return branches
    return f"(?=[{char_class(''.join(_shapes(letter.folded) for letter in group))}]){branches}"


def _one_of(ways: Iterable[str]) -> str:
    listed = list(ways)
    return listed[0] if len(listed) == 1 else f"(?:{'|'.join(listed)})"


@cache
def _shape(letter: _Letter) -> str:
    return _BETWEEN_WORDS if letter == _SPACE else f"[{char_class(_shapes(letter.folded))}]"


def _after(letter: _Letter, node: Mapping[_Letter | None, _Trie]) -> str:
    """What follows a letter in the names that go on from it or end with it."""
    again = _shapes(letter.folded) if letter.may_be_drawn_out else ""
    ways = []
    if node.keys() - {None}:
        ways.append(_run_of(_dropped() + again) + _branches(node))
    if None in node:
        # An apostrophe may stand among letters that are drawn out, but behind them it is a sign.
        drawn_out = f"(?:{_run_of(_dropped())}[{char_class(again)}])*+" if again else ""
        ways.append(drawn_out + _run_of(_around_words()))
    return _one_of(ways)


@cache
def _run_of(characters: str) -> str:
    return f"[{char_class(characters)}]*+"


def _shapes(letter: str) -> str:
    """All characters that fold to a letter, or to two at once."""
    return (letter if len(letter) == 1 else "") + _unfolded().get(letter, "")


def _dropped() -> str:
    """What the fold takes out of a word."""
    return _unfolded()[""]


@cache
def _around_words() -> str:
    """The same but for apostrophes, which may be a name's quotation marks."""
    return "".join(char for char in _dropped() if char not in APOSTROPHES)


@cache
def _within_a_word() -> str:
    # Spelt out, since it is asked of every place in a text, and \w takes longer to answer.
    return char_class("".join(filter(str.isalnum, map(chr, _FIRST_PLANE))) + _around_words())


@cache
def _composable() -> re.Pattern[str]:
    """What NFKC makes letters or digits of (ﻻ ﷲ ﬁ ½), and the marks of old fonts."""
    composed = ((char, unicodedata.normalize("NFKC", char)) for char in map(chr, _FIRST_PLANE))
    unlike = (a for a, b in composed if a != b and any(map(str.isalnum, a + b)))
    return re.compile(f"[{char_class(''.join(unlike))}]")


@cache
def _clitics() -> str:
    """And, so; by, as, to; the article: what Arabic writes together with the word after it."""

    def one_of(*letters: str) -> str:
        return f"[{char_class(''.join(map(_shapes, letters)))}]{_run_of(_around_words())}"

    conjunction, preposition = one_of(araby.WAW, araby.FEH), one_of(araby.BEH, araby.KAF)
    alef, lam = one_of(araby.ALEF), one_of(araby.LAM)
    article = f"{preposition}{alef}{lam}|{alef}{lam}|{lam}{lam}"
    return f"(?:{conjunction}|)(?:{article}|{preposition}|{lam}|)"


@cache
def _unfolded() -> Mapping[str, str]:
    """What the fold gives for one character, and the characters other than it that give this.

    Some give two letters, and those under "" none. Presentation forms and ligatures are
    left out, since readable text has none.
    """
    changing = of_category([_ALPHABETS], "Lu", "Ll", "Lt", "Lm", "M", "Nd", "Cf") + APOSTROPHES
    unfolded: dict[str, str] = {}
    for character in changing + of_category(ARABIC_BLOCKS, "Lo"):
        folded = fold(character)
        if folded != character and unicodedata.is_normalized("NFKC", character):
            unfolded[folded] = unfolded.get(folded, "") + character
    return unfolded
