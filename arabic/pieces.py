"""Pieces of text and what is made of them, each worked out once.

A piece is what stands between spaces. No token has a space in it, so a text
is its pieces, and text has few distinct ones: to split at spaces and look up
is what makes indexing fast. What is remembered of a piece is what its user
wants of it, in a shape of the user's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

from .folding import compose, fold_letters, fold_plain, is_plain, normalise, without_marks
from .lemmas import Lemmatizer
from .marks import written_entry
from .tokens import AROUND_WORDS, find_all, has_hashtags, is_hashtag

T = TypeVar("T")

Forms: TypeAlias = tuple[str, ...]
"""Of each entry in turn: written, word, stem. Flat, since a piece may have none or several,
and slices of three lists are the fastest way out of it."""

LONGEST_ENTRY = 255
"""Letters of an entry; engines refuse terms of many kilobytes, and no one types longer words."""

REMEMBERED = 500_000
"""Pieces that a shaper remembers: with their forms some 150 MB, and most of any text."""


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """What is made of entries.

    `entry` makes it of one, from its form as written, its word and its stem, `join`
    of several, from what `entry` gave for each.
    """

    entry: Callable[[str, str, str], T]
    join: Callable[[Iterable[T]], T]


FORMS: Shape[Forms] = Shape(
    lambda written, word, stem: (written, word, stem),
    lambda parts: tuple(chain.from_iterable(parts)),
)
"""The forms themselves."""


class Shaper(Generic[T]):
    """Turns texts into a shape, piece by piece. Safe to share between threads.

    It remembers `remembered` pieces. The shape is asked for every entry that is worked
    out, so that those who want each word once need not look at every text.
    """

    def __init__(self, shape: Shape[T], remembered: int = REMEMBERED) -> None:
        self.pieces = _Pieces(shape, remembered)

    def __call__(self, text: str) -> list[T]:
        """Shape a text's pieces in order, and after them each hashtag that is in it, whole."""
        pieces = text.split()
        shaped = list(map(self.pieces.__getitem__, pieces))
        if has_hashtags(text):
            tokens = chain.from_iterable(map(find_all, filter(has_hashtags, pieces)))
            shaped += map(self.pieces.whole_tag, filter(is_hashtag, tokens))
        return shaped


class _Pieces(dict[str, T]):
    """From a piece to its shape.

    Cleared when it is full. Two threads that meet the same new piece both work
    it out, and store the same.
    """

    def __init__(self, shape: Shape[T], most: int) -> None:
        super().__init__()
        self._most = most
        self._shape = shape
        self._lemma = Lemmatizer().lemma

    def __missing__(self, piece: str) -> T:
        if len(self) >= self._most:
            self.clear()
        shaped = self[piece] = self._shaped(piece)
        return shaped

    def whole_tag(self, token: str) -> T:
        """Shape the entry of a hashtag as one: `#` and its body."""
        # A ligature such as ﷺ has spaces in it, which an entry may not have.
        return self._with_marks("#" + "_".join(normalise(token[1:]).split()))

    def _shaped(self, piece: str) -> T:
        # Most new pieces are a word of plain letters, many with a sign before or after it.
        core = piece.strip(AROUND_WORDS)
        if is_plain(core) and len(core) <= LONGEST_ENTRY:
            return self._entry(fold_plain(core), core) if core == piece else self[core]
        tokens = find_all(piece)
        return self._token(piece) if tokens == [piece] else self._all(tokens)

    def _token(self, token: str) -> T:
        if is_hashtag(token):
            return self._all(find_all(token[1:]))
        if (composed := compose(token)) != token:
            # Composing may give several words (ﷺ), or digits where there was a letter (①).
            return self._all(find_all(composed))
        return self._with_marks(normalise(token))

    def _all(self, tokens: list[str]) -> T:
        shaped = [self[token] for token in tokens]
        return shaped[0] if len(shaped) == 1 else self._shape.join(shaped)

    def _with_marks(self, normalised: str) -> T:
        letters = without_marks(normalised)
        if len(letters) > LONGEST_ENTRY:
            normalised = letters = letters[:LONGEST_ENTRY]
        word = fold_letters(letters)
        return self._entry(word, written_entry(letters, normalised))

    def _entry(self, word: str, written: str) -> T:
        if not word:
            return self._shape.join(())
        return self._shape.entry(written, word, self._lemma(word))
