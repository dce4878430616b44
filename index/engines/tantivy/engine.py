"""The Tantivy engine: opening, searching, and replacing documents."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy.tantivy import __version__

from ....archive.errors import SearchIndexError
from ....archive.time_limit import in_time, time_left
from ..base import (
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
)
from ..plan import Plan, Terms
from . import cost
from .building import MANAGED, META, build
from .errors import tantivy_errors
from .layout import SHAPE, Layout
from .queries import EVERYTHING, numbered
from .schema import SCHEMA_VERSION, facet_field
from .searching import Search
from .waiting import Threads, Waiting
from .words import Words
from .writing import add

_HEAP = 64_000_000
"""Bytes for the writer of a sync, which commits a few thousand documents at a time."""


class TantivyEngine:
    """An open Tantivy index. Searches see the newest committed state."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self._layout = Layout(schema)
        self._meta = folder / META
        self._opening = threading.Lock()
        self._reading = threading.Lock()
        self._committed = self._state()
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._words = self._words_now()
        self._values: dict[str, Mapping[str, int]] = {}
        self._valued = self._words.searcher
        self._counting = Threads("counting")
        self._waiting = Waiting()

    def search(self, request: Request, columns: Columns | None = None) -> Answer:
        words = self._newest()
        search = Search.of(request, words)
        answer = partial(search.answer, columns, self._counting.submit)
        if time_left() is None:
            return answer()
        return self._waiting.within_time(answer, cost.seconds(request, words))

    def idfs(self, words: Sequence[Terms]) -> Sequence[float]:
        return list(map(self._newest().idf, in_time(words)))

    def values(self, facet: str) -> Mapping[str, int]:
        searcher = self._newest().searcher
        with self._reading:
            if self._valued is not searcher:
                self._values, self._valued = {}, searcher
            if facet not in self._values:
                # Not an aggregation, which does not give them all.
                found = searcher.terms_with_prefix(facet_field(facet), "", EVERYTHING)
                self._values[facet] = {value: count for value, count in found if value and count}
            return self._values[facet]

    def numbers_of(self, request: Request) -> Numbers:
        words = self._newest()
        search = Search.of(request, words)
        if time_left() is None:
            return search.numbers()
        return self._waiting.within_time(search.numbers, cost.seconds(request, words, listed=True))

    def matching(self, plans: Iterable[Plan]) -> Iterator[Numbers]:
        words = self._newest()
        return (Search.of(Request(plan), words).numbers() for plan in plans)

    def replace(self, documents: Iterable[Document[Any]], removed: Iterable[int]) -> None:
        documents = list(documents)
        gone = [*removed, *(document.number for document in documents)]
        with tantivy_errors(self._meta.parent):
            writer = self._index.writer(_HEAP, 1)
            try:
                # What a killed writer left would stand where this one writes the same again.
                writer.garbage_collect_files()
                writer.delete_documents_by_query(numbered(self._index.schema, gone))
                for document in documents:
                    add(writer, document, self._layout)
                writer.commit()
            finally:
                # Lets go of the lock, when the merges that a commit may start are done.
                writer.wait_merging_threads()

    def close(self) -> None:
        self._waiting.close()
        self._counting.close()
        del self._words, self._valued, self._index

    def _newest(self) -> Words:
        """The words of the newest commit, this process's or another's."""
        with self._opening:
            state = self._state()
            # Where a rebuild has just removed this index, what is held still
            # serves: its files are open.
            if state is not None and state != self._committed:
                with tantivy_errors(self._meta.parent):
                    self._index.reload()
                self._words = self._words_now()
                self._committed = state
            return self._words

    def _words_now(self) -> Words:
        return Words(self._index.searcher(), self._index.schema, self._layout)

    def _state(self) -> tuple[int, int] | None:
        try:
            stat = self._meta.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino


class TantivyKind(FolderKind):
    """Makes and opens Tantivy indexes."""

    name = "tantivy"
    shape = SHAPE
    written_again: Collection[str] = (META, MANAGED)
    # "tantivy v0.27.0, index_format v7": only the format decides what can be read.
    version = f"{__version__.rpartition(' ')[2]}.{SCHEMA_VERSION}"

    def build(
        self, folder: Path, feed: DocumentFeed, workers: int, done: Callable[[int], None]
    ) -> None:
        build(folder, self.schema, feed, workers, done)

    def open(self, folder: Path) -> Engine:
        if not (folder / META).exists():
            raise FileNotFoundError(f"there is no Tantivy index in {folder}")
        try:
            return TantivyEngine(folder, self.schema)
        except (ValueError, OSError) as error:
            raise SearchIndexError(
                f"the index in {folder} is damaged ({error}): run `kashshaf rebuild`"
            ) from error


def kind(settings: Mapping[str, Any], schema: Schema) -> EngineKind:
    """How Tantivy indexes are made and opened; the engine has no settings."""
    return TantivyKind(settings, schema)
