"""Runs: files of sorted lines that are searched where they lie, with numbers of each line.

A run never changes once it is written. Many small ones are merged to one, as
in a log-structured merge tree; a line may stand in several until then, with the
same numbers. Lines are ordered by their bytes, newline and all.

    NAME.txt     the lines
    NAME.rows    of each line where it begins, and its numbers: little-endian uint32
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...archive.errors import SearchIndexError
from ...archive.time_limit import check_time
from ...archive.whole_files import os_errors, write_whole, written_whole

if TYPE_CHECKING:
    from .letter_bits import LetterBits

Numbers: TypeAlias = NDArray[np.uint32]

_STRETCH = 250_000

_ROWS = ".rows"

_STEP = 256
"""Of so many lines one is kept in memory: between two of them letters are soon found."""


class SortedFile:
    """One run, open for reading; safe to share between threads.

    It can be read to the end even when its file has been merged and removed
    meanwhile. Raises `FileNotFoundError` where that has happened already.
    """

    def __init__(self, path: Path, numbers: int) -> None:
        """Open a run whose lines have so many numbers each."""
        self._data = _mapped(path)
        rows = np.frombuffer(_mapped(path.with_suffix(_ROWS)), np.dtype("<u4"))
        if len(rows) % (numbers + 1):
            raise _damaged(path.with_suffix(_ROWS))
        rows = rows.reshape(-1, numbers + 1)
        self._starts: Numbers = rows[:, 0]
        # One by one they are read faster so, and never copied.
        self._places = memoryview(self._starts.data)
        self.numbers: Numbers = rows[:, 1:]
        """A row for each line, in order."""

    def __len__(self) -> int:
        """Its bytes."""
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        """All lines, without their newlines."""
        for start, end in self._stretches():
            yield from self._data[start:end].removesuffix(b"\n").split(b"\n")

    def find(self, line: bytes) -> int:
        """Where the first line begins that is not less than this one."""
        after = bisect_left(self._every, line) * _STEP
        first, upto = max(after - _STEP, 0), min(after, len(self._places))
        at = bisect_left(self._places, line, first, upto, key=self._whole_line)
        return self._places[at] if at < len(self._places) else len(self._data)

    @cached_property
    def _every(self) -> list[bytes]:
        """The first of every `_STEP` lines."""
        return [self._whole_line(start) for start in self._places[::_STEP]]

    def _first_with(self, prefix: bytes) -> int:
        """Where the first line begins that starts with a prefix; -1 where none does."""
        after = bisect_left(self._every, prefix) * _STEP
        if not after:
            return 0 if self._data[: len(prefix)] == prefix else -1
        begin = self._places[after - _STEP]
        end = self._places[after] if after < len(self._places) else len(self._data)
        # A copy, in which letters are found several times as fast as in a map.
        at = self._data[begin : end + len(prefix)].find(b"\n" + prefix)
        return begin + at + 1 if at >= 0 else -1

    def _whole_line(self, start: int) -> bytes:
        """The line that begins at a place, newline and all."""
        return self._data[start : self._data.find(b"\n", start) + 1]

    def row(self, line: bytes) -> Numbers | None:
        """The numbers of a line, given without its newline; None where it is not here."""
        at = self._first_with(line + b"\n")
        if at < 0:
            return None
        found: Numbers = self.numbers[bisect_left(self._places, at)]
        return found

    def rows(self, start: int, end: int) -> Numbers:
        """The numbers of the lines from one place to another."""
        found: Numbers = self.numbers[slice(*self.span(start, end))]
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From which to which the lines are that stand from one place to another."""
        first = bisect_left(self._places, start)
        return first, bisect_left(self._places, end, first)

    def likely_places(self, numbers: Numbers) -> NDArray[np.intp]:
        """How many lines stand before those of some numbers; -1 where it is not sure.

        It is where numbers were given in the order of the lines.
        """
        own = self.numbers[:, 0]
        places = np.clip(numbers.astype(np.intp) - int(own[0]), 0, len(own) - 1)
        return np.where(own[places] == numbers, places, -1)

    def places(self, numbers: Numbers) -> NDArray[np.intp]:
        """How many lines stand before those of some numbers; -1 where there is none."""
        lowest, by_number = self._by_number
        places = numbers.astype(np.intp) - lowest
        within = (places >= 0) & (places < len(by_number))
        return np.where(within, by_number[np.where(within, places, 0)], -1)

    @cached_property
    def _by_number(self) -> tuple[int, NDArray[np.int32]]:
        """The lowest number of a line, and from it on of each number the line's place, or -1."""
        own = self.numbers[:, 0]
        lowest = int(own.min())
        by_number = np.full(int(own.max()) - lowest + 1, -1, np.int32)
        by_number[own - lowest] = np.arange(len(own))
        return lowest, by_number

    def line(self, at: int) -> bytes:
        """The line of so many before it."""
        start = int(self._starts[at])
        return self._data[start : self._data.find(b"\n", start)]

    def lines_at(self, places: NDArray[np.intp]) -> list[bytes]:
        """The lines of so many before each."""
        starts = self._starts[places].tolist()
        data, find = self._data, self._data.find
        return [data[start : find(b"\n", start)] for start in starts]

    def starting(self, prefix: bytes) -> tuple[int, int]:
        """From where to where the lines start with a prefix, which is UTF-8."""
        first = self._first_with(prefix)
        # No byte of UTF-8 is FF, so this comes after all of them.
        return (0, 0) if first < 0 else (first, self.find(prefix + b"\xff"))

    def begins(self, prefix: bytes) -> bool:
        """Whether a line starts with a prefix."""
        return self._first_with(prefix) >= 0

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

    def letters(self) -> "NDArray[np.uint64]":
        """Of each line the bits of its letters; see `letter_bits.py`."""
        from .letter_bits import letters_in_lines

        stretches = self._stretches()
        return np.concatenate([letters_in_lines(self._data[begin:end]) for begin, end in stretches])

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


def write(path: Path, lines: Sequence[bytes], numbers: Iterable[ArrayLike]) -> None:
    """Write a run, whole or not at all, of lines in order, without newlines.

    `numbers` has of each number in turn that of every line.
    """
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)], dtype=np.uint32)[:-1]
    rows = np.column_stack((starts, *(np.asarray(of, np.uint32) for of in numbers)))
    with os_errors(SearchIndexError, "the words of the index"):
        # What is open has both, so the lines come last and go first.
        write_whole(path.with_suffix(_ROWS), rows.astype("<u4").tobytes())
        # Before a merge removes its sources, what it made must be on the disk.
        with written_whole(path) as file:
            file.writelines(line + b"\n" for line in lines)


def merge(sources: Sequence[Path], target: Path, numbers: int) -> None:
    """Make one run of several, which are then removed; what is equal comes once.

    Whoever is killed on the way leaves the lines in both, and loses none.
    """
    opened = [SortedFile(source, numbers) for source in sources]
    lines = [line for file in opened for line in file]
    # Sorting knows runs that are in order already: faster than to merge them line by line.
    order = sorted(range(len(lines)), key=lines.__getitem__)
    kept = [next(equal) for _, equal in groupby(order, lines.__getitem__)]
    rows = np.concatenate([file.numbers for file in opened])[kept]
    write(target, [lines[at] for at in kept], list(rows.T))
    del opened
    for source in sources:
        remove(source)


def remove(path: Path) -> None:
    """Remove a run; where an open file cannot be, the next merge tries again."""
    with suppress(PermissionError):
        path.unlink()
        path.with_suffix(_ROWS).unlink()


def remove_halves(folder: Path) -> None:
    """Remove what is left of runs whose writing or removal was killed."""
    for rows in folder.glob(f"*{_ROWS}"):
        if not rows.with_suffix(".txt").exists():
            with suppress(PermissionError):
                rows.unlink()


def _mapped(path: Path) -> mmap:
    with path.open("rb") as file:
        try:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
        except ValueError:  # nothing is in it, and nothing empty is ever written
            raise _damaged(path) from None


def _damaged(path: Path) -> SearchIndexError:
    return SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`")
