"""What tables hold where nothing is known."""

import math

_MARKERS = ("NAType", "NaTType")


def is_missing(value: object) -> bool:
    """Whether a value stands for none: None, NaN, and the markers of pandas (NA, NaT)."""
    if isinstance(value, float):
        return math.isnan(value)
    # By their names, since pandas need not be there, and NA says neither yes nor no when compared.
    return value is None or type(value).__name__ in _MARKERS
