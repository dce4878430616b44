"""The archive's own words, and how much it has of each: all that is suggested comes from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .. import plan
from ..arabic.analyzer import MARKS_SEPARATOR
from ..vocabulary import Vocabulary

Rarities: TypeAlias = Callable[[Sequence[plan.Terms]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class HeldWords:
    """The words of an archive, folded; `rarities` is the engine's."""

    vocabulary: Vocabulary
    rarities: Rarities

    def presences(self, words: Sequence[str]) -> list[float]:
        """How much of each word there is: log(2n + 1) for about n records, so 0 for none."""
        return self._presences([self.vocabulary.forms(word) for word in words])

    def spelling(self, word: str) -> str:
        """A word as most records write it, without marks."""
        forms = self.vocabulary.forms(word)
        if not forms:
            return word
        presences = self._presences([(form,) for form in forms])
        commonest = forms[presences.index(max(presences))]
        return commonest.partition(MARKS_SEPARATOR)[0]

    def _presences(self, spelt: Sequence[tuple[str, ...]]) -> list[float]:
        nothing, *rarities = self.rarities([plan.Terms("written", forms) for forms in ((), *spelt)])
        return [nothing - rarity for rarity in rarities]
