"""A request as the server is asked it: query, filters, order, and counts in one search."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ..base import Request, Schema, Sort, own_filter
from ..plan import Terms
from .translation import Clause, every, having, query

Body: TypeAlias = Mapping[str, Any]

MOST_VALUES = 5_000
"""Values of one facet in a first answer; a server refuses more than 65,535 in all. Where there
are more, they are asked for page by page."""

_DOWN, _UP = (
    {day: {day: {"order": order, "missing": "_last"}} for day in ("first", "last")}
    for order in ("desc", "asc")
)

# The number comes last in each, so that no two hits are equal.
_ORDERS: Mapping[Sort, list[Body]] = {
    "relevance": [{"_score": "desc"}, {"number": "asc"}],
    "newest": [_DOWN["first"], _UP["last"], {"number": "desc"}],
    "oldest": [_UP["last"], _DOWN["first"], {"number": "desc"}],
}


def sought(request: Request, schema: Schema) -> Body:
    """The search without its page and its counts."""
    filters = _filters(request, schema)
    late = _late(request, filters)
    early = [filters[name] for name in filters if name not in late]
    return {
        "query": {"bool": {"must": [query(request.plan, schema)], "filter": early}},
        "post_filter": every(*(filters[name] for name in late)),
        "sort": _ORDERS[request.sort],
        "track_scores": True,
        "stored_fields": "_none_",
    }


def numbers(request: Request, schema: Schema) -> Body:
    """The search for all that a request finds, in order of number."""
    clauses = [query(request.plan, schema), *_filters(request, schema).values()]
    return {
        "query": {"bool": {"filter": clauses}},
        "sort": [{"number": "asc"}],
        "stored_fields": "_none_",
    }


def counts(request: Request, schema: Schema) -> Body:
    """The aggregations that count the request's facets."""
    filters = _filters(request, schema)
    late = _late(request, filters)
    return {facet: _count(facet, filters, late) for facet in request.facets}


def having_each(words: Sequence[Terms], schema: Schema) -> Body:
    """The search that counts the records, and those that have each of the pseudo-words."""
    filters = {"filters": {"filters": [query(node, schema) for node in words]}}
    return {"size": 0, "track_total_hits": True, "aggs": {"having": filters}}


def counted(answer: Body) -> dict[str, int] | None:
    """The counts that one of `counts` brought; None where they are not all."""
    found = answer["values"]
    if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
        return None
    return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}


def all_counts(request: Request, schema: Schema, facet: str, after: Body | None) -> Body:
    """The search that counts the facet's next values, in their own order."""
    filters = _filters(request, schema)
    others = [filters[name] for name in filters if name != own_filter(facet)]
    source = {"value": {"terms": {"field": f"facet_{facet}"}}}
    composite: dict[str, Any] = {"size": MOST_VALUES, "sources": [source]}
    return {
        "query": every(query(request.plan, schema), *others),
        "size": 0,
        "aggs": {"values": {"composite": composite | ({"after": after} if after else {})}},
    }


def counted_further(answer: Body) -> tuple[dict[str, int], Body | None]:
    """The counts that `all_counts` brought, and after what the next begin, None for no more."""
    found = answer["aggregations"]["values"]
    counts = {bucket["key"]["value"]: bucket["doc_count"] for bucket in found["buckets"]}
    return counts, found.get("after_key")


def _filters(request: Request, schema: Schema) -> dict[str, Clause]:
    filters = {facet: having(facet, values) for facet, values in request.filters.items()}
    if request.dating is not None:
        filters["days"] = query(request.dating, schema)
    return filters


def _late(request: Request, filters: Mapping[str, Clause]) -> list[str]:
    """The filters that hits must pass but not all counts, since they are on what is counted."""
    own = set(map(own_filter, request.facets))
    return [name for name in filters if name in own]


def _count(facet: str, filters: Mapping[str, Clause], late: list[str]) -> Body:
    others = [filters[name] for name in late if name != own_filter(facet)]
    terms = {"field": f"facet_{facet}", "size": MOST_VALUES, "shard_size": MOST_VALUES}
    return {"filter": every(*others), "aggs": {"values": {"terms": terms}}}
