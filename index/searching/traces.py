"""Where a text stands: a quotation, a release, a rumour, in whichever records have some of it."""

from dataclasses import replace
from typing import Final

import numpy as np

from ...archive.errors import QueryError
from ...archive.record import Record
from ...archive.time_limit import check_time, in_time
from ..engines.base import Request
from ..query.nodes import Or, Phrase
from ..reprints.alignment import Run, align_many
from ..reprints.answers import Trace, Traced
from ..reprints.arrays import Ints, Keys, Words, among
from ..reprints.fingerprints import KEY_BITS, gram_hashes
from ..reprints.parameters import PARAMETERS
from .facts import ReprintFacts, facts_of
from .filters import UserQuery
from .open_index import OpenIndex
from .text_places import ReadText, passages, read_record

MOST_TRACED: Final = 100_000
"""Characters of a text that is traced: an article has five thousand."""

_ALIGNED: Final = 500
"""Records that are compared with the text, those first that share most of its keys."""

_SURE: Final = PARAMETERS.window + PARAMETERS.gram - 1
"""Words in a row of which a record certainly has a key."""


def trace(text: str, limit: int, index: OpenIndex) -> Trace:
    """Find the records in which a text stands; see `Archive.trace`."""
    facts = facts_of(index)
    if len(text) > MOST_TRACED:
        raise QueryError(f"the text has {len(text):,} characters; the most is {MOST_TRACED:,}")
    sought = ReadText(text, index.analyzer)
    shortest = min(PARAMETERS.run, len(sought.words))
    if shortest < PARAMETERS.gram:
        return Trace(len(sought.words), 0, ())
    candidates = _candidates(sought, facts, index)
    standing = _standing(sought.words, candidates, shortest, index)
    found = sorted(standing, key=lambda number: (-_words(standing[number]), number))
    records = index.store.by_numbers(found[:limit])
    shown = zip(found, records, strict=False)
    return Trace(
        words=len(sought.words),
        total=len(found),
        found=tuple(
            _traced(sought, record, standing[number], index)
            for number, record in in_time(shown)
            if record is not None
        ),
    )


def _candidates(sought: ReadText, facts: ReprintFacts, index: OpenIndex) -> list[int]:
    """Records that may have some of the text, those first that share most of its keys.

    All its grams are looked for, since of each stretch of twelve words a record has but one.
    """
    keys = np.unique(gram_hashes(sought.words, PARAMETERS.gram) >> np.uint64(64 - KEY_BITS))
    lists = facts.postings.lists(keys[~among(keys, facts.common)], PARAMETERS.longest_list)
    numbers, counts = np.unique(lists.numbers, return_counts=True)
    foremost = numbers[np.argsort(-counts, kind="stable")]
    return list(dict.fromkeys([*_in_a_row(sought, index), *foremost.tolist()]))[:_ALIGNED]
