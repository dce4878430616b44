"""The facts of a generation on disk: the pairs of its records, their stories, the common keys.

    reprints/NUMBER.facts    all of it, of one state of the index; the highest number counts

    a, b, kind, …   a column for each field of a pair, in order of a and then of b
    story_of        by record number the least number of its story, 0 in none
    common          the keys that are boilerplate or a formula, in order

A file is written whole and never changes, so whoever reads has one state for as long as it is
open, without a lock, and on a file system too that can only be read. Who is killed before a file
stands leaves the state before it, which is removed when the next one stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from ...archive.errors import SearchIndexError
from ..forward import arrays
from .answers import Kind, Pair
from .arrays import Keys, Mask, among

Numbers: TypeAlias = npt.NDArray[np.uint32]

Pairs: TypeAlias = npt.NDArray[np.void]
"""Rows of `PAIR`, each pair once, in order of a and then of b."""

PAIR: Final = np.dtype(
    [
        ("a", np.uint32),
        ("b", np.uint32),
        ("kind", np.uint8),
        ("words", np.uint32),
        ("covers_a", np.float32),
        ("covers_b", np.float32),
        ("longest", np.uint32),
    ]
)
_COLUMNS: Final = PAIR.names or ()

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_NAME = re.compile(r"(\d+)\.facts")

_AT_ONCE = 10_000
"""Pairs that are made of rows at a time."""


def rows(pairs: Iterable[Pair]) -> Pairs:
    """Pairs as rows, in order."""
    made = [
        (one.a, one.b, KINDS.index(one.kind), one.words, one.covers_a, one.covers_b, one.longest)
        for one in pairs
    ]
    return in_order([np.array(made, PAIR)])


def in_order(parts: Iterable[Pairs]) -> Pairs:
    """All rows of some parts, or of none, in order of a and then of b."""
    pairs = np.concatenate([np.empty(0, PAIR), *parts])
    # One column, most of which is in order already: several times as fast as to sort by two.
    ends = (pairs["a"].astype(np.uint64) << np.uint64(32)) | pairs["b"]
    return pairs.take(np.argsort(ends, kind="stable"))


def only(pairs: Pairs, which: Mask) -> Pairs:
    """Some of the rows. Numpy takes ten times as long to choose rows by a mask."""
    return pairs.take(np.flatnonzero(which))


def reprints(pairs: Pairs) -> Pairs:
    """The rows of which stories are made."""
    return only(pairs, pairs["kind"] == KINDS.index("reprint"))


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the reprints among the records of an index, in memory; as `Facts` has it."""

    pairs: Pairs
    story_of: Numbers
    common: Keys

    @classmethod
    def empty(cls) -> Self:
        """What is known of no records."""
        none = np.zeros(1, np.uint32)
        return cls(np.empty(0, PAIR), none, np.empty(0, np.uint64))

    def write(self, folder: Path) -> None:
        """Make this the newest state in a folder, whole or not at all."""
        former = _files(folder)
        columns = {name: np.ascontiguousarray(self.pairs[name]) for name in _COLUMNS}
        columns |= {"story_of": self.story_of, "common": self.common}
        whole = {name: arrays.whole(column) for name, column in columns.items()}
        arrays.write(folder / f"{max(former, default=0) + 1}.facts", whole)
        for old in former.values():
            with suppress(OSError):  # Windows keeps what is open; the next to write tries again
                old.unlink()


def fitted(story_of: Numbers, size: int) -> Numbers:
    """A copy of an array by number with room for so many: 0 for those that it lacks."""
    fitting = np.zeros(size, np.uint32)
    fitting[: len(story_of)] = story_of[:size]
    return fitting


class Facts:
    """The newest state in a folder, read where it lies; safe to share between threads.

    It can be read to the end when another has taken its place. Raises `FileNotFoundError`
    where the folder is gone, and `SearchIndexError` where it has none, or a damaged one.
    """

    def __init__(self, folder: Path) -> None:
        path, held = _newest(folder)
        try:
            self._columns = {name: held[name] for name in _COLUMNS}
            self.story_of: Numbers = held["story_of"]
            self.common: Keys = held["common"]
        except KeyError as error:
            raise _damaged(path) from error
        if {len(column) for column in self._columns.values()} != {len(self._columns["a"])}:
            raise _damaged(path)
        if self._columns["kind"].max(initial=0) >= len(KINDS):
            raise _damaged(path)

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self._columns["a"])

    def state(self) -> State:
        """All of it."""
        return State(self._rows(slice(None)), self.story_of, self.common)

    def pairs(self) -> Iterator[Pair]:
        """All pairs, in order of a and then of b."""
        for start in range(0, len(self), _AT_ONCE):
            yield from self._told(slice(start, start + _AT_ONCE))

    def pairs_of(self, numbers: Numbers) -> Iterator[Pair]:
        """The pairs that have one of these records, whose numbers are in order; in the same order.

        They are made of rows as one goes.
        """
        has_one = among(self._columns["a"], numbers) | among(self._columns["b"], numbers)
        which = np.flatnonzero(has_one)
        for start in range(0, len(which), _AT_ONCE):
            yield from self._told(which[start : start + _AT_ONCE])

    def partners(self, number: int) -> list[Pair]:
        """The pairs that a record is in, in order of the other's number."""
        below = self._by_b[_equal(self._sorted_b, number)]
        return [*self._told(below), *self._told(_equal(self._columns["a"], number))]

    def members(self, story: int) -> list[int]:
        """The numbers of a story's records, ascending."""
        return [*map(int, self._in_stories[_equal(self._sorted_stories, story)])]

    def _told(self, which: slice | npt.NDArray[np.int64]) -> list[Pair]:
        return [
            Pair(a, b, KINDS[kind], words, covers_a, covers_b, longest)
            for a, b, kind, words, covers_a, covers_b, longest in self._rows(which).tolist()
        ]

    def _rows(self, which: Any) -> Pairs:
        columns = {name: column[which] for name, column in self._columns.items()}
        found = np.empty(len(columns["a"]), PAIR)
        for name, column in columns.items():
            found[name] = column
        return found

    @cached_property
    def _by_b(self) -> npt.NDArray[np.int64]:
        return np.argsort(self._columns["b"], kind="stable")

    @cached_property
    def _sorted_b(self) -> Numbers:
        return self._columns["b"][self._by_b]

    @cached_property
    def _in_stories(self) -> npt.NDArray[np.int64]:
        """The numbers of the records that are in stories, story by story."""
        numbers = np.flatnonzero(self.story_of)
        return numbers[np.argsort(self.story_of[numbers], kind="stable")]

    @cached_property
    def _sorted_stories(self) -> Numbers:
        return self.story_of[self._in_stories]


def _equal(column: Numbers, number: int) -> slice:
    """Where a number stands in a column that is in order."""
    sought = np.uint32(number)
    return slice(column.searchsorted(sought), column.searchsorted(sought, "right"))


def _files(folder: Path) -> dict[int, Path]:
    named = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return {int(name[1]): path for name, path in named if name}


def _newest(folder: Path) -> tuple[Path, Mapping[str, arrays.Array]]:
    while files := _files(folder):
        path = files[max(files)]
        # Where it has gone meanwhile, a newer one stands.
        with suppress(FileNotFoundError):
            return path, arrays.read(path)
    raise SearchIndexError(f"{folder}: the reprints are missing; run `kashshaf rebuild`")


def _damaged(path: Path) -> SearchIndexError:
    return SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`")
