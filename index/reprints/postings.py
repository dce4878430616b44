"""Postings: which records have which keys, in sorted files that are searched where they lie.

A posting is one number of 64 bits: a key of 40, and the number of a record below it. A folder holds

    postings-FIRST-LAST    what was added from one time to another, counted from 0

and each of these files, which never change once they are written,

    8 bytes that name the format, 8 that say how many numbers follow,
    numbers of records whose postings in earlier files are void, in order,
    postings, in order

all in little-endian numbers of 64 bits. So a record that has changed or gone has no posting
of its earlier text, though the file that holds them is as it was; merges leave them out. A file
whose times are within those of another is what is left of a merge that was broken off after
its end, and is passed over.

One process writes, which whoever calls sees to; any others may read meanwhile.
"""

import mmap as mmap_module
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import SearchIndexError
from ...archive.whole_files import os_errors, written_whole
from .arrays import Ints, Keys, among, each_once, heads, joined, ranges
from .fingerprints import Fingerprints

NUMBER_BITS: Final = 24
MOST_NUMBER: Final = (1 << NUMBER_BITS) - 1

_NUMBER: Final = np.uint64(MOST_NUMBER)
_SHIFT: Final = np.uint64(NUMBER_BITS)
_FORMAT: Final = b"KSHFRPR1"
_NAME: Final = re.compile(r"postings-(\d{9})-(\d{9})")
_PART: Final = "part-*"
_GROWTH: Final = 4
"""Files are merged as soon as an earlier one is no more than so many times as large: each
posting is written a few times in the life of an archive, and a look-up asks a few files."""

_NOTHING: Final = np.empty(0, np.uint64)
_END: Final = (1 << 64) - 1
_FORGET: Final = getattr(mmap_module, "MADV_DONTNEED", None)

_AT_ONCE: Final = 1 << 20
"""Postings that are merged or joined at once, some 8 MB."""


def postings_of(found: Fingerprints, numbers: NDArray[np.uint32]) -> Keys:
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
        """The bytes of all its files."""
        return sum(segment.size for segment in self._segments)

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

    def chunks(self) -> Iterator[Keys]:
        """All postings in order, a part at a time; no key has postings in two of them."""
        return _in_order(self._segments)


def write_part(folder: Path, postings: Keys) -> None:
    """Write what a process of a build has made, of records of which no other makes anything."""
    with os_errors(SearchIndexError, "the reprints of the index"):
        folder.mkdir(exist_ok=True)
        _write(folder / f"part-{uuid4().hex}", _NOTHING, [postings])


def join(folder: Path) -> None:
    """Make the first file of all that the processes of a build wrote."""
    parts = sorted(folder.glob(_PART))
    _write(folder / _name(0, 0), _NOTHING, _in_order([_Segment(path) for path in parts]))
    _remove(parts)


def add(folder: Path, postings: Keys, numbers: NDArray[np.uint32]) -> None:
    """From now on these records have these postings, and no others, or none at all.

    Whoever is killed on the way has added nothing or everything; to add the same again
    changes nothing.
    """
    last = max((file.last for file in _files(folder)), default=-1)
    with os_errors(SearchIndexError, "the reprints of the index"):
        void = each_once(numbers).astype(np.uint64)
        _write(folder / _name(last + 1, last + 1), void, [postings])
        _settle(folder)


def _settle(folder: Path) -> None:
    """Keep the files few: merge the latest with those before it that are not much larger."""
    files = _in_use(_files(folder))
    together, begin = files[-1].path.stat().st_size, len(files) - 1
    while begin and (size := files[begin - 1].path.stat().st_size) <= _GROWTH * together:
        begin -= 1
        together += size
    if begin < len(files) - 1:
        segments = _open(folder)[begin:]
        void = each_once(joined([segment.void for segment in segments], np.uint64))
        # Before the first file there is nothing that could be void.
        void = void if begin else _NOTHING
        _write(folder / _name(files[begin].first, files[-1].last), void, _in_order(segments))
    written = _files(folder)
    kept = _in_use(written)
    _remove(file.path for file in written if file not in kept)


class _File(NamedTuple):
    first: int
    last: int
    path: Path


def _name(first: int, last: int) -> str:
    return f"postings-{first:09d}-{last:09d}"


def _files(folder: Path) -> list[_File]:
    # Not `glob`, for which a folder that is not there is an empty one.
    named = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    return [_File(int(name[1]), int(name[2]), path) for path, name in named if name]


def _in_use(files: Iterable[_File]) -> list[_File]:
    """The files whose times are not within those of another, in order of time."""
    used: list[_File] = []
    for file in sorted(files, key=lambda file: (file.first, -file.last)):
        if not used or file.last > used[-1].last:
            used.append(file)
    return used


class _Segment:
    """One file, open for reading. It can be read to its end even when it has been removed."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap(file.fileno(), 0, access=ACCESS_READ)
        numbers = np.frombuffer(self._map, "<u8", count=len(self._map) // 8)
        if self._map[:8] != _FORMAT or len(self._map) % 8 or numbers[1] > len(numbers) - 2:
            raise SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`")
        upto = 2 + int(numbers[1])
        self.void: Keys = numbers[2:upto]
        self.postings: Keys = numbers[upto:]
        self.later_void: Keys = _NOTHING

    @property
    def size(self) -> int:
        return len(self._map)

    def valid(self, postings: Keys) -> Keys:
        """Those of its postings of whose records no later file has others."""
        if not len(self.later_void):
            return postings
        return postings[~among(postings & _NUMBER, self.later_void)]

    def forget(self) -> None:
        """Let go of the memory that reading has mapped, where the system can be told."""
        if _FORGET is not None:
            self._map.madvise(_FORGET)


def _open(folder: Path) -> list[_Segment]:
    while True:
        try:
            segments = [_Segment(file.path) for file in _in_use(_files(folder))]
        except FileNotFoundError:
            # A merge has removed a file since the folder was read; or the folder is gone.
            if not folder.exists():
                raise
        else:
            break
    for earlier, later in zip(segments[-2::-1], segments[:0:-1], strict=True):
        earlier.later_void = each_once(np.concatenate([later.later_void, later.void]))
    return segments


def _in_order(segments: list[_Segment]) -> Iterator[Keys]:
    """The valid postings of several files, in order, a part at a time, and no key in two parts."""
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
        if len(segments) > 1:
            found.sort()
        yield found
        if not ahead:
            return


def _write(path: Path, void: Keys, parts: Iterable[Keys]) -> None:
    with written_whole(path) as file:
        file.write(_FORMAT)
        file.write(np.array([len(void)], "<u8").tobytes())
        file.write(void.astype("<u8").tobytes())
        for part in parts:
            file.write(part.astype("<u8").tobytes())


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        # Where an open file cannot be removed, the next merge tries again.
        with suppress(PermissionError):
            path.unlink()
