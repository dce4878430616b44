"""Candidates: the pairs of records whose texts are aligned, which are those that share two keys.

Keys of boilerplate do not count. Twenty words in a row give two keys at least, and so most that
share one alone share a turn of phrase: they are more than all others, and of a thousand pairs
that are found one would be theirs. Whether two records are candidates hangs on these two, and on
what is boilerplate.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Ints, Keys, Mask, heads, joined
from .boilerplate import Origins, boilerplate_keys
from .parameters import PARAMETERS, Parameters
from .postings import Lists
from .segments import MOST_NUMBER, NUMBER_BITS

_HELD = 1 << 22
"""Pairs that are held before those are counted that come again: 32 MB."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a build learns of all postings at once.

    A row of `pairs` has the numbers of two records, the lesser one first; rows are in order.
    `boilerplate` are the keys that are boilerplate, in order.
    """

    pairs: Ints
    boilerplate: Keys


def of_all(
    chunks: Iterable[Keys],
    origins: Callable[[Ints], Origins],
    parameters: Parameters = PARAMETERS,
) -> Joined:
    """The candidates among all records, of `Postings.chunks`: the postings are read once."""
    pairs, held, holding = np.empty(0, np.int64), list[Ints](), 0
    boilerplate = []
    for chunk in chunks:
        lists = Lists.of(chunk)
        common = boilerplate_keys(lists, origins, parameters)
        boilerplate.append(lists.keys[common])
        for found in _pairs(lists, common, parameters):
            held.append(found)
            holding += len(found)
            if holding > _HELD + len(pairs):
                pairs, holding = counted([pairs, *held], parameters), 0
                held.clear()
    return Joined(often_enough([pairs, *held], parameters), joined(boilerplate, np.uint64))


def reach_of(counts: Ints, parameters: Parameters) -> Ints:
    """To how many others of its list, before it and after it, a record is paired, by the length.

    In a list of very many those are the ones next to it: a text that thousands have makes a chain
    of pairs, not millions of them.
    """
    most = parameters.neighbours
    return np.where(counts > most + 1, most // 2, counts)


def counted(parts: list[Ints], parameters: Parameters) -> Ints:
    """Pairs, a number each, in order, and each no more often than there is need to know of."""
    enough = parameters.shared_keys
    pairs = np.sort(joined(parts, np.int64))
    kept = np.ones(len(pairs), np.bool_)
    kept[enough:] = pairs[enough:] != pairs[:-enough]
    return pairs[kept]


def often_enough(parts: list[Ints], parameters: Parameters) -> Ints:
    """The pairs that share enough keys, of one number for each key, as rows of two, in order."""
    pairs = counted(parts, parameters)
    first = heads(pairs)
    pairs = pairs[first[np.diff(first, append=len(pairs)) == parameters.shared_keys]]
    return np.stack([pairs >> NUMBER_BITS, pairs & MOST_NUMBER], axis=1)


def _pairs(lists: Lists, common: Mask, parameters: Parameters) -> Iterator[Ints]:
    """The pairs of each list, each as one number, a part at a time."""
    reach = np.where(common, 0, reach_of(lists.counts, parameters))
    place = np.arange(len(lists.numbers))
    behind = np.repeat(lists.starts[1:], lists.counts) - place - 1
    reach = np.minimum(np.repeat(reach, lists.counts), behind)
    step = 1
    while len(place := place[reach[place] >= step]):
        yield (lists.numbers[place] << NUMBER_BITS) | lists.numbers[place + step]
        step += 1
