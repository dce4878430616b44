"""Names in the order of the alphabet, as the index of a book has them.

Hamza, ة, ى, marks and letter case do not matter, nor does the article of the first word: الأهرام
stands under ا, الساحل under س. ألمانيا keeps its letters, since in it ال is no article.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..arabic.analyzer import Analyzer
from ..arabic.clitics import ARTICLE
from ..arabic.names import fold_name

OTHER = "#"
"""Stands for the initials of names that begin with no letter."""


class Place(NamedTuple):
    """Where a name stands: its script first, then its folded words."""

    script: int
    words: str

    @property
    def initial(self) -> str:
        """The letter under which it stands, or `OTHER`."""
        letter = self.words[:1].upper()
        return letter if letter.isalpha() else OTHER


@lru_cache(maxsize=1 << 16)
def place_of(name: str, *, latin_first: bool = False) -> Place:
    """The place of a name among others: Arabic, Latin or what has no letter, in this order."""
    words = fold_name(name)
    first, _, rest = words.partition(" ")
    # أل is no article, and folding makes one of it.
    if name.lstrip("«\"“'( ").startswith(ARTICLE) and _is_article(first):
        words = f"{first.removeprefix(ARTICLE)} {rest}".rstrip()
    return Place(_script(words[:1], latin_first), words)


def in_order(names: Sequence[str], *, latin_first: bool = False) -> list[int]:
    """The places in a list at which its names stand in the order of the alphabet."""
    places = [place_of(name, latin_first=latin_first) for name in names]
    return sorted(range(len(names)), key=places.__getitem__)


def _is_article(word: str) -> bool:
    return _analyzer().without_clitics(word) == word.removeprefix(ARTICLE)


def _script(letter: str, latin_first: bool) -> int:
    if not letter.isalpha():
        return 2
    is_latin = letter.isascii() or not "\u0600" <= letter <= "\u08ff"
    return int(is_latin != latin_first)


@cache
def _analyzer() -> Analyzer:
    return Analyzer()
