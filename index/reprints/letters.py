"""The letters of stems, as far as two texts are told apart by them."""

from collections.abc import Callable, Collection
from typing import Final

import numpy as np

from .arrays import Words

_REMEMBERED: Final = 1 << 16
"""Stems whose letters are remembered, some 10 MB."""


class Letters:
    """The letters of stems, remembered: who looks at many pairs meets the same stems again.

    `read` gives the letters of several. To read one alone takes as long as to read twenty of them.
    """

    def __init__(self, read: Callable[[Words], list[str]]) -> None:
        self._read = read
        self._known: dict[int, str] = {}

    def __call__(self, stem: int) -> str:
        """The letters of a stem that there is."""
        if stem not in self._known:
            self.read_ahead([stem])
        return self._known[stem]

    def read_ahead(self, stems: Collection[int]) -> None:
        """Read those of some stems that are to be asked for."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        if lacking := [*{*stems}.difference(self._known)]:
            self._known |= zip(lacking, self._read(np.array(lacking, np.uint32)), strict=True)
