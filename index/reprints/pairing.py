"""Candidates made to pairs: their texts aligned, what is shared measured, its kind told.

What comes of two texts depends on them and on which of their keys are common, on nothing else.
"""

from collections.abc import Iterator

import numpy as np

from .alignment import Alignments, align_many
from .arrays import Ints, Keys, Mask, Words, among, ranges
from .boilerplate import boilerplate_words
from .facts import KINDS, PAIR, Pairs
from .fingerprints import fingerprints
from .kinds import Side, kind_of
from .parameters import PARAMETERS, Parameters
from .texts import Texts

AT_ONCE = 2000
"""Candidates whose texts are held in memory at a time."""


def pairs_of(
    candidates: Ints, texts: Texts, common: Keys, parameters: Parameters = PARAMETERS
) -> Iterator[Pairs]:
    """The pairs among candidates, which are rows of two numbers, the lesser first; in their order.

    They come in parts, one for each `AT_ONCE` candidates.
    """
    for start in range(0, len(candidates), AT_ONCE):
        yield _pairs(candidates[start : start + AT_ONCE], texts, common, parameters)


def counted_words(words: Words, starts: Ints, common: Keys, parameters: Parameters) -> Mask:
    """Which words of some texts are no boilerplate."""
    found = fingerprints(words, starts, parameters)
    return ~boilerplate_words(found, starts, among(found.keys, common), parameters)


def _pairs(candidates: Ints, texts: Texts, common: Keys, parameters: Parameters) -> Pairs:
    numbers, slots = np.unique(candidates, return_inverse=True)
    slots = slots.reshape(candidates.shape)
    words, starts = texts.words(numbers)
    counted = counted_words(words, starts, common, parameters)
    found = align_many(words, starts, slots, parameters=parameters)
    shared, longest = _measured(found, counted, starts[slots])
    sides = _Sides(numbers, words, starts, counted, texts)
    rows = []
    for at in np.flatnonzero(shared).tolist():
        a, b = (sides[slot] for slot in slots[at].tolist())
        runs = np.array([run[:3] for run in found.runs(at)], np.int64)
        if kind := kind_of(a, b, runs, int(shared[at]), int(longest[at])):
            covers = (shared[at] / side.length for side in (a, b))
            rows.append((*candidates[at], KINDS.index(kind), shared[at], *covers, longest[at]))
    return np.array(rows, PAIR)


def _measured(found: Alignments, counted: Mask, starts: Ints) -> tuple[Ints, Ints]:
    """Of each pair the words that it shares, and those of its longest passage.

    Words count that are boilerplate in neither text. `starts` has where both texts of a pair begin.
    """
    pair, run = found.pairs, np.repeat(np.arange(len(found.words)), found.words)
    both = [
        counted[ranges(starts[pair, side] + begins, found.words)]
        for side, begins in enumerate((found.a, found.b))
    ]
    words = np.bincount(run[both[0] & both[1]], minlength=len(pair))
    passages = np.bincount(np.repeat(found.passages, words))
    longest = np.zeros(len(found), np.int64)
    np.maximum.at(longest, pair, np.append(passages, 0)[np.minimum(found.passages, len(passages))])
    return np.bincount(np.repeat(pair, words), minlength=len(found)), longest


class _Sides:
    """The records of some pairs, by their places among these."""

    def __init__(
        self, numbers: Ints, words: Words, starts: Ints, counted: Mask, texts: Texts
    ) -> None:
        self._numbers = numbers
        self._words, self._starts = words, starts
        self._titles, self._title_starts = texts.titles(numbers)
        self._counted = np.concatenate([[0], np.cumsum(counted)])
        self._texts = texts
        self._made: dict[int, Side] = {}

    def __getitem__(self, slot: int) -> Side:
        if slot not in self._made:
            self._made[slot] = self._side(slot)
        return self._made[slot]

    def _side(self, slot: int) -> Side:
        number, origins = self._numbers[slot], self._texts.origins
        start, end = self._starts[slot : slot + 2]
        return Side(
            source=str(origins.sources[number]),
            is_post=bool(self._texts.posts[number]),
            text=self._words[start:end],
            title=self._titles[slice(*self._title_starts[slot : slot + 2])],
            length=int(self._counted[end] - self._counted[start]),
            first=int(origins.first[number]),
            last=int(origins.last[number]),
        )
