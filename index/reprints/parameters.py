"""All that decides what counts as shared text, in one place.

An index keeps the fingerprint of these in its manifest: pairs found by others are made anew.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

_RULES: Final = 5
"""Raised whenever other pairs, or other stories, are found by the same parameters, or kept in
another way."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Words are folded words, days are days of the calendar, shares are parts of one."""

    gram: int = 5
    """The words of a gram, the least stretch by which texts are compared."""

    window: int = 8
    """Of so many grams in a row one is kept as a key, so that two texts that have
    `window + gram - 1` words in a row in common have a key in common."""

    all_grams: int = 16
    """A text of no more grams keeps all of them: posts of a few words would else have one key."""

    run: int = 8
    """The words of the shortest run that counts as shared."""

    short_run: int = 5
    """The words of the shortest run that is shown, in a passage that has one of `run`."""

    gap: int = 10
    """The most words between two runs of one passage, in each of the texts."""

    boilerplate_records: int = 10
    """A key that so many records of one source have is that source's boilerplate. Wire copy is
    in many sources, and a few times in each."""

    formula_clusters: int = 3
    """A key whose dates fall in so many clusters is a formula: cables, prayers, executions."""

    formula_days: int = 3
    """Days of one cluster lie no further apart, one from the next."""

    longest_list: int = 4096
    """A key that more records have is boilerplate, whatever their sources."""

    shared_keys: int = 2
    """Two records that have so many keys in common are aligned."""

    neighbours: int = 200
    """In a list of more records one is aligned with so many of them, those next to it."""

    reprint_share: float = 0.5
    """Of two reprints each is covered by the other so far..."""

    reprint_words: int = 20
    """...and they share so many words."""

    short_share: float = 0.8
    """The same of posts, and of what is as short: headlines alone, the news in brief."""

    short_words: int = 8
    """The same of these."""

    own_share: float = 0.18
    """...and the words that only one of them has are no greater part of it, a third of that for
    each sign that they tell of two things (`differences.py`)."""

    apart_days: int = 3
    """So many days between two records are such a sign."""

    excerpt_share: float = 0.6
    """An excerpt is covered so far..."""

    excerpt_words: int = 20
    """...by so many words."""

    passage_words: int = 25
    """The words of the shortest passage that is told of, between records of different sources..."""

    passage_words_within: int = 35
    """...and of one source."""

    rewritten_share: float = 0.3
    """What is rewritten shares passages too, between different sources: so much of one text..."""

    rewritten_words: int = 15
    """...and so many words, however short its runs are."""

    part_share: float = 0.95
    """An article beside its whole issue is covered so far..."""

    part_ratio: int = 10
    """...by a text of so many times its length."""


PARAMETERS: Final = Parameters()
"""What everybody uses; tests try others."""


def fingerprint(parameters: Parameters = PARAMETERS) -> str:
    """Sixteen hexadecimal digits by which an index knows that others found its pairs."""
    return hashlib.sha256(f"{_RULES} {parameters}".encode()).hexdigest()[:16]
