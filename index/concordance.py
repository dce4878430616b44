"""Concordances: every occurrence of what is sought, each on a line with the words round it.

Known as KWIC, keyword in context. Only texts are gone through: titles are few
words, and say the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..archive.errors import QueryError
from ..archive.record import Record
from .arabic.analyzer import Analysis, Analyzer
from .engines.base import Sort
from .matching import Reader
from .narrowing import Sought, one_of
from .results import Notice
from .searching import OpenIndex, each

Arrangement = Literal["record", "before", "after"]

MOST_READ = 1_000
"""Records that are gone through, if they are short."""

_MOST_CHARACTERS = 2_500_000
"""After so much text no other record is begun: some tenths of a second's work."""

MOST_WORDS = 30
"""Words on either side of a match."""

_COMPARED = 5
"""Words by which lines are put in order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence: the text before it, itself, and the text after it, with single spaces."""

    before: str
    match: str
    after: str
    record: Record


@dataclass(frozen=True, slots=True)
class Concordance:
    """Some lines of all that there are in the records that were read, of those that match."""

    lines: tuple[Line, ...]
    total: int
    read: int
    matching: int
    notices: tuple[Notice, ...] = ()


class _Place(NamedTuple):
    """An occurrence: what orders it, its record, its first and last entry, and the text's last."""

    key: tuple[str, ...]
    record: int
    first: int
    last: int
    end: int


def concordance(
    sought: Sought,
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
    _, planned = index.understand(sought.typed)
    records = list(_some(each(sought, sort, MOST_READ, index)))
    reader = index.reader(sought.typed)
    places = [
        place
        for number, record in enumerate(records)
        for place in _places(number, record, arrangement, reader)
    ]
    places.sort()
    total = index.engine.search(sought.request(planned.plan, limit=0)).total
    return Concordance(
        lines=tuple(_line(place, records, words, index.analyzer) for place in places[page]),
        total=len(places),
        read=len(records),
        matching=total,
        notices=planned.notices,
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
    number: int, record: Record, arrangement: Arrangement, reader: Reader
) -> Iterator[_Place]:
    analysis = reader.analyzer.analyse(record.text)
    entries = analysis.in_order
    upto = 0
    for match in reader.matches(analysis, "text"):
        # What lies within another match is on its line; tags stand in the text as words too.
        if upto <= match.first < entries:
            upto = match.last + 1
            key = _key(analysis, match.first, match.last, arrangement)
            yield _Place(key, number, match.first, match.last, entries - 1)


def _key(analysis: Analysis, first: int, last: int, arrangement: Arrangement) -> tuple[str, ...]:
    """The folded words to go by, those nearest the match first."""
    if arrangement == "after":
        return tuple(analysis.words[last + 1 : last + 1 + _COMPARED])
    if arrangement == "before":
        return tuple(reversed(analysis.words[max(first - _COMPARED, 0) : first]))
    return ()


def _line(place: _Place, records: Sequence[Record], words: int, analyzer: Analyzer) -> Line:
    record = records[place.record]
    before, after = max(place.first - words, 0), min(place.last + words, place.end)
    edges = (before, place.first, place.last, after)
    spans = dict(zip(sorted(set(edges)), analyzer.spans(record.text, edges), strict=True))
    start, first, end, upto = (spans[edge] for edge in edges)

    def between(start: int, end: int) -> str:
        return " ".join(record.text[start:end].split())

    return Line(
        before=between(start.start, first.start),
        match=between(first.start, max(first.end, end.end)),
        after=between(end.end, max(end.end, upto.end)),
        record=record,
    )
