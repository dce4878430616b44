"""Alignment: the runs of words that two texts both have, wherever they stand in each.

Grams that both have (`common_grams.py`) make runs, and runs make passages (`runs.py`). Many pairs
are aligned at once: numpy's calls would take longer than the work if each pair had its own.

Hostile texts take time in proportion to their length, give or take a logarithm: what could
grow with its square, a gram that comes a thousand times or runs that keep overlapping, is
bounded there, and long pairs are done one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..forward.ranges import ranges
from .arrays import Ints, Words, joined
from .common_grams import Grams
from .parameters import PARAMETERS, Parameters
from .runs import in_passages, longest_first, on_diagonals

_WORDS_AT_ONCE = 1 << 19
_PAIRS_AT_ONCE = 1 << 12


class Run(NamedTuple):
    """Words in a row that both texts have: so many, from word `a` of one and `b` of the other.

    Runs with the same `passage` are of one.
    """

    a: int
    b: int
    words: int
    passage: int


@dataclass(frozen=True, slots=True)
class Alignments:
    """The runs of many pairs, in the order of pairs and of places in their first texts.

    Pair i has the runs from `starts[i]` to `starts[i + 1]`. Run k is `words[k]` words long, begins
    with word `a[k]` of the first text and word `b[k]` of the second, and is of the passage
    `passages[k]`. Passages are numbered from 0 through all pairs; runs of two may stand in turn.
    """

    starts: Ints
    a: Ints
    b: Ints
    words: Ints
    passages: Ints

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.starts) - 1

    @property
    def pairs(self) -> Ints:
        """The pair of each run."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def runs(self, pair: int) -> list[Run]:
        """The runs of one pair; its passages are numbered from 0."""
        part = slice(self.starts[pair], self.starts[pair + 1])
        own = self.passages[part]
        columns = self.a[part], self.b[part], self.words[part], own - own[:1]
        return [Run(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def align(
    a: Words, b: Words, shortest: int | None = None, parameters: Parameters = PARAMETERS
) -> list[Run]:
    """The runs that two texts share; see `align_many`."""
    words = np.concatenate([a, b])
    starts = np.array([0, len(a), len(words)])
    return align_many(words, starts, np.array([[0, 1]]), shortest, parameters).runs(0)


def align_many(
    words: Words,
    starts: Ints,
    pairs: Ints,
    shortest: int | None = None,
    parameters: Parameters = PARAMETERS,
) -> Alignments:
    """The runs that each pair of texts shares: row i of `pairs` has the indexes of two texts.

    Text k is `words[starts[k]:starts[k + 1]]`. Runs have `shortest` words or more, `parameters.run`
    unless told otherwise and a gram at least, and each passage has one of `parameters.run`. No word
    of either text is in two runs of a pair.
    """
    shortest = max(shortest or parameters.run, parameters.gram)
    order, sizes = _long_texts_together(np.diff(starts), pairs)
    found = [
        _aligned(words, starts, pairs[part], shortest, parameters) for part in _parts(order, sizes)
    ]
    return _in_order_of_pairs(found, order)


class _Found(NamedTuple):
    """The runs of pairs that were aligned at once: how many each has, and the columns of all."""

    counts: Ints
    a: Ints
    b: Ints
    words: Ints
    passages: Ints


def _long_texts_together(lengths: Ints, pairs: Ints) -> tuple[Ints, Ints]:
    """The pairs in the order in which to align them, and how many words each adds.

    A whole issue is a partner of hundreds of articles: its grams are put in order once for all.
    """
    turned = lengths[pairs[:, 0]] > lengths[pairs[:, 1]]
    shorter, longer = np.where(turned, pairs.T[::-1], pairs.T)
    order = np.lexsort((shorter, longer))
    shorter, longer = shorter[order], longer[order]
    new = np.diff(longer, prepend=-1) != 0
    return order, lengths[shorter] + np.where(new, lengths[longer], 0)


def _parts(order: Ints, sizes: Ints) -> Iterator[Ints]:
    """The pairs that are aligned at once."""
    upto = np.concatenate([[0], np.cumsum(sizes)])
    begin = 0
    while begin < len(sizes):
        end = int(np.searchsorted(upto, upto[begin] + _WORDS_AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), begin + _PAIRS_AT_ONCE)
        yield order[begin:end]
        begin = end


def _aligned(
    words: Words, starts: Ints, pairs: Ints, shortest: int, parameters: Parameters
) -> _Found:
    texts, slots = np.unique(pairs, return_inverse=True)
    slots = slots.reshape(pairs.shape)
    grams = Grams.of(words, starts, texts, parameters.gram)
    runs = on_diagonals(*grams.in_common(slots), parameters.gram)
    runs = longest_first(runs.of(runs.words >= shortest), grams.lengths[slots], shortest)
    runs, passages = in_passages(runs, parameters.gap, parameters.run)
    counts = np.bincount(runs.pair, minlength=len(pairs))
    return _Found(counts, runs.a, runs.b, runs.words, passages)


def _in_order_of_pairs(found: list[_Found], order: Ints) -> Alignments:
    counts = joined([part.counts for part in found], np.int64)
    back = np.argsort(order)
    runs = ranges((np.cumsum(counts) - counts)[back], counts[back])
    # A passage is known by its first run.
    before = np.cumsum([0] + [len(part.a) for part in found])
    first = [part.passages + runs_before for part, runs_before in zip(found, before, strict=False)]
    place = np.argsort(runs)[joined(first, np.int64)]
    return Alignments(
        np.concatenate([[0], np.cumsum(counts[back])]),
        joined([part.a for part in found], np.int64)[runs],
        joined([part.b for part in found], np.int64)[runs],
        joined([part.words for part in found], np.int64)[runs],
        np.unique(place[runs], return_inverse=True)[1].astype(np.int64),
    )
