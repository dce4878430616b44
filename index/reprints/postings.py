"""Postings: which records have which keys, in sorted arrays that are searched where they lie.

A posting is one number of 64 bits: a key of 40, and below it the number of a record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import SearchIndexError
from ..forward.ranges import ranges
from .arrays import Ints, Keys, each_once, heads, joined, places
from .fingerprints import Fingerprints
from .segments import MOST_NUMBER, NUMBER, NUMBER_BITS, Segment, in_turn, postings_in_order

_SHIFT: Final = np.uint64(NUMBER_BITS)


def postings_of(found: Fingerprints, numbers: NDArray[np.integer]) -> Keys:
    """The postings of the texts of some records, each once, in order.

    `numbers[k]` is the record of text k. Raises `SearchIndexError` where one is too great.
    """
    if numbers.max(initial=0) > MOST_NUMBER:
        raise SearchIndexError(
            f"the archive has come to record {numbers.max()}, and reprints are found among"
            f" {MOST_NUMBER:,} at most: switch them off in settings.toml"
        )
    postings = (found.keys << _SHIFT) | numbers.astype(np.uint64)[found.owners]
    return each_once(postings)


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists: `keys[i]` is of the records `numbers[starts[i]:starts[i + 1]]`, in order."""

    keys: Keys
    starts: Ints
    numbers: Ints

    @classmethod
    def of(cls, postings: Keys) -> "Lists":
        """Those of postings in order."""
        keys = postings >> _SHIFT
        begins = heads(keys)
        numbers = (postings & NUMBER).astype(np.int64)
        return cls(keys[begins], np.append(begins, len(keys)), numbers)

    @property
    def counts(self) -> Ints:
        """How many records have each key."""
        return np.diff(self.starts)


class Postings:
    """The postings of some segments, the latest last; safe to share between threads."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = in_turn([*segments])

    def lists(self, keys: Keys, most: int) -> Lists:
        """The lists of those of some keys, in order and each once, that records have.

        Of a list of more than `most` records, only some are given, and more than `most`.
        """
        parts = []
        for segment in self._segments:
            postings, every, low = segment.postings, segment.every, keys << _SHIFT
            begins = places(postings, every, low)
            counts = places(postings, every, low | NUMBER, "right") - begins
            found = postings[ranges(begins, np.minimum(counts, most + 1))]
            parts.append(segment.valid(found))
        found = joined(parts, np.uint64)
        found.sort()
        return Lists.of(found)

    def chunks(self) -> Iterator[Keys]:
        """All postings in order, a part at a time; no key has postings in two of them."""
        return postings_in_order(self._segments)
