"""The analyzer: one object for records, queries and highlights alike.

A text becomes entries; the place of an entry in the lists is its position. At
each position stand three forms, one a level of match: as written, the folded
word, and the stem.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, islice, takewhile
from typing import NamedTuple, Self

from .folding import fold
from .lemmas import Lemmatizer, Reading
from .marks import MARKS_SEPARATOR, marks_agree
from .pieces import FORMS, Forms, Shaper
from .tokens import find_iter, has_hashtags, is_hashtag

__all__ = ["MARKS_SEPARATOR", "Analysis", "Analyzer", "Span", "marks_agree"]

_AGAIN = 256
"""Short texts of which the entries are kept: each word of a query is asked for several times."""

_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Analysis:
    """Three parallel lists of a text's entries; the index in them is the position.

    `written` holds letters as written, and after `MARKS_SEPARATOR` the
    vocalised word where there are marks. Hashtags stand in place as their
    words; the tags themselves, each one entry that begins with `#`, follow
    after everything else, so that no phrase runs across them. No entry is
    empty or holds a space.
    """

    written: list[str]
    words: list[str]
    stems: list[str]
    pieces: list[Forms] = field(default_factory=list, compare=False, repr=False)
    """What each piece of the text gave, in order, and after them the tags."""

    @property
    def in_order(self) -> int:
        """How many entries stand in the order of the text: all but the tags at the end."""
        return len(self.words) - sum(1 for _ in takewhile(is_hashtag, reversed(self.words)))

    @classmethod
    def of(cls, pieces: list[Forms]) -> Self:
        """Part the forms of a text's pieces in three."""
        forms = list(chain.from_iterable(pieces))
        return cls(forms[0::3], forms[1::3], forms[2::3], pieces)


class Span(NamedTuple):
    """An entry and its place in the original text: `text[start:end]`, marks and all."""

    start: int
    end: int
    written: str
    word: str
    stem: str


class Analyzer:
    """Turns text into entries. Safe to share between threads; remembers the words it has seen."""

    def __init__(self) -> None:
        self._forms = Shaper(FORMS)
        self._lemmatizer = Lemmatizer()
        self.again = lru_cache(maxsize=_AGAIN)(self.analyse)

    def analyse(self, text: str) -> Analysis:
        """Give the entries of a text, a title or a query.

        `again` does the same for what is short and soon asked for again.
        """
        return Analysis.of(self._forms(text))

    def spans(self, text: str) -> list[Span]:
        """Give the same entries with their places.

        Entries that one ligature gives (ﷺ) share its place. A hashtag's words have
        their own places within it; the tag, at the end of the list, has the whole.
        """
        pieces = (self._in_place(text, *piece.span()) for piece in _PIECE.finditer(text))
        return [*chain.from_iterable(pieces), *self._whole_tags(text)]

    def spans_at(self, text: str, analysis: Analysis, positions: Iterable[int]) -> dict[int, Span]:
        """Give the spans at some positions of a text, of which this is the analysis.

        All other pieces of the text are only counted.
        """
        entries = analysis.in_order
        ends = list(accumulate(map(len, analysis.pieces)))
        pieces, drawn = _PIECE.finditer(text), 0
        found: dict[int, Span] = {}
        for position in sorted(set(positions)):
            if position in found:
                continue
            if position >= entries:
                return found | dict(enumerate(self._whole_tags(text), entries))
            at = bisect_right(ends, 3 * position)
            piece = next(islice(pieces, at - drawn, None))
            drawn = at + 1
            begins = ends[at - 1] // 3 if at else 0
            found |= enumerate(self._in_place(text, *piece.span()), begins)
        return found

    def fold(self, text: str) -> str:
        """Fold a word, or the letters of a pattern: its `*` and `?` stay."""
        return fold(text)

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        return self._lemmatizer.lemma(word)

    def lemmas(self, word: str) -> tuple[str, ...]:
        """The stems that a folded word in any form may have, its own first; see `Lemmatizer`."""
        return self._lemmatizer.lemmas(word)

    def read(self, word: str) -> Reading:
        """A folded word without its clitics, and which word it is a form of."""
        return self._lemmatizer.read(word)

    def without_clitics(self, word: str) -> str:
        """A folded word less what is joined to its front, none of it its own letters."""
        return self._lemmatizer.without_clitics(word)

    def _in_place(self, text: str, start: int, end: int) -> Iterator[Span]:
        for token in find_iter(text, start, end):
            if is_hashtag(token[0]):
                yield from self._in_place(text, token.start() + 1, token.end())
            else:
                yield from _spans(token, self._forms.pieces[token[0]])

    def _whole_tags(self, text: str) -> Iterator[Span]:
        for token in find_iter(text) if has_hashtags(text) else ():
            if is_hashtag(token[0]):
                yield from _spans(token, self._forms.pieces.whole_tag(token[0]))


def _spans(token: re.Match[str], forms: Forms) -> Iterator[Span]:
    for first in range(0, len(forms), 3):
        yield Span(*token.span(), *forms[first : first + 3])
