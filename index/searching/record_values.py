"""The values that many records have of a facet."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..forward.forward import Column


def values_of(column: Column, numbers: NDArray[Any]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The codes of the values of records in turn, by their numbers, and how many each has."""
    starts = column.starts[numbers]
    times = column.ends[numbers] - starts
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return column.codes[np.repeat(starts, times) + within], times
