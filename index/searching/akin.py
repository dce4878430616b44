"""Words akin to one that is sought, such as the plural of one: by the letters of their stems."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from ..terms.dictionary import TermDictionary
from ..terms.letter_bits import letters_in_lines
from ..terms.lines import encode
from .sought_terms import Places, Terms

_ALIKE: Final = 0.75
"""How much of their letters, in order, the stems of words that are akin share."""

SHORTEST: Final = 3
"""Letters of a stem that says enough to have others akin to it."""


class Akin(NamedTuple):
    """The places of terms whose stems are akin to one, and which of so many stems each has."""

    places: Places
    which: Places
    stems: int


class Stems:
    """The stems of terms in turn, by their numbers."""

    def __init__(self, numbers: Terms, terms: TermDictionary) -> None:
        self._numbers, self._terms = numbers, terms
        self._letters = terms.letters_of_stems[numbers]

    def akin_to(self, stem: str) -> Akin:
        """Those that are akin to a stem."""
        # Few share most of their letters with it: of the others none is spelt.
        (own,) = letters_in_lines(encode(f"{stem}\n"))
        near = np.flatnonzero(np.bitwise_count(self._letters ^ own) <= _most_others(stem))
        numbers, which = np.unique(self._numbers[near], return_inverse=True)
        alike = _alike(stem, self._terms.stems_of(numbers))
        place = np.full(len(numbers), -1)
        place[alike] = np.arange(len(alike))
        held = place[which] >= 0
        return Akin(near[held], place[which][held], len(alike))


def _most_others(stem: str) -> int:
    """In how many different letters at most a stem and one that is akin to it differ.

    As `_ALIKE` has it, that one is no longer than five thirds of it, and no more than a quarter of
    the letters of both is in one of them alone.
    """
    return 2 * len(stem) // 3


def _alike(stem: str, stems: Sequence[str]) -> list[int]:
    """The places of those of some stems that are akin to one."""
    known = {at: other for at, other in enumerate(stems) if len(other) >= SHORTEST}
    found = extract(
        stem, known, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=None
    )
    return [at for _, _, at in found]
