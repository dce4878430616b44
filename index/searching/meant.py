"""What may have been meant by what was typed: «هل تقصد؟» asks it."""

from dataclasses import replace

import numpy as np

from ..engines.base import Numbers
from ..query.nodes import Level
from ..suggestions.rarity import RARER
from .filters import FilteredQuery
from .open_index import OpenIndex
from .pages import PageRequest
from .totals import having_all


def meant(asked: PageRequest, index: OpenIndex) -> tuple[str, ...]:
    """Queries that may have been meant, and find something under the same filters.

    None that finds far less than what was typed, or than one before it. Of two that find the very
    same, since one is known as a spelling of the other, it is the one that more records write so.
    Those who turn pages, or only count, are not asked what they meant.
    """
    if asked.offset or not asked.limit or not (texts := index.suggestions(asked.query.typed)):
        return ()
    most, found = having_all(asked.query, index), dict[str, int]()
    for text in texts:
        records = having_all(_asking(text, asked.query), index)
        if not records or records * RARER < most:
            continue
        as_many = (one for one, total in found.items() if total == records)
        same = next((one for one in as_many if _find_the_same(one, text, asked.query, index)), None)
        if same is None:
            found[text] = records
        elif _written_so(text, asked.query, index) > _written_so(same, asked.query, index):
            found = {text if one == same else one: total for one, total in found.items()}
        most = max(most, records)
    return tuple(found)


def _asking(text: str, query: FilteredQuery) -> FilteredQuery:
    return replace(query, typed=query.typed._replace(query=text))


def _find_the_same(one: str, other: str, query: FilteredQuery, index: OpenIndex) -> bool:
    return np.array_equal(_numbers(one, query, index), _numbers(other, query, index))


def _numbers(text: str, query: FilteredQuery, index: OpenIndex) -> Numbers:
    asking = _asking(text, query)
    _, planned = index.understand(asking.typed)
    return index.numbers_of(index.request(asking, planned.plan))


def _written_so(text: str, query: FilteredQuery, index: OpenIndex) -> int:
    """How many records have just these words."""
    of_it = _asking(text, query)
    return having_all(replace(of_it, typed=of_it.typed._replace(level=Level.WORD)), index)
