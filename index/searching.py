"""One search, from the text that a person typed to a page of results."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..archive.authorities import Authorities
from ..archive.dates import PartialDate
from ..archive.errors import QueryError
from ..archive.record import UNKNOWN, Record
from ..archive.store import Store
from .engines.base import Answer, Engine, Request, Sort
from .facets import SHOWN, UNKNOWN_VALUE, date_counts
from .generations import Generation, Manifest
from .highlights import Highlighter
from .matching import Reader
from .parser import Match, parse
from .plan import Plan
from .planner import Planned, Planner, canonical, day_range
from .query import Query
from .reranking import WINDOW, Ranked, Reranker, size
from .results import FacetValue, Hit, Notice, SearchResults
from .suggestions.completion import Completer, Completions
from .suggestions.corrections import FEW
from .suggestions.suggester import Suggester

MOST_TEXT = 2000
"""The longest query, in characters: a page of words would cost more than it finds."""

_SAMPLE = 256
"""Records that tell the usual size of one."""

_UNKNOWN_LABELS = {
    "mentions": "لا يذكر أي منصة",
    "agency": "لا ينسب إلى وكالة",
    "author": "بلا كاتب",
    "tag": "بلا وسوم",
    "date": "بلا تاريخ",
}
_SORTS = ("relevance", "newest", "oldest")


class Typed(NamedTuple):
    """A query's text and how it is to be taken."""

    text: str
    match: Match = "all"
    variants: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a search was asked for; see `Archive.search`."""

    typed: Typed
    filters: Mapping[str, frozenset[str]]
    since: PartialDate | None
    until: PartialDate | None
    sort: Sort
    offset: int
    limit: int
    facets: tuple[str, ...]
    facet_size: int

    def __post_init__(self) -> None:
        if (length := len(self.typed.text)) > MOST_TEXT:
            raise QueryError(f"the query has {length:,} characters; the most is {MOST_TEXT:,}")
        _one_of("sort", self.sort, _SORTS)
        _one_of("match", self.typed.match, ("all", "any"))
        for facet in self.facets:
            _one_of("facet", facet, SHOWN)
        if self.offset < 0 or self.limit < 0:
            raise QueryError("offset and limit cannot be negative")
        for end, name in ((self.since, "since"), (self.until, "until")):
            if end is not None and end.year is None:
                raise QueryError(f"{name} needs a year: {end} has none")

    @property
    def days(self) -> tuple[int, int] | None:
        """The days asked for, as ordinals."""
        if self.since is None and self.until is None:
            return None
        return day_range(self.since, self.until)


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
        self._understand = lru_cache(maxsize=64)(self._parse_and_plan)
        self._weigh = lru_cache(maxsize=64)(self._reranker)
        self._suggester = Suggester(planner.analyzer, planner.held)
        self._completer = Completer(
            planner.analyzer,
            planner.held,
            sample=lambda: (f"{record.title} {record.text}" for record in store.sample(_SAMPLE)),
            titles=self._titles,
            sources=lambda: engine.values("source"),
        )
        self._suggest = lru_cache(maxsize=64)(self._suggestions)

    def understand(self, typed: Typed) -> tuple[Query, Planned]:
        """Parse and plan a query; a reader who turns pages asks for the same one again."""
        return self._understand(typed)

    def _parse_and_plan(self, typed: Typed) -> tuple[Query, Planned]:
        parsed = parse(typed.text, typed.match)
        planned = self._planner.plan(parsed.query, typed.variants)
        return parsed.query, replace(planned, notices=parsed.notices + planned.notices)

    def reader(self, typed: Typed) -> Reader:
        """What finds the matches of a query in texts."""
        _, planned = self.understand(typed)
        return Reader(self._planner.analyzer, planned.plan)

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
    query, planned = index.understand(asked.typed)
    ranked_anew = asked.sort == "relevance" and asked.limit > 0 and asked.offset < WINDOW
    first = 0 if ranked_anew else asked.offset
    upto = asked.offset + asked.limit
    request = Request(
        plan=planned.plan,
        filters=asked.filters,
        days=asked.days,
        sort=asked.sort,
        offset=first,
        limit=(max(upto, WINDOW) if ranked_anew else upto) - first,
        facets=tuple("month" if facet == "date" else facet for facet in asked.facets),
    )
    answer = index.engine.search(request)
    counts = {facet: answer.facets[facet] for facet in asked.facets if facet != "date"}
    if "date" in asked.facets:
        counts["date"] = _dates(request, answer.facets["month"], index.engine)
    hits = _records(answer, index.store)
    reader = index.reader(asked.typed)
    if ranked_anew and len(hits) > 1:
        hits = index.reranker(asked.typed).order(hits, reader)
    highlighter = Highlighter(reader)
    return SearchResults(
        text=asked.typed.text,
        query=query,
        match=asked.typed.match,
        total=answer.total,
        took_ms=(time.perf_counter() - started) * 1000,
        hits=tuple(
            _hit(record, score, highlighter)
            for record, score in hits[asked.offset - first : upto - first]
        ),
        facets={facet: _shown(facet, counts[facet], asked, authorities) for facet in asked.facets},
        notices=planned.notices + _staleness(index),
        variants=planned.variants,
        suggestions=() if asked.offset else tuple(_suggestions(asked, index, answer.total)),
    )


def filters_of(
    authorities: Authorities, chosen: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """Filters by the values that names stand for; "unknown" and "" mean not stated.

    Raises `QueryError` for names that are not a list of texts.
    """
    filters = {
        facet: frozenset(_value(authorities, facet, name) for name in _listed(facet, names))
        for facet, names in chosen.items()
    }
    return {facet: values for facet, values in filters.items() if values}


def _listed(facet: str, names: Iterable[str]) -> Iterable[str]:
    if isinstance(names, str):
        raise QueryError(f"the filter on {facet} takes a list of names, not {names!r} alone")
    return names


def _value(authorities: Authorities, facet: str, name: str) -> str:
    if not isinstance(name, str):
        raise QueryError(f"the filter on {facet} takes names as texts, not {name!r}")
    unknown = name in (UNKNOWN, UNKNOWN_VALUE)
    return UNKNOWN_VALUE if unknown else canonical(authorities, facet, name)


def date_of(name: str, given: PartialDate | str | None) -> PartialDate | None:
    """A date that may be given as EDTF; raise `QueryError` under this name for what is none."""
    if given is None or isinstance(given, PartialDate):
        return given
    try:
        return PartialDate.from_edtf(given)
    except TypeError:
        raise QueryError(f'{name} takes a text such as "2014-09", not {given!r}') from None
    except ValueError as error:
        raise QueryError(f"{name}: {error}") from None


def _one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise QueryError(f"there is no {what} “{given}”; use one of: {', '.join(known)}")


def _dates(request: Request, months: Mapping[str, int], engine: Engine) -> dict[str, int]:
    def count(unit: str) -> Mapping[str, int]:
        if unit == "month":
            return months
        counting = Request(request.plan, request.filters, request.days, limit=0, facets=(unit,))
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


def _suggestions(asked: Asked, index: OpenIndex, total: int) -> Iterator[str]:
    """Queries that may have been meant, and find something under the same filters."""
    for text in index.suggestions(asked.typed, total):
        _, planned = index.understand(asked.typed._replace(text=text))
        request = Request(planned.plan, asked.filters, asked.days, limit=0)
        if index.engine.search(request).total:
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
    chosen = asked.filters.get(facet, frozenset())
    ordered = list(counts.items())
    if facet != "date":
        ordered += [(value, 0) for value in chosen if value not in counts]
        ordered.sort(key=lambda item: (item[0] not in chosen, -item[1], item[0]))
        ordered = ordered[: max(asked.facet_size, len(chosen))]
    return tuple(
        FacetValue(value, _label(facet, value, authorities), count, value in chosen)
        for value, count in ordered
    )


def _label(facet: str, value: str, authorities: Authorities) -> str:
    if value == UNKNOWN_VALUE:
        return _UNKNOWN_LABELS.get(facet, "غير معروف")
    if facet in ("platform", "mentions"):
        return authorities.platform_label(value, "ar")
    return value


def _staleness(index: OpenIndex) -> tuple[Notice, ...]:
    behind = index.store.last_change - index.manifest.reached
    return (Notice("stale-index", {"changes": str(behind)}),) if behind else ()
