"""A page of stories: of each the record that stands first among the results, and no other.

It is the best match that stands for a story, not its oldest copy or its longest: who looks
at one paper is shown that paper's. So stories stand in the order of the pages of records, with
each record left out whose story stands there already.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ...archive.time_limit import check_time
from ..engines.base import Answer, Request
from .facets import counted_as
from .facts import facts_of
from .filters import UserQuery
from .matching import Matcher
from .open_index import OpenIndex
from .pages import Found, PageRequest
from .reranking import WINDOW, Scored
from .results import Parts
from .story_counts import story_of

_AHEAD = 3
"""How many times as many records as stories are asked for, and how many times more after that."""


def found_per_story(asked: PageRequest, matcher: Matcher, index: OpenIndex) -> Found:
    """Find a page of stories; the answer with it is of all records, as for their own pages."""
    query, fields = asked.query, index.naming.fields
    _, planned = index.understand(query.typed)
    facets = tuple(counted_as(fields[key]) for key in asked.facets)
    upto = asked.offset + asked.limit if asked.limit else 0
    first = {"sort": asked.sort, "limit": max(_AHEAD * upto, WINDOW) if upto else 0}
    results = _Results(query.typed, matcher, index)
    seen: set[int] = set()

    counted = {"facets": facets, "numbers": asked.tells_stories}
    request = index.request(query, planned.plan, **first, **counted)
    answer = index.answer(request)
    in_parts = index.two_parts(query.typed, answer.total)
    if in_parts is None:
        stories = results.without_copies(request, answer, upto, seen)
        return Found(stories[asked.offset :], answer, request)
    of_all = index.request(query, in_parts.all, **first)
    of_most = index.request(query, in_parts.most, **first)
    having_all, having_most = index.answer(of_all), index.answer(of_most)
    stories = results.without_copies(of_all, having_all, upto, seen)
    first_part = len(stories)
    stories += results.without_copies(of_most, having_most, upto - first_part, seen)
    whole = index.request(query, in_parts.whole, limit=0, **counted)
    return Found(
        page=stories[asked.offset :],
        answer=index.answer(whole),
        request=whole,
        parts=Parts(having_all.total, having_most.total) if having_most.total else None,
        first_part=first_part,
    )


def first_of_each(numbers: Iterable[int], limit: int | None, index: OpenIndex) -> list[int]:
    """Records by number, less those of which a story stands before them; or the first so many."""
    numbered = ((number, 0.0) for number in numbers)
    return [number for number, _ in islice(_without_copies(numbered, index, set()), limit)]


def _without_copies(
    numbered: Iterable[Scored], index: OpenIndex, seen: set[int]
) -> Iterator[Scored]:
    """Records in their order, less those whose story was `seen`, which hears of each."""
    facts = facts_of(index)
    for number, score in numbered:
        if (story := story_of(number, facts)) not in seen:
            if story:
                seen.add(story)
            yield number, score


class _Results:
    """What a search finds, in the order of the pages of records."""

    def __init__(self, typed: UserQuery, matcher: Matcher, index: OpenIndex) -> None:
        self._typed = typed
        self._matcher = matcher
        self._index = index

    def without_copies(
        self, request: Request, answer: Answer, most: int, seen: set[int]
    ) -> list[Scored]:
        """The first so many stories of a request, which has had this answer."""
        return list(islice(_without_copies(self._each(request, answer), self._index, seen), most))

    def _each(self, request: Request, answer: Answer) -> Iterator[Scored]:
        """Every record from the first on; the engine is asked for more when these are through."""
        yield from self._ranked_anew(request, answer.hits[:WINDOW])
        yield from answer.hits[WINDOW:]
        while (yielded := len(answer.hits)) < answer.total:
            check_time()
            request = replace(request, limit=_AHEAD * request.limit, facets=())
            answer = self._index.answer(request)
            yield from answer.hits[yielded:]

    def _ranked_anew(self, request: Request, first: Sequence[Scored]) -> Iterable[Scored]:
        if request.sort != "relevance" or len(first) < 2:
            return first
        return self._index.reranker(self._typed).order(first, self._matcher)
