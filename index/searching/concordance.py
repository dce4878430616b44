"""Concordances: every occurrence of what is sought, each on a line with the words round it.

Known as KWIC, keyword in context. Only texts are gone through: titles are few
words, and say the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...archive.errors import QueryError
from ...archive.fields import Language
from ...archive.metadata.naming import Naming
from ...archive.record import Record
from ...archive.time_limit import check_time
from ..engines.base import Sort
from ..query.notices import Notice, explain
from .extras import unknown_values
from .filters import FilteredQuery, one_of
from .near_word import NearWord
from .occurrences import Occurrence, Occurrences
from .open_index import OpenIndex, records_of
from .search import in_order

Arrangement = Literal["record", "before", "after"]

MOST_READ = 100_000
"""Records that are gone through, if they are short."""

MOST_CHARACTERS = 120_000_000
"""After so much text no other record is begun: more than a second's work."""

MOST_WORDS = 30
"""Words on either side of a match."""

LONGEST_SIDE = 1_000
"""Characters on either side of a match: a text may have a word of a million."""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One occurrence: the text before it, itself, and the text after it, with single spaces."""

    before: str
    match: str
    after: str
    record: Record


@dataclass(frozen=True, slots=True)
class Concordance:
    """Some lines of all that there are in the records that were read, of those that match."""

    lines: tuple[ConcordanceLine, ...]
    total: int
    read: int
    matching: int
    naming: Naming
    notices: tuple[Notice, ...] = ()

    def warnings(self, language: Language = "ar") -> tuple[str, ...]:
        """The notices as sentences."""
        return tuple(explain(notice, language, self.naming) for notice in self.notices)


def concordance(
    query: FilteredQuery,
    arrangement: Arrangement,
    words: int,
    sort: Sort,
    page: slice,
    index: OpenIndex,
    near: NearWord | None = None,
) -> Concordance:
    """Go through the records of a search, in its order; see `Archive.concordance`."""
    one_of("arrangement", arrangement, ("record", "before", "after"))
    if not 1 <= words <= MOST_WORDS:
        raise QueryError(f"words is from 1 to {MOST_WORDS}, not {words}")
    _, planned = index.understand(query.typed)
    ordered = in_order(query, sort, MOST_READ, index)
    read = _read(ordered.numbers, index)
    matcher = index.matcher(query.typed)
    occurrences = Occurrences("text", matcher, index.forward, index.store)
    side = None if arrangement == "record" else arrangement
    found = occurrences.all(read, side, near and near.choice(index))
    return Concordance(
        lines=tuple(_lines(found.page(page), occurrences, words, index)),
        total=found.total,
        read=len(read),
        matching=ordered.total,
        naming=index.naming,
        notices=planned.notices + tuple(unknown_values(query, index)),
    )


def _read(numbers: list[int], index: OpenIndex) -> list[int]:
    """The first of these records, so many that their texts are not too much.

    What has changed since the index was made is left out: where words stand in it is not known.
    """
    changed = index.changed()
    kept = [number for number in numbers if number not in changed]
    upto = np.cumsum(index.forward.characters("text")[kept], dtype=np.int64)
    return kept[: int(np.searchsorted(upto, MOST_CHARACTERS)) + 1]


def _lines(
    shown: Sequence[Occurrence], occurrences: Occurrences, words: int, index: OpenIndex
) -> Iterator[ConcordanceLine]:
    numbers = sorted({occurrence.number for occurrence in shown})
    records = records_of(numbers, index.store)
    for number in index.changed():
        records.pop(number, None)
    for occurrence in shown:
        check_time()
        record = records.get(occurrence.number)
        if record is not None:
            start, end = occurrences.place(record.text, occurrence)
            yield _line(record, record.text, start, end, words)


def _line(record: Record, text: str, start: int, end: int, words: int) -> ConcordanceLine:
    """A line with so many words on either side, as they stand between spaces."""
    before = text[max(start - LONGEST_SIDE, 0) : start].rsplit(maxsplit=words)
    after = text[end : end + LONGEST_SIDE].split(maxsplit=words)
    return ConcordanceLine(
        before=" ".join(before[-words:]),
        match=" ".join(text[start:end].split()),
        after=" ".join(after[:words]),
        record=record,
    )
