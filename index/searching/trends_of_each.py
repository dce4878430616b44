"""Trends of each value of a facet: how often every paper has each of several queries, over time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...archive.errors import QueryError
from ...archive.time_limit import in_time
from .date_counts import DateUnit
from .filters import FilteredQuery
from .open_index import OpenIndex
from .pages import Per
from .trends import Trends, along, commonest, counts_of, requests_of, trends


class CountOfEach(NamedTuple):
    """How many records or stories of a value a query finds in a period, and how many there are."""

    value: str
    text: str
    place: str
    counted: int
    total: int


@dataclass(frozen=True, slots=True)
class TrendsOfEach:
    """Trends over time, and those of the commonest values of a facet over the same `places`.

    `others` is how many values less common there are. Where a value has no records in a period,
    its `records` there are 0, and a count of 0 says nothing of a query.
    """

    facet: str
    whole: Trends
    of: Mapping[str, Trends]
    others: int

    @property
    def counts(self) -> Iterator[CountOfEach]:
        """Value by value and query by query, each period of which the value has records."""
        for value, found in self.of.items():
            for trend in found.trends:
                for place, count, total in zip(
                    found.places, trend.counted, found.counted, strict=True
                ):
                    if total:
                        yield CountOfEach(value, trend.text, place, count, total)


def trends_of_each(
    asked: Sequence[FilteredQuery],
    facet: str,
    most: int,
    by: DateUnit | None,
    per: Per,
    index: OpenIndex,
) -> TrendsOfEach:
    """Count queries for each value of a facet of names; see `Archive.trends_of_each`."""
    whole = trends(asked, by, per, index)
    if whole.by == "source" or whole.by == "country":
        raise QueryError(f"trends of each value are over time: by takes no {whole.by}")
    *requests, _ = requests_of(asked, index)
    counts, _ = counts_of(requests, facet, index)
    excluded = asked[0].excluded.get(facet, frozenset())
    values = [one for one in commonest(facet, requests[0], counts) if one not in excluded]

    unit = whole.by

    def of(value: str) -> Trends:
        limited = [
            replace(one, filters={**one.filters, facet: frozenset({value})}) for one in asked
        ]
        return along(limited, unit, whole.places, per, index)

    return TrendsOfEach(
        facet,
        whole,
        {value: of(value) for value in in_time(values[:most])},
        others=max(len(values) - most, 0),
    )
