"""Records like another: those that have most of the words by which it differs from the rest."""

from collections import Counter

from ...archive.errors import QueryError
from ...archive.record import Record
from ...archive.time_limit import in_time
from ..engines import plan
from ..engines.base import Request, idf
from .open_index import OpenIndex

_READ = 2_500
"""Characters of a text that tell what it is about."""

_WORDS = 12
"""Telling words that are looked for: more make it slower, and little better."""

_SHORTEST = 3
"""Letters of a stem that tells anything."""


def similar(record: Record, limit: int, index: OpenIndex) -> tuple[Record, ...]:
    """The most similar first; the record itself is left out."""
    if limit < 0:
        raise QueryError("limit cannot be negative")
    sought = plan.AnyOf(tuple(_telling(record, index)))
    answer = index.engine.search(Request(sought, limit=limit + 1)) if sought.parts else None
    numbers = [number for number, _ in answer.hits] if answer else []
    found = index.store.by_numbers(numbers)
    return tuple(other for other in found if other is not None and other.id != record.id)[:limit]


def _telling(record: Record, index: OpenIndex) -> list[plan.Terms]:
    """The words that stand out: often in this record, in few others, but in some."""
    counts: Counter[str] = Counter()
    for text in in_time(index.texts):
        # Strangers' titles may be as long as books.
        stems = index.analyzer.analyse(text.of(record)[:_READ]).stems
        counts.update(stems * text.weight)
    words = [plan.Terms("stem", (stem,)) for stem in counts if len(stem) >= _SHORTEST]
    idfs = dict(zip(words, index.engine.idfs(words), strict=True))
    records = index.store.count()
    nowhere_else = idf(1, records)

    def weight(word: plan.Terms) -> tuple[float, str]:
        times = counts[word.words[0]]
        return -idfs[word] * times / (times + 1), word.words[0]

    shared = (word for word in words if idfs[word] < nowhere_else)
    return sorted(shared, key=weight)[:_WORDS]
