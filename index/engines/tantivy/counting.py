"""Counting what a query matches and the values of facets, by Tantivy's aggregations over columns.

A column in which some record has several values is counted four times as
slowly as one with one value each. So the facets of which a record may have
several, out of few, have a second column: all that a record has, as one value.
Its counts are shared out here to the values.
"""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import tantivy
from tantivy import Query

from ..base import LONGEST_VALUE, MOST_VALUES
from .schema import facet_field, together_field

Counts: TypeAlias = dict[str, int]

_EVERY = 2**31
"""How many of a facet's values each segment gives: all, so that counts over several are exact."""

_TOO_LONG = "*"
"""Stands for what is too long together: then each value is counted by itself."""


@lru_cache(maxsize=10_000)
def together(values: tuple[str, ...]) -> str:
    """A record's values of a facet as one value."""
    joined = json.dumps(values, ensure_ascii=False)
    return joined if len(joined) <= LONGEST_VALUE else _TOO_LONG


@lru_cache(maxsize=10_000)
def _apart(joined: str) -> tuple[str, ...]:
    return tuple(json.loads(joined))


def count_values(
    searcher: tantivy.Searcher, query: Query, facets: Sequence[str], combined: Container[str]
) -> dict[str, Mapping[str, int]]:
    """How many records that a query matches have each value of these facets.

    The `combined` are those with a second column.
    """
    fields = {
        facet: together_field(facet) if facet in combined else facet_field(facet)
        for facet in facets
    }
    answered = searcher.aggregate(query, {facet: _terms(name) for facet, name in fields.items()})
    counts: dict[str, Mapping[str, int]] = {}
    for facet in facets:
        found = _counts(answered[facet])
        if facet not in combined:
            counts[facet] = found
        elif answered[facet]["sum_other_doc_count"] or _TOO_LONG in found:
            each = searcher.aggregate(query, {facet: _terms(facet_field(facet))})
            counts[facet] = _counts(each[facet])
        else:
            counts[facet] = _shared_out(found.items())
    return counts


def _terms(field: str) -> Mapping[str, Any]:
    return {"terms": {"field": field, "size": MOST_VALUES, "segment_size": _EVERY}}


def _counts(answered: Mapping[str, Any]) -> Counts:
    return {bucket["key"]: bucket["doc_count"] for bucket in answered["buckets"]}


def _shared_out(found: Iterable[tuple[str, int]]) -> Counts:
    counts: Counts = {}
    for joined, records in found:
        for value in _apart(joined):
            counts[value] = counts.get(value, 0) + records
    return counts
