"""What the records of an index say, as it is compared: words, where they are from, when."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import numpy as np

from ..forward.entries import TERM
from ..forward.forward import Forward, Placed, Records
from .arrays import Ints, Keys, Mask, Words, each_once, joined
from .boilerplate import Origins
from .fingerprints import Fingerprints, fingerprints
from .letters import Letters
from .parameters import PARAMETERS, Parameters


class Said(NamedTuple):
    """Some texts in turn: text k has the words from starts[k] to starts[k + 1].

    `words` are the signs of the words, `stems` the numbers of their stems.
    """

    words: Words
    stems: Words
    starts: Ints


class Compared(NamedTuple):
    """Some records as they are compared: which of them are posts, and what else a side has."""

    said: Said
    titles: Said
    origins: Origins
    posts: Mask


class Texts(Protocol):
    """The records of an index, by their numbers.

    A word is told by its letters alone, not by when it was met: so what was found of texts
    yesterday is what would be found of them today.
    """

    def origins(self, numbers: Ints) -> Origins:
        """Of which sources and days records are."""

    def compared(self, numbers: Ints) -> Compared:
        """All by which records are compared."""

    def said(self, numbers: Ints) -> Said:
        """Their texts; where there is none, the title stands for it."""

    def former(self, numbers: Ints) -> Iterator[Said]:
        """Other texts that they had.

        Among these are those by which it was last found what shares text with them.
        """

    def tags(self, number: int) -> Words:
        """The stems of the whole hashtags in the text of one."""

    @property
    def letters(self) -> Letters:
        """The letters of the stems of all texts."""


def fingerprints_of(
    numbers: Ints, texts: Texts, parameters: Parameters = PARAMETERS
) -> Fingerprints:
    """The fingerprints of the texts of some records."""
    said = texts.said(numbers)
    return fingerprints(said.words, said.starts, parameters)


def keys_of(texts: Iterable[Said], parameters: Parameters = PARAMETERS) -> Keys:
    """The keys that any of these texts has, in order."""
    found = [fingerprints(said.words, said.starts, parameters).keys for said in texts]
    return each_once(joined(found, np.uint64))


_ARTICLES = ("", "web")
"""The platforms of what is no post: those of sites, and none."""


class ForwardTexts:
    """The texts of a forward file, as it was when it was opened."""

    def __init__(self, forward: Forward) -> None:
        self._forward = forward
        self.letters = Letters(forward.terms.stems_of)

    def origins(self, numbers: Ints) -> Origins:
        """Of which sources and days records are."""
        placed = self._forward.placed(numbers)
        return self._origins(placed, self._posts(placed))

    def compared(self, numbers: Ints) -> Compared:
        """All by which records are compared."""
        placed = self._forward.placed(numbers)
        posts = self._posts(placed)
        texts, titles = self._said(placed, numbers), self._of("title", placed)
        return Compared(texts, titles, self._origins(placed, posts), posts)

    def _posts(self, placed: Placed) -> Mask:
        is_post = np.array([one not in _ARTICLES for one in self._forward.values_of("platform")])
        found: Mask = is_post[self._forward.codes("platform", placed)]
        return found

    def _origins(self, placed: Placed, posts: Mask) -> Origins:
        sources = self._forward.codes("source", placed)
        platforms = self._forward.codes("platform", placed)
        # By their signs: there may be a million of them, whom every sync would number anew.
        authors = np.where(posts, self._forward.signs("author", placed), 0)
        return Origins.of(sources, platforms, authors, *self._forward.days(placed))

    def said(self, numbers: Ints) -> Said:
        """Their texts; where there is none, the title stands for it."""
        return self._said(self._forward.placed(numbers), numbers)

    def _said(self, placed: Placed, numbers: Ints) -> Said:
        texts = self._of("text", placed)
        lacking = np.flatnonzero(np.diff(texts.starts) == 0)
        if len(lacking):
            return _filled(texts, lacking, self._of("title", numbers[lacking]))
        return texts

    def former(self, numbers: Ints) -> Iterator[Said]:
        """Their earlier texts: the forward file is merged when all is found of the later ones."""
        for forward, held in self._forward.former(numbers):
            yield ForwardTexts(forward).said(held)

    def tags(self, number: int) -> Words:
        """The stems of the whole hashtags in the text of one, which have no signs."""
        signs, stems, _ = self._entries("text", np.array([number]))
        found: Words = stems[(signs == 0) & (stems > 0)]
        return found

    def _entries(self, key: str, records: Records) -> tuple[Words, Words, Ints]:
        entries, starts = self._forward.gather(records, key)
        return *self._forward.terms.signs_and_stems(entries & TERM), starts

    def _of(self, key: str, records: Records) -> Said:
        words, stems, starts = self._entries(key, records)
        is_word = words != 0  # neither a piece without any, nor a whole hashtag
        kept = np.concatenate([[0], np.cumsum(is_word)])[starts]
        return Said(words[is_word], stems[is_word], kept)


def _filled(texts: Said, at: Ints, others: Said) -> Said:
    """Texts of which those at some places, which are empty, are others."""
    lengths = np.diff(texts.starts)
    where = np.repeat(texts.starts[at], np.diff(others.starts))
    lengths[at] = np.diff(others.starts)
    words = np.insert(texts.words, where, others.words)
    stems = np.insert(texts.stems, where, others.stems)
    return Said(words, stems, np.concatenate([[0], np.cumsum(lengths)]))
