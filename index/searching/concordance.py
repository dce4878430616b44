"""Concordances: every occurrence of what is sought, each on a line with the words round it.

Known as KWIC, keyword in context. Only texts are gone through: titles are few
words, and say the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ...arabic.analyzer import Analyzer, Span
from ...archive.errors import QueryError
from ...archive.fields import Language
from ...archive.metadata.naming import Naming
from ...archive.record import Record
from ..engines.base import Sort
from ..query.notices import Notice, explain
from .filters import FilteredQuery, one_of
from .matching import MatchedText, Matcher, joined
from .open_index import OpenIndex
from .search import count, each, unknown_values

Arrangement = Literal["record", "before", "after"]

MOST_READ = 1_000
"""Records that are gone through, if they are short."""

_MOST_CHARACTERS = 2_500_000
"""After so much text no other record is begun: some tenths of a second's work."""

MOST_WORDS = 30
"""Words on either side of a match."""

_LONGEST_SIDE = 1_000
"""Characters on either side of a match: a text may have a word of a million."""

_COMPARED = 5
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


class _Place(NamedTuple):
    """An occurrence: what orders it, the number of its record, its first and last entry."""

    key: tuple[str, ...]
    record: int
    first: int
    last: int


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
    records = list(_some(each(query, sort, MOST_READ, index)))
    matcher = index.matcher(query.typed)
    places = [
        place
        for number, record in enumerate(records)
        for place in _places(number, record, arrangement, matcher)
    ]
    places.sort()
    return Concordance(
        lines=tuple(_lines(places[page], records, words, index.analyzer)),
        total=len(places),
        read=len(records),
        matching=count(query, index),
        naming=index.naming,
        notices=planned.notices + tuple(unknown_values(query, index)),
    )


def _some(records: Iterator[Record]) -> Iterator[Record]:
    """The first of the records, so many that their texts are not too much."""
    characters = 0
    for record in records:
        yield record
        characters += len(record.text)
        if characters > _MOST_CHARACTERS:
            return


def _places(
    number: int, record: Record, arrangement: Arrangement, matcher: Matcher
) -> Iterator[_Place]:
    analysis = matcher.analyzer.analyse(record.text)
    entries = analysis.words[: analysis.in_order]
    reading = MatchedText(analysis, matcher.matches(analysis, "text"))
    found = matcher.in_place(record.text, reading)
    for first, end in joined((match.first, match.last + 1) for match in found):
        yield _Place(_key(entries, first, end - 1, arrangement), number, first, end - 1)


def _key(
    entries: Sequence[str], first: int, last: int, arrangement: Arrangement
) -> tuple[str, ...]:
    """The folded words to go by, those nearest the match first."""
    if arrangement == "after":
        return tuple(entries[last + 1 : last + 1 + _COMPARED])
    if arrangement == "before":
        return tuple(reversed(entries[max(first - _COMPARED, 0) : first]))
    return ()


def _lines(
    places: Sequence[_Place], records: Sequence[Record], words: int, analyzer: Analyzer
) -> Iterator[ConcordanceLine]:
    # A long text with many lines is gone through once, not once a line.
    edges: dict[int, set[int]] = {}
    for place in places:
        edges.setdefault(place.record, set()).update((place.first, place.last))
    texts = {number: records[number].text for number in edges}
    spans = {
        number: analyzer.spans_at(text, analyzer.analyse(text), edges[number])
        for number, text in texts.items()
    }
    for place in places:
        of_record = spans[place.record]
        yield _line(records[place.record], of_record[place.first], of_record[place.last], words)


def _line(record: Record, first: Span, last: Span, words: int) -> ConcordanceLine:
    """A line with so many words on either side, as they stand between spaces."""
    text, end = record.text, max(first.end, last.end)
    before = text[max(first.start - _LONGEST_SIDE, 0) : first.start].split()
    after = text[end : end + _LONGEST_SIDE].split()
    return ConcordanceLine(
        before=" ".join(before[-words:]),
        match=" ".join(text[first.start : end].split()),
        after=" ".join(after[:words]),
        record=record,
    )
