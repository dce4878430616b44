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
    most, found = having_all(asked.query, index), dict[str, Numbers]()
    for text in texts:
        query = _asking(text, asked.query)
        records = having_all(query, index)
        if not records or records * RARER < most:
            continue
        _, planned = index.understand(query.typed)
        numbers = index.numbers_of(index.request(query, planned.plan))
        same = next((one for one in found if np.array_equal(numbers, found[one])), None)
        if same is None:
            found[text] = numbers
        elif _written_so(text, asked.query, index) > _written_so(same, asked.query, index):
            found = {text if one == same else one: held for one, held in found.items()}
        most = max(most, records)
    return tuple(found)


def _asking(text: str, query: FilteredQuery) -> FilteredQuery:
    return replace(query, typed=query.typed._replace(query=text))


def _written_so(text: str, query: FilteredQuery, index: OpenIndex) -> int:
    """How many records have just these words."""
    of_it = _asking(text, query)
    return having_all(replace(of_it, typed=of_it.typed._replace(level=Level.WORD)), index)
