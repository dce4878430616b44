"""Runs: files of sorted lines that are searched where they lie.

A run never changes once it is written. Many small ones are merged to one, as
in a log-structured merge tree; a line may stand in several until then. Lines
are ordered by their bytes, newline and all.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import groupby
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ...archive.errors import SearchIndexError
from ...archive.time_limit import check_time
from ...archive.whole_files import os_errors, written_whole

if TYPE_CHECKING:
    from .letter_bits import LetterBits

_STRETCH = 250_000


class SortedFile:
    """One run, open for reading; safe to share between threads.

    It can be read to the end even when its file has been merged and removed
    meanwhile. Raises `FileNotFoundError` where that has happened already.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
            except ValueError:  # nothing is in it, and nothing empty is ever written
                raise SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`") from None

    def __len__(self) -> int:
        """Its bytes."""
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        """All lines, without their newlines."""
        for start, end in self._stretches():
            yield from self._data[start:end].removesuffix(b"\n").split(b"\n")

    def find(self, line: bytes) -> int:
        """Where the first line begins that is not less than this one."""
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", low, middle) + 1 or low
            end = self._data.find(b"\n", middle) + 1 or high
            if self._data[start:end] < line:
                low = end
            else:
                high = start
        return low

    def starting(self, prefix: bytes) -> tuple[int, int]:
        """From where to where the lines start with a prefix, which is UTF-8."""
        # No byte of UTF-8 is FF, so this comes after all of them.
        return self.find(prefix), self.find(prefix + b"\xff")

    def begins(self, prefix: bytes) -> bool:
        """Whether a line starts with a prefix."""
        at = self.find(prefix)
        return self._data[at : at + len(prefix)] == prefix

    def first(self, prefix: bytes, most: int) -> Iterator[bytes]:
        """The first lines that start with a prefix, so many at most."""
        at = self.find(prefix)
        for _ in range(most):
            if self._data[at : at + len(prefix)] != prefix:
                return
            end = self._data.find(b"\n", at)
            yield self._data[at:end]
            at = end + 1

    def lines(self, start: int, end: int) -> list[bytes]:
        """The lines from one place to another, without their newlines."""
        return self._data[start:end].removesuffix(b"\n").split(b"\n") if start < end else []

    def matching(self, pattern: re.Pattern[bytes], start: int, end: int) -> Iterator[bytes]:
        """The lines in which a pattern finds something that goes on to the line's end."""
        for begin, upto in self._stretches(start, end):
            check_time()
            for found in pattern.finditer(self._data, begin, upto):
                first = self._data.rfind(b"\n", 0, found.start()) + 1
                if first < found.end():
                    yield self._data[first : found.end()]

    def within(self, word: str, edits: int) -> Iterator[bytes]:
        """The few lines among which all are whose word so many edits can make of another."""
        for start, end in self._letter_bits.within(word, edits):
            yield self._data[start : end - 1]

    @cached_property
    def _letter_bits(self) -> "LetterBits":
        # numpy takes a tenth of a second to load, and few searches are fuzzy.
        from .letter_bits import LetterBits

        return LetterBits(self._data[start:end] for start, end in self._stretches())

    def _stretches(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """From where to where pieces go of the whole, or of a part, cut between lines."""
        end = len(self._data) if end is None else end
        while start < end:
            upto = min(start + _STRETCH, end)
            upto = self._data.rfind(b"\n", start, upto) + 1 or upto
            yield start, upto
            start = upto


def write(path: Path, lines: Iterable[bytes]) -> None:
    """Write a run, whole or not at all, of lines in order that end in newlines."""
    # Before a merge removes its sources, what it made must be on the disk.
    with os_errors(SearchIndexError, "the words of the index"), written_whole(path) as file:
        file.writelines(lines)


def merge(sources: list[Path], target: Path) -> None:
    """Make one run of several, which are then removed; what is equal comes once.

    Whoever is killed on the way leaves the lines in both, and loses none.
    """
    lines: list[bytes] = []
    for source in sources:
        with source.open("rb") as file:
            lines += file
    # Sorting knows runs that are in order already: faster than to merge them line by line.
    lines.sort()
    write(target, map(itemgetter(0), groupby(lines)))
    for source in sources:
        # Where an open file cannot be removed, the next merge tries again.
        with suppress(PermissionError):
            source.unlink()
