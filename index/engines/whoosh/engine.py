"""The Whoosh engine: opening, searching, and replacing documents."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ....arabic.pieces import FORMS
from ..base import (
    BROADEST,
    Answer,
    Columns,
    Document,
    DocumentFeed,
    Engine,
    EngineKind,
    FolderKind,
    Numbers,
    Request,
    Schema,
    own_filter,
)
from ..plan import Plan, Terms
from .building import build
from .commits import Commits
from .evaluation import Matches, evaluate, rarity_of
from .facets import Mask
from .packing import Ints
from .segments import SCHEMA_VERSION
from .snapshot import KeptBetweenCommits, Snapshot
from .updating import commit
from .writing import SegmentWriter

_FEW = 50
"""The part of all documents, one in so many, of which less is counted by going through those alone:
a facet here is counted by going through all."""


class WhooshEngine:
    """An open Whoosh index. Searches see the newest committed state."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self._schema = schema
        self._commits = Commits(folder, schema)
        self._kept = KeptBetweenCommits(self._commits, schema)
        self._opening = threading.Lock()
        self._newest = self._kept.newest()

    def search(self, request: Request, columns: Columns | None = None) -> Answer:
        snapshot = self._snapshot()
        matches = evaluate(request.plan, snapshot)
        matched = matches.mask & snapshot.live
        filters = _filters(request, snapshot)
        kept = np.logical_and.reduce([matched, *filters.values()])
        order = _order(request, snapshot, Matches(kept, matches.scores))
        scores = matches.scores
        return Answer(
            hits=tuple(
                (int(snapshot.numbers[i]), 0.0 if scores is None else float(scores[i]))
                for i in order
            ),
            total=int(np.count_nonzero(kept)),
            facets=_counts(request, snapshot, matched, filters, kept, columns),
        )

    def idfs(self, words: Sequence[Terms]) -> Sequence[float]:
        snapshot = self._snapshot()
        return [rarity_of(node, snapshot) for node in words]

    def values(self, facet: str) -> Mapping[str, int]:
        snapshot = self._snapshot()
        counts = snapshot.facet(facet).count(snapshot.live)
        counts.pop("", None)
        return counts

    def numbers_of(self, request: Request) -> Numbers:
        snapshot = self._snapshot()
        return _numbers(request.plan, snapshot, *_filters(request, snapshot).values())

    def matching(self, plans: Iterable[Plan]) -> Iterator[Numbers]:
        snapshot = self._snapshot()
        return (_numbers(plan, snapshot) for plan in plans)

    def replace(self, documents: Iterable[Document[Any]], removed: Iterable[int]) -> None:
        added = SegmentWriter(self._schema)
        gone = set(removed)
        for document in documents:
            added.add(document)
            gone.add(document.number)
        with self._opening:
            commit(added, gone, self._commits, self._kept.segment)

    def close(self) -> None:
        """Let go of the files, which close as the last search on them ends."""
        del self._newest, self._kept

    def _snapshot(self) -> Snapshot:
        """The held snapshot, or a new one where the index has moved on since."""
        with self._opening:
            # Where a rebuild has just removed this index, what is held still
            # serves: its files are open.
            if self._commits.latest > self._newest.commit:
                self._newest = self._kept.newest()
            return self._newest


def _numbers(plan: Plan, snapshot: Snapshot, *filters: Mask) -> Numbers:
    found = _holders(plan, snapshot)
    for mask in (snapshot.live, *filters):
        found = found[mask[found]]
    return np.sort(snapshot.numbers[found])


def _holders(plan: Plan, snapshot: Snapshot) -> Ints:
    """The documents that a plan matches, deleted ones among them."""
    if isinstance(plan, Terms) and plan.field and len(plan.words) == 1:
        # Straight from the postings: a mask of all documents takes ten times as long.
        postings = snapshot.postings(f"{plan.field}_{plan.stream}", plan.words[0])
        return np.zeros(0, np.int64) if postings is None else postings.ids
    return np.flatnonzero(evaluate(plan, snapshot).mask)


def _filters(request: Request, snapshot: Snapshot) -> dict[str, Mask]:
    filters = {
        facet: snapshot.facet(facet).having(values) for facet, values in request.filters.items()
    }
    if request.dating is not None:
        filters["days"] = evaluate(request.dating, snapshot).mask
    return filters


def _counts(
    request: Request,
    snapshot: Snapshot,
    matched: Mask,
    filters: Mapping[str, Mask],
    kept: Mask,
    columns: Columns | None,
) -> Mapping[str, Mapping[str, int]]:
    """The counts of each facet; one with a filter of its own ignores that."""
    counts: dict[str, Mapping[str, int]] = {}
    if columns and np.count_nonzero(kept) * _FEW <= snapshot.size:
        plain = [facet for facet in request.facets if own_filter(facet) not in filters]
        counts |= columns.counts(plain, snapshot.numbers[kept]) or {}
    return counts | {
        facet: snapshot.facet(facet).count(_but_own(facet, matched, filters, kept))
        for facet in request.facets
        if facet not in counts
    }


def _but_own(facet: str, matched: Mask, filters: Mapping[str, Mask], kept: Mask) -> Mask:
    own = own_filter(facet)
    if own not in filters:
        return kept
    others = [mask for name, mask in filters.items() if name != own]
    passing: Mask = np.logical_and.reduce([matched, *others])
    return passing


def _order(request: Request, snapshot: Snapshot, matches: Matches) -> Ints:
    """The documents of the page that was asked for, in order."""
    if not request.limit:
        return np.zeros(0, np.int64)
    found = np.flatnonzero(matches.mask)
    wanted = request.offset + request.limit
    if request.sort == "relevance":
        keys = np.zeros(len(found)) if matches.scores is None else -matches.scores[found]
        ties = snapshot.numbers[found]
    else:
        first, last = snapshot.first[found], snapshot.last[found]
        undated = np.where(last == 0, np.inf, 0.0)
        # Of two that share this day the closer date is ahead, by less than a day.
        days = last if request.sort == "oldest" else -first
        keys = undated + days + (last - first) / BROADEST
        ties = -snapshot.numbers[found]
    if len(found) > wanted > 0:
        # Only what can reach the page is sorted; equals at its end are kept for the tie.
        limit = np.partition(keys, wanted - 1)[wanted - 1]
        near = keys <= limit
        found, keys, ties = found[near], keys[near], ties[near]
    return found[np.lexsort((ties, keys))][request.offset : wanted]


class WhooshKind(FolderKind):
    """Makes and opens Whoosh indexes."""

    name = "whoosh"
    # Any Whoosh reads what another has written of it: only what we write decides.
    version = f"v{SCHEMA_VERSION}"
    shape = FORMS

    def build(
        self, folder: Path, feed: DocumentFeed, workers: int, done: Callable[[int], None]
    ) -> None:
        build(folder, self.schema, feed, workers, done)

    def open(self, folder: Path) -> Engine:
        return WhooshEngine(folder, self.schema)


def kind(settings: Mapping[str, Any], schema: Schema) -> EngineKind:
    """How Whoosh indexes are made and opened; the engine has no settings."""
    return WhooshKind(settings, schema)
