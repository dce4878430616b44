"""What a search finds of what came into the archive last, whatever its date."""

from ..engines import plan
from .filters import FilteredQuery
from .highlights import Highlighter
from .open_index import OpenIndex
from .results import Hit
from .search import hit

_FIRST = 512
"""Records, the last taken in, among which is looked first."""

_WIDER = 8
"""How many times as many are looked among where those have too few."""


def latest(query: FilteredQuery, limit: int, index: OpenIndex) -> list[Hit]:
    """The records that were first taken in last, the last one first; see `Archive.latest`."""
    highlighter = Highlighter(index.matcher(query.typed))
    numbers = _latest(query, limit, index)
    records = index.store.by_numbers(numbers)
    return [hit(record, 0.0, highlighter, index, {}) for record in records if record is not None]


def _latest(query: FilteredQuery, limit: int, index: OpenIndex) -> list[int]:
    """The highest numbers of records that are found: each new record has the next number.

    A feed is asked for again and again, and mostly has what it wants among the last few.
    """
    last, width = index.store.last_number, _FIRST
    sought = index.sought(query.typed)
    while limit:
        among = plan.Numbers(frozenset(range(max(last - width, 0) + 1, last + 1)))
        whole = sought if width >= last else plan.All((sought, among))
        found = index.engine.numbers_of(index.request(query, whole))
        if len(found) >= limit or width >= last:
            newest: list[int] = found[: -limit - 1 : -1].tolist()
            return newest
        width *= _WIDER
    return []
