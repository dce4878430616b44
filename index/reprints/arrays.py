"""What numpy lacks: sorted numbers each once, and which are among others."""

from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.uint32]
"""Numbers of folded words."""

Keys: TypeAlias = NDArray[np.uint64]
Ints: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

Kind = TypeVar("Kind", bound=np.generic)


def heads(values: NDArray[Kind]) -> Ints:
    """Where each of the values, which are in order, stands first."""
    new = np.ones(len(values), np.bool_)
    new[1:] = values[1:] != values[:-1]
    return np.flatnonzero(new)


def each_once(values: NDArray[Kind]) -> NDArray[Kind]:
    """The values in order, each once. `numpy.unique` takes several times as long."""
    values = np.sort(values)
    return values[heads(values)]


def together(values: NDArray[Kind], others: NDArray[Kind]) -> NDArray[Kind]:
    """All values of both in order, each once."""
    return each_once(np.concatenate([values, others]))


def without(values: NDArray[Kind], others: NDArray[Kind]) -> NDArray[Kind]:
    """The values that are not among others, which are in order."""
    return values[~among(values, others)]


def joined(parts: list[NDArray[Kind]], kind: type[Kind]) -> NDArray[Kind]:
    """Several arrays, or none, as one."""
    return np.concatenate([np.empty(0, kind), *parts])


def among(values: NDArray[Kind], known: NDArray[Kind]) -> Mask:
    """Which values are in `known`, which is in order."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(known, values)
    at[at == len(known)] = 0
    found: Mask = known[at] == values
    return found


EVERY = 1 << 12
"""Of so many values one is kept beside them, where they are very many."""


def places(
    values: NDArray[Kind],
    every: NDArray[Kind] | None,
    sought: NDArray[Kind],
    side: Literal["left", "right"] = "left",
) -> Ints:
    """Where each of some values belongs among others, which are in order: `np.searchsorted`.

    `every` are the first of these and each `EVERY`-th behind it, if they are kept. Among values
    that lie on the disk a search does little but wait for memory, of which it then asks for a
    third.
    """
    if every is None:
        plain: Ints = values.searchsorted(sought, side)
        return plain
    before = np.less if side == "left" else np.less_equal
    stretch = np.maximum(every.searchsorted(sought, side) - 1, 0)
    found: Ints = np.minimum(stretch * EVERY, len(values) - EVERY)
    left = EVERY
    while left > 1:
        half = left >> 1
        found += half * before(values[found + half - 1], sought)
        left -= half
    found += before(values[found], sought)
    return found
