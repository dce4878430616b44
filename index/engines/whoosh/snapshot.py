"""One commit of a Whoosh index, read as arrays over all its segments.

Documents are numbered through the segments in order, as Whoosh does; `live`
says which of them have not been deleted since.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..base import Schema
from .arrays import damaged
from .commits import Commits, Entry
from .facets import Facet, FacetColumn
from .packing import Ints, Postings
from .posting_cache import PostingCache
from .segments import Segment
from .terms import encode

_TRIES = 5
"""Times to open a commit: another process may be removing it for the next."""


class Snapshot:
    """The documents of one commit. Safe for many readers.

    `numbers`, `first` and `last` are each document's number and the days of its date, 0 where
    that is unknown.
    """

    def __init__(
        self,
        commit: int,
        segments: Sequence[Segment],
        deleted: Sequence[Ints],
        kept: "KeptBetweenCommits",
    ) -> None:
        self.schema = kept.schema
        self.commit = commit
        self._segments = tuple(segments)
        self._kept = kept
        self.size = sum(segment.size for segment in segments)
        self.live = np.ones(self.size, np.bool_)
        start = 0
        for segment, gone in zip(segments, deleted, strict=True):
            self.live[gone + start] = False
            start += segment.size
        self.numbers = self._column("number")
        self.first = self._column("first")
        self.last = self._column("last")
        self._facets: dict[str, FacetColumn] = {}

    @cached_property
    def held(self) -> int:
        """The number of live documents."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def relative_lengths(self) -> npt.NDArray[np.float64]:
        """Each document's length over the mean of the live ones."""
        lengths = self._column("length")
        mean = lengths[self.live].mean() if self.held else 0.0
        return lengths / (mean or 1.0)

    def postings(self, field: str, term: str) -> Postings | None:
        """A term's postings over all segments, deleted documents included; None if it has none."""
        return self._kept.postings.of(field, term, self._segments)

    def having(self, field: str, term: str) -> int:
        """How many documents have a term in a field, deleted ones included."""
        token = encode(term)
        return sum(segment.having(field, token) for segment in self._segments)

    def facet(self, name: str) -> FacetColumn:
        """A facet's column, made when it is first asked for."""
        if name not in self._facets:
            self._facets[name] = self._kept.facets[name].of(self._segments)
        return self._facets[name]

    def _column(self, name: str) -> Ints:
        parts = [segment.columns[name] for segment in self._segments]
        return np.concatenate([np.zeros(0, np.int64), *parts])


class KeptBetweenCommits:
    """What is read of segments and holds from one commit to the next."""

    def __init__(self, commits: Commits, schema: Schema) -> None:
        self.schema = schema
        self.postings = PostingCache()
        self.facets: Mapping[str, Facet] = {name: Facet(name) for name in schema.facets}
        self._commits = commits
        self._open: dict[Path, Segment] = {}

    def newest(self) -> Snapshot:
        """The newest commit, of which only the segments are opened that the last one had not."""
        for _ in range(_TRIES):
            number, entries = self._commits.read()
            try:
                self._open = {entry.file: self.segment(entry) for entry in entries}
            except FileNotFoundError as error:
                missing = Path(error.filename)
                continue
            deleted = [np.fromiter(entry.deleted, np.int64) for entry in entries]
            return Snapshot(number, list(self._open.values()), deleted, self)
        raise damaged(missing, "it is missing")

    def segment(self, entry: Entry) -> Segment:
        """The segment that a commit has, opened unless it is."""
        segment = self._open.get(entry.file) or Segment(entry.file)
        if segment.size != entry.size:
            raise damaged(entry.file, f"it has {segment.size} documents, not {entry.size}")
        return segment
