"""A commit to an index that there is: documents removed, others added, segments merged.

An archive fed in small pieces so rewrites each record a few times, not at every commit.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from .commits import Commits, Entry
from .packing import Ints
from .segments import Segment
from .writing import SegmentWriter

MOST_SEGMENTS = 10
"""A commit that would leave more merges the small ones: each costs a search its look-ups."""

Open: TypeAlias = Callable[[Entry], Segment]
"""Gives the segment that a commit has, open."""


def commit(added: SegmentWriter, gone: Collection[int], commits: Commits, opened: Open) -> None:
    """Make a state of the newest one, without the documents with these numbers and with others.

    Raises `SearchIndexError` where it cannot be written; the newest state is then what it was.
    """
    number, entries = commits.read()
    numbers = np.fromiter(gone, np.int64, len(gone))
    left = [_without(numbers, entry, opened) for entry in entries]
    left, taken_in = _parted([entry for entry in left if entry.held])
    for entry in taken_in:
        added.take_in(opened(entry), entry.deleted)
    if len(added):
        left.append(commits.keep(added))
    commits.write(number + 1, left)


def _without(numbers: Ints, entry: Entry, opened: Open) -> Entry:
    gone = np.flatnonzero(np.isin(opened(entry).columns["number"], numbers))
    return replace(entry, deleted=entry.deleted.union(gone.tolist()))


def _parted(entries: Collection[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those that stay as they are, and those to be taken into what is added.

    These are segments of which most is deleted, and where there are many, all but the largest.
    """
    whole = [entry for entry in entries if 2 * entry.held >= entry.size]
    taken_in = [entry for entry in entries if 2 * entry.held < entry.size]
    if len(whole) >= MOST_SEGMENTS:
        whole.sort(key=lambda entry: -entry.held)
        taken_in += whole[MOST_SEGMENTS // 2 :]
        del whole[MOST_SEGMENTS // 2 :]
    return whole, taken_in
