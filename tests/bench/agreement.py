"""Whether two engines answer a question alike: what is timed must be the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answers:
    """The numbers of all records that match, their total, and the counts of each facet."""

    matching: frozenset[int]
    total: int
    facets: Mapping[str, Mapping[str, int]]


def difference(ours: Answers, stock: Answers) -> str | None:
    """In what two answers differ, in words; None where they are the same."""
    if ours.matching != stock.matching:
        only_ours = sorted(ours.matching - stock.matching)
        only_stock = sorted(stock.matching - ours.matching)
        return f"records found by Kashshaf only: {only_ours}; by stock Whoosh only: {only_stock}"
    if ours.total != stock.total:
        return f"totals: {ours.total} from Kashshaf, {stock.total} from stock Whoosh"
    for facet, counts in ours.facets.items():
        other = stock.facets[facet]
        differing = {
            value: (counts.get(value, 0), other.get(value, 0))
            for value in sorted(counts.keys() | other.keys())
            if counts.get(value, 0) != other.get(value, 0)
        }
        if differing:
            return f"counts of {facet}, Kashshaf’s and stock Whoosh’s: {differing}"
    return None
