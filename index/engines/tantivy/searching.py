"""One request as Tantivy runs it: its page of hits, its total, its counts, the numbers of all."""

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np
import tantivy
from tantivy import Occur, Order, Query

from ....archive.time_limit import check_time
from ..base import Answer, Columns, Numbers, Request, own_filter
from . import cost
from .counting import count_values
from .numbers import numbers_matching
from .queries import Translation, having, ranks
from .schema import NEWEST, NUMBER, OLDEST
from .words import Words

Hits: TypeAlias = tuple[tuple[int, float], ...]
Counts: TypeAlias = dict[str, Mapping[str, int]]
Submit: TypeAlias = Callable[[Callable[[], Counts]], Future[Counts]]
"""Begins to count in another thread."""

_MARGIN = 6
"""Hits asked for beyond the page, since those of equal score must be put in order."""

_SEEN = 640
"""Hits asked for where there may be few: if these are all, so are their numbers."""

_FEW = 90
"""Records for each facet whose numbers are told, and they counted in columns, sooner than Tantivy
counts them: an aggregation takes some 40 microseconds however few there are, and to tell a
record's number a third of one. Where the numbers are wanted anyhow, columns are quicker."""

_WORTH_TWO = 1_500
"""Records that one thread counts for so long that it is worth to hand some facets to another."""

_MANY = 1_000
"""Values of a facet that are counted in columns however many records match: an aggregation keeps
a number for each value by its name, and takes two to four times as long."""


class _Page(NamedTuple):
    """The hits of the page that was asked for, the total, and the numbers that are known.

    Where these are as many as the total, they are of all that match.
    """

    hits: Hits
    total: int
    known: Sequence[int]


@dataclass(frozen=True, slots=True)
class Search:
    """A request on one state of an index."""

    request: Request
    translation: Translation
    filters: Mapping[str, Query]

    @classmethod
    def of(cls, request: Request, words: Words) -> "Search":
        """The request, of which no part asks for more hits than there are records."""
        # Tantivy makes room for as many hits as it is asked for.
        most = words.searcher.num_docs
        offset, limit = min(request.offset, most), min(request.limit, most)
        filters = {
            facet: having(words.schema, facet, values) for facet, values in request.filters.items()
        }
        translation = Translation(words)
        if request.dating is not None:
            filters["days"] = translation.matching(request.dating)
        if (offset, limit) != (request.offset, request.limit):
            request = replace(request, offset=offset, limit=limit)
        return cls(request, translation, filters)

    def answer(self, columns: Columns | None, submit: Submit) -> Answer:
        """The page and the counts, in columns or by Tantivy.

        `submit` begins to count in another thread.
        """
        facets = self.request.facets
        if not facets:
            page = self._page()
            return Answer(page.hits, page.total, {})
        least = cost.at_least(self.request, self._words)
        few = self._few(columns)
        if least > max(few, _WORTH_TWO):
            return self._counted_by_two(submit, self._page)
        seen = min(few, _SEEN)
        page = self._page(least=0 if least > seen else int(seen))
        if columns and page.total <= few:
            numbers = self._all_with(page)
            counts = self._counted_in(columns, numbers)
            if counts is not None:
                return Answer(page.hits, len(numbers), counts, numbers)
        if page.total > _WORTH_TWO:
            return self._counted_by_two(submit, lambda: page)
        return Answer(page.hits, page.total, self._counted(facets))

    def _few(self, columns: Columns | None) -> float:
        """Up to how many records are counted in columns."""
        if columns is None:
            return 0
        facets = self.request.facets
        are_quicker = self.request.numbers or any(
            len(columns.values_of(facet)) > _MANY for facet in facets
        )
        return math.inf if are_quicker else _FEW * len(facets)

    def numbers(self) -> Numbers:
        """The numbers of all that match."""
        most = cost.at_most(self.request.plan, self._words)
        return numbers_matching(self._searcher, self._filtered(self._sought()), most)

    def _all_with(self, page: _Page) -> Numbers:
        """The numbers of all that match, of which the page tells how many they are."""
        if len(page.known) == page.total:
            return np.sort(np.array(page.known, np.int64))
        return numbers_matching(self._searcher, self._filtered(self._sought()), page.total)

    @property
    def _words(self) -> Words:
        return self.translation.words

    @property
    def _searcher(self) -> tantivy.Searcher:
        return self.translation.words.searcher

    def _sought(self) -> Query:
        """What matches whatever the filters say, for counting."""
        return self.translation.matching(self.request.plan)

    def _filtered(self, query: Query, but: str = "") -> Query:
        """What of it passes the filters, of which one may be left out."""
        clauses = [(Occur.Must, one) for name, one in self.filters.items() if name != but]
        return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query

    def _counted_by_two(self, submit: Submit, find: Callable[[], _Page]) -> Answer:
        """Count on two cores, for a page takes about as long as a few facets."""
        facets = self.request.facets
        most = len(facets) - len(facets) // 4
        counting = submit(partial(self._counted, facets[:most]))
        page = find()
        rest = self._counted(facets[most:]) if facets[most:] else {}
        return Answer(page.hits, page.total, counting.result() | rest)

    def _counted(self, facets: Sequence[str]) -> Counts:
        """The counts of facets by Tantivy, which ignore a filter of their own."""
        sought, counts = self._sought(), Counts()
        for ignored, together in self._by_ignored(facets).items():
            if together:
                check_time()
                query = self._filtered(sought, ignored)
                combined = self._words.layout.schema.combined
                counts |= count_values(self._searcher, query, together, combined)
        return counts

    def _counted_in(self, columns: Columns, numbers: Numbers) -> Counts | None:
        """The counts of all that match; None where the columns have not all of them."""
        together = self._by_ignored(self.request.facets)
        counts = columns.counts(together.pop(""), numbers)
        most = cost.at_most(self.request.plan, self._words)
        for ignored, facets in together.items():
            if counts is None:
                break
            check_time()
            query = self._filtered(self._sought(), ignored)
            more = columns.counts(facets, numbers_matching(self._searcher, query, most))
            counts = None if more is None else counts | more
        return counts

    def _by_ignored(self, facets: Sequence[str]) -> dict[str, list[str]]:
        """The facets by the filter that their counts ignore, "" for none, which is always there."""
        together: dict[str, list[str]] = {"": []}
        for facet in facets:
            own = own_filter(facet)
            together.setdefault(own if own in self.filters else "", []).append(facet)
        return together

    def _page(self, least: int = 0) -> _Page:
        """The page that was asked for, found by at least so many hits, if that may be."""
        request, searcher = self.request, self._searcher
        if request.limit and request.sort == "relevance" and ranks(request.plan):
            query = self._filtered(self.translation.ranking(request.plan))
            return _by_score(searcher, query, request, least)
        return _by_column(searcher, self._filtered(self._sought()), request)


def _by_score(searcher: tantivy.Searcher, query: Query, request: Request, least: int) -> _Page:
    upto = request.offset + request.limit
    wanted = max(upto + _MARGIN, least)
    found = searcher.search(query, wanted)
    hits = found.hits  # a list that is made anew each time
    while len(hits) == wanted and hits[-1][0] == hits[upto - 1][0]:
        # The page ends amid equals, of which some may be missing.
        check_time()
        wanted *= 4
        found = searcher.search(query, wanted)
        hits = found.hits
    if not least or len(hits) == wanted:
        hits = hits[: _end_of_equals(hits, upto)]
    numbers = _numbers(searcher, hits)
    reaching = zip(hits[: _end_of_equals(hits, upto)], numbers, strict=False)
    scored = sorted((-score, number) for (score, _), number in reaching)
    page = tuple((number, -score) for score, number in scored[request.offset : upto])
    return _Page(page, _total(found), numbers)


def _end_of_equals(hits: Sequence[tuple[float, Any]], upto: int) -> int:
    """How many of the hits may be among the first so many: those that are equal to the last too."""
    if upto >= len(hits):
        return len(hits)
    least = hits[upto - 1][0]
    return next((at for at in range(upto, len(hits)) if hits[at][0] != least), len(hits))


def _by_column(searcher: tantivy.Searcher, query: Query, request: Request) -> _Page:
    """By date, or by number where nothing ranks."""
    column, order = {
        "newest": (NEWEST, Order.Desc),
        "oldest": (OLDEST, Order.Desc),
        "relevance": (NUMBER, Order.Asc),
    }[request.sort]
    most = max(request.limit, 1)
    found = searcher.search(query, most, True, column, request.offset, order)
    numbers = _numbers(searcher, found.hits[: request.limit])
    return _Page(tuple((number, 0.0) for number in numbers), _total(found), numbers)


def _total(found: tantivy.SearchResult) -> int:
    total: int | None = found.count  # type: ignore[attr-defined]  # left out of its stubs
    return total or 0


def _numbers(searcher: tantivy.Searcher, hits: list[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    """The numbers of the records that were found."""
    column = searcher.fast_field_values(NUMBER, [address for _, address in hits])
    return cast(list[int], column)
