"""The archive's own words, and how much it has of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import plan
from .arabic.analyzer import MARKS_SEPARATOR
from .engines.base import Rarities
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class HeldWords:
    """The words of an archive, folded; `rarities` is the engine's."""

    vocabulary: Vocabulary
    rarities: Rarities

    def presences(self, words: Sequence[str]) -> list[float]:
        """How much of each word there is: log(2n + 1) for about n records, so 0 for none."""
        return self.presences_as([self.vocabulary.forms(word) for word in words])

    def presences_as(self, spelt: Sequence[tuple[str, ...]]) -> list[float]:
        """The same of words as they are written, of several forms together."""
        nothing, *rarities = self.rarities([plan.Terms("written", forms) for forms in ((), *spelt)])
        return [nothing - rarity for rarity in rarities]

    def spelling(self, word: str) -> str:
        """A word as most records write it, without marks."""
        forms = self.vocabulary.forms(word)
        if not forms:
            return word
        presences = self.presences_as([(form,) for form in forms])
        commonest = forms[presences.index(max(presences))]
        return commonest.partition(MARKS_SEPARATOR)[0]
