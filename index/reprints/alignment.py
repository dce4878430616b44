"""Alignment: the runs of words that two texts both have, wherever they stand in each.

Grams that both have lie on diagonals; those in a row on one make a run. Runs are taken longest
first, each word of either text in one run; of a run some of whose words are taken, what is left
is cut in pieces and has its turn. Runs with few words between make a passage. Moved paragraphs are
found as well as those in their place.

Many pairs are aligned at once: numpy's calls would take longer than the work if each
pair had its own. Words are compared, not hashes alone, so that no collision makes a run.

Hostile texts take time in proportion to their length. A gram that comes often in both texts is
matched occurrence by occurrence instead of each with each (`_EACH_WITH_EACH`), and
runs that keep overlapping are given up after `_ROUNDS` rounds of taking the longest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints, Mask, Words, ranges
from .fingerprints import gram_hashes
from .parameters import PARAMETERS, Parameters

_EACH_WITH_EACH = 256
"""A gram that comes i times in one text and k times in the other is matched in all i * k ways
up to here: a refrain in verses, whose place only the words around it tell. Beyond, its first
occurrence is matched with the first there, the second with the second."""

_ROUNDS = 64
"""Rounds of taking runs: in each those go that are the longest wherever they stand. Articles need
three or four; texts may be made so that it would take thousands, for runs that hardly count."""

_WORDS_AT_ONCE = 1 << 20
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

    Pair i has the runs from `starts[i]` to `starts[i + 1]`. Run k is `words[k]` words long, and begins
    with word `a[k]` of the first text and word `b[k]` of the second. Runs of one passage have the
    same number in `passages`, which begins with 0 and goes up through all pairs.
    """

    starts: Ints
    a: Ints
    b: Ints
    words: Ints
    passages: Ints

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.starts) - 1

    def runs(self, pair: int) -> list[Run]:
        """The runs of one pair; its passages are numbered from 0."""
        part = slice(self.starts[pair], self.starts[pair + 1])
        passages = self.passages[part] - self.passages[part][:1].min(initial=0)
        columns = (self.a[part], self.b[part], self.words[part], passages)
        return [Run(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]

    @property
    def pairs(self) -> Ints:
        """The pair of each run."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


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
    unless told otherwise, and each passage has a run of `parameters.run` words. No word of a text is
    in two runs of a pair. Pairs that have a text in common are done fastest next to one another.
    """
    shortest = max(shortest or parameters.run, parameters.gram)
    chunks = [
        _align_chunk(words, starts, pairs[begin:end], shortest, parameters)
        for begin, end in _chunks(np.diff(starts)[pairs].sum(axis=1))
    ]
    return _joined([found for found in chunks])


def _chunks(sizes: Ints) -> Iterator[tuple[int, int]]:
    """From which pair to which those go that are aligned at once, by the words of each pair."""
    upto = np.concatenate([[0], np.cumsum(sizes)])
    begin = 0
    while begin < len(sizes):
        end = int(np.searchsorted(upto, upto[begin] + _WORDS_AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), begin + _PAIRS_AT_ONCE)
        yield begin, end
        begin = end


def _joined(parts: list[Alignments]) -> Alignments:
    nothing = np.empty(0, np.int64)
    counts = [np.diff(part.starts) for part in parts]
    before = np.cumsum([0] + [part.passages.max(initial=-1) + 1 for part in parts])
    return Alignments(
        np.concatenate([[0], np.cumsum(np.concatenate([nothing, *counts]))]),
        np.concatenate([nothing, *(part.a for part in parts)]),
        np.concatenate([nothing, *(part.b for part in parts)]),
        np.concatenate([nothing, *(part.words for part in parts)]),
        np.concatenate(
            [nothing, *(part.passages + first for part, first in zip(parts, before, strict=False))]
        ),
    )


class _Runs(NamedTuple):
    """Runs of a chunk: of which pair each is, and where its words are in the texts of all pairs.

    The first texts of the pairs are thought of as laid one behind the other, and so are the
    second ones: `a` and `b` are places in these, and a text that is in two pairs stands there twice.
    """

    pair: Ints
    a: Ints
    b: Ints
    words: Ints

    def of(self, which: Mask | Ints) -> "_Runs":
        return _Runs(*(column[which] for column in self))


def _align_chunk(
    words: Words, starts: Ints, pairs: Ints, shortest: int, parameters: Parameters
) -> Alignments:
    texts, slots = np.unique(pairs, return_inverse=True)
    slots = slots.reshape(pairs.shape)
    grams = _Grams.of(words, starts, texts, parameters.gram)
    pair, a, b = grams.in_common(slots)
    lengths = grams.lengths[slots]
    before = np.cumsum(lengths, axis=0) - lengths
    runs = _on_diagonals(pair, a, b, parameters.gram)
    runs = runs.of(runs.words >= shortest)
    laid = runs._replace(a=runs.a + before[runs.pair, 0], b=runs.b + before[runs.pair, 1])
    taken = _longest_first(laid, lengths.sum(axis=0), shortest)
    taken = taken.of(np.argsort(taken.a))
    passages = _passages(taken, parameters.gap)
    kept, passages = _anchored(taken.words, passages, parameters.run)
    taken = taken.of(kept)
    counts = np.bincount(taken.pair, minlength=len(pairs))
    return Alignments(
        np.concatenate([[0], np.cumsum(counts)]),
        taken.a - before[taken.pair, 0],
        taken.b - before[taken.pair, 1],
        taken.words,
        passages,
    )


@dataclass(frozen=True, slots=True)
class _Grams:
    """The distinct grams of some texts, in the order of texts and hashes, with their places.

    Gram i is of the text and has the hash that `keys[i]` tells in its upper and lower bits, and
    stands at the `counts[i]` places from `firsts[i]` on.
    """

    words: Words
    starts: Ints
    gram: int
    hash_bits: int
    keys: NDArray[np.uint64]
    firsts: Ints
    counts: Ints
    places: Ints

    @classmethod
    def of(cls, words: Words, starts: Ints, texts: Ints, gram: int) -> "_Grams":
        lengths = starts[texts + 1] - starts[texts]
        words = words[ranges(starts[texts], lengths)]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        owned = np.maximum(lengths - gram + 1, 0)
        at = ranges(starts[:-1], owned)
        place_bits = int(lengths.max(initial=1)).bit_length()
        hash_bits = 64 - place_bits - len(texts).bit_length()
        keys = gram_hashes(words, gram)[at] >> np.uint64(64 - hash_bits)
        keys |= np.repeat(np.arange(len(texts), dtype=np.uint64), owned) << np.uint64(hash_bits)
        # To sort places along with the keys is several times as fast as to sort indexes by keys.
        packed = keys << np.uint64(place_bits)
        packed |= ranges(np.zeros_like(owned), owned).astype(np.uint64)
        packed.sort()
        keys = packed >> np.uint64(place_bits)
        firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
        return cls(
            words,
            starts,
            gram,
            hash_bits,
            keys[firsts],
            firsts,
            np.diff(firsts, append=len(keys)),
            (packed & np.uint64((1 << place_bits) - 1)).astype(np.int64),
        )

    @property
    def lengths(self) -> Ints:
        """The words of each text."""
        return np.diff(self.starts)

    def in_common(self, slots: Ints) -> tuple[Ints, Ints, Ints]:
        """The pair of each gram that both texts have, and its first words in both.

        A row of `slots` says which texts a pair has.
        """
        pair, a, b = self._alike(slots)
        ways = self.counts[a] * self.counts[b]
        each = ways <= _EACH_WITH_EACH
        number = np.where(each, ways, np.minimum(self.counts[a], self.counts[b]))
        way = ranges(np.zeros_like(number), number)
        pair, each, several = (np.repeat(x, number) for x in (pair, each, self.counts[b]))
        a = self.places[np.repeat(self.firsts[a], number) + np.where(each, way // several, way)]
        b = self.places[np.repeat(self.firsts[b], number) + np.where(each, way % several, way)]
        same = self._same(self.starts[slots[pair, 0]] + a, self.starts[slots[pair, 1]] + b)
        return pair[same], a[same], b[same]

    def _alike(self, slots: Ints) -> tuple[Ints, Ints, Ints]:
        """The pair of each hash that both texts have, and its grams in both."""
        bits = np.uint64(self.hash_bits)
        edges = np.searchsorted(self.keys, np.arange(len(self.starts), dtype=np.uint64) << bits)
        owned = np.diff(edges)
        # The grams of the shorter text are looked for among those of the longer one.
        turned = owned[slots[:, 0]] > owned[slots[:, 1]]
        shorter, longer = np.where(turned, slots.T[::-1], slots.T)
        pair = np.repeat(np.arange(len(slots)), owned[shorter])
        sought = ranges(edges[shorter], owned[shorter])
        keys = self.keys[sought] & ((np.uint64(1) << bits) - np.uint64(1))
        keys |= longer.astype(np.uint64)[pair] << bits
        found = np.searchsorted(self.keys, keys)
        found[found == len(self.keys)] = 0
        alike = np.flatnonzero(self.keys[found] == keys)
        pair, sought, found = pair[alike], sought[alike], found[alike]
        turned = turned[pair]
        return pair, np.where(turned, found, sought), np.where(turned, sought, found)

    def _same(self, a: Ints, b: Ints) -> Mask:
        """Whether the words of grams are the same, and not their hashes alone."""
        same = np.ones(len(a), np.bool_)
        for place in range(self.gram):
            same &= self.words[a + place] == self.words[b + place]
        return same


def _on_diagonals(pair: Ints, a: Ints, b: Ints, gram: int) -> _Runs:
    """The runs that grams in common make, in the texts of their pairs."""
    bits = int(max(a.max(initial=0), b.max(initial=0)) + gram + 1).bit_length()
    rows = np.sort(((pair << (bits + 1)) + (a - b + (1 << bits)) << bits) + a)
    # Grams of one diagonal that touch are of one run; from one diagonal to the next it is further.
    last = np.flatnonzero(np.diff(rows, append=np.iinfo(np.int64).max) > gram)
    first = np.concatenate([[0], last[:-1] + 1])[: len(last)]
    words = rows[last] - rows[first] + gram
    rows = rows[first]
    a = rows & ((1 << bits) - 1)
    diagonals = (rows >> bits) & ((1 << (bits + 1)) - 1)
    return _Runs(rows >> (2 * bits + 1), a, a - diagonals + (1 << bits), words)


def _longest_first(runs: _Runs, lengths: Ints, shortest: int) -> _Runs:
    """Runs and pieces of runs, no two of which have a word in common.

    `lengths` are the words of all first texts and of all second ones.
    """
    alone = _alone(runs.a, runs.words, lengths[0]) & _alone(runs.b, runs.words, lengths[1])
    chosen = [runs.of(alone)]
    runs = runs.of(~alone)
    best_a, best_b = (np.empty(length, np.int64) for length in lengths)
    for _ in range(_ROUNDS):
        if not len(runs.words):
            break
        runs = runs.of(np.lexsort((-runs.b, -runs.a, runs.words)))
        rank = np.repeat(np.arange(len(runs.words)), runs.words)
        a, b = ranges(runs.a, runs.words), ranges(runs.b, runs.words)
        best_a[a] = best_b[b] = rank  # of several runs at a word, the last one's
        edges = np.cumsum(runs.words) - runs.words
        longest = np.logical_and.reduceat((best_a[a] == rank) & (best_b[b] == rank), edges)
        chosen.append(runs.of(longest))
        taken = longest[rank]
        best_a[a[taken]] = best_b[b[taken]] = -1
        free = (best_a[a] >= 0) & (best_b[b] >= 0)
        runs = _pieces(runs, free, edges, shortest)
    return _Runs(*(np.concatenate(columns) for columns in zip(*chosen, strict=True)))


def _alone(at: Ints, words: Ints, length: int) -> Mask:
    """Which runs share no word with another one, in one of the texts."""
    begun = np.bincount(at, minlength=length + 1)
    ended = np.bincount(at + words, minlength=length + 1)
    shared = np.concatenate([[0], np.cumsum(np.cumsum(begun - ended) > 1)])
    alone: Mask = shared[at + words] == shared[at]
    return alone


def _pieces(runs: _Runs, free: Mask, edges: Ints, shortest: int) -> _Runs:
    """What is left of runs of whose words, one run's after the other's, only some are free."""
    begins = free.copy()
    begins[1:] &= ~free[:-1]
    begins[edges] = free[edges]
    first = np.flatnonzero(begins)
    ends = np.append(~free | begins, True)
    ends[edges] = True
    stops = np.flatnonzero(ends)
    words = stops[np.searchsorted(stops, first, side="right")] - first
    first, words = first[words >= shortest], words[words >= shortest]
    run = np.searchsorted(edges, first, side="right") - 1
    within = first - edges[run]
    return _Runs(runs.pair[run], runs.a[run] + within, runs.b[run] + within, words)


def _passages(runs: _Runs, gap: int) -> Ints:
    """The first run of each run's passage; runs are in the order of their places in first texts."""
    passage = np.arange(len(runs.words))
    # A run from elsewhere may stand between two of a passage, seldom more.
    for back in (3, 2, 1):
        here, before = runs.of(slice(back, None)), runs.of(slice(None, -back))
        near = here.pair == before.pair
        for at, ended in ((here.a, before.a + before.words), (here.b, before.b + before.words)):
            near &= (at >= ended) & (at <= ended + gap)
        passage[back:][near] = np.flatnonzero(near)
    while not np.array_equal(passage, further := passage[passage]):
        passage = further
    return passage


def _anchored(words: Ints, passages: Ints, run: int) -> tuple[Mask, Ints]:
    """Which runs are of a passage that has a long one, and these passages numbered anew."""
    long = np.zeros(len(words), np.bool_)
    long[passages[words >= run]] = True
    kept = long[passages]
    return kept, np.unique(passages[kept], return_inverse=True)[1].astype(np.int64)
