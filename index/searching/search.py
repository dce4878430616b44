"""One search, from the text that a person typed to a page of results."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from ...archive.fields import DATE, UNKNOWN_VALUE
from ...archive.record import Record
from ...archive.time_limit import in_time
from ..engines import base
from ..engines.base import Answer, Request, Sort
from ..query.clauses import as_phrase
from ..query.nodes import with_all
from .date_counts import dates_shown, unit_shown
from .extras import if_in_time, outside_span, staleness, unknown_values
from .facets import Chosen, added_up, counted_as, facet_values, shown_as
from .filters import FilteredQuery, LevelName, UserQuery, one_of
from .highlights import Highlighter
from .hit_stories import with_stories
from .levels import closer_levels
from .matching import Matcher
from .meant import meant
from .open_index import OpenIndex, records_of
from .pages import Found, PageRequest, Per
from .per_story import first_of_each, found_per_story
from .record_reader import KnownTexts
from .reranking import WINDOW, Reranker, Scored
from .results import AsPhrase, FacetValue, Hit, Parts, SearchResults, Snippet
from .story_counts import StoryCounts
from .totals import having_all
from .words_found import with_words

_BATCH = 200
"""Records that are read from the store at a time where all of a result set are."""


def search(asked: PageRequest, index: OpenIndex) -> SearchResults:
    """Run a search and dress its page of hits."""
    started = time.perf_counter()
    fields = index.naming.fields
    for key in asked.facets:
        one_of("facet", key, [field.key for field in fields.facets])
    typed = asked.query.typed
    understood, planned = index.understand(typed)
    matcher = index.matcher(typed)
    find = found_per_story if asked.per == "story" else _found
    found = find(asked, matcher, index)
    query = understood if found.parts else with_all(understood)
    took = time.perf_counter() - started
    records = records_of([number for number, _ in found.page], index.store)
    behind = index.behind
    known = index.known(records, typed, matcher) if records and not behind else {}
    highlighter, scores = Highlighter(matcher), dict(found.page)
    stories = (
        StoryCounts(found.request, index, found.answer.numbers) if asked.tells_stories else None
    )
    hits: Mapping[int, Hit] = {
        number: hit(record, scores[number], highlighter, index, known.get(number, {}))
        for number, record in in_time(records.items())
    }
    if not behind:
        all_required = found.parts is None and typed.match != "any"
        hits = with_words(hits, typed, all_required, index)
    if stories:
        hits = with_stories(hits, stories, index)
    facets = {key: _facet(key, found, asked, index, stories) for key in asked.facets}
    notices = [*planned.notices, *unknown_values(asked.query, index)]
    notices += [*outside_span(asked.query, understood, index), *staleness(behind)]
    suggestions = if_in_time(partial(meant, asked, index), notices) or ()
    levels = if_in_time(partial(_levels, asked, found, index), notices) or {}
    phrase = if_in_time(partial(_phrase, asked, found, index), notices)
    return SearchResults(
        text=typed.text,
        query=query,
        asked=asked.query.with_filters(query),
        of_stories=asked.query.stories,
        match=typed.match,
        total=found.answer.total,
        parts=found.parts,
        border=found.border(asked.offset),
        took_ms=took * 1000,
        stories=stories.total(found.answer.total) if stories else None,
        hits=tuple(hits.values()),
        facets=facets,
        naming=index.naming,
        notices=tuple(notices),
        variants=planned.variants,
        suggestions=suggestions,
        levels=levels,
        phrase=phrase,
    )


def _found(asked: PageRequest, matcher: Matcher, index: OpenIndex) -> Found:
    query, fields = asked.query, index.naming.fields
    _, planned = index.understand(query.typed)
    facets = tuple(counted_as(fields[key]) for key in asked.facets)
    page = {"sort": asked.sort, "offset": asked.offset, "limit": asked.limit}
    counted = {"facets": facets, "numbers": asked.tells_stories}
    request = index.request(query, planned.plan, **page, **counted)
    answer = _answer(request, index)
    in_parts = index.two_parts(query.typed, answer.total)
    if in_parts is None:
        return Found(_page(answer, request, query.typed, matcher, index), answer, request)
    first = index.request(query, in_parts.all, **page)
    having_every = _answer(first, index)
    page["offset"] = max(asked.offset - having_every.total, 0)
    page["limit"] = asked.limit - min(max(having_every.total - asked.offset, 0), asked.limit)
    rest = index.request(query, in_parts.most, **page)
    having_most = _answer(rest, index)
    whole = index.request(query, in_parts.whole, limit=0, **counted)
    return Found(
        page=_page(having_every, first, query.typed, matcher, index)
        + _page(having_most, rest, query.typed, matcher, index),
        answer=index.answer(whole),
        request=whole,
        parts=Parts(having_every.total, having_most.total) if having_most.total else None,
        first_part=having_every.total,
    )


def _answer(request: Request, index: OpenIndex) -> Answer:
    """The engine's answer; where hits of its page are ranked anew, with all that are."""
    if not _is_ranked_anew(request):
        return index.answer(request)
    limit = max(request.offset + request.limit, WINDOW)
    return index.answer(replace(request, offset=0, limit=limit))


def _page(
    answer: Answer, request: Request, typed: UserQuery, matcher: Matcher, index: OpenIndex
) -> list[Scored]:
    """The page of hits that a request is for, out of `_answer`."""
    hits = list(answer.hits)
    if not _is_ranked_anew(request):
        return hits
    if len(hits) > 1:
        hits = index.reranker(typed).order(hits, matcher)
    return hits[request.offset : request.offset + request.limit]


def _is_ranked_anew(request: Request) -> bool:
    return request.sort == "relevance" and request.limit > 0 and request.offset < WINDOW


def each(
    query: FilteredQuery, sort: Sort, limit: int | None, per: Per, index: OpenIndex
) -> Iterator[Record]:
    """Every record or story that is found, in the order of the pages; see `Archive.each`."""
    if per == "story":
        numbers = first_of_each(in_order(query, sort, None, index).numbers, limit, index)
    else:
        numbers = in_order(query, sort, limit, index).numbers
    batches = (
        index.store.by_numbers(numbers[start : start + _BATCH])
        for start in range(0, len(numbers), _BATCH)
    )
    # A damaged store is told before anything is sent.
    begun = chain([next(batches, [])], batches)
    return (record for batch in begun for record in batch if record is not None)


class Ordered(NamedTuple):
    """The numbers of records that were found, in the order of the pages, and how many there are."""

    numbers: list[int]
    total: int


def in_order(query: FilteredQuery, sort: Sort, limit: int | None, index: OpenIndex) -> Ordered:
    """Find every record, or the first so many, without reading more than is ranked by its text."""
    _, planned = index.understand(query.typed)
    # An index that is behind may hold more records than the store, but none that had no change.
    # However few are wanted, `WINDOW` are ranked among one another, as they are for a page.
    longest = index.store.last_change if limit is None else max(limit, WINDOW)
    in_parts = index.two_parts(query.typed)
    answers = [
        index.engine.search(index.request(query, plan, sort=sort, limit=longest))
        for plan in (in_parts[:2] if in_parts else (planned.plan,))
    ]
    reranker, matcher = index.reranker(query.typed), index.matcher(query.typed)
    ordered = (
        _as_on_pages([number for number, _ in answer.hits], sort, reranker, matcher)
        for answer in answers
    )
    numbers = list(islice(chain.from_iterable(ordered), limit))
    return Ordered(numbers, sum(answer.total for answer in answers))


def _as_on_pages(numbers: list[int], sort: Sort, reranker: Reranker, matcher: Matcher) -> list[int]:
    """The numbers with the first of them ranked anew, as the first page has them."""
    if sort != "relevance" or len(numbers) < 2:
        return numbers
    ranked = reranker.order([(number, 0.0) for number in numbers[:WINDOW]], matcher)
    return [number for number, _ in ranked] + numbers[WINDOW:]


def _facet(
    key: str, found: Found, asked: PageRequest, index: OpenIndex, stories: StoryCounts | None
) -> tuple[FacetValue, ...]:
    field = index.naming.fields[key]
    none: frozenset[str] = frozenset()
    chosen = Chosen(asked.query.filters.get(key, none), asked.query.excluded.get(key, none))
    counted = counted_as(field)
    counts = found.answer.facets[counted]
    if key == DATE:
        unit = unit_shown(counts, found.request.days)
        if unit == "day":
            counted, counts = unit, _days(found.request, index)
        shown = dates_shown(counts, unit, found.request.days)
    else:
        if len(counts) >= base.MOST_VALUES and asked.facet_size > base.MOST_VALUES:
            counts = _every_count(key, found.request, index) or counts
        elif len(counts) >= base.MOST_VALUES:
            more = chosen.only - counts.keys()
            counts = {**counts, **{one: _having(key, one, found.request, index) for one in more}}
        shown = shown_as(field, counts, chosen, asked.facet_size)
    if UNKNOWN_VALUE in chosen.only | chosen.excluded:
        shown.setdefault(UNKNOWN_VALUE, UNKNOWN_VALUE)
    records = added_up(counts, shown)
    told = stories.by_value(counted, records, shown) if stories else None
    return facet_values(key, records, told, chosen, index.naming)


def _having(key: str, value: str, request: Request, index: OpenIndex) -> int:
    """How many results have a value that is beyond those which an engine counts."""
    filters = {**request.filters, key: frozenset({value})}
    alone = replace(request, filters=filters, offset=0, limit=0, facets=())
    return index.engine.search(alone).total


def _every_count(key: str, request: Request, index: OpenIndex) -> Mapping[str, int] | None:
    """The counts of more values than an engine counts, as the forward file has them.

    None where that has not all of the records: the index may have moved on.
    """
    others = {name: values for name, values in request.filters.items() if name != key}
    numbers = index.numbers_of(replace(request, filters=others))
    if numbers.max(initial=0) >= index.forward.size:
        return None
    column = index.forward.column(key)
    having = np.bincount(column.of(numbers)[0], minlength=len(column.values)).tolist()
    return {value: count for value, count in zip(column.values, having, strict=True) if count}


def _days(request: Request, index: OpenIndex) -> Mapping[str, int]:
    counting = replace(request, limit=0, offset=0, facets=("day",))
    return index.engine.search(counting).facets["day"]


def _levels(asked: PageRequest, found: Found, index: OpenIndex) -> Mapping[LevelName, int]:
    """How many records have the words more closely, if that was asked."""
    if not (asked.levels and found.answer.total) or found.parts:
        return {}
    typed = asked.query.typed
    understood, _ = index.understand(typed)
    return {
        level.value: having_all(replace(asked.query, typed=typed._replace(level=level)), index)
        for level in closer_levels(understood)
    }


def _phrase(asked: PageRequest, found: Found, index: OpenIndex) -> AsPhrase | None:
    """How many records have the words as one phrase, if that was asked and is some of them."""
    total = found.answer.total
    if not (asked.levels and total):
        return None
    typed = asked.query.typed
    query = as_phrase(typed.text, index.naming.fields.by_name)
    if not query:
        return None
    having = having_all(replace(asked.query, typed=typed._replace(query=query)), index)
    return AsPhrase(query, having) if 0 < having < total else None


def hit(
    record: Record, score: float, highlighter: Highlighter, index: OpenIndex, known: KnownTexts
) -> Hit:
    """A record with its matches marked, as a page shows it; its texts may be known already."""
    title = highlighter.whole(record.title, "title", known.get("title"))
    snippet = highlighter.snippet(record.text, "text", known.get("text"))
    if not (title.is_marked or snippet.is_marked):
        snippet = _other_snippet(record, highlighter, index, known) or snippet
    return Hit(record=record, score=score, title=title, snippet=snippet)


def _other_snippet(
    record: Record, highlighter: Highlighter, index: OpenIndex, known: KnownTexts
) -> Snippet | None:
    """The piece of a text of the archive's own in which what was sought is."""
    own = (text for text in index.texts if index.naming.fields[text.key].is_own)
    snippets = (highlighter.snippet(text.of(record), text.key, known.get(text.key)) for text in own)
    return next((snippet for snippet in snippets if snippet.is_marked), None)
