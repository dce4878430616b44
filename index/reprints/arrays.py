"""What numpy lacks: sorted numbers each once, and which are among others."""

from typing import TypeAlias, TypeVar

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
