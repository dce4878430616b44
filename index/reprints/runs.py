"""Runs of words that two texts share, and passages made of them: of many pairs at once.

Grams in a row on a diagonal make a run. Runs are taken longest first, each word of either text in
one of them; of a run some of whose words are taken, what is left is cut in pieces that have their
turn. Runs with few words between make a passage.
"""

from typing import NamedTuple

import numpy as np

from ..forward.ranges import ranges
from .arrays import Ints, Mask, each_once, heads

_ROUNDS = 64
"""Rounds of taking runs: in each, those go that are the longest wherever they stand. Articles need
three or four; texts can be made so that it would take thousands, for runs that hardly count."""


class Runs(NamedTuple):
    """Runs of some pairs: of which pair each is, where it begins in both texts, its words."""

    pair: Ints
    a: Ints
    b: Ints
    words: Ints

    def of(self, which: Mask | Ints) -> "Runs":
        """Some of them."""
        return Runs(*(column[which] for column in self))


def on_diagonals(pair: Ints, a: Ints, b: Ints, gram: int) -> Runs:
    """The runs that grams in common make."""
    bits = int(max(a.max(initial=0), b.max(initial=0)) + gram + 1).bit_length()
    rows = np.sort(((pair << (bits + 1)) + (a - b + (1 << bits)) << bits) + a)
    # Grams of one diagonal that touch are of one run; from one diagonal to the next it is further.
    last = np.flatnonzero(np.diff(rows, append=np.iinfo(np.int64).max) > gram)
    first = np.concatenate([[0], last[:-1] + 1])[: len(last)]
    words = rows[last] - rows[first] + gram
    rows = rows[first]
    a = rows & ((1 << bits) - 1)
    diagonals = (rows >> bits) & ((1 << (bits + 1)) - 1)
    return Runs(rows >> (2 * bits + 1), a, a - diagonals + (1 << bits), words)


def longest_first(runs: Runs, lengths: Ints, shortest: int) -> Runs:
    """Runs and pieces of them, of `shortest` words or more, no two of which share a word.

    A row of `lengths` has the words of a pair's texts. They come in the order of pairs, and of
    places in the first text.
    """
    # Texts are laid one behind the other, those in two pairs twice, so that a place is of one pair.
    before = np.cumsum(lengths, axis=0) - lengths
    laid = Runs(runs.pair, runs.a + before[runs.pair, 0], runs.b + before[runs.pair, 1], runs.words)
    alone = _alone(laid.a, laid.words) & _alone(laid.b, laid.words)
    laid = _joined([laid.of(alone), *_taken(laid.of(~alone), shortest)])
    laid = laid.of(np.argsort(laid.a))
    return laid._replace(a=laid.a - before[laid.pair, 0], b=laid.b - before[laid.pair, 1])


def _alone(at: Ints, words: Ints) -> Mask:
    """Which runs share no word of one of the texts with another run."""
    order = np.argsort(at)
    begins, ends = at[order], (at + words)[order]
    apart = np.ones(len(at) + 1, np.bool_)
    apart[1:-1] = begins[1:] >= np.maximum.accumulate(ends)[:-1]
    alone = np.empty(len(at), np.bool_)
    alone[order] = apart[:-1] & apart[1:]
    return alone


def _taken(runs: Runs, shortest: int) -> list[Runs]:
    """Of runs that overlap: the longest, then the longest of what is left, and so on."""
    if not len(runs.words):
        return []
    taken = []
    words_a = each_once(ranges(runs.a, runs.words))
    words_b = each_once(ranges(runs.b, runs.words))
    best_a, best_b = np.empty_like(words_a), np.empty_like(words_b)
    for _ in range(_ROUNDS):
        # The longest comes last, and of several the one that stands first.
        runs = runs.of(np.lexsort((-runs.b, -runs.a, runs.words)))
        rank = np.repeat(np.arange(len(runs.words)), runs.words)
        a = ranges(np.searchsorted(words_a, runs.a), runs.words)
        b = ranges(np.searchsorted(words_b, runs.b), runs.words)
        best_a[a] = best_b[b] = rank  # where several runs have a word, the last one's
        edges = np.cumsum(runs.words) - runs.words
        longest = np.logical_and.reduceat((best_a[a] == rank) & (best_b[b] == rank), edges)
        taken.append(runs.of(longest))
        best_a[a[longest[rank]]] = best_b[b[longest[rank]]] = -1
        runs = _pieces(runs, (best_a[a] >= 0) & (best_b[b] >= 0), shortest)
        if not len(runs.words):
            break
    return taken


def _pieces(runs: Runs, free: Mask, shortest: int) -> Runs:
    """What is left of runs of whose words, one run's after the other's, only some are free."""
    edges = np.cumsum(runs.words) - runs.words
    place = np.flatnonzero(free)
    run = np.repeat(np.arange(len(runs.words)), runs.words)[place]
    first = heads(place - np.arange(len(place)) + run * (len(free) + 1))
    words = np.diff(first, append=len(place))
    first, words = first[words >= shortest], words[words >= shortest]
    run = run[first]
    within = place[first] - edges[run]
    return Runs(runs.pair[run], runs.a[run] + within, runs.b[run] + within, words)


def in_passages(runs: Runs, gap: int, longest: int) -> tuple[Runs, Ints]:
    """Those of runs, as `longest_first` gives them, that are of a passage, and its first run.

    Between two runs of a passage are at most `gap` words in either text, and one of its runs
    has `longest` words or more.
    """
    first = _first_of_passage(runs, gap)
    long = np.zeros(len(first), np.bool_)
    long[first[runs.words >= longest]] = True
    kept = long[first]
    return runs.of(kept), (np.cumsum(kept) - 1)[first[kept]]


def _first_of_passage(runs: Runs, gap: int) -> Ints:
    first = np.arange(len(runs.words))
    # Between two runs of a passage one or two from elsewhere may stand.
    for back in (3, 2, 1):
        here, before = np.arange(back, len(first)), np.arange(len(first) - back)
        near = runs.pair[here] == runs.pair[before]
        for at in (runs.a, runs.b):
            apart = at[here] - at[before] - runs.words[before]
            near &= (apart >= 0) & (apart <= gap)
        first[here[near]] = before[near]
    while not np.array_equal(first, further := first[first]):
        first = further
    return first


def _joined(parts: list[Runs]) -> Runs:
    return Runs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
