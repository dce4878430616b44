"""The analyzer: one object for records, queries and highlights alike.

A text becomes entries; the place of an entry in the lists is its position. At
each position stand three forms, one a level of match: as written, the folded
word, and the stem.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeAlias

import Stemmer

from .folding import compose, fold, fold_letters, is_plain, normalise, without_marks
from .marks import MARKS_SEPARATOR, marks_agree, written_entry
from .probe import PROBE
from .stems import LightStemmer
from .tokens import find_all, find_iter, has_hashtags, is_hashtag

__all__ = ["MARKS_SEPARATOR", "Analysis", "Analyzer", "Span", "marks_agree"]

Forms: TypeAlias = tuple[str, ...]
"""Of each entry in turn: written, word, stem. Flat, since a token may give none or several,
and slices of three lists are the fastest way out of it."""

LONGEST_ENTRY = 255
"""Letters of an entry; engines refuse terms of many kilobytes, and no one types longer words."""

_PIECE = re.compile(r"\S+")

_MEMO_LIMIT = 1_000_000


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


class Span(NamedTuple):
    """An entry and its place in the original text: `text[start:end]`, marks and all."""

    start: int
    end: int
    written: str
    word: str
    stem: str


class Analyzer:
    """Turns text into entries. Safe to share between threads; remembers the words it has seen.

    `met` hears the forms of whatever is met for the first time, so that those who
    want each word once need not look at every text.
    """

    def __init__(self, met: Callable[[Forms], None] = lambda forms: None) -> None:
        self._memo = _Memo(met)

    def analyse(self, text: str) -> Analysis:
        """Give the entries of a text, a title or a query."""
        pieces = text.split()
        forms = list(chain.from_iterable(map(self._memo.__getitem__, pieces)))
        if has_hashtags(text):
            tokens = chain.from_iterable(map(find_all, filter(has_hashtags, pieces)))
            forms += chain.from_iterable(map(self._memo.whole_tag, filter(is_hashtag, tokens)))
        return Analysis(forms[0::3], forms[1::3], forms[2::3])

    def spans(self, text: str, only: Iterable[int] | None = None) -> list[Span]:
        """Give the same entries with their places, or `only` those at these positions.

        Entries that one ligature gives (ﷺ) share its place. A hashtag's words have
        their own places within it; the tag, at the end of the list, has the whole.
        """
        return list(self._all_spans(text) if only is None else self._spans_at(text, only))

    def fold(self, text: str) -> str:
        """Fold a word, or the letters of a pattern: its `*` and `?` stay."""
        return fold(text)

    @cached_property
    def fingerprint(self) -> str:
        """A short hash that changes when the rules do: an index keeps what made it."""
        analysis = self.analyse(PROBE)
        behaviour = (analysis.written, analysis.words, analysis.stems, Stemmer.version())
        return hashlib.sha256(repr(behaviour).encode()).hexdigest()[:16]

    def _all_spans(self, text: str) -> Iterator[Span]:
        for piece in _PIECE.finditer(text):
            yield from self._in_place(text, *piece.span())
        yield from self._whole_tags(text)

    def _spans_at(self, text: str, positions: Iterable[int]) -> Iterator[Span]:
        """The spans at these positions: pieces that have none of them are only counted."""
        at, wanted = 0, sorted(set(positions), reverse=True)
        for piece in _PIECE.finditer(text):
            if not wanted:
                return
            upto = at + len(self._memo[piece[0]]) // 3
            if wanted[-1] < upto:
                spans = list(self._in_place(text, *piece.span()))
                while wanted and wanted[-1] < upto:
                    yield spans[wanted.pop() - at]
            at = upto
        tags = list(self._whole_tags(text)) if wanted else []
        yield from (tags[position - at] for position in reversed(wanted))

    def _in_place(self, text: str, start: int, end: int) -> Iterator[Span]:
        for token in find_iter(text, start, end):
            if is_hashtag(token[0]):
                yield from self._in_place(text, token.start() + 1, token.end())
            else:
                yield from _spans(token, self._memo[token[0]])

    def _whole_tags(self, text: str) -> Iterator[Span]:
        for token in find_iter(text) if has_hashtags(text) else ():
            if is_hashtag(token[0]):
                yield from _spans(token, self._memo.whole_tag(token[0]))


def _spans(token: re.Match[str], forms: Forms) -> Iterator[Span]:
    for first in range(0, len(forms), 3):
        yield Span(*token.span(), *forms[first : first + 3])


class _Memo(dict[str, Forms]):
    """From a piece of text without spaces to the forms of its entries, worked out once.

    No token has a space in it, so a text is its pieces, and text has few
    distinct ones: to split at spaces and look up is what makes indexing fast.
    Cleared when it is full. Two threads that meet the same new piece both work
    it out, and store the same.
    """

    def __init__(self, met: Callable[[Forms], None]) -> None:
        super().__init__()
        self._met = met
        self._stemmer = LightStemmer()

    def __missing__(self, piece: str) -> Forms:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        forms = self[piece] = self._forms(piece)
        return forms

    def whole_tag(self, token: str) -> Forms:
        """Give the entry of a hashtag as one: `#` and its body."""
        # A ligature such as ﷺ has spaces in it, which an entry may not have.
        return self._with_marks("#" + "_".join(normalise(token[1:]).split()))

    def _forms(self, piece: str) -> Forms:
        if is_plain(piece) and len(piece) <= LONGEST_ENTRY:
            return self._entry(piece, piece)
        tokens = find_all(piece)
        return self._forms_of_token(piece) if tokens == [piece] else self._of_all(tokens)

    def _forms_of_token(self, token: str) -> Forms:
        if is_hashtag(token):
            return self._of_all(find_all(token[1:]))
        if (composed := compose(token)) != token:
            # Composing may give several words (ﷺ), or digits where there was a letter (①).
            return self._of_all(find_all(composed))
        return self._with_marks(normalise(token))

    def _of_all(self, tokens: list[str]) -> Forms:
        return tuple(chain.from_iterable(map(self.__getitem__, tokens)))

    def _with_marks(self, normalised: str) -> Forms:
        letters = without_marks(normalised)
        if len(letters) > LONGEST_ENTRY:
            normalised = letters = letters[:LONGEST_ENTRY]
        return self._entry(letters, written_entry(letters, normalised))

    def _entry(self, letters: str, written: str) -> Forms:
        word = fold_letters(letters)
        if not word:
            return ()
        forms = (written, word, self._stemmer.stem(word))
        self._met(forms)
        return forms
