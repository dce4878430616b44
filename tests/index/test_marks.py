"""Marks on numbers: each block sees its own, whoever had a table before or has one meanwhile."""

import numpy as np
import pytest

from kashshaf.index.terms.marks import Marks


def test_each_block_sees_its_own_marks_alone() -> None:
    marks = Marks(6)
    with marks.on(np.array([1, 3])) as outer, marks.on(np.array([3, 5])) as inner:
        assert np.flatnonzero(outer).tolist() == [1, 3]
        assert np.flatnonzero(inner).tolist() == [3, 5]
    for _ in range(3):
        with marks.on(np.array([2])) as again:
            assert np.flatnonzero(again).tolist() == [2]


def test_a_block_that_raises_leaves_no_marks() -> None:
    marks = Marks(3)
    with pytest.raises(KeyError), marks.on(np.array([1])):
        raise KeyError
    with marks.on(np.array([2])) as table:
        assert np.flatnonzero(table).tolist() == [2]
