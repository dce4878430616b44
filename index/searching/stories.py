"""What is known of reprints, told of records: those of one, and the stories of a search."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np

from ...archive.record import Record
from ...archive.time_limit import in_time
from ..reprints.answers import (
    FirstSeen,
    Pair,
    PrintedAfter,
    RecordPair,
    Reprint,
    Reprints,
    Stories,
    Story,
)
from ..reprints.stories import Days, by_date, first_seen, span
from .facts import facts_of
from .filters import FilteredQuery
from .open_index import OpenIndex
from .printed_after import Succession, those_of
from .printed_after import printed_after as printed_after_of
from .story_counts import Ids, StoryCounts, stories_of, story_of
from .story_table import StoryTable

StorySort: TypeAlias = Literal["size", "days", "sources", "newest"]
"""By what stories are listed, the greatest first."""

_PAIRS_AT_ONCE: Final = 200
"""Pairs whose records are read from the store together."""


class Page(NamedTuple):
    """So many of something, from a place on."""

    offset: int
    limit: int


def reprints(record: Record, index: OpenIndex) -> Reprints:
    """What of a record stands elsewhere; see `Archive.reprints`."""
    facts = facts_of(index)
    number = index.store.number_of(record.id)
    found = story_of(number, facts)
    return Reprints(
        record=record,
        story=story(facts.members(found), index) if found else None,
        others=tuple(_others(number, facts.partners(number), index)),
    )


def _others(number: int, pairs: Sequence[Pair], index: OpenIndex) -> Iterable[Reprint]:
    pair_of = {pair.b if pair.a == number else pair.a: pair for pair in pairs}
    for other, record in _records(by_date(days_of(pair_of, index)), index):
        pair = pair_of[other]
        covers = pair.covers_a, pair.covers_b
        this, that = covers if pair.a == number else reversed(covers)
        yield Reprint(record, pair.kind, pair.words, this, that, pair.longest)


def story(members: Iterable[int], index: OpenIndex) -> Story:
    """The story that these records are."""
    dated = days_of(members, index)
    in_order = dict(_records(by_date(dated), index))
    dated = {number: dated[number] for number in in_order}
    return Story(
        records=tuple(in_order.values()),
        first=_first([in_order[number] for number in first_seen(dated)]),
        days=span(dated.values()),
    )


def first(members: Iterable[int], index: OpenIndex) -> FirstSeen | None:
    """The oldest of some records, as far as they are known."""
    oldest = first_seen(days_of(members, index))
    return _first([record for _, record in _records(oldest, index)])


def _first(oldest: Sequence[Record]) -> FirstSeen | None:
    date = oldest[0].published if oldest else None
    return FirstSeen(date, tuple(oldest)) if date else None


def days_of(numbers: Iterable[int], index: OpenIndex) -> dict[int, Days]:
    """The first and the last day that the date of each of some records can mean, 0 for none."""
    forward = index.forward
    return {number: (int(forward.first[number]), int(forward.last[number])) for number in numbers}


def _records(numbers: Sequence[int], index: OpenIndex) -> Iterable[tuple[int, Record]]:
    """Records with their numbers, but for those that have been removed since."""
    for number, record in zip(numbers, index.store.by_numbers(numbers), strict=True):
        if record is not None:
            yield number, record


def stories(
    query: FilteredQuery, succession: Succession, sort: StorySort, page: Page, index: OpenIndex
) -> Stories:
    """The stories that have a record in a search; see `Archive.stories`."""
    counts = _counts(query, index)
    found = _those(succession, counts, index)
    facts = facts_of(index)
    shown = _in_order(found, sort, index.story_table)[page.offset : page.offset + page.limit]
    return Stories(
        total=len(found),
        records=int(np.isin(stories_of(counts.numbers, facts.story_of), found).sum()),
        stories=tuple(story(facts.members(one), index) for one in in_time(shown.tolist())),
    )


def each_story(query: FilteredQuery, succession: Succession, index: OpenIndex) -> Iterator[Story]:
    """All stories of a search, as one goes; see `Archive.each_story`."""
    found = _those(succession, _counts(query, index), index)
    facts = facts_of(index)
    in_order = _in_order(found, "size", index.story_table)
    told = (story(facts.members(one), index) for one in in_order.tolist())
    return (one for one in told if one.records)  # all may have been removed since


def _those(succession: Succession, counts: StoryCounts, index: OpenIndex) -> Ids:
    if not any(succession):
        return counts.stories
    return those_of(succession, counts.stories, index)


def pairs(query: FilteredQuery, index: OpenIndex) -> Iterator[RecordPair]:
    """The pairs that have a record in a search, as one goes; see `Archive.pairs`."""
    facts = facts_of(index)
    found = index.numbers_of(index.request(query, index.sought(query.typed), limit=0))
    return _with_records(facts.pairs_of(found.astype(np.uint32)), index)


def _with_records(pairs: Iterator[Pair], index: OpenIndex) -> Iterator[RecordPair]:
    while some := list(islice(pairs, _PAIRS_AT_ONCE)):
        numbers = sorted({number for pair in some for number in (pair.a, pair.b)})
        record_of = dict(_records(numbers, index))
        for pair in some:
            if pair.a in record_of and pair.b in record_of:
                yield RecordPair(
                    a=record_of[pair.a],
                    b=record_of[pair.b],
                    kind=pair.kind,
                    words=pair.words,
                    covers_a=pair.covers_a,
                    covers_b=pair.covers_b,
                    longest=pair.longest,
                )


def _counts(query: FilteredQuery, index: OpenIndex) -> StoryCounts:
    return StoryCounts(index.request(query, index.sought(query.typed), limit=0), index)


def _in_order(stories: Ids, sort: StorySort, table: StoryTable) -> Ids:
    """Stories by what is asked for, the greatest first; those of equals with more records first."""
    rows = table.rows(stories)
    by = {
        "size": table.sizes,
        "days": table.days,
        "sources": table.sources,
        "newest": table.firsts,
    }[sort]
    return stories[np.lexsort((stories, -table.sizes[rows], -by[rows]))]


def printed_after(query: FilteredQuery, index: OpenIndex) -> tuple[PrintedAfter, ...]:
    """How often each source printed after each other; see `Archive.printed_after`."""
    return printed_after_of(_counts(query, index).stories, index)
