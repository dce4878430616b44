"""What was found of reprints at one time: pairs, stories, and which keys are common.

A build finds all there is. A sync finds what has become of some records, and what it finds takes
the place of what was known of these; of all others nothing is said, and what was known holds.
So what is kept of a sync is as large as what it looked at, whatever the size of the archive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from ..forward import arrays
from ..forward.arrays import Array, Pieces
from ..forward.ranges import ranges
from .answers import Kind, Pair
from .arrays import Ints, Keys, Mask, among, each_once, together

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

_HIGH: Final = np.uint64(32)
_LOW: Final = np.uint64((1 << 32) - 1)


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
    return pairs.take(np.argsort(_both(pairs["a"], pairs["b"]), kind="stable"))


def reprints(pairs: Pairs) -> Pairs:
    """The rows of which stories are made."""
    # Numpy takes ten times as long to choose rows by a mask.
    return pairs.take(np.flatnonzero(pairs["kind"] == KINDS.index("reprint")))


def _both(high: npt.NDArray[Any], low: npt.NDArray[Any]) -> Keys:
    return (high.astype(np.uint64) << _HIGH) | low.astype(np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What was found at one time, in memory or where it lies on disk.

    anew       the records of which this is all that is known, in order
    pairs      by the names of `PAIR` its columns, each pair once, in order of a and then of b
    by_b       of each pair its b, in the upper 32 bits, and its row, in order
    numbers    the records that may be in another story than before, in order
    stories    of each of them the story that it is in, told by its least number; 0 for none
    common     keys that are boilerplate or a formula from now on, in order
    ordinary   keys that were, and are none any more, in order
    """

    anew: Numbers
    pairs: Mapping[str, Array]
    by_b: Keys
    numbers: Numbers
    stories: Numbers
    common: Keys
    ordinary: Keys

    @classmethod
    def of(
        cls,
        pairs: Pairs,
        stories: Mapping[int, int],
        common: Keys,
        anew: npt.ArrayLike = (),
        ordinary: npt.ArrayLike = (),
    ) -> Self:
        """What a build has found, or a sync of records that it has looked at `anew`."""
        numbers = np.array(sorted(stories), np.uint32)
        return cls(
            np.asarray(anew, np.uint32),
            {name: np.ascontiguousarray(pairs[name]) for name in _COLUMNS},
            np.sort(_both(pairs["b"], np.arange(len(pairs)))),
            numbers,
            np.array([stories[number] for number in numbers.tolist()], np.uint32),
            common,
            np.asarray(ordinary, np.uint64),
        )

    @classmethod
    def read(cls, held: Mapping[str, Array]) -> Self:
        """Those that a file has; raise `KeyError` or `ValueError` where they are not whole."""
        pairs = {name: held[name] for name in _COLUMNS}
        found = cls(
            held["anew"],
            pairs,
            held["by_b"],
            held["numbers"],
            held["stories"],
            held["common"],
            held["ordinary"],
        )
        lengths = {*map(len, pairs.values()), len(found.by_b)}
        if len(lengths) > 1 or len(found.numbers) != len(found.stories):
            raise ValueError("its arrays are not as long as each other")
        if pairs["kind"].max(initial=0) >= len(KINDS):
            raise ValueError("it has a kind that there is not")
        return found

    def arrays(self) -> dict[str, Pieces]:
        """What a file is to have."""
        own = {
            "anew": self.anew,
            **self.pairs,
            "by_b": self.by_b,
            "numbers": self.numbers,
            "stories": self.stories,
            "common": self.common,
            "ordinary": self.ordinary,
        }
        return {name: arrays.whole(array) for name, array in own.items()}

    def rows(self, which: Any = slice(None)) -> Pairs:
        """Some of the pairs, by their places, or all."""
        columns = {name: column[which] for name, column in self.pairs.items()}
        found = np.empty(len(columns["a"]), PAIR)
        for name, column in columns.items():
            found[name] = column
        return found

    def having(self, numbers: Numbers) -> Ints:
        """The places of the pairs that have one of these records, in order."""
        a, after = self.pairs["a"], numbers.astype(np.uint64) + np.uint64(1)
        begins_a, ends_a = a.searchsorted(numbers), a.searchsorted(numbers, "right")
        begins_b = self.by_b.searchsorted(numbers.astype(np.uint64) << _HIGH)
        ends_b = self.by_b.searchsorted(after << _HIGH)
        of_b = self.by_b[ranges(begins_b, ends_b - begins_b)] & _LOW
        of_a = ranges(begins_a, ends_a - begins_a)
        return each_once(np.concatenate([of_a, of_b.astype(np.int64)]))

    def then(self, later: "Findings") -> "Findings":
        """What is known when others have been found after these."""
        kept = np.flatnonzero(~has_one(self.pairs, later.anew))
        pairs = in_order([self.rows(kept), later.rows()])
        stories = dict(zip(self.numbers.tolist(), self.stories.tolist(), strict=True))
        stories |= dict(zip(later.numbers.tolist(), later.stories.tolist(), strict=True))
        return Findings.of(
            pairs,
            stories,
            with_keys(self.common, later.common, later.ordinary),
            together(self.anew, later.anew),
            with_keys(self.ordinary, later.ordinary, later.common),
        )

    def alone(self) -> "Findings":
        """The same where nothing was found before, of which anything would have to be said."""
        stories = zip(self.numbers.tolist(), self.stories.tolist(), strict=True)
        told = {number: story for number, story in stories if story}
        return Findings.of(self.rows(), told, self.common)


def has_one(pairs: Mapping[str, Array] | Pairs, numbers: Numbers) -> Mask:
    """Which pairs have one of these records, whose numbers are in order."""
    return among(pairs["a"], numbers) | among(pairs["b"], numbers)


@dataclass(frozen=True, slots=True)
class CommonKeys:
    """Keys that are boilerplate or a formula, as it was found one time after another.

    `found` has of each time those that are so from then on, and those that are so no more. They are
    never put together: a sync asks of all those in an archive about a few.
    """

    found: tuple[tuple[Keys, Keys], ...] = ()

    def then(self, common: Keys, ordinary: Keys) -> Self:
        """Those when this was found too."""
        return replace(self, found=(*self.found, (common, ordinary)))

    def which(self, keys: Keys) -> Mask:
        """Which of some keys are among them."""
        marked = np.zeros(len(keys), np.bool_)
        for common, ordinary in self.found:
            marked = (marked | among(keys, common)) & ~among(keys, ordinary)
        return marked


def with_keys(keys: Keys, more: Keys, less: Keys) -> Keys:
    """Keys in order, to which some are added and from which others are taken.

    Both are few beside them: nothing is sorted.
    """
    taken = np.searchsorted(keys, less[among(less, keys)])
    left = np.delete(keys, taken) if len(taken) else keys
    added = more[~among(more, left)]
    return np.insert(left, np.searchsorted(left, added), added) if len(added) else left
