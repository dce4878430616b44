"""One side of a pair: a record as it is compared."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..forward.ranges import ranges
from .arrays import Ints, Mask, Words
from .letters import Letters


@dataclass(frozen=True)
class Side:
    """One record of a pair.

    `source` tells where it is from, its platform where that is not known. `stems` has for each word
    of the text, in order, a number that all forms of that word have; `counted` tells which of
    them are no boilerplate. `title_stems` are those of the title, and `letters` has the letters of
    such a number. `first` and `last` are the days that the date can mean, 0 where it is not known.
    `tags` gives the stems of its whole hashtags; the words within them are words of the text.
    """

    source: str
    is_post: bool
    stems: Words
    counted: Mask
    title_stems: Words
    letters: Letters
    first: int = 0
    last: int = 0
    tags: Callable[[], Words] = lambda: np.empty(0, np.uint32)

    @cached_property
    def length(self) -> int:
        """How many words of the text are no boilerplate."""
        return int(np.count_nonzero(self.counted))

    def outside(self, begins: Ints, words: Ints) -> Mask:
        """Which words that count are in none of these runs."""
        apart = self.counted.copy()
        apart[ranges(begins, words)] = False
        return apart

    @cached_property
    def named(self) -> frozenset[int]:
        """The stems of its headline, each once; all it says is one where it has no other."""
        stems = self.title_stems if len(self.title_stems) else self.stems
        return frozenset(stems.tolist())

    @cached_property
    def said(self) -> frozenset[int]:
        """The stems of its text and its title, each once."""
        return frozenset(self.title_stems.tolist()).union(self.stems.tolist())


def days_between(a: Side, b: Side) -> int:
    """The fewest days that can lie between the dates of two records; 0 where one is not known."""
    if not a.last or not b.last:
        return 0
    return max(0, b.first - a.last, a.first - b.last)
