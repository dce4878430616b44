"""Candidates: pairs of records that share so many keys that it is worth aligning their texts.

Keys of boilerplate do not count. Records share enough if they share three keys, or a good part of
those of the one that has fewer: some posts have not three.

A build joins all postings at once, key by key (`of_all`). What is taken in later asks for each
record who shares its keys (`Sharing`); both go by the same rule (`enough`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .arrays import Ints, Keys, Mask, heads, joined
from .boilerplate import Origins, boilerplate_keys
from .parameters import PARAMETERS, Parameters
from .postings import MOST_NUMBER, NUMBER_BITS, Lists, Postings

_COUNT_BITS = 16
_MOST_COUNT = (1 << _COUNT_BITS) - 1

_HELD = 1 << 22
"""Pairs that are held uncounted, some 32 MB."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a build learns of all postings at once.

    A row of `pairs` has the numbers of two records, the lesser one first; rows are in order.
    `boilerplate` are the keys that are boilerplate, in order. `owned` are by number how many
    other keys each record has.
    """

    pairs: Ints
    boilerplate: Keys
    owned: Ints


def of_all(chunks: Iterable[Keys], origins: Origins, parameters: Parameters = PARAMETERS) -> Joined:
    """The candidates among all records, of `Postings.chunks`."""
    counting = _PairCounts()
    owned = np.zeros(len(origins.sources), np.int64)
    boilerplate = []
    for chunk in chunks:
        lists = Lists.of(chunk)
        common = boilerplate_keys(lists, origins, parameters)
        boilerplate.append(lists.keys[common])
        own = np.repeat(~common, lists.counts)
        owned += np.bincount(lists.numbers[own], minlength=len(owned))
        for pairs in _pairs(lists, common, parameters.candidates):
            counting.add(pairs)
    pairs, counts = counting.counted()
    a, b = pairs >> NUMBER_BITS, pairs & MOST_NUMBER
    kept = enough(counts, owned[a], owned[b], parameters)
    a, b, counts = a[kept], b[kept], counts[kept]
    kept = _first(a, b, counts, parameters.candidates) | _first(b, a, counts, parameters.candidates)
    return Joined(np.stack([a[kept], b[kept]], axis=1), joined(boilerplate, np.uint64), owned)


def enough(shared: Ints, a: Ints, b: Ints, parameters: Parameters = PARAMETERS) -> Mask:
    """Whether records share enough keys: how many they share, and how many each of them has."""
    kept: Mask = (shared >= parameters.shared_keys) | (
        shared >= parameters.estimate * np.minimum(a, b)
    )
    return kept


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares the keys of a record.

    Record `numbers[i]` has `counts[i]` of its keys, boilerplate left out. `boilerplate` are those
    of the record's keys that are, in order.
    """

    numbers: Ints
    counts: Ints
    boilerplate: Keys

    @classmethod
    def of(
        cls,
        number: int,
        keys: Keys,
        postings: Postings,
        origins: Origins,
        parameters: Parameters = PARAMETERS,
    ) -> "Sharing":
        """Those that share keys, in order and each once, with record `number`."""
        lists = postings.lists(keys, parameters.longest_list)
        common = boilerplate_keys(lists, origins, parameters)
        numbers = np.sort(lists.numbers[np.repeat(~common, lists.counts)])
        first = heads(numbers)
        counts = np.diff(first, append=len(numbers))
        numbers = numbers[first]
        others = numbers != number
        return cls(numbers[others], counts[others], lists.keys[common])


def _pairs(lists: Lists, common: Mask, most: int) -> Iterable[Ints]:
    """The pairs of records of each key, each as one number, a part at a time.

    Of a key of very many records each is paired with those next to it alone.
    """
    counts = lists.counts
    reach = np.where(counts > most + 1, most // 2, counts - 1)
    reach[common] = 0
    place = np.arange(len(lists.numbers))
    ends = np.repeat(lists.starts[1:], counts)
    reach = np.minimum(np.repeat(reach, counts), ends - place - 1)
    for step in range(1, most + 1):
        place = place[reach[place] >= step]
        if not len(place):
            return
        yield (lists.numbers[place] << NUMBER_BITS) | lists.numbers[place + step]


class _PairCounts:
    """How often each pair comes, counted as they come: few pairs share a single key."""

    def __init__(self) -> None:
        self._counted = np.empty(0, np.uint64)
        self._held: list[Keys] = []
        self._holding = 0

    def add(self, pairs: Ints) -> None:
        self._held.append((pairs.astype(np.uint64) << np.uint64(_COUNT_BITS)) + np.uint64(1))
        self._holding += len(pairs)
        if self._holding > _HELD + len(self._counted):
            self._count()

    def counted(self) -> tuple[Ints, Ints]:
        """The pairs, in order, and how often each came."""
        self._count()
        return (
            (self._counted >> np.uint64(_COUNT_BITS)).astype(np.int64),
            (self._counted & np.uint64(_MOST_COUNT)).astype(np.int64),
        )

    def _count(self) -> None:
        rows = np.concatenate([self._counted, *self._held])
        self._held.clear()
        self._holding = 0
        rows.sort()
        pairs = rows >> np.uint64(_COUNT_BITS)
        first = heads(pairs)
        if len(first):
            counts = np.add.reduceat(rows & np.uint64(_MOST_COUNT), first)
            self._counted = (pairs[first] << np.uint64(_COUNT_BITS)) | np.minimum(
                counts, np.uint64(_MOST_COUNT)
            )


def _first(of: Ints, with_: Ints, counts: Ints, most: int) -> Mask:
    """Which pairs are among the so many of the one record that share the most keys with it."""
    order = np.lexsort((with_, -counts, of))
    first = heads(of[order])
    rank = np.arange(len(of)) - np.repeat(first, np.diff(first, append=len(of)))
    kept = np.empty(len(of), np.bool_)
    kept[order] = rank < most
    return kept
