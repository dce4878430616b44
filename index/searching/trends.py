"""Trends: how several queries spread over time, sources or countries, beside all that there is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from ...archive.errors import QueryError
from ...archive.fields import UNKNOWN_VALUE
from ..engines.base import Request
from ..engines.plan import All, MatchAll, Plan
from .date_counts import LENGTHS, DateUnit, by_year, fitting_unit
from .facets import without_gaps
from .filters import FilteredQuery, one_of
from .open_index import OpenIndex
from .pages import Per
from .story_counts import StoryCounts

By = Literal["year", "month", "day", "source", "country"]

MOST_QUERIES = 5

_MOST_PERIODS = 1_000
"""Periods for which gaps are filled; beyond, only those of which there are records are given."""

_MOST_NAMES = 20
"""Names that are compared: those with the most results of all queries together."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One query: its results at each place of the axis, and in all.

    `elsewhere` are those that have no place on it: undated, dated less closely
    than its unit, or of another source or country. `story_counts` and `stories` are
    how many stories these are at each place and in all, where that was asked for; a story
    counts once at each place that it has.
    """

    text: str
    counts: tuple[int, ...]
    total: int
    story_counts: tuple[int, ...] | None = None
    stories: int | None = None

    @property
    def counted(self) -> tuple[int, ...]:
        """The stories at each place where those were asked for, else the records."""
        return self.counts if self.story_counts is None else self.story_counts

    @property
    def elsewhere(self) -> int:
        """The results that the axis has no place for."""
        return self.total - sum(self.counts)


@dataclass(frozen=True, slots=True)
class Trends:
    """Queries over one axis: `places` are periods as EDTF, in order, or values of a facet.

    `records` are how many records there are at each under the same filters,
    whatever the query: the whole of which a count is a share; `stories` how many stories.
    Of records in a list, without words, it is those under the other filters.
    """

    by: By
    places: tuple[str, ...]
    records: tuple[int, ...]
    trends: tuple[Trend, ...]
    stories: tuple[int, ...] | None = None

    @property
    def counted(self) -> tuple[int, ...]:
        """All stories at each place where those were asked for, else all records."""
        return self.records if self.stories is None else self.stories

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """The first and the last of places side by side at which there are no records at all.

        Nothing can be found there, so that a count of 0 says nothing of a query.
        """
        along = zip(self.places, self.records, strict=True)
        runs = ([place for place, _ in run] for empty, run in groupby(along, _is_empty) if empty)
        return tuple((run[0], run[-1]) for run in runs)

    @property
    def over_time(self) -> bool:
        """Whether the places are periods, which have an order."""
        return self.by in LENGTHS


def _is_empty(place: tuple[str, int]) -> bool:
    return not place[1]


class _Axis(NamedTuple):
    """What is counted over: its places, and what the engine counted for every request in turn."""

    by: By
    places: Sequence[str]
    counts: Sequence[Mapping[str, int]]
    totals: Sequence[int]


def trends(asked: Sequence[FilteredQuery], by: By | None, per: Per, index: OpenIndex) -> Trends:
    """Count queries, of which the first says what all are limited to; see `Archive.trends`."""
    if not 1 <= len(asked) <= MOST_QUERIES:
        raise QueryError(f"trends are of 1 to {MOST_QUERIES} queries, not {len(asked)}")
    if by is not None:
        one_of("axis", by, get_args(By))
    requests = requests_of(asked, index)
    if by == "source" or by == "country":
        axis = _names(requests, by, index)
    else:
        axis = _periods(requests, by, index)
    return _told(asked, requests, axis, per, index)


def along(
    asked: Sequence[FilteredQuery], by: DateUnit, places: Sequence[str], per: Per, index: OpenIndex
) -> Trends:
    """Count queries at these periods, whether there are records at them or not."""
    requests = requests_of(asked, index)
    _, counts, totals = _by_unit(requests, by, index)
    return _told(asked, requests, _Axis(by, places, counts, totals), per, index)


def requests_of(asked: Sequence[FilteredQuery], index: OpenIndex) -> list[Request]:
    """What counts each of the queries, and then all that there is under the first one's filters.

    Of a list itself, without words, it is all that the list could have been gathered from.
    """
    requests = [_request(one, index.sought(one.typed), index) for one in asked]
    whole = asked[0]
    if whole.typed.asks_for_all:
        whole = replace(whole, among=None)
    return [*requests, _request(whole, MatchAll(), index)]


def _told(
    asked: Sequence[FilteredQuery],
    requests: Sequence[Request],
    axis: _Axis,
    per: Per,
    index: OpenIndex,
) -> Trends:
    *counts, records = ([found.get(place, 0) for place in axis.places] for found in axis.counts)
    found = Trends(
        axis.by,
        tuple(axis.places),
        tuple(records),
        tuple(
            Trend(one.typed.text, tuple(found), total)
            for one, found, total in zip(asked, counts, axis.totals[:-1], strict=True)
        ),
    )
    return found if per == "record" else _with_stories(found, requests, index)


def _with_stories(found: Trends, requests: Sequence[Request], index: OpenIndex) -> Trends:
    """The same with counts of stories beside those of records."""
    *asked, everything = (StoryCounts(request, index) for request in requests)

    def by_place(counts: StoryCounts, records: Sequence[int]) -> tuple[int, ...]:
        of_records = dict(zip(found.places, records, strict=True))
        return tuple(counts.by_value(facet, of_records, shown).values())

    facet: str
    if found.by == "source" or found.by == "country":
        facet, shown = found.by, dict(zip(found.places, found.places, strict=True))
    else:
        facet, length = "day" if found.by == "day" else "month", LENGTHS[found.by]
        places = set(found.places)
        dates = index.forward.column(facet).values
        shown = {date: date[:length] for date in dates if date[:length] in places}
    return replace(
        found,
        stories=by_place(everything, found.records),
        trends=tuple(
            replace(
                trend,
                story_counts=by_place(counts, trend.counts),
                stories=counts.total(trend.total),
            )
            for trend, counts in zip(found.trends, asked, strict=True)
        ),
    )


def _request(query: FilteredQuery, plan: Plan, index: OpenIndex) -> Request:
    """What counts a plan. Dates are a part of it, since counts of them ignore a filter on them."""
    request = index.request(query, plan, limit=0)
    if request.dating is None:
        return request
    return replace(request, plan=All((request.plan, request.dating)), days=None, undated=False)


def _names(
    requests: Sequence[Request], facet: Literal["source", "country"], index: OpenIndex
) -> _Axis:
    counts, totals = counts_of(requests, facet, index)
    places = commonest(facet, requests[0], counts[:-1])[:_MOST_NAMES]
    return _Axis(facet, places, counts, totals)


def commonest(facet: str, request: Request, counts: Iterable[Mapping[str, int]]) -> list[str]:
    """The known values that queries have counted, the most results of all together first."""
    together = _together(counts)
    # A facet's counts ignore its own filter.
    chosen = request.filters.get(facet, together.keys()) - {UNKNOWN_VALUE}
    return [name for name, _ in together.most_common() if name in chosen]


def _periods(requests: Sequence[Request], unit: DateUnit | None, index: OpenIndex) -> _Axis:
    unit, counts, totals = _by_unit(requests, unit, index)
    known = {place for found in counts[:-1] for place in found if len(place) == LENGTHS[unit]}
    # Where there are records and none is found, that is to be seen however long the axis is.
    low, high = (min(known), max(known)) if known else ("", "")
    known |= {place for place in counts[-1] if len(place) == LENGTHS[unit] and low <= place <= high}
    places = without_gaps(index.naming.fields["date"], sorted(known), _MOST_PERIODS)
    return _Axis(unit, places, counts, totals)


def _by_unit(
    requests: Sequence[Request], unit: DateUnit | None, index: OpenIndex
) -> tuple[DateUnit, list[Mapping[str, int]], list[int]]:
    """The unit, whichever fits unless given; the counts of each request by it, and its total."""
    counts, totals = counts_of(requests, "month", index)
    unit = unit or fitting_unit(_together(counts[:-1]))
    if unit == "day":
        counts, _ = counts_of(requests, "day", index)
    elif unit == "year":
        counts = [by_year(found) for found in counts]
    return unit, counts, totals


def counts_of(
    requests: Sequence[Request], facet: str, index: OpenIndex
) -> tuple[list[Mapping[str, int]], list[int]]:
    """The counts of each request by a facet, and its total."""
    answers = [index.engine.search(replace(request, facets=(facet,))) for request in requests]
    return [answer.facets[facet] for answer in answers], [answer.total for answer in answers]


def _together(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    together: Counter[str] = Counter()
    for found in counts:
        together.update(found)
    return together
