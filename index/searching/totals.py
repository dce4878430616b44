"""How much a query finds, without its hits."""

from .filters import FilteredQuery
from .open_index import OpenIndex
from .pages import Per
from .story_counts import StoryCounts


def count(query: FilteredQuery, per: Per, index: OpenIndex) -> int:
    """How many records or stories a query finds."""
    records = _count(query, index)
    if per == "record":
        return records
    return StoryCounts(index.request(query, index.sought(query.typed)), index).total(records)


def _count(query: FilteredQuery, index: OpenIndex) -> int:
    total = having_all(query, index)
    in_parts = index.two_parts(query.typed, total)
    if in_parts is None:
        return total
    return index.engine.search(index.request(query, in_parts.whole, limit=0)).total


def having_all(query: FilteredQuery, index: OpenIndex) -> int:
    """How many records have all that a query asks for, and not just most of its words."""
    _, planned = index.understand(query.typed)
    return index.engine.search(index.request(query, planned.plan, limit=0)).total
