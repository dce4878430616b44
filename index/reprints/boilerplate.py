"""Boilerplate: what a source prints again and again, and the formulas that all print.

A key that ten records of one source have is that source's boilerplate: its sign-off, its
address, the titles of a prince. Wire copy is in many sources, and a few times in each. A key
whose records fall in three clusters of days is a formula: a cable of congratulation, a prayer, the
announcement of an execution. What is said by such keys makes no two records share anything.

Both are known from posting lists alone, so that the answer is of the archive as it
stands when it is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..forward.ranges import ranges
from .arrays import Ints, Mask, heads
from .fingerprints import Fingerprints
from .parameters import PARAMETERS, Parameters
from .postings import Lists

_PLATFORMS = 1 << 16
"""More than there are platforms."""

_OF_A_SIGN = (1 << 30) - 1
"""The bits of an author's sign that count: with them all numbers of sources have 32."""

_DAY_BITS = 22
"""The 31st of December 9999 is day 3,652,059 of the calendar."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Of which source records are, and of which days: entry k of each is of the k-th of them.

    `sources` are any numbers, one a source. `first` and `last` are the days between which
    a record's date is, as `datetime.date.toordinal` counts them, both 0 where it has none.
    """

    sources: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        sources: NDArray[np.integer],
        platforms: NDArray[np.integer],
        authors: NDArray[np.integer],
        first: NDArray[np.int32],
        last: NDArray[np.int32],
    ) -> "Origins":
        """Of codes of sources and platforms and signs of authors of posts, 0 where there is none.

        Who posts is the source of what has none. What has neither counts as of one source with all
        else of its platform that has neither.
        """
        of_authors = -_PLATFORMS - 1 - (authors.astype(np.int64) & _OF_A_SIGN)
        others = np.where(authors > 0, of_authors, -1 - platforms)
        return cls(np.where(sources > 0, sources, others).astype(np.int32), first, last)

    def of_records(self, numbers: Ints) -> "Origins":
        """The origins of some records, where these are of all: of record n at n."""
        return Origins(self.sources[numbers], self.first[numbers], self.last[numbers])


def boilerplate_keys(
    lists: Lists, origins: Callable[[Ints], Origins], parameters: Parameters = PARAMETERS
) -> Mask:
    """Which of the keys are boilerplate or a formula; `origins` gives those of some records."""
    counts = lists.counts
    found: Mask = counts > parameters.longest_list
    enough = min(parameters.boilerplate_records, parameters.formula_clusters)
    # Most keys are of one record or two, and those that everybody has are known already.
    asked = np.flatnonzero((counts >= enough) & ~found)
    key = np.repeat(np.arange(len(asked)), counts[asked])
    of = origins(lists.numbers[ranges(lists.starts[asked], counts[asked])])
    often = _often_in_one_source(key, of.sources, parameters.boilerplate_records)
    clusters = _clusters(key, of.first, of.last, parameters.formula_days, len(asked))
    found[asked[often]] = True
    found[asked[clusters >= parameters.formula_clusters]] = True
    return found


def boilerplate_words(
    found: Fingerprints, starts: Ints, boilerplate: Mask, parameters: Parameters = PARAMETERS
) -> Mask:
    """Which of all the words of some texts are boilerplate, told for each of their keys.

    Those are the words of the grams of its keys, and what stands between two of these that are
    no more than a window apart.
    """
    owners = found.owners[boilerplate]
    at = starts[owners] + found.places[boilerplate]
    apart = np.diff(at, append=at[-1:])
    near = (apart <= parameters.window) & (owners == np.append(owners[1:], -1)[: len(owners)])
    lengths = np.where(near, np.maximum(apart, parameters.gram), parameters.gram)
    words = np.zeros(starts[-1], np.bool_)
    words[ranges(at, lengths)] = True
    return words


def _often_in_one_source(key: Ints, sources: NDArray[np.int32], records: int) -> Ints:
    """The keys, by index and perhaps several times, that so many records of one source have."""
    rows = np.sort((key << 32) + sources + (1 << 31))
    first = heads(rows)
    often: Ints = rows[first[np.diff(first, append=len(rows)) >= records]] >> 32
    return often


def _clusters(
    key: Ints, first: NDArray[np.int32], last: NDArray[np.int32], days: int, keys: int
) -> Ints:
    """In how many clusters the dates of each key fall.

    Of what is dated by a month or a year all days are of one cluster.
    """
    dated = first > 0
    bits = _DAY_BITS
    rows = np.sort((key[dated] << 2 * bits) | (first[dated].astype(np.int64) << bits) | last[dated])
    of_key = rows >> 2 * bits
    begins = rows >> bits
    upto = np.maximum.accumulate((of_key << bits) + (rows & ((1 << bits) - 1)))
    new = np.ones(len(rows), np.bool_)
    new[1:] = begins[1:] > upto[:-1] + days
    return np.bincount(of_key[new], minlength=keys)
