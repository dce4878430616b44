"""Candidates made to pairs: their texts aligned, what is shared measured, its kind told.

What comes of two texts depends on them and on which of their keys are common, on nothing else.
"""

from functools import partial

import numpy as np

from ..forward.ranges import ranges
from .alignment import Alignments, align_many
from .arrays import Ints, Mask, Words
from .boilerplate import boilerplate_words
from .findings import KINDS, PAIR, CommonKeys, Pairs
from .fingerprints import fingerprints
from .kinds import kind_of
from .parameters import PARAMETERS, Parameters
from .sides import Side
from .texts import Compared, Texts


def counted_words(words: Words, starts: Ints, common: CommonKeys, parameters: Parameters) -> Mask:
    """Which words of some texts are no boilerplate."""
    found = fingerprints(words, starts, parameters)
    return ~boilerplate_words(found, starts, common.which(found.keys), parameters)


def pairs_of(
    candidates: Ints, texts: Texts, common: CommonKeys, parameters: Parameters = PARAMETERS
) -> Pairs:
    """The pairs among candidates, which are rows of two numbers, the lesser first; in their order.

    All their texts are held in memory.
    """
    numbers, slots = np.unique(candidates, return_inverse=True)
    slots = slots.reshape(candidates.shape)
    compared = texts.compared(numbers)
    said = compared.said
    counted = counted_words(said.words, said.starts, common, parameters)
    found = align_many(said.words, said.starts, slots, parameters=parameters)
    shared, longest = _measured(found, counted, said.starts[slots])
    sides = Sides(texts, numbers, compared, counted)
    runs = np.stack([found.a, found.b, found.words], axis=1)
    rows = []
    for at in np.flatnonzero(shared).tolist():
        a, b = (sides[slot] for slot in slots[at].tolist())
        words = int(shared[at])
        of_pair = runs[found.starts[at] : found.starts[at + 1]]
        if kind := kind_of(a, b, of_pair, words, int(longest[at]), parameters):
            covers = (words / side.length for side in (a, b))
            rows.append((*candidates[at], KINDS.index(kind), words, *covers, longest[at]))
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


class Sides:
    """Some records as sides of pairs, by their places among these."""

    def __init__(self, texts: Texts, numbers: Ints, compared: Compared, counted: Mask) -> None:
        self._texts, self._numbers = texts, numbers
        self._compared, self._counted = compared, counted
        self._made: dict[int, Side] = {}

    def __getitem__(self, place: int) -> Side:
        if place not in self._made:
            self._made[place] = self._side(place)
        return self._made[place]

    def _side(self, place: int) -> Side:
        said, titles, origins, posts = self._compared
        text = slice(*said.starts[place : place + 2])
        return Side(
            source=str(origins.sources[place]),
            is_post=bool(posts[place]),
            stems=said.stems[text],
            counted=self._counted[text],
            title_stems=titles.stems[slice(*titles.starts[place : place + 2])],
            letters=self._texts.letters,
            first=int(origins.first[place]),
            last=int(origins.last[place]),
            tags=partial(self._texts.tags, int(self._numbers[place])),
        )
