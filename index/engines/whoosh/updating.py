"""A commit to an index that there is: documents removed, others added, small segments merged."""

from collections.abc import Callable, Collection
from typing import Any, TypeAlias

import numpy as np

from .commits import Commits
from .segments import Segment
from .writing import SegmentWriter

MOST_SEGMENTS = 10
"""A commit that would leave more merges the small ones: each costs a search its look-ups."""

Open: TypeAlias = Callable[[Any], Segment]
"""Gives the segment that a commit names."""


def commit(added: SegmentWriter, gone: Collection[int], commits: Commits, opened: Open) -> None:
    """Make a state of the newest one, without the documents with these numbers and with others.

    Raises `SearchIndexError` where it cannot be written; the newest state is then what it was.
    """
    number, entries = commits.read()
    _delete(gone, entries, opened)
    entries = _merge_small([one for one in entries if one.doc_count()], added, opened)
    if len(added):
        entries.append(commits.keep(added))
    commits.write(number + 1, entries)


def _delete(gone: Collection[int], entries: list[Any], opened: Open) -> None:
    numbers = np.fromiter(gone, np.int64, len(gone))
    for entry in entries:
        held = np.isin(opened(entry).columns["number"], numbers)
        for document in np.flatnonzero(held).tolist():
            entry.delete_document(document)


def _merge_small(entries: list[Any], added: SegmentWriter, opened: Open) -> list[Any]:
    """Take all but the largest segments into what is added, where there are many.

    So an archive fed in small pieces rewrites each record a few times, not at every commit.
    """
    if len(entries) < MOST_SEGMENTS:
        return entries
    ordered = sorted(entries, key=lambda entry: -entry.doc_count())
    for entry in ordered[MOST_SEGMENTS // 2 :]:
        added.take_in(opened(entry), entry.deleted_docs())
    return ordered[: MOST_SEGMENTS // 2]
