"""Concordances: every occurrence of what is sought, each on a line with the words round it.

Known as KWIC, keyword in context. Only texts are gone through: titles are few
words, and say the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...archive.errors import QueryError
from ...archive.fields import Language
from ...archive.metadata.naming import Naming
from ...archive.record import Record
from ...archive.storage.store import Store
from ...archive.time_limit import check_time
from ..engines.base import Sort
from ..query.notices import Notice, explain
from .filters import FilteredQuery, one_of
from .first_texts import FirstTexts
from .occurrences import Occurrence, Occurrences
from .open_index import OpenIndex
from .search import in_order, unknown_values

Arrangement = Literal["record", "before", "after"]

MOST_READ = 1_000
"""Records that are gone through, if they are short."""

MOST_WORDS = 30
"""Words on either side of a match."""

LONGEST_SIDE = 1_000
"""Characters on either side of a match: a text may have a word of a million."""

COMPARED = 5
"""Words by which lines are put in order."""


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
) -> Concordance:
    """Go through the first records of a search, in its order; see `Archive.concordance`."""
    one_of("arrangement", arrangement, ("record", "before", "after"))
    if not 1 <= words <= MOST_WORDS:
        raise QueryError(f"words is from 1 to {MOST_WORDS}, not {words}")
    _, planned = index.understand(query.typed)
    ordered = in_order(query, sort, MOST_READ, index)
    read = index.first_texts(ordered.numbers)
    occurrences = Occurrences(read.together, index.matcher(query.typed), "text")
    found = _arranged(occurrences, arrangement)
    return Concordance(
        lines=tuple(_lines(found[page], occurrences, words, read, index.store)),
        total=len(found),
        read=len(read.texts),
        matching=ordered.total,
        naming=index.naming,
        notices=planned.notices + tuple(unknown_values(query, index)),
    )


def _arranged(occurrences: Occurrences, arrangement: Arrangement) -> list[Occurrence]:
    """All of them in the order asked for; where the words that count are alike, as they stand."""
    found = occurrences.all()
    if arrangement == "record":
        return found
    words = occurrences.before if arrangement == "before" else occurrences.after

    def compared(one: Occurrence) -> tuple[str, ...]:
        check_time()
        return words(one, COMPARED)

    return sorted(found, key=compared)


def _lines(
    shown: Sequence[Occurrence],
    occurrences: Occurrences,
    words: int,
    read: FirstTexts,
    store: Store,
) -> Iterator[ConcordanceLine]:
    texts = sorted({occurrence.text for occurrence in shown})
    found = store.by_numbers([read.numbers[text] for text in texts])
    records = dict(zip(texts, found, strict=True))
    for occurrence in shown:
        check_time()
        record = records[occurrence.text]
        if record is not None:
            start, end = occurrences.place(occurrence)
            yield _line(record, read.texts[occurrence.text], start, end, words)


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
