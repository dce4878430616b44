"""What stories are listed and limited by: their sizes, sources and days, of all stories at once."""

from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...archive.fields import UNKNOWN_VALUE
from ..forward.forward import Forward

Ints: TypeAlias = NDArray[np.int64]

NO_DAYS: Final = -1
"""Stands for the days of a story of which fewer than two records are dated to the day."""


class StoryTable:
    """All stories of an index: of each a row, in the order of `ids`, the least of its numbers."""

    def __init__(self, story_of: NDArray[np.uint32], forward: Forward) -> None:
        self._forward = forward
        self.numbers: Ints = np.flatnonzero(story_of)
        self.ids, rows = np.unique(story_of[self.numbers], return_inverse=True)
        self._rows: Ints = rows

    def rows(self, stories: NDArray[np.uint32]) -> Ints:
        """The rows of stories."""
        return self.ids.searchsorted(stories)

    def members(self, stories: NDArray[np.uint32]) -> tuple[Ints, NDArray[np.uint32]]:
        """The numbers of the records of stories, ascending, and the story of each."""
        chosen = np.zeros(len(self.ids), np.bool_)
        chosen[self.rows(stories)] = True
        held = chosen[self._rows]
        return self.numbers[held], self.ids[self._rows[held]]

    @cached_property
    def sizes(self) -> Ints:
        """How many records each has."""
        return np.bincount(self._rows, minlength=len(self.ids))

    @cached_property
    def sources(self) -> Ints:
        """In how many known sources each stands."""
        column = self._forward.column("source")
        codes, times = column.of(self.numbers)
        known = codes != column.values.index(UNKNOWN_VALUE)
        rows = np.repeat(self._rows, times)[known]
        each = np.unique(rows * len(column.values) + codes[known])
        return np.bincount(each // max(len(column.values), 1), minlength=len(self.ids))

    @cached_property
    def days(self) -> Ints:
        """How many days lie between the first and the last record; `NO_DAYS` where that is none."""
        first, last = self._dates
        exact = (first == last) & (last > 0)
        rows, days = self._rows[exact], last[exact].astype(np.int64)
        earliest = np.full(len(self.ids), np.iinfo(np.int64).max)
        latest = np.zeros(len(self.ids), np.int64)
        np.minimum.at(earliest, rows, days)
        np.maximum.at(latest, rows, days)
        dated = np.bincount(rows, minlength=len(self.ids)) > 1
        return np.where(dated, latest - earliest, NO_DAYS)

    @cached_property
    def firsts(self) -> Ints:
        """The first day that the date of the oldest records of each can mean; 0 where none has one.

        The oldest are those of `first_seen`.
        """
        first, last = self._dates
        dated = np.flatnonzero(last)
        in_order = dated[np.lexsort((-first[dated], last[dated], self._rows[dated]))]
        rows, oldest = np.unique(self._rows[in_order], return_index=True)
        firsts = np.zeros(len(self.ids), np.int64)
        firsts[rows] = first[in_order[oldest]]
        return firsts

    @property
    def _dates(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return self._forward.first[self.numbers], self._forward.last[self.numbers]
