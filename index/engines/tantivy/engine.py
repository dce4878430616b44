"""The Tantivy engine: opening, searching, and replacing documents."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast

import tantivy
from tantivy import Occur, Order, Query
from tantivy.tantivy import __version__

from ....archive.errors import SearchIndexError
from ....archive.time_limit import check_time, in_time, time_left
from ..base import (
    Answer,
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
from . import cost
from .building import MANAGED, META, build
from .counting import count_values
from .errors import tantivy_errors
from .layout import SHAPE, Layout
from .numbers import numbers_matching
from .queries import EVERYTHING, Translation, dated, having, numbered, ranks
from .schema import NEWEST, NUMBER, OLDEST, SCHEMA_VERSION, facet_field
from .waiting import Threads, Waiting
from .words import Words
from .writing import add

_HEAP = 64_000_000
"""Bytes for the writer of a sync, which commits a few thousand documents at a time."""

_MARGIN = 6
"""Hits asked for beyond the page, since those of equal score must be put in order."""

Hits: TypeAlias = tuple[tuple[int, float], ...]


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

    def search(self, request: Request) -> Answer:
        words = self._newest()
        search = partial(self._search, words, request)
        if time_left() is None:
            return search()
        return self._waiting.within_time(search, cost.seconds(request, words))

    def _search(self, words: Words, request: Request) -> Answer:
        # Tantivy makes room for as many hits as it is asked for.
        request = replace(
            request,
            offset=min(request.offset, words.searcher.num_docs),
            limit=min(request.limit, words.searcher.num_docs),
        )
        filters, translation = _filters(request, words), Translation(words)
        if request.limit and not request.facets:
            return Answer(*_page(translation, request, filters.values()), {})
        matching = translation.matching(request.plan)
        if not request.limit:
            return Answer((), *_counts(words, matching, request, filters))
        # Counting and ranking go through the same records, each by itself: on two cores at once.
        counting = self._counting.submit(partial(_counts, words, matching, request, filters))
        hits, _ = _page(translation, request, filters.values(), count=False)
        return Answer(hits, *counting.result())

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
        listing = partial(_numbers_of, request, words)
        if time_left() is None:
            return listing()
        return self._waiting.within_time(listing, cost.seconds(request, words, listed=True))

    def matching(self, plans: Iterable[Plan]) -> Iterator[Numbers]:
        words = self._newest()
        return (_numbers_of(Request(plan), words) for plan in plans)

    def replace(self, documents: Iterable[Document[Any]], removed: Iterable[int]) -> None:
        documents = list(documents)
        gone = [*removed, *(document.number for document in documents)]
        with tantivy_errors(self._meta.parent):
            writer = self._index.writer(_HEAP, 1)
            try:
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


def _numbers_of(request: Request, words: Words) -> Numbers:
    matching = Translation(words).matching(request.plan)
    query = _filtered(matching, _filters(request, words).values())
    return numbers_matching(words.searcher, query, cost.at_most(request.plan, words))


def _filters(request: Request, words: Words) -> dict[str, Query]:
    filters = {
        facet: having(words.schema, facet, values) for facet, values in request.filters.items()
    }
    if request.days is not None:
        filters["days"] = dated(words.schema, *request.days)
    return filters


def _filtered(matching: Query, filters: Iterable[Query]) -> Query:
    clauses = [(Occur.Must, query) for query in filters]
    return Query.boolean_query([(Occur.Must, matching), *clauses]) if clauses else matching


def _page(
    translation: Translation, request: Request, filters: Iterable[Query], count: bool = True
) -> tuple[Hits, int]:
    """The hits of the page that was asked for, and the total if that is to be counted."""
    searcher = translation.words.searcher
    if request.sort == "relevance" and ranks(request.plan):
        query = _filtered(translation.ranking(request.plan), filters)
        return _by_score(searcher, query, request, count)
    query = _filtered(translation.matching(request.plan), filters)
    return _by_column(searcher, query, request, count)


def _by_score(
    searcher: tantivy.Searcher, query: Query, request: Request, count: bool
) -> tuple[Hits, int]:
    upto = request.offset + request.limit
    wanted = upto + _MARGIN
    found = searcher.search(query, wanted, count)
    hits = found.hits  # a list that is made anew each time
    while len(hits) == wanted and hits[-1][0] == hits[upto - 1][0]:
        # The page ends amid equals, of which some may be missing.
        check_time()
        wanted *= 4
        found = searcher.search(query, wanted, count)
        hits = found.hits
    scored = sorted(
        (-score, number) for (score, _), number in zip(hits, _numbers(searcher, hits), strict=True)
    )
    return tuple((number, -score) for score, number in scored[request.offset : upto]), _total(found)


def _by_column(
    searcher: tantivy.Searcher, query: Query, request: Request, count: bool
) -> tuple[Hits, int]:
    """By date, or by number where nothing ranks."""
    column, order = {
        "newest": (NEWEST, Order.Desc),
        "oldest": (OLDEST, Order.Desc),
        "relevance": (NUMBER, Order.Asc),
    }[request.sort]
    found = searcher.search(query, request.limit, count, column, request.offset, order)
    numbers = _numbers(searcher, found.hits)
    return tuple((number, 0.0) for number in numbers), _total(found)


def _total(found: tantivy.SearchResult) -> int:
    total: int | None = found.count  # type: ignore[attr-defined]  # left out of its stubs
    return total or 0


def _numbers(searcher: tantivy.Searcher, hits: list[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    """The numbers of the records that were found."""
    column = searcher.fast_field_values(NUMBER, [address for _, address in hits])
    return cast(list[int], column)


def _counts(
    words: Words, matching: Query, request: Request, filters: Mapping[str, Query]
) -> tuple[int, dict[str, dict[str, int]]]:
    """The total, and the counts of each facet; a facet with a filter of its own ignores that."""
    together: dict[str | None, list[str]] = {None: []}
    for facet in request.facets:
        own = own_filter(facet)
        together.setdefault(own if own in filters else None, []).append(facet)
    searcher, combined = words.searcher, words.layout.schema.combined
    total, counts = count_values(
        searcher, _filtered(matching, filters.values()), together.pop(None), combined
    )
    for ignored, counted in together.items():
        check_time()
        others = [other for name, other in filters.items() if name != ignored]
        counts |= count_values(searcher, _filtered(matching, others), counted, combined)[1]
    return total, counts


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
