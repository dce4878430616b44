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


_MANY = 1 << 24
"""Values among which `np.searchsorted` does little but wait for memory."""


def places(
    values: NDArray[Kind], sought: NDArray[Kind], side: Literal["left", "right"] = "left"
) -> Ints:
    """Where each of some values belongs among others, which are in order: `np.searchsorted`.

    That looks for one after the other. Among many values, which lie on the disk, it takes half
    the time to halve them for all at once.
    """
    if len(values) < _MANY:
        return values.searchsorted(sought, side)
    before = np.less if side == "left" else np.less_equal
    found, left = np.zeros(len(sought), np.int64), len(values)
    while left > 1:
        half = left >> 1
        found += half * before(values[found + half - 1], sought)
        left -= half
    found += before(values[found], sought)
    return found
