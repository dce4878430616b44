"""One search, from the text that a person typed to a page of results."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from ..archive.authorities import Authorities
from ..archive.errors import QueryError
from ..archive.record import Record
from ..archive.store import Store
from .engines.base import Answer, Engine, Request, Sort
from .facets import SHOWN, date_counts
from .generations import Generation, Manifest
from .highlights import Highlighter
from .matching import Reader
from .narrowing import MOST_TEXT, Sought, Typed, one_of
from .parser import parse
from .plan import Everything, Plan
from .planner import Planned, Planner
from .query import Query, at_least
from .reranking import WINDOW, Ranked, Reranker, size
from .results import FacetValue, Hit, Notice, SearchResults
from .suggestions.completion import Completer, Completions
from .suggestions.corrections import FEW
from .suggestions.suggester import Suggester
from .wording import value_label

_SAMPLE = 256
"""Records that tell the usual size of one."""

_BATCH = 200
"""Records that are read from the store at a time where all of a result set are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page of results was asked for; see `Archive.search`."""

    sought: Sought
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


class OpenIndex:
    """A generation of the index, open for searching, as of one manifest."""

    def __init__(
        self,
        generation: Generation,
        manifest: Manifest,
        engine: Engine,
        planner: Planner,
        store: Store,
    ) -> None:
        self.generation = generation
        self.manifest = manifest
        self.engine = engine
        self.store = store
        self._planner = planner
        self.analyzer = planner.analyzer
        self._understand = lru_cache(maxsize=64)(self._parse_and_plan)
        self._weigh = lru_cache(maxsize=64)(self._reranker)
        self._suggester = Suggester(self.analyzer, planner.held)
        self._completer = Completer(
            planner.analyzer,
            planner.held,
            sample=lambda: (f"{record.title} {record.text}" for record in store.sample(_SAMPLE)),
            titles=self._titles,
            sources=lambda: engine.values("source"),
        )
        self._suggest = lru_cache(maxsize=64)(self._suggestions)
        self._counts_of_all = lru_cache(maxsize=16)(self._count_all)

    def answer(self, request: Request) -> Answer:
        """Ask the engine. The counts of everything are kept: every visit begins with them."""
        narrowed = request.plan != Everything() or request.filters or request.days
        if narrowed or not request.facets:
            return self.engine.search(request)
        page = self.engine.search(replace(request, facets=()))
        return replace(page, facets=self._counts_of_all(request.facets))

    def _count_all(self, facets: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
        return self.engine.search(Request(Everything(), limit=0, facets=facets)).facets

    def understand(self, typed: Typed) -> tuple[Query, Planned]:
        """Parse and plan a query; a reader who turns pages asks for the same one again."""
        return self._understand(typed)

    def _parse_and_plan(self, typed: Typed) -> tuple[Query, Planned]:
        parsed = parse(typed.text, typed.match)
        query = at_least(parsed.query, typed.level)
        planned = self._planner.plan(query, typed.variants)
        return query, replace(planned, notices=parsed.notices + planned.notices)

    def reader(self, typed: Typed) -> Reader:
        """What finds the matches of a query in texts."""
        _, planned = self.understand(typed)
        return Reader(self.analyzer, planned.plan)

    def complete(self, text: str) -> Completions:
        """What the text may become as it is typed on."""
        return self._completer.complete(text[-MOST_TEXT:])

    def _titles(self, sought: Plan, most: int) -> dict[str, str]:
        answer = self.engine.search(Request(sought, limit=most))
        return {record.id: record.title for record, _ in _records(answer, self.store)}

    def suggestions(self, typed: Typed, found: int) -> tuple[str, ...]:
        """What may have been meant by a query that found so many records, likeliest first.

        Not all of it need find anything.
        """
        return self._suggest(typed, min(found, FEW + 1))

    def _suggestions(self, typed: Typed, found: int) -> tuple[str, ...]:
        query, _ = self.understand(typed)
        return self._suggester.suggestions(typed.text, query, found)

    def reranker(self, typed: Typed) -> Reranker:
        """What ranks the first hits of a query."""
        return self._weigh(typed)

    def _reranker(self, typed: Typed) -> Reranker:
        _, planned = self.understand(typed)
        return Reranker.of(planned.plan, self.engine.rarities, self._usual_size)

    @cached_property
    def _usual_size(self) -> float:
        sizes = list(map(size, self.store.sample(_SAMPLE)))
        return sum(sizes) / max(len(sizes), 1)


def search(asked: Asked, index: OpenIndex, authorities: Authorities) -> SearchResults:
    """Run a search and dress its page of hits."""
    started = time.perf_counter()
    typed = asked.sought.typed
    query, planned = index.understand(typed)
    ranked_anew = asked.sort == "relevance" and asked.limit > 0 and asked.offset < WINDOW
    first = 0 if ranked_anew else asked.offset
    upto = asked.offset + asked.limit
    request = asked.sought.request(
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
    hits = _records(answer, index.store)
    reader = index.reader(typed)
    if ranked_anew and len(hits) > 1:
        hits = index.reranker(typed).order(hits, reader)
    highlighter = Highlighter(reader)
    return SearchResults(
        text=typed.text,
        query=query,
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
        suggestions=() if asked.offset else tuple(_suggestions(asked.sought, index, answer.total)),
    )


def each(sought: Sought, sort: Sort, limit: int | None, index: OpenIndex) -> Iterator[Record]:
    """Every record that is found, in the order of the pages; see `Archive.each`."""
    _, planned = index.understand(sought.typed)
    # An index that is behind may hold more records than the store, but none that had no change.
    # However few are wanted, `WINDOW` are ranked among one another, as they are for a page.
    most = index.store.last_change if limit is None else max(limit, WINDOW)
    answer = index.engine.search(sought.request(planned.plan, sort=sort, limit=most))
    numbers = [number for number, _ in answer.hits]
    reranker, reader = index.reranker(sought.typed), index.reader(sought.typed)
    return islice(_in_order(numbers, sort, reranker, reader, index.store), limit)


def _in_order(
    numbers: Sequence[int], sort: Sort, reranker: Reranker, reader: Reader, store: Store
) -> Iterator[Record]:
    """The records with these numbers; the first of them ranked anew, as the first page has them."""
    rest = 0
    if sort == "relevance" and len(numbers) > 1:
        first = [(record, 0.0) for record in store.by_numbers(numbers[:WINDOW]) if record]
        if first:
            yield from (record for record, _ in reranker.order(first, reader))
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


def _records(answer: Answer, store: Store) -> list[Ranked]:
    """The records that were found, but for those that have been removed since."""
    records = store.by_numbers([number for number, _ in answer.hits])
    return [
        (record, score)
        for record, (_, score) in zip(records, answer.hits, strict=True)
        if record is not None
    ]


def _suggestions(sought: Sought, index: OpenIndex, total: int) -> Iterator[str]:
    """Queries that may have been meant, and find something under the same filters."""
    for text in index.suggestions(sought.typed, total):
        _, planned = index.understand(sought.typed._replace(text=text))
        if index.engine.search(sought.request(planned.plan, limit=0)).total:
            yield text


def _hit(record: Record, score: float, highlighter: Highlighter) -> Hit:
    return Hit(
        record=record,
        score=score,
        title=highlighter.whole(record.title, "title"),
        snippet=highlighter.snippet(record.text, "text"),
    )


def _shown(
    facet: str, counts: Mapping[str, int], asked: Asked, authorities: Authorities
) -> tuple[FacetValue, ...]:
    """A facet's values with their labels: dates in order, others by count; chosen ones always."""
    chosen = asked.sought.filters.get(facet, frozenset())
    excluded = asked.sought.excluded.get(facet, frozenset())
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
