"""Trends: how several queries spread over time or over sources, beside all that there is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from ..archive.dates import PartialDate
from ..archive.errors import QueryError
from .engines.base import Request
from .facets import UNKNOWN_VALUE, DateUnit, by_year, fitting_unit
from .narrowing import Sought, one_of
from .plan import All, Days, Everything, Plan
from .searching import OpenIndex

By = Literal["year", "month", "day", "source"]

MOST_QUERIES = 5

_MOST_PERIODS = 1_000
"""Periods for which gaps are filled; beyond, only those that have records are given."""

_SOURCES = 20
"""Sources that are compared: those with the most results of all queries together."""

_LENGTHS: Mapping[DateUnit, int] = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Trend:
    """One query: its results at each place of the axis, and in all.

    `elsewhere` are those that have no place on it: undated, dated less closely
    than its unit, or of another source.
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
    """Queries over one axis: `places` are periods as EDTF, in order, or names of sources.

    `records` are how many records there are at each under the same filters,
    whatever the query: the whole of which a count is a share.
    """

    by: By
    places: tuple[str, ...]
    records: tuple[int, ...]
    trends: tuple[Trend, ...]


def trends(asked: Sequence[Sought], by: By | None, index: OpenIndex) -> Trends:
    """Count queries, of which the first says what all are narrowed to; see `Archive.trends`."""
    if not 1 <= len(asked) <= MOST_QUERIES:
        raise QueryError(f"trends are of 1 to {MOST_QUERIES} queries, not {len(asked)}")
    if by is not None:
        one_of("axis", by, get_args(By))
    requests = [_request(one, index.understand(one.typed)[1].plan) for one in asked]
    everything = _request(asked[0], Everything())
    counting = _by_source if by == "source" else _by_time
    return counting(asked, requests, everything, by, index)


def _request(sought: Sought, plan: Plan) -> Request:
    """What counts a plan. Days are a part of it, since counts of dates ignore a filter on them."""
    request = sought.request(plan, limit=0)
    if request.days is None:
        return request
    return replace(request, plan=All((request.plan, Days(*request.days))), days=None)


def _by_source(
    asked: Sequence[Sought],
    requests: Sequence[Request],
    everything: Request,
    _: By | None,
    index: OpenIndex,
) -> Trends:
    counts, totals = _counts(requests, "source", index)
    together: Counter[str] = Counter()
    for one in counts:
        together.update(one)
    # A facet's counts ignore its own filter.
    chosen = everything.filters.get("source", together.keys()) - {UNKNOWN_VALUE}
    places = [source for source, _ in together.most_common() if source in chosen][:_SOURCES]
    ((records,), _totals) = _counts([everything], "source", index)
    return _trends("source", places, asked, counts, totals, records)


def _by_time(
    asked: Sequence[Sought],
    requests: Sequence[Request],
    everything: Request,
    by: By | None,
    index: OpenIndex,
) -> Trends:
    counts, totals = _counts(requests, "month", index)
    months: Counter[str] = Counter()
    for one in counts:
        months.update(one)
    unit: DateUnit = by if by == "year" or by == "month" or by == "day" else fitting_unit(months)
    if unit == "day":
        counts, totals = _counts(requests, "day", index)
    ((records,), _) = _counts([everything], "day" if unit == "day" else "month", index)
    if unit == "year":
        counts, records = [by_year(one) for one in counts], by_year(records)
    known = {place for one in counts for place in one if len(place) == _LENGTHS[unit]}
    return _trends(unit, _without_gaps(sorted(known)), asked, counts, totals, records)


def _counts(
    requests: Sequence[Request], facet: str, index: OpenIndex
) -> tuple[list[dict[str, int]], list[int]]:
    """The counts of each request by a facet, and its total."""
    answers = [index.engine.search(replace(request, facets=(facet,))) for request in requests]
    counts = [dict(answer.facets[facet]) for answer in answers]
    return counts, [answer.total for answer in answers]


def _trends(
    by: By,
    places: Sequence[str],
    asked: Sequence[Sought],
    counts: Sequence[Mapping[str, int]],
    totals: Sequence[int],
    records: Mapping[str, int],
) -> Trends:
    return Trends(
        by,
        tuple(places),
        tuple(records.get(place, 0) for place in places),
        tuple(
            Trend(one.typed.text, tuple(found.get(place, 0) for place in places), total)
            for one, found, total in zip(asked, counts, totals, strict=True)
        ),
    )


def _without_gaps(places: Sequence[str]) -> list[str]:
    """The periods with those between them that have no results."""
    filled = list(places[:1])
    for one, other in pairwise(places):
        period = PartialDate.from_edtf(one)
        while str(period := period.following()) < other and len(filled) <= _MOST_PERIODS:
            filled.append(str(period))
        filled.append(other)
    return filled if len(filled) <= _MOST_PERIODS else list(places)
