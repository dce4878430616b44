"""Segments: what some records have, by their numbers, in files that never change.

    forward/FIRST-LAST.arrays    FIRST and LAST: which writings are in it, from 0, the build's

What a later segment has of a record takes the place of what earlier ones have. Small ones that
follow one another are merged, several at a time, as in a log-structured merge tree. A segment
whose writings are within those of another is what a merge left that was killed at its end, and
is passed over.

A segment has these arrays (`arrays.py`):

    number        of each record its number
    order         its rows in order of these; left out where they stand in it, and before a merge
    first, last   the days of its date, as `date.toordinal`; 0 where it has none
    TEXT:held     for each text the entries of all records in turn (`entries.py`)
    TEXT:length   for each text of each record how many characters it has
    FACET:held    for each facet their values in turn, each by its place among the
                  values, of which the first, "", stands for none at all
    FACET:values  those values in turn, as JSON
    FACET:signs   of each of these 32 bits of its letters, 0 for none
    NAME:ends     of each text or facet where a record's end among those that are held;
                  left out where each record has one
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, TypeAlias
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from ...archive.whole_files import open_all
from ..engines.base import Schema
from ..terms.lines import encode, sign_of
from . import arrays
from .arrays import Array, Pieces
from .entries import Entries
from .ranges import ranges

Places: TypeAlias = NDArray[np.intp]

SUFFIX: Final = ".arrays"

_SETTLED: Final = 64_000_000
"""Bytes of a segment that is left as it is until the next build."""

_TOGETHER: Final = 8
"""Fewer segments are not merged: it takes less to read them than to write one at each sync."""

_AT_ONCE: Final = 20_000
"""Records that are copied at a time."""


class Name(NamedTuple):
    """Which writings a segment has, from one to another."""

    first: int
    last: int

    @classmethod
    def of(cls, name: str) -> Self:
        """The name of a segment's file."""
        first, _, last = name.removesuffix(SUFFIX).partition("-")
        return cls(int(first), int(last))

    def within(self, folder: Path) -> Path:
        """Where such a file stands."""
        return folder / f"{self.first}-{self.last}{SUFFIX}"


class Ragged(NamedTuple):
    """What rows have of something, one row after another among what is `held`.

    `ends` says where each row ends, as far as not every one has just one. It may be of a million
    rows, of which few are asked for: it is never copied.
    """

    ends: Array | None
    held: Array

    def spans(self, rows: Places) -> tuple[Places, Places]:
        """Where what each of these rows has begins, and how much it is."""
        if self.ends is None:
            return rows, np.ones(len(rows), np.intp)
        starts = np.where(rows > 0, self.ends[rows - 1], 0).astype(np.intp)
        return starts, self.ends[rows].astype(np.intp) - starts

    def gather(self, rows: Places) -> tuple[Array, Places]:
        """What these rows have in turn, and how much that is of each."""
        starts, lengths = self.spans(rows)
        if len(rows) == 1 or (len(rows) and np.all(np.diff(rows) == 1)):
            # One record, or all of an archive: nothing needs to be picked out.
            return self.held[int(starts[0]) : int(starts[-1] + lengths[-1])], lengths
        return self.held[ranges(starts, lengths)], lengths


class Rows(NamedTuple):
    """The numbers of records by their rows, and the rows in order of these where they are not."""

    numbers: NDArray[np.uint32]
    order: Places | None

    @classmethod
    def of(cls, numbers: NDArray[np.uint32]) -> Self:
        """The rows of these numbers, which are from 0 on."""
        return cls(numbers, order_of(numbers))

    def find(self, numbers: NDArray[Any]) -> Places:
        """The rows of some records, of several that one has the last; -1 for those not here."""
        sought = numbers.astype(np.uint32)
        upto = np.searchsorted(self.numbers, sought, "right", self.order)
        here = np.flatnonzero(upto)
        last = upto[here] - 1
        found = last if self.order is None else self.order[last]
        same = self.numbers[found] == sought[here]
        rows = np.full(len(sought), -1)
        rows[here[same]] = found[same]
        return rows


def order_of(numbers: NDArray[np.uint32]) -> Places | None:
    """The places of numbers in order of these, equal ones as they stand; None if all stand so."""
    if np.all(numbers[1:] >= numbers[:-1]):
        return None
    # Quick where there are long runs in order: a rebuild writes some for each process.
    return np.argsort(numbers, kind="stable")


class Segment:
    """One segment, open for reading; damage raises `SearchIndexError`."""

    def __init__(self, path: Path) -> None:
        self._arrays = arrays.read(path)
        self.numbers: NDArray[np.uint32] = self._arrays["number"]
        self.first: NDArray[np.int32] = self._arrays["first"]
        self.last: NDArray[np.int32] = self._arrays["last"]

    def __len__(self) -> int:
        """How many records it has."""
        return len(self.numbers)

    @cached_property
    def most(self) -> int:
        """The highest number of a record in it, 0 where it has none."""
        return int(self.numbers.max(initial=0))

    @cached_property
    def rows(self) -> Rows:
        """Of its records the rows in it."""
        order = self._arrays.get("order")
        return Rows.of(self.numbers) if order is None else Rows(self.numbers, order)

    def of(self, key: str) -> Ragged:
        """What its records have of a text or a facet."""
        return Ragged(self._arrays.get(f"{key}:ends"), self._arrays[f"{key}:held"])

    def characters(self, key: str) -> NDArray[np.uint32]:
        """How many characters each record has of a text."""
        return self._arrays[f"{key}:length"]

    @property
    def facets(self) -> tuple[str, ...]:
        """The facets that it has, which are those of every segment beside it."""
        suffix = ":values"
        return tuple(key.removesuffix(suffix) for key in self._arrays if key.endswith(suffix))

    def values(self, key: str) -> tuple[str, ...]:
        """The values of a facet that its records have, after "" for none."""
        return tuple(json.loads(self._arrays[f"{key}:values"].tobytes()))

    def signs(self, key: str) -> Array:
        """Of each of these values its sign, by which it is known in every segment."""
        signs = self._arrays.get(f"{key}:signs")
        return _signs(self.values(key)) if signs is None else signs  # as of an earlier index


_opened: WeakValueDictionary[Path, Segment] = WeakValueDictionary()
"""Those in use: after a sync most are those that were open before."""


def opened(folder: Path) -> list[Segment]:
    """The segments of a folder, the latest last; raise `FileNotFoundError` for no such folder."""
    return open_all(folder, lambda: [_open(path) for path in in_use(folder)])


def _open(path: Path) -> Segment:
    segment = _opened.get(path)
    if segment is None:
        segment = _opened[path] = Segment(path)
    return segment


def in_use(folder: Path) -> list[Path]:
    """The files of a folder's segments, but for those within another, in order of their writing."""
    return [name.within(folder) for name in _outermost(_names(folder))]


def remove_unused(folder: Path) -> None:
    """Remove the segments within others: these were made of them."""
    names = _names(folder)
    remove(name.within(folder) for name in {*names}.difference(_outermost(names)))


def remove(paths: Iterable[Path]) -> None:
    """Remove files; where an open one cannot be, whoever merges next tries again."""
    for path in paths:
        with suppress(PermissionError):
            path.unlink()


def _names(folder: Path) -> list[Name]:
    # Not `glob`, for which a folder that is not there is an empty one; and every sync asks this
    # several times, which with paths takes five times as long.
    return [Name.of(name) for name in os.listdir(folder) if name.endswith(SUFFIX)]  # noqa: PTH208


def _outermost(names: Iterable[Name]) -> list[Name]:
    used: list[Name] = []
    for name in sorted(names, key=lambda one: (one.first, -one.last)):
        if not used or name.last > used[-1].last:
            used.append(name)
    return used


class Part(NamedTuple):
    """Rows of a segment that go into another, with the entries of its texts changed."""

    segment: Segment
    rows: Places
    change: Callable[[Entries], Entries] = lambda entries: entries


def put_together(path: Path, schema: Schema, parts: Sequence[Part]) -> None:
    """Write one segment of parts of others."""
    numbers, first, last = (
        np.concatenate([getattr(part.segment, of)[part.rows] for part in parts])
        for of in ("numbers", "first", "last")
    )
    columns = {"number": numbers, "first": first, "last": last}
    # To find it among a million records takes as long as all else that one of them costs a sync.
    if (order := order_of(numbers)) is not None:
        columns["order"] = order
    made = {name: arrays.whole(column) for name, column in columns.items()}
    for key in schema.texts:
        made |= _joined(key, parts, [part.change for part in parts], np.dtype(np.uint32))
        lengths = [part.segment.characters(key)[part.rows] for part in parts]
        made[f"{key}:length"] = arrays.whole(np.concatenate(lengths))
    for key in schema.facets:
        values, codes = _common([part.segment.values(key) for part in parts])
        made |= _joined(key, parts, [of.__getitem__ for of in codes], code_type(len(values)))
        made |= with_signs(key, values)
    arrays.write(path, made)


def _joined(
    key: str,
    parts: Sequence[Part],
    changes: Sequence[Callable[[Array], Array]],
    dtype: np.dtype[Any],
) -> dict[str, Pieces]:
    """The arrays of a text or a facet of all parts."""
    lengths = np.concatenate([part.segment.of(key).spans(part.rows)[1] for part in parts])

    def pieces() -> Iterator[Array]:
        for part, change in zip(parts, changes, strict=True):
            ragged = part.segment.of(key)
            for at in range(0, len(part.rows), _AT_ONCE):
                held, _ = ragged.gather(part.rows[at : at + _AT_ONCE])
                yield change(held)

    return with_ends(key, lengths, Pieces(dtype, int(lengths.sum()), pieces()))


def _common(values: Sequence[Sequence[str]]) -> tuple[list[str], list[Array]]:
    """All values of several lists, each once, and of each list their places among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(_all(values)))}
    return list(places), [np.array([places[value] for value in one], np.uint32) for one in values]


def _all(values: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    for one in values:
        yield from one


def with_ends(key: str, lengths: Array, held: Pieces) -> dict[str, Pieces]:
    """The arrays of what rows have of something: where each ends, unless all have one."""
    if np.all(lengths == 1):
        return {f"{key}:held": held}
    dtype = np.dtype(np.uint32 if held.length < 1 << 32 else np.uint64)
    return {
        f"{key}:held": held,
        f"{key}:ends": arrays.whole(np.cumsum(lengths, dtype=dtype)),
    }


def code_type(values: int) -> np.dtype[Any]:
    """The narrowest type for the places of so many values."""
    return np.min_scalar_type(max(values - 1, 0))


def with_signs(key: str, values: Sequence[str]) -> dict[str, Pieces]:
    """The arrays of the values of a facet, the first of which stands for none."""
    return {
        f"{key}:values": arrays.whole(np.frombuffer(json.dumps(values).encode(), np.uint8)),
        f"{key}:signs": arrays.whole(_signs(values)),
    }


def _signs(values: Sequence[str]) -> Array:
    return np.array([0, *(sign_of(encode(value)) for value in values[1:])], np.uint32)


def settle(folder: Path, schema: Schema) -> None:
    """Keep the segments few after a sync: merge the last ones that together outgrow one before.

    A few are left to be merged with those that follow.
    """
    paths = in_use(folder)
    sizes = [path.stat().st_size for path in paths]
    first, together = len(paths), 0
    for at in reversed(range(len(paths))):
        if sizes[at] >= _SETTLED:
            break
        if sizes[at] <= 2 * together:
            first = at
        together += sizes[at]
    if len(paths) - first >= _TOGETHER:
        _merge(folder, schema, paths[first:])
    remove_unused(folder)


def _merge(folder: Path, schema: Schema, paths: Sequence[Path]) -> None:
    segments = [_open(path) for path in paths]
    parts: list[Part] = []
    later: NDArray[np.uint32] = np.zeros(0, np.uint32)
    for segment in reversed(segments):
        parts.insert(0, Part(segment, np.flatnonzero(~np.isin(segment.numbers, later))))
        later = np.concatenate((later, segment.numbers))
    name = Name(Name.of(paths[0].name).first, Name.of(paths[-1].name).last)
    put_together(name.within(folder), schema, parts)
