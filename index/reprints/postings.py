"""Postings: which records have which keys, in sorted files that are searched where they lie.

A posting is one number of 64 bits: a key of 40, and below it the number of a record. A folder holds
segments, named as those of the forward file are,

    FIRST-LAST.arrays    what was added from one time to another, counted from 0, the build's

which never change once they are written. A segment has these arrays, both in order:

    void        the records whose postings in earlier segments are void
    postings    its own

So a record that has changed or gone has no posting of its earlier text, though the file that holds
them is as it was; merges leave them out. A segment whose times are within those of another is
what is left of a merge that was broken off after its end, and is passed over.

One process writes, which whoever calls sees to; any others may read meanwhile.
"""

import mmap as mmap_module
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from mmap import mmap
from pathlib import Path
from typing import Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import SearchIndexError
from ...archive.whole_files import open_all
from ..forward import arrays
from ..forward.arrays import Pieces
from ..forward.ranges import ranges
from ..forward.segments import Name, in_use, remove, remove_unused
from .arrays import Ints, Keys, among, each_once, heads, joined
from .fingerprints import Fingerprints

NUMBER_BITS: Final = 24
MOST_NUMBER: Final = (1 << NUMBER_BITS) - 1

_NUMBER: Final = np.uint64(MOST_NUMBER)
_SHIFT: Final = np.uint64(NUMBER_BITS)
_END: Final = (1 << 64) - 1
_DONT_NEED: Final[int | None] = getattr(mmap_module, "MADV_DONTNEED", None)
_NOTHING: Final = np.empty(0, np.uint64)

_GROWTH: Final = 4
"""Segments are merged as soon as an earlier one is no more than so many times as large: each
posting is written a few times in the life of an archive, and a look-up asks a few files."""

_AT_ONCE: Final = 1 << 20
"""Postings that are merged or joined at once, some 8 MB."""


def postings_of(found: Fingerprints, numbers: NDArray[np.integer]) -> Keys:
    """The postings of the texts of some records, each once, in order.

    `numbers[k]` is the record of text k. Raises `SearchIndexError` where one is too great.
    """
    if numbers.max(initial=0) > MOST_NUMBER:
        raise SearchIndexError(
            f"the archive has come to record {numbers.max()}, and reprints are found among"
            f" {MOST_NUMBER:,} at most: switch them off in settings.toml"
        )
    postings = (found.keys << _SHIFT) | numbers.astype(np.uint64)[found.owners]
    return each_once(postings)


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists: `keys[i]` is of the records `numbers[starts[i]:starts[i + 1]]`, in order."""

    keys: Keys
    starts: Ints
    numbers: Ints

    @classmethod
    def of(cls, postings: Keys) -> "Lists":
        """Those of postings in order."""
        keys = postings >> _SHIFT
        begins = heads(keys)
        numbers = (postings & _NUMBER).astype(np.int64)
        return cls(keys[begins], np.append(begins, len(keys)), numbers)

    @property
    def counts(self) -> Ints:
        """How many records have each key."""
        return np.diff(self.starts)


class Postings:
    """The postings in a folder, as they are when it is opened; safe to share between threads.

    Raises `FileNotFoundError` where there is no such folder any more, `SearchIndexError` where a
    file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._segments = _open(folder)

    @property
    def size(self) -> int:
        """The bytes of all postings, those included that are void."""
        return sum(segment.postings.nbytes for segment in self._segments)

    def lists(self, keys: Keys, most: int) -> Lists:
        """The lists of those of some keys, in order and each once, that records have.

        Of a list of more than `most` records, only some are given, and more than `most`.
        """
        parts = []
        for segment in self._segments:
            postings, low = segment.postings, keys << _SHIFT
            begins = np.searchsorted(postings, low)
            counts = np.searchsorted(postings, low | _NUMBER, side="right") - begins
            found = postings[ranges(begins, np.minimum(counts, most + 1))]
            parts.append(segment.valid(found))
        found = joined(parts, np.uint64)
        found.sort()
        return Lists.of(found)

    def keys_of(self, numbers: Ints) -> Keys:
        """The keys that any of these records, in order, have; all postings are read for them."""
        if not len(numbers):
            return _NOTHING
        sought = np.zeros(MOST_NUMBER + 1, np.bool_)
        sought[numbers] = True
        found = [
            segment.valid(part[sought[(part & _NUMBER).astype(np.intp)]]) >> _SHIFT
            for segment in self._segments
            for part in segment.all_parts()
        ]
        return each_once(joined(found, np.uint64))

    def chunks(self) -> Iterator[Keys]:
        """All postings in order, a part at a time; no key has postings in two of them."""
        return _in_order(self._segments)


def write_part(folder: Path, postings: Keys) -> None:
    """Write what a process of a build has made, of records of which no other makes anything."""
    folder.mkdir(exist_ok=True)
    _write(folder / f"{uuid4().hex}.part", _NOTHING, len(postings), [postings])


def join(folder: Path) -> None:
    """Make the first segment of all that the processes of a build wrote."""
    parts = list(folder.glob("*.part"))
    _merge([_Segment(part) for part in parts], _NOTHING, Name(0, 0).within(folder))
    remove(parts)


def add(folder: Path, postings: Keys, numbers: NDArray[np.integer]) -> None:
    """From now on these records have these postings, and no others, or none at all.

    Whoever is killed on the way has added nothing or everything; to add the same again
    changes nothing.
    """
    last = max((Name.of(path).last for path in in_use(folder)), default=-1)
    void = each_once(numbers.astype(np.uint64))
    _write(Name(last + 1, last + 1).within(folder), void, len(postings), [postings])
    _settle(folder)


def _settle(folder: Path) -> None:
    """Keep the segments few: merge the latest with those before it that are not much larger."""
    paths = in_use(folder)
    sizes = [path.stat().st_size for path in paths]
    begin = len(paths) - 1
    while begin and sizes[begin - 1] <= _GROWTH * sum(sizes[begin:]):
        begin -= 1
    if begin < len(paths) - 1:
        merged = _open(folder)[begin:]
        void = each_once(joined([segment.void for segment in merged], np.uint64))
        name = Name(Name.of(paths[begin]).first, Name.of(paths[-1]).last)
        # Before the first one there is nothing that could be void.
        _merge(merged, void if begin else _NOTHING, name.within(folder))
    remove_unused(folder)


class _Segment:
    """A segment, open for reading. It can be read to its end even when it has been removed."""

    def __init__(self, path: Path) -> None:
        held = arrays.read(path)
        self.void: Keys = held["void"]
        self.postings: Keys = held["postings"]
        self.later_void: Keys = _NOTHING

    def valid(self, postings: Keys) -> Keys:
        """Those of its postings of whose records no later segment has others."""
        if not len(self.later_void):
            return postings
        return postings[~among(postings & _NUMBER, self.later_void)]

    def parts(self) -> Iterator[Keys]:
        """Its valid postings, in order, a part at a time."""
        return map(self.valid, self.all_parts())

    def all_parts(self) -> Iterator[Keys]:
        """Its postings, valid or not, likewise."""
        for at in range(0, len(self.postings), _AT_ONCE):
            yield self.postings[at : at + _AT_ONCE]
            self.forget()

    def forget(self) -> None:
        """Let go of the memory that reading has mapped, on systems that can be told to."""
        mapped = getattr(self.postings.base, "obj", None)
        if _DONT_NEED is not None and isinstance(mapped, mmap):
            mapped.madvise(_DONT_NEED)


def _open(folder: Path) -> list[_Segment]:
    segments = open_all(folder, lambda: [_Segment(path) for path in in_use(folder)])
    for earlier, later in zip(segments[-2::-1], segments[:0:-1], strict=True):
        earlier.later_void = each_once(np.concatenate([later.later_void, later.void]))
    return segments


def _merge(segments: list[_Segment], void: Keys, path: Path) -> None:
    count = sum(len(part) for segment in segments for part in segment.parts())
    _write(path, void, count, _in_order(segments))


def _in_order(segments: list[_Segment]) -> Iterator[Keys]:
    """The valid postings of segments, in order, a part at a time; no key is in two parts."""
    places = [0] * len(segments)
    share = max(_AT_ONCE // max(len(segments), 1), 1)
    while True:
        ahead = [
            int(segment.postings[place + share])
            for segment, place in zip(segments, places, strict=True)
            if place + share < len(segment.postings)
        ]
        upto = np.uint64(min(ahead, default=_END) | MOST_NUMBER)
        parts = []
        for index, segment in enumerate(segments):
            end = int(np.searchsorted(segment.postings, upto, side="right"))
            parts.append(segment.valid(segment.postings[places[index] : end]))
            places[index] = end
        found = joined(parts, np.uint64)
        for segment in segments:
            segment.forget()
        found.sort()
        yield found
        if not ahead:
            return


def _write(path: Path, void: Keys, count: int, postings: Iterable[Keys]) -> None:
    kind = np.dtype(np.uint64)
    arrays.write(path, {"void": arrays.whole(void), "postings": Pieces(kind, count, postings)})
