"""Fingerprints: a few keys of each text, of which texts that share a passage share one.

A key is the hash, of 40 bits, of a gram of five words. Of each window of grams the one with the
least hash is kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003), whose choice depends
on nothing but the words of the window; so two texts that have twelve words in a row in common
keep the same gram of them.

Texts are arrays of numbers of folded words, many of them in one array: text k is
`words[starts[k]:starts[k + 1]]`. Keys are compared only among texts numbered alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from .arrays import Ints, Keys, Mask, Words, joined
from .parameters import PARAMETERS, Parameters

KEY_BITS: Final = 40

_BLOCK = 1 << 18
"""Words that are hashed at once: what is made of them on the way stays in the processor's cache."""

# Odd numbers without any relation, by which the words of a gram are weighed and mixed.
_FACTORS: Final = [
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
    0x8EBC6AF09C88C6E3,
    0x589965CC75374CC3,
]
_MIXES: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
"""As in SplitMix64: each bit of what was weighed changes half the bits of the hash."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The keys of some texts, in the order of texts and of places in them.

    Key i is of the text with the index `owners[i]`, and of the gram that begins with its word
    `places[i]`. A gram that comes again in a text gives its key again.
    """

    keys: Keys
    owners: Ints
    places: Ints


def fingerprints(words: Words, starts: Ints, parameters: Parameters = PARAMETERS) -> Fingerprints:
    """The fingerprints of texts; a text of fewer words than a gram has none."""
    parts = [
        _of_block(words[starts[begin] : starts[end]], starts[begin : end + 1], parameters)
        for begin, end in _blocks(starts)
    ]
    at = joined([part[0] for part in parts], np.int64)
    keys = joined([part[1] for part in parts], np.uint64)
    owners = np.searchsorted(starts, at, side="right") - 1
    return Fingerprints(keys, owners, at - starts[owners])


def gram_hashes(words: Words, gram: int) -> Keys:
    """A hash of 64 bits of each gram, one for each word that has so many words from it on."""
    count = max(len(words) - gram + 1, 0)
    hashes = np.zeros(count, np.uint64)
    for place in range(gram):
        hashes += words[place : place + count] * np.uint64(_FACTORS[place])
    for shift, factor in _MIXES:
        hashes ^= hashes >> np.uint64(shift)
        hashes *= np.uint64(factor)
    hashes ^= hashes >> np.uint64(31)
    return hashes


def _blocks(starts: Ints) -> Iterator[tuple[int, int]]:
    """From which text to which those go that are hashed at once."""
    begin = 0
    while begin < len(starts) - 1:
        end = int(np.searchsorted(starts, starts[begin] + _BLOCK, side="right")) - 1
        end = max(end, begin + 1)
        yield begin, end
        begin = end


def _of_block(words: Words, starts: Ints, parameters: Parameters) -> tuple[Ints, Keys]:
    """Where in all the words the chosen grams begin, and their keys."""
    gram, window = parameters.gram, parameters.window
    hashes = gram_hashes(words, gram)
    begins, ends = starts[:-1] - starts[0], starts[1:] - starts[0]
    grams = np.maximum(ends - begins - gram + 1, 0)
    chosen = _winnowed(hashes, ends, window, gram)
    short = grams <= parameters.all_grams
    chosen |= np.repeat(short, ends - begins)[: len(hashes)]
    for back in range(1, gram):  # No gram goes on from one text into the next.
        chosen[_within(ends - back, len(hashes))] = False
    at = np.flatnonzero(chosen)
    return at + starts[0], hashes[at] >> np.uint64(64 - KEY_BITS)


def _winnowed(hashes: Keys, ends: Ints, window: int, gram: int) -> Mask:
    """Which hashes are the least of a window of their text."""
    least = _of_windows(np.minimum, hashes, window)
    for back in range(1, window + gram - 1):  # windows that go on into the next text
        least[_within(ends - back, len(least))] = 0
    # A hash is the least of some window if it is the greatest of the least ones of those it is in.
    beside = np.zeros(window - 1, np.uint64)
    greatest = _of_windows(np.maximum, np.concatenate([beside, least, beside]), window)
    chosen: Mask = hashes == greatest[: len(hashes)]
    return chosen


def _of_windows(better: np.ufunc, values: Keys, window: int) -> Keys:
    """The best of each window of values, in a few passes: of two, of four, of eight."""
    size = 1
    while size < window:
        step = min(size, window - size)
        values = better(values[: max(len(values) - step, 0)], values[step:])
        size += step
    return values


def _within(at: Ints, end: int) -> Ints:
    return at[(at >= 0) & (at < end)]
