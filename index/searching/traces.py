"""Where a text stands: a quotation, a release, a rumour, in whichever records have some of it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from ...archive.dates import PartialDate
from ...archive.errors import QueryError
from ...archive.record import Record
from ...archive.time_limit import check_time, in_time
from ..engines.base import Request
from ..forward.entries import TERM
from ..query.nodes import Or, Phrase
from ..reprints.alignment import Run, align, align_many
from ..reprints.answers import Passage, Trace, Traced
from ..reprints.arrays import Words
from ..reprints.fingerprints import KEY_BITS, gram_hashes
from ..reprints.parameters import PARAMETERS
from ..reprints.reading import KnownReprints
from ..reprints.stories import Order
from ..reprints.texts import ForwardTexts
from .facts import facts_of
from .filters import UserQuery
from .open_index import OpenIndex
from .stories import Page, days_of
from .text_places import IndexedText, ReadText, passages, read_record

MOST_TRACED: Final = 150_000
"""Characters of a text that is traced: an article has five thousand, 20,000 words some 120,000."""

MOST_COMPARED: Final = 5_000
"""Records that are compared with the text, those first that share most of its keys."""

_AT_ONCE: Final = 500
"""Records whose words are in memory at once: each may be a book."""

_MARKS: Final = re.compile(
    r"""
      <sup\b[^<>]*> [^<>]{0,20} </sup>  # <sup>3</sup>
    | < [/!]? [a-z-][^<>]* >            # <br>
    | & \#? \w+ ;                       # &nbsp;
    | [\[(] \s* \d{1,3} \s* [\])]       # [3] and (3)
    | [⁰¹²³⁴-⁹]+
    | (?<= [^\W\d_]) \d{1,3} \b         # a mark that was raised in a book: كتاب3
    | ^ [^\w\n]* \d{1,4} [^\w\n]* $     # the number of a page
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""What comes with a text that was copied from a page or a book, and is none of its words."""

_SURE: Final = PARAMETERS.window + PARAMETERS.gram - 1
"""Words in a row of which a record certainly has a key."""


def trace(text: str, page: Page, origin: Record | None, index: OpenIndex) -> Trace:
    """Find the records in which a text stands; see `Archive.trace`."""
    facts = facts_of(index)
    if len(text) > MOST_TRACED:
        raise QueryError(f"the text has {len(text):,} characters; the most is {MOST_TRACED:,}")
    reading = max(_readings(text, facts, index), key=lambda reading: reading.most)
    sought, standing = reading.sought, reading.standing
    if origin is not None:
        standing.pop(index.store.number_of(origin.id), None)
    dated = days_of(standing, index)

    def rank(number: int) -> tuple[int, Order, int]:
        """Of those that have as much of it the oldest comes first, who may have been the first."""
        return -_words(standing[number]), Order.of(dated[number]), number

    found = sorted(standing, key=rank)
    shown = found[page.offset : page.offset + page.limit]
    records = zip(shown, index.store.by_numbers(shown), strict=True)
    return Trace(
        words=len(sought.words),
        total=len(found),
        at_least_half=sum(2 * _words(runs) >= len(sought.words) for runs in standing.values()),
        found=tuple(
            _traced(sought, record, number, standing[number], index)
            for number, record in in_time(records)
            if record is not None
        ),
        ids=_ids(found, index),
        dates=tuple(_date(*dated[number]) for number in found),
        more=reading.more,
    )


def _ids(numbers: list[int], index: OpenIndex) -> tuple[str, ...]:
    """The ids of records, in this order."""
    id_of = dict(zip(sorted(numbers), index.store.ids_of(numbers), strict=True))
    return tuple(id_of[number] for number in numbers)


class _Reading(NamedTuple):
    """A text as it was read, and the runs that records have of it, by number.

    With `more` it was not compared with all that may have some of it.
    """

    sought: ReadText
    standing: dict[int, list[Run]]
    more: bool = False

    @property
    def most(self) -> float:
        """The part of its words that the record has which has most of them."""
        return max(map(_words, self.standing.values()), default=0) / max(len(self.sought.words), 1)


def _readings(text: str, facts: KnownReprints, index: OpenIndex) -> Iterator[_Reading]:
    """The text as it is, since records have marks of footnotes too; and without any marks."""
    yield _reading(text, facts, index)
    # Blanks in their place, so that each letter stays where it was.
    bare = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
    if bare != text:
        yield _reading(bare, facts, index)


def _reading(text: str, facts: KnownReprints, index: OpenIndex) -> _Reading:
    sought = ReadText(text, index.analyzer)
    shortest = min(PARAMETERS.run, len(sought.words))
    if shortest < PARAMETERS.gram:
        return _Reading(sought, {})
    candidates = _candidates(sought, facts, index)
    compared = candidates[:MOST_COMPARED]
    standing = _standing(sought.words, compared, shortest, index)
    return _Reading(sought, standing, more=len(candidates) > len(compared))


@lru_cache(4096)
def _date(first: int, last: int) -> PartialDate | None:
    """The date that can mean all from one day to another, None where no year is known."""
    if not last:
        return None
    begins, ends = map(dt.date.fromordinal, (first, last))
    month = begins.month if begins.month == ends.month else None
    return PartialDate(begins.year, month, begins.day if begins == ends else None)


def _candidates(sought: ReadText, facts: KnownReprints, index: OpenIndex) -> list[int]:
    """Records that may have some of the text, those first that share most of its keys.

    All its grams are looked for, since of each stretch of twelve words a record has but one.
    """
    keys = np.unique(gram_hashes(sought.words, PARAMETERS.gram) >> np.uint64(64 - KEY_BITS))
    lists = facts.postings.lists(keys, PARAMETERS.longest_list)
    numbers, counts = np.unique(lists.numbers, return_counts=True)
    foremost = numbers[np.argsort(-counts, kind="stable")]
    return list(dict.fromkeys([*_in_a_row(sought, index), *foremost.tolist()]))


def _in_a_row(sought: ReadText, index: OpenIndex) -> list[int]:
    """Records that have as many words of a short text in a row as make a run.

    Their keys need not tell of so few.
    """
    words = sought.folded
    if len(words) > 2 * _SURE:
        return []
    stretches = (words[at : at + PARAMETERS.run] for at in range(len(words) - PARAMETERS.run + 1))
    phrases = tuple(Phrase(tuple(stretch)) for stretch in stretches) or (Phrase(tuple(words)),)
    _, planned = index.understand(UserQuery(Or(phrases)))
    answer = index.engine.search(Request(planned.plan, limit=MOST_COMPARED + 1))
    return [number for number, _ in answer.hits]


def _standing(
    sought: Words, candidates: list[int], shortest: int, index: OpenIndex
) -> dict[int, list[Run]]:
    """The runs that records have of a text, by number; those that have none are left out."""
    standing: dict[int, list[Run]] = {}
    for at in range(0, len(candidates), _AT_ONCE):
        standing |= _aligned(sought, candidates[at : at + _AT_ONCE], shortest, index)
    return standing


def _aligned(
    sought: Words, candidates: list[int], shortest: int, index: OpenIndex
) -> dict[int, list[Run]]:
    said = ForwardTexts(index.forward).said(np.array(candidates, np.int64))
    words = np.concatenate([sought, said.words])
    starts = np.concatenate([[0], said.starts + len(sought)])
    pairs = np.array([[0, place] for place in range(1, len(candidates) + 1)], np.int64)
    parameters = replace(PARAMETERS, run=shortest)
    found = align_many(words, starts, pairs.reshape(-1, 2), parameters=parameters)
    check_time()
    runs = {number: found.runs(place) for place, number in enumerate(candidates)}
    return {number: held for number, held in runs.items() if held}


def _words(runs: list[Run]) -> int:
    return sum(run.words for run in runs)


def _traced(
    sought: ReadText, record: Record, number: int, runs: list[Run], index: OpenIndex
) -> Traced:
    words = _words(runs)
    return Traced(
        record=record,
        words=words,
        covers=words / len(sought.words),
        passages=_passages(sought, record, number, runs, index),
    )


def _passages(
    sought: ReadText, record: Record, number: int, runs: list[Run], index: OpenIndex
) -> tuple[Passage, ...]:
    if index.store.last_change == index.manifest.reached:
        return passages(runs, sought, _indexed(record, number, index))
    # The index is behind, and the text may be another than that which has these runs.
    text = read_record(record, index.analyzer)
    return passages(align(sought.words, text.words), sought, text)


def _indexed(record: Record, number: int, index: OpenIndex) -> IndexedText:
    """The text that a record's words stand in, or its title where it has none."""
    entries = index.forward.entries(number, "text")
    if np.any(index.forward.terms.signs[entries & TERM]):
        return IndexedText(record.text, entries, index.analyzer)
    return IndexedText(record.title, index.forward.entries(number, "title"), index.analyzer)
