"""What the records of an index say, as it is compared: words, where they are from, when."""

from typing import NamedTuple, Protocol

import numpy as np

from ..forward.columns import Column
from ..forward.entries import TERM
from ..forward.forward import Forward
from .arrays import Ints, Mask, Words
from .boilerplate import Origins
from .fingerprints import Fingerprints, fingerprints
from .parameters import PARAMETERS, Parameters


class Said(NamedTuple):
    """Some texts in turn: text k has the words from starts[k] to starts[k + 1].

    `words` are the signs of the words, `stems` the numbers of their stems.
    """

    words: Words
    stems: Words
    starts: Ints


class Texts(Protocol):
    """The records of an index, by their numbers.

    A word is told by its letters alone, not by when it was met: so what was found of texts
    yesterday is what would be found of them today.
    """

    @property
    def size(self) -> int:
        """One more than the highest number that a record has, or had."""

    @property
    def origins(self) -> Origins:
        """Of which sources and days records are."""

    @property
    def posts(self) -> Mask:
        """Which of them are posts."""

    def said(self, numbers: Ints) -> Said:
        """Their texts; where there is none, the title stands for it."""

    def titles(self, numbers: Ints) -> Said:
        """Their titles."""

    def stem(self, number: int) -> str:
        """The letters of a stem."""


def fingerprints_of(
    numbers: Ints, texts: Texts, parameters: Parameters = PARAMETERS
) -> Fingerprints:
    """The fingerprints of the texts of some records."""
    said = texts.said(numbers)
    return fingerprints(said.words, said.starts, parameters)


_ARTICLES = ("", "web")
"""The platforms of what is no post: those of sites, and none."""


class ForwardTexts:
    """The texts of a forward file, as it was when it was opened."""

    def __init__(self, forward: Forward) -> None:
        self._forward = forward
        self.size = forward.size
        platforms = _codes(forward.column("platform"))
        sources = _codes(forward.column("source"))
        self.origins = Origins.of(sources, platforms, forward.first, forward.last)
        names = forward.column("platform").values
        self.posts: Mask = np.array([name not in _ARTICLES for name in names])[platforms]
        self.stem = forward.terms.letters_of_stem

    def said(self, numbers: Ints) -> Said:
        """Their texts; where there is none, the title stands for it."""
        texts = self._of("text", numbers)
        lacking = np.flatnonzero(np.diff(texts.starts) == 0)
        return _filled(texts, lacking, self.titles(numbers[lacking])) if len(lacking) else texts

    def titles(self, numbers: Ints) -> Said:
        """Their titles."""
        return self._of("title", numbers)

    def _of(self, key: str, numbers: Ints) -> Said:
        entries, starts = self._forward.gather(numbers, key)
        terms = self._forward.terms
        numbered = entries & TERM
        words = terms.signs[numbered]
        is_word = words != 0  # neither a piece without any, nor a whole hashtag
        kept = np.concatenate([[0], np.cumsum(is_word)])[starts]
        return Said(words[is_word], terms.stems[numbered[is_word]], kept)


def _codes(column: Column) -> Ints:
    """By number the code of a record's only value; 0 for none."""
    has = column.ends > column.starts
    codes = np.zeros(len(has), np.int64)
    codes[has] = column.codes[column.starts[has]]
    return codes


def _filled(texts: Said, at: Ints, others: Said) -> Said:
    """Texts of which those at some places, which are empty, are others."""
    lengths = np.diff(texts.starts)
    where = np.repeat(texts.starts[at], np.diff(others.starts))
    lengths[at] = np.diff(others.starts)
    words = np.insert(texts.words, where, others.words)
    stems = np.insert(texts.stems, where, others.stems)
    return Said(words, stems, np.concatenate([[0], np.cumsum(lengths)]))
