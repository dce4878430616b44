"""What numpy lacks, or does otherwise."""

from typing import Literal
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.index.reprints import arrays

numbers = st.lists(st.integers(0, 20), max_size=40).map(lambda some: np.array(some, np.uint64))


@pytest.mark.parametrize("side", ["left", "right"])
@given(values=numbers, sought=numbers)
def test_among_many_each_has_the_place_that_it_has_among_few(
    side: Literal["left", "right"], values: arrays.Keys, sought: arrays.Keys
) -> None:
    values.sort()
    with patch.object(arrays, "EVERY", 4):
        every = values[::4] if len(values) >= 4 else None
        found = arrays.places(values, every, sought, side)
    assert found.tolist() == np.searchsorted(values, sought, side).tolist()
