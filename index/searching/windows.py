"""Windows: the words that stand near occurrences, so many before them or after.

A word near several occurrences stands near them once, and the words of a match stand
near none, of another match neither (Stefan Evert, "Corpora and collocations", 2008).
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import QueryError
from ..forward.ranges import ranges
from .filters import one_of
from .sought_terms import Places, Texts

Side: TypeAlias = Literal["both", "before", "after"]

WIDEST: Final = 30
"""Words on either side."""

Mask: TypeAlias = NDArray[np.bool_]


class Found(NamedTuple):
    """Occurrences in the texts of some records: the places of their first and last `words`.

    They stand in order and apart. The words, function words too, are those of the texts in turn.
    """

    numbers: Places
    words: Texts
    first: Places
    last: Places


@dataclass(frozen=True, slots=True)
class Window:
    """So many words before a match, and so many after it, of the same text."""

    before: int
    after: int

    @classmethod
    def of(cls, words: int, side: Side) -> "Window":
        """So many words on both sides or on one; raise `QueryError` for what makes no sense."""
        one_of("side", side, get_args(Side))
        if not 1 <= words <= WIDEST:
            raise QueryError(f"window is from 1 to {WIDEST}, not {words}")
        return cls(0 if side == "after" else words, 0 if side == "before" else words)

    def near(self, found: Found) -> Places:
        """The places of all words in the window of some occurrence."""
        begins, ends = self._reaches(found)
        # A tag without words stands where the next word does, and at the end behind the last.
        near = np.zeros(len(found.words.terms) + 1, np.bool_)
        near[ranges(begins, ends - begins)] = True
        near[ranges(found.first, found.last + 1 - found.first)] = False
        return np.flatnonzero(near[:-1])

    def having(self, found: Found, places: Places) -> Mask:
        """Which occurrences have one of these places, none of which is of a match, near them."""
        begins, ends = self._reaches(found)
        return np.searchsorted(places, begins) < np.searchsorted(places, ends)

    def _reaches(self, found: Found) -> tuple[Places, Places]:
        """Where each window begins and ends, the match in it."""
        starts = found.words.starts
        text = np.minimum(found.words.of(found.first), len(starts) - 2)
        begins = np.maximum(found.first - self.before, starts[text])
        ends = np.minimum(found.last + self.after + 1, starts[text + 1])
        return begins, np.maximum(begins, ends)
