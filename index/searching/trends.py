"""Trends: how several queries spread over time, sources or countries, beside all that there is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from ...archive.errors import QueryError
from ...archive.fields import UNKNOWN_VALUE
from ..engines.base import Request
from ..engines.plan import All, Days, MatchAll, Plan
from .date_counts import DateUnit, by_year, fitting_unit
from .facets import without_gaps
from .filters import FilteredQuery, one_of
from .open_index import OpenIndex

By = Literal["year", "month", "day", "source", "country"]

MOST_QUERIES = 5

_MOST_PERIODS = 1_000
"""Periods for which gaps are filled; beyond, only those that have records are given."""

_MOST_NAMES = 20
"""Names that are compared: those with the most results of all queries together."""

_LENGTHS: Mapping[DateUnit, int] = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Trend:
    """One query: its results at each place of the axis, and in all.

    `elsewhere` are those that have no place on it: undated, dated less closely
    than its unit, or of another source or country.
    """

    text: str
    counts: tuple[int, ...]
    total: int

    @property
    def elsewhere(self) -> int:
        """The results that the axis has no place for."""
        return self.total - sum(self.counts)


@dataclass(frozen=True, slots=True)
class Trends:
    """Queries over one axis: `places` are periods as EDTF, in order, or values of a facet.

    `records` are how many records there are at each under the same filters,
    whatever the query: the whole of which a count is a share.
    """

    by: By
    places: tuple[str, ...]
    records: tuple[int, ...]
    trends: tuple[Trend, ...]

    @property
    def over_time(self) -> bool:
        """Whether the places are periods, which have an order."""
        return self.by in _LENGTHS


class _Axis(NamedTuple):
    """What is counted over: its places, and what the engine counted for every request in turn."""

    by: By
    places: Sequence[str]
    counts: Sequence[Mapping[str, int]]
    totals: Sequence[int]


def trends(asked: Sequence[FilteredQuery], by: By | None, index: OpenIndex) -> Trends:
    """Count queries, of which the first says what all are limited to; see `Archive.trends`."""
    if not 1 <= len(asked) <= MOST_QUERIES:
        raise QueryError(f"trends are of 1 to {MOST_QUERIES} queries, not {len(asked)}")
    if by is not None:
        one_of("axis", by, get_args(By))
    requests = [_request(one, index.sought(one.typed), index) for one in asked]
    requests.append(_request(asked[0], MatchAll(), index))
    if by == "source" or by == "country":
        axis = _names(requests, by, index)
    else:
        axis = _periods(requests, by, index)
    *counts, records = ([found.get(place, 0) for place in axis.places] for found in axis.counts)
    return Trends(
        axis.by,
        tuple(axis.places),
        tuple(records),
        tuple(
            Trend(one.typed.text, tuple(found), total)
            for one, found, total in zip(asked, counts, axis.totals[:-1], strict=True)
        ),
    )


def _request(query: FilteredQuery, plan: Plan, index: OpenIndex) -> Request:
    """What counts a plan. Days are a part of it, since counts of dates ignore a filter on them."""
    request = index.request(query, plan, limit=0)
    if request.days is None:
        return request
    return replace(request, plan=All((request.plan, Days(*request.days))), days=None)


def _names(
    requests: Sequence[Request], facet: Literal["source", "country"], index: OpenIndex
) -> _Axis:
    counts, totals = _counts(requests, facet, index)
    together = _together(counts[:-1])
    # A facet's counts ignore its own filter.
    chosen = requests[0].filters.get(facet, together.keys()) - {UNKNOWN_VALUE}
    places = [name for name, _ in together.most_common() if name in chosen][:_MOST_NAMES]
    return _Axis(facet, places, counts, totals)


def _periods(requests: Sequence[Request], unit: DateUnit | None, index: OpenIndex) -> _Axis:
    counts, totals = _counts(requests, "month", index)
    unit = unit or fitting_unit(_together(counts[:-1]))
    if unit == "day":
        counts, _ = _counts(requests, "day", index)
    elif unit == "year":
        counts = [by_year(found) for found in counts]
    known = {place for found in counts[:-1] for place in found if len(place) == _LENGTHS[unit]}
    return _Axis(
        unit,
        without_gaps(index.naming.fields["date"], sorted(known), _MOST_PERIODS),
        counts,
        totals,
    )


def _counts(
    requests: Sequence[Request], facet: str, index: OpenIndex
) -> tuple[list[Mapping[str, int]], list[int]]:
    """The counts of each request by a facet, and its total."""
    answers = [index.engine.search(replace(request, facets=(facet,))) for request in requests]
    return [answer.facets[facet] for answer in answers], [answer.total for answer in answers]


def _together(counts: Sequence[Mapping[str, int]]) -> Counter[str]:
    together: Counter[str] = Counter()
    for found in counts:
        together.update(found)
    return together
