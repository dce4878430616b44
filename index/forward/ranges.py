"""Ranges of numbers by the thousand, which numpy lacks."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """All numbers from each start on, so many as its length, range after range."""
    before = np.cumsum(lengths) - lengths
    numbers: NDArray[np.int64] = np.repeat(starts - before, lengths)
    numbers += np.arange(len(numbers))
    return numbers
