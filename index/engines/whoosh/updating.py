"""A commit to an index that there is: documents removed, others added, small segments merged."""

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
    left = _merge_small([entry for entry in left if entry.held], added, opened)
    if len(added):
        left.append(commits.keep(added))
    commits.write(number + 1, left)


def _without(numbers: Ints, entry: Entry, opened: Open) -> Entry:
    gone = np.flatnonzero(np.isin(opened(entry).columns["number"], numbers))
    return replace(entry, deleted=entry.deleted.union(gone.tolist()))


def _merge_small(entries: list[Entry], added: SegmentWriter, opened: Open) -> list[Entry]:
    """Take all but the largest segments into what is added, where there are many.

    So an archive fed in small pieces rewrites each record a few times, not at every commit.
    """
    if len(entries) < MOST_SEGMENTS:
        return entries
    ordered = sorted(entries, key=lambda entry: -entry.held)
    for entry in ordered[MOST_SEGMENTS // 2 :]:
        added.take_in(opened(entry), entry.deleted)
    return ordered[: MOST_SEGMENTS // 2]
