"""The facts of an index: the pairs of its records, their stories, the common keys.

They are what all its segments have found, one after another, read where it lies. Whoever has them
open has one state for as long as that, without a lock, and on a file system too that can only be
read.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...archive.errors import SearchIndexError
from .answers import Pair
from .arrays import Ints, together
from .findings import KINDS, CommonKeys, Findings, Numbers, Pairs, has_one, in_order
from .segments import Segment, opened

_AT_ONCE = 10_000
"""Pairs that are made of rows at a time."""


class _Part(NamedTuple):
    """What was found at one time, and of which records something was found later."""

    found: Findings
    later: Numbers

    def rows(self) -> Pairs:
        """Its pairs that hold."""
        return self.found.rows(np.flatnonzero(~has_one(self.found.pairs, self.later)))

    def having(self, numbers: Numbers) -> Pairs:
        """Those that have one of these records."""
        found = self.found.rows(self.found.having(numbers))
        return found.take(np.flatnonzero(~has_one(found, self.later)))


class Facts:
    """What is known in a folder, as it is when it is opened; safe to share between threads.

    It can be read to the end when more has been found. Raises `FileNotFoundError` where the folder
    is gone, and `SearchIndexError` where nothing in it was found, or a file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.segments = opened(folder)
        self._parts = _in_turn(self.segments)
        if not self._parts:
            raise SearchIndexError(f"{folder}: the reprints are missing; run `kashshaf rebuild`")

    @cached_property
    def story_of(self) -> Numbers:
        """By the number of a record the least number of its story, 0 in none.

        As long as the highest number asks for that is in one.
        """
        size = 1 + max(
            int(part.numbers[part.stories > 0].max(initial=0)) for part, _ in self._parts
        )
        return self._stories(size)

    def _stories(self, size: int) -> Numbers:
        story_of = np.zeros(size, np.uint32)
        for part, _ in self._parts:
            known = part.numbers < size
            story_of[part.numbers[known]] = part.stories[known]
        return story_of

    @property
    def common(self) -> CommonKeys:
        """The keys that are boilerplate or a formula."""
        return CommonKeys(tuple((found.common, found.ordinary) for found, _ in self._parts))

    def rows(self) -> Pairs:
        """All pairs, in memory."""
        return in_order([part.rows() for part in self._parts])

    def having(self, numbers: Ints | Numbers) -> Pairs:
        """The pairs that have one of these records, whose numbers are in order."""
        sought = numbers.astype(np.uint32)
        return in_order([part.having(sought) for part in self._parts])

    def pairs(self) -> Iterator[Pair]:
        """All pairs, in order of a and then of b."""
        return _told(self.rows())

    def pairs_of(self, numbers: Numbers) -> Iterator[Pair]:
        """The pairs that have one of these records, whose numbers are in order; in the same order.

        They are made of rows as one goes.
        """
        return _told(self.having(numbers))

    def partners(self, number: int) -> list[Pair]:
        """The pairs that a record is in, in order of the other's number."""
        return [*self.pairs_of(np.array([number], np.uint32))]

    def members(self, story: int) -> list[int]:
        """The numbers of a story's records, ascending."""
        sought = np.uint32(story)
        begin, end = (self._sorted_stories.searchsorted(sought, side) for side in ("left", "right"))
        return [*map(int, self._in_stories[begin:end])]

    @cached_property
    def _in_stories(self) -> npt.NDArray[np.int64]:
        """The numbers of the records that are in stories, story by story."""
        numbers = np.flatnonzero(self.story_of)
        return numbers[np.argsort(self.story_of[numbers], kind="stable")]

    @cached_property
    def _sorted_stories(self) -> Numbers:
        return self.story_of[self._in_stories]


def fitted(story_of: Numbers, size: int) -> Numbers:
    """A copy of an array by number with room for so many: 0 for those that it lacks."""
    fitting = np.zeros(size, np.uint32)
    fitting[: len(story_of)] = story_of[:size]
    return fitting


def _told(rows: Pairs) -> Iterator[Pair]:
    for start in range(0, len(rows), _AT_ONCE):
        for a, b, kind, *measures in rows[start : start + _AT_ONCE].tolist():
            yield Pair(a, b, KINDS[kind], *measures)


def _in_turn(segments: list[Segment]) -> list[_Part]:
    """What these segments have found, the latest last."""
    later, parts = np.empty(0, np.uint32), list[_Part]()
    for segment in reversed(segments):
        if segment.findings is not None:
            parts.insert(0, _Part(segment.findings, later))
            later = together(later, segment.findings.anew)
    return parts
