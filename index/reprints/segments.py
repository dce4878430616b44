"""Segments: what is known of reprints, in files that never change once they are written.

    reprints/FIRST-LAST.arrays    what was found from one time to another, counted from 0

named and passed over as those of the forward file are. A build writes two, keys and then what it
finds by them; each sync one, whole or not at all, and so who is killed has taken in nothing or
everything. A segment has these arrays, all in order:

    void        the records whose postings in earlier segments are void
    postings    its own (`postings.py`)
    every       the first of these and each 4,096th behind it; left out where they are not many

and those of its findings (`findings.py`), if it has any. So a record that has changed or gone has
nothing of its earlier text, though the file that holds it is as it was; merges leave it out.

One process writes, which whoever calls sees to; any others may read meanwhile.
"""

import mmap as mmap_module
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from mmap import mmap
from pathlib import Path
from typing import Final
from uuid import uuid4

import numpy as np

from ...archive.errors import SearchIndexError
from ...archive.whole_files import open_all
from ..forward import arrays
from ..forward.arrays import Pieces
from ..forward.segments import Name, in_use, remove, remove_unused
from .arrays import EVERY, Keys, among, each_once, joined, together
from .findings import Findings

NUMBER_BITS: Final = 24
MOST_NUMBER: Final = (1 << NUMBER_BITS) - 1

NUMBER: Final = np.uint64(MOST_NUMBER)
_END: Final = (1 << 64) - 1
_DONT_NEED: Final[int | None] = getattr(mmap_module, "MADV_DONTNEED", None)
_NOTHING: Final = np.empty(0, np.uint64)

_GROWTH: Final = 4
"""Segments are merged as soon as an earlier one is no more than so many times as large: each
posting is written a few times in the life of an archive, and a look-up asks a few files."""

_AT_ONCE: Final = 1 << 20
"""Postings that are merged or joined at once, some 8 MB."""

_MANY: Final = 1 << 20
"""Postings that are not in the processor's cache as soon as some of them are looked for."""


class Segment:
    """A segment, in memory or open for reading; then to its end, even when it has been removed."""

    def __init__(
        self,
        void: Keys,
        postings: Keys,
        findings: Findings | None = None,
        every: Keys | None = None,
    ) -> None:
        self.void = void
        self.postings = postings
        self.findings = findings
        self.every = every
        self.later_void: Keys = _NOTHING

    def valid(self, postings: Keys) -> Keys:
        """Those of its postings of whose records no later segment has others."""
        if not len(self.later_void):
            return postings
        return postings[~among(postings & NUMBER, self.later_void)]

    def parts(self) -> Iterator[Keys]:
        """Its valid postings, in order, a part at a time."""
        for at in range(0, len(self.postings), _AT_ONCE):
            yield self.valid(self.postings[at : at + _AT_ONCE])
            self.forget()

    def forget(self) -> None:
        """Let go of the memory that reading has mapped, on systems that can be told to."""
        mapped = getattr(self.postings.base, "obj", None)
        if _DONT_NEED is not None and isinstance(mapped, mmap):
            mapped.madvise(_DONT_NEED)


def opened(folder: Path) -> list[Segment]:
    """The segments of a folder as they are now, the latest last.

    Raises `FileNotFoundError` where there is no such folder any more, `SearchIndexError` where a
    file is damaged.
    """
    return in_turn(open_all(folder, lambda: [_read(path) for path in in_use(folder)]))


def _read(path: Path) -> Segment:
    held = arrays.read(path)
    try:
        findings = Findings.read(held) if "anew" in held else None
        return Segment(held["void"], held["postings"], findings, held.get("every"))
    except (KeyError, ValueError) as error:
        raise SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`") from error


def in_turn(segments: list[Segment]) -> list[Segment]:
    """These segments, each of which knows what is void in it by those behind it."""
    for earlier, later in zip(segments[-2::-1], segments[:0:-1], strict=True):
        earlier.later_void = together(later.later_void, later.void)
    return segments


def write_part(folder: Path, postings: Keys) -> None:
    """Write what a process of a build has made, of records of which no other makes anything."""
    folder.mkdir(exist_ok=True)
    _write(folder / f"{uuid4().hex}.part", _NOTHING, len(postings), [postings])


def join(folder: Path) -> None:
    """Make the first segment of all that the processes of a build wrote."""
    parts = list(folder.glob("*.part"))
    _merge([_read(part) for part in parts], _NOTHING, None, Name(0, 0).within(folder))
    remove(parts)


def add(folder: Path, segment: Segment) -> None:
    """Write one more segment, and with it those before it that are not much larger.

    From now on its records have what it has. Whoever is killed on the way has added nothing or
    everything; to add the same again changes nothing.
    """
    paths = in_use(folder)
    merged = paths[_first_to_merge(paths, segment) :]
    number = Name.of(paths[-1].name).last + 1 if paths else 0
    name = Name(Name.of(merged[0].name).first if merged else number, number)
    merging = in_turn([*map(_read, merged), segment])
    void = each_once(joined([one.void for one in merging], np.uint64))
    found = _together([one.findings for one in merging if one.findings is not None])
    if len(merged) == len(paths):  # before the first one there is nothing that could be void
        void, found = _NOTHING, found.alone() if found is not None else None
    _merge(merging, void, found, name.within(folder))
    remove_unused(folder)


def _first_to_merge(paths: Sequence[Path], segment: Segment) -> int:
    own = _arrays(segment.void, len(segment.postings), [segment.postings], segment.findings)
    begin, size = len(paths), arrays.size(own)
    while begin and (before := paths[begin - 1].stat().st_size) <= _GROWTH * size:
        begin, size = begin - 1, size + before
    return begin


def _together(findings: Sequence[Findings]) -> Findings | None:
    """What is known when all of these have been found, one after another."""
    # From the end on, so that the first ones, which are the largest, are gone through once.
    latest_first = reversed(findings)
    return reduce(lambda later, one: one.then(later), latest_first) if findings else None


def _merge(segments: list[Segment], void: Keys, found: Findings | None, path: Path) -> None:
    count = sum(len(part) for segment in segments for part in segment.parts())
    _write(path, void, count, postings_in_order(segments), found)


def postings_in_order(segments: list[Segment]) -> Iterator[Keys]:
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


def _write(
    path: Path,
    void: Keys,
    count: int,
    postings: Iterable[Keys],
    found: Findings | None = None,
) -> None:
    arrays.write(path, _arrays(void, count, postings, found))


def _arrays(
    void: Keys, count: int, postings: Iterable[Keys], found: Findings | None
) -> dict[str, Pieces]:
    kind, every = np.dtype(np.uint64), list[Keys]()
    own = {
        "void": arrays.whole(void),
        "postings": Pieces(kind, count, _watched(postings, every)),
    }
    if count >= _MANY:  # which are there once the postings are written
        own["every"] = Pieces(kind, -(-count // EVERY), every)
    return own | (found.arrays() if found is not None else {})


def _watched(postings: Iterable[Keys], every: list[Keys]) -> Iterator[Keys]:
    """The postings, of which each `EVERY`-th is kept."""
    passed = 0
    for part in postings:
        every.append(part[-passed % EVERY :: EVERY].copy())
        passed += len(part)
        yield part
