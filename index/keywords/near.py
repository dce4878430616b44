"""What stands near the matches of a search: of each record the words in their windows."""

from dataclasses import dataclass

import numpy as np

from ..engines.base import Numbers
from ..searching.matching import Matcher
from ..searching.occurrences import Occurrences
from ..searching.open_index import OpenIndex
from ..searching.sought_terms import Places
from ..searching.windows import Window
from .measures import Counts
from .word_counts import TEXT, counted_terms


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The words near the matches in the texts of records.

    A row says that the `owner`, a record by its place among all that were read, has near its
    matches the word of a `stem` so many `times`. `matches` has how many matches each record has,
    `terms` how often each term stands near any, by its number.
    """

    owner: Places
    stem: Places
    times: Counts
    matches: Counts
    terms: Counts


def near(
    numbers: Numbers, matcher: Matcher, window: Window, function_words: bool, index: OpenIndex
) -> Near:
    """What stands in the windows of a matcher's matches in these records."""
    held = counted_terms(function_words, index)
    stems = index.forward.terms.stems
    width = index.forward.terms.last_stem + 1
    terms = np.zeros(len(stems), np.int64)
    matches, rows, times = [], [], []
    before = 0
    for found in Occurrences(TEXT, matcher, index.forward, index.store).found(numbers):
        texts = len(found.numbers)
        places = window.near(found)
        there = found.words.terms[places]
        places, there = places[held[there]], there[held[there]]
        terms += np.bincount(there, minlength=len(terms))
        owners = before + found.words.of(places)
        row, often = np.unique(owners * width + stems[there], return_counts=True)
        of_matches = np.minimum(found.words.of(found.first), texts - 1)
        matches.append(np.bincount(of_matches, minlength=texts))
        rows.append(row)
        times.append(often)
        before += texts
    owner, stem = np.divmod(np.concatenate(rows), width)
    return Near(owner, stem, np.concatenate(times), np.concatenate(matches), terms)
