"""The candidates of some records: a sync's way to those that a build finds of all at once.

The rule is that of a build, in `candidates.py`, and so is what comes of it.
"""

from collections.abc import Iterator

import numpy as np

from ..forward.ranges import ranges
from .arrays import Ints, among, each_once
from .candidates import counted, often_enough, reach_of
from .parameters import PARAMETERS, Parameters
from .postings import Lists
from .segments import NUMBER_BITS

_AT_ONCE = 1 << 20
"""Records met that are held at once, each as often as it is met: some 30 MB."""


def candidates_of(own: Lists, lists: Lists, parameters: Parameters = PARAMETERS) -> Ints:
    """All candidates that one of some records is in: rows of two numbers, the lesser one first.

    `own` has those keys of the records that are not common, `lists` what all records have of these,
    and perhaps of other keys. Rows are in order.
    """
    asked = each_once(own.numbers)
    pairs = []
    for number, other in _met(own, lists, parameters):
        # Of two that both are asked for, the lesser one meets the greater.
        once = (number < other) | ((number > other) & ~among(other, asked))
        number, other = number[once], other[once]
        met = (np.minimum(number, other) << NUMBER_BITS) | np.maximum(number, other)
        pairs.append(counted([met], parameters))
    return often_enough(pairs, parameters)


def _met(own: Lists, lists: Lists, parameters: Parameters) -> Iterator[tuple[Ints, Ints]]:
    """Who meets whom, and itself, once for each key that both have, a part at a time."""
    rows = (np.repeat(np.arange(len(lists.keys)), lists.counts) << NUMBER_BITS) | lists.numbers
    key = np.searchsorted(lists.keys, np.repeat(own.keys, own.counts))
    at = np.searchsorted(rows, (key << NUMBER_BITS) | own.numbers)
    reach = reach_of(lists.counts, parameters)[key]
    begins = np.maximum(at - reach, lists.starts[key])
    lengths = np.minimum(at + reach + 1, lists.starts[key + 1]) - begins
    upto, first = np.cumsum(lengths), 0
    while first < len(lengths):
        ahead = _AT_ONCE + (upto[first - 1] if first else 0)
        end = max(int(np.searchsorted(upto, ahead, side="right")), first + 1)
        part = slice(first, end)
        others = lists.numbers[ranges(begins[part], lengths[part])]
        yield np.repeat(own.numbers[part], lengths[part]), others
        first = end
