"""One search, from the text that a person typed to a page of results."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ...archive.errors import QueryError
from ...archive.fields import SHOWN
from ...archive.metadata.authorities import Authorities
from ...archive.record import Record
from ...archive.storage.store import Store
from ..engines.base import Engine, Request, Sort
from ..query.notices import Notice
from ..query.wording import value_label
from .date_counts import date_counts
from .filters import FilteredQuery, one_of
from .highlights import Highlighter
from .matching import Matcher
from .open_index import OpenIndex, records_of
from .reranking import WINDOW, Reranker
from .results import FacetValue, Hit, SearchResults

_SAMPLE = 256
"""Records that tell the usual size of one."""

_BATCH = 200
"""Records that are read from the store at a time where all of a result set are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page of results was asked for; see `Archive.search`."""

    query: FilteredQuery
    sort: Sort
    offset: int
    limit: int
    facets: tuple[str, ...]
    facet_size: int

    def __post_init__(self) -> None:
        for facet in self.facets:
            one_of("facet", facet, SHOWN)
        if self.offset < 0 or self.limit < 0:
            raise QueryError("offset and limit cannot be negative")


def search(asked: PageRequest, index: OpenIndex, authorities: Authorities) -> SearchResults:
    """Run a search and dress its page of hits."""
    started = time.perf_counter()
    typed = asked.query.typed
    understood, planned = index.understand(typed)
    ranked_anew = asked.sort == "relevance" and asked.limit > 0 and asked.offset < WINDOW
    first = 0 if ranked_anew else asked.offset
    upto = asked.offset + asked.limit
    request = asked.query.request(
        planned.plan,
        sort=asked.sort,
        offset=first,
        limit=(max(upto, WINDOW) if ranked_anew else upto) - first,
        facets=tuple("month" if facet == "date" else facet for facet in asked.facets),
    )
    answer = index.answer(request)
    counts = {facet: answer.facets[facet] for facet in asked.facets if facet != "date"}
    if "date" in asked.facets:
        counts["date"] = _dates(request, answer.facets["month"], index.engine)
    hits = records_of(answer, index.store)
    matcher = index.matcher(typed)
    if ranked_anew and len(hits) > 1:
        hits = index.reranker(typed).order(hits, matcher)
    highlighter = Highlighter(matcher)
    return SearchResults(
        text=typed.text,
        query=understood,
        match=typed.match,
        total=answer.total,
        took_ms=(time.perf_counter() - started) * 1000,
        hits=tuple(
            _hit(record, score, highlighter)
            for record, score in hits[asked.offset - first : upto - first]
        ),
        facets={facet: _shown(facet, counts[facet], asked, authorities) for facet in asked.facets},
        notices=planned.notices + _staleness(index),
        variants=planned.variants,
        suggestions=() if asked.offset else tuple(_suggestions(asked.query, index, answer.total)),
    )


def each(query: FilteredQuery, sort: Sort, limit: int | None, index: OpenIndex) -> Iterator[Record]:
    """Every record that is found, in the order of the pages; see `Archive.each`."""
    _, planned = index.understand(query.typed)
    # An index that is behind may hold more records than the store, but none that had no change.
    # However few are wanted, `WINDOW` are ranked among one another, as they are for a page.
    most = index.store.last_change if limit is None else max(limit, WINDOW)
    answer = index.engine.search(query.request(planned.plan, sort=sort, limit=most))
    numbers = [number for number, _ in answer.hits]
    reranker, matcher = index.reranker(query.typed), index.matcher(query.typed)
    return islice(_in_order(numbers, sort, reranker, matcher, index.store), limit)


def _in_order(
    numbers: Sequence[int], sort: Sort, reranker: Reranker, matcher: Matcher, store: Store
) -> Iterator[Record]:
    """The records with these numbers; the first of them ranked anew, as the first page has them."""
    rest = 0
    if sort == "relevance" and len(numbers) > 1:
        first = [(record, 0.0) for record in store.by_numbers(numbers[:WINDOW]) if record]
        if first:
            yield from (record for record, _ in reranker.order(first, matcher))
        rest = WINDOW
    for start in range(rest, len(numbers), _BATCH):
        batch = store.by_numbers(numbers[start : start + _BATCH])
        yield from (record for record in batch if record is not None)


def _dates(request: Request, months: Mapping[str, int], engine: Engine) -> dict[str, int]:
    def count(unit: str) -> Mapping[str, int]:
        if unit == "month":
            return months
        counting = replace(request, limit=0, offset=0, facets=(unit,))
        return engine.search(counting).facets[unit]

    return date_counts(count, request.days)


def _suggestions(query: FilteredQuery, index: OpenIndex, total: int) -> Iterator[str]:
    """Queries that may have been meant, and find something under the same filters."""
    for text in index.suggestions(query.typed, total):
        _, planned = index.understand(query.typed._replace(text=text))
        if index.engine.search(query.request(planned.plan, limit=0)).total:
            yield text


def _hit(record: Record, score: float, highlighter: Highlighter) -> Hit:
    return Hit(
        record=record,
        score=score,
        title=highlighter.whole(record.title, "title"),
        snippet=highlighter.snippet(record.text, "text"),
    )


def _shown(
    facet: str, counts: Mapping[str, int], asked: PageRequest, authorities: Authorities
) -> tuple[FacetValue, ...]:
    """A facet's values with their labels: dates in order, others by count; chosen ones always."""
    chosen = asked.query.filters.get(facet, frozenset())
    excluded = asked.query.excluded.get(facet, frozenset())
    named = chosen | excluded
    ordered = list(counts.items())
    if facet != "date":
        ordered += [(value, 0) for value in named if value not in counts]
        ordered.sort(
            key=lambda item: (item[0] not in chosen, item[0] not in excluded, -item[1], item[0])
        )
        ordered = ordered[: max(asked.facet_size, len(named))]
    return tuple(
        FacetValue(
            value,
            value_label(authorities, facet, value, "ar"),
            count,
            selected=value in chosen,
            excluded=value in excluded,
        )
        for value, count in ordered
    )


def _staleness(index: OpenIndex) -> tuple[Notice, ...]:
    behind = index.store.last_change - index.manifest.reached
    return (Notice("stale-index", {"changes": str(behind)}),) if behind else ()
