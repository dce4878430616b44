"""The candidates of some records: a sync's way to those that a build finds of all at once.

The rule is that of a build, in `candidates.py`, and so is what comes of it.
"""

from collections.abc import Iterator

import numpy as np

from .arrays import Ints, among, heads, joined, ranges
from .candidates import _first, enough
from .parameters import PARAMETERS, Parameters
from .postings import MOST_NUMBER, NUMBER_BITS, Lists, Postings

_AT_ONCE = 1 << 20
"""Records met that are counted at once, some 30 MB."""


def candidates_of(
    own: Lists, postings: Postings, owned: Ints, parameters: Parameters = PARAMETERS
) -> Ints:
    """All candidates that one of some records is in: rows of two numbers, the lesser one first.

    `own` has those keys of the records that are not common, and `owned` says by number how many
    of them each record of all has.
    """
    pairs = [
        _candidates(number, other, of, owned, parameters)
        for number, other, of in _met(own, postings, parameters)
    ]
    return np.sort(joined(pairs, np.int64).reshape(-1, 2), axis=1)


def _candidates(
    number: Ints, other: Ints, records: Ints, owned: Ints, parameters: Parameters
) -> Ints:
    """The pairs, one after the other, of records that met often enough."""
    # Of two that are both looked at, the lesser one meets the greater.
    once = (number != other) & ~((other < number) & among(other, records))
    met = np.sort((number[once] << NUMBER_BITS) | other[once])
    first = heads(met)
    counts, met = np.diff(first, append=len(met)), met[first]
    a, b = met >> NUMBER_BITS, met & MOST_NUMBER
    kept = enough(counts, owned[a], owned[b], parameters)
    a, b = a[kept], b[kept]
    foremost = _first(a, b, counts[kept], parameters.candidates)
    return np.stack([a[foremost], b[foremost]], axis=1).ravel()


def _met(
    own: Lists, postings: Postings, parameters: Parameters
) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Who meets whom, once for each key that both have, and all records that are looked at.

    They come in parts, all that one record meets in one. In a list of very many a record meets
    those alone that are next to it, as in a build.
    """
    lists = postings.lists(own.keys, parameters.longest_list)
    rows = (np.repeat(np.arange(len(lists.keys)), lists.counts) << NUMBER_BITS) | lists.numbers
    key = np.searchsorted(lists.keys, np.repeat(own.keys, own.counts))
    order = np.argsort(own.numbers, kind="stable")
    key, number = key[order], own.numbers[order]
    at = np.searchsorted(rows, (key << NUMBER_BITS) | number)
    counts = lists.counts[key]
    most = parameters.candidates
    reach = np.where(counts > most + 1, most // 2, counts)
    begins = np.maximum(at - reach, lists.starts[key])
    lengths = np.minimum(at + reach + 1, lists.starts[key + 1]) - begins
    upto, records = np.cumsum(lengths), number[heads(number)]
    first = 0
    while first < len(number):
        last = np.searchsorted(upto, upto[first] + _AT_ONCE)
        end = int(np.searchsorted(number, number[min(last, len(number) - 1)], side="right"))
        part = slice(first, end)
        others = lists.numbers[ranges(begins[part], lengths[part])]
        yield np.repeat(number[part], lengths[part]), others, records
        first = end
