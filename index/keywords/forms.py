"""Words as they are shown: counted by their stems, and told by how the texts write them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ...arabic.analyzer import MARKS_SEPARATOR
from ..searching.sought_terms import Places
from ..terms.dictionary import TermDictionary
from .measures import Counts, Scores

_FORMS: Final = 12
"""Ways to write a word of which a reader is told: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The ways in which texts write a word, without marks, and how often: the most frequent first.

    `word` is what is shown of them. Of very many the rarest are left out.
    """

    times: Mapping[str, int]

    @property
    def word(self) -> str:
        """The way in which it is written most."""
        return next(iter(self.times))


def forms_of(stems: Places, times: Counts, terms: TermDictionary) -> list[Forms]:
    """How the words of these stems are written, by how many `times` each term stands there."""
    asked = np.zeros(terms.last_stem + 1, np.bool_)
    asked[stems] = True
    met = np.flatnonzero(times)
    met = met[asked[terms.stems[met]]]
    of_terms = zip(
        terms.forms_of(met.astype(np.uint32)),
        terms.stems[met].tolist(),
        times[met].tolist(),
        strict=True,
    )
    written: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for form, stem, often in of_terms:
        letters, _, _ = form.partition(MARKS_SEPARATOR)
        written[stem][letters] += often
    return [_in_order(written[stem]) for stem in stems.tolist()]


def _in_order(times: Counter[str]) -> Forms:
    ordered = sorted(times.items(), key=lambda one: (-one[1], one[0]))
    return Forms(dict(ordered[:_FORMS]))


def best(scores: Scores, stems: Places, most: int, terms: TermDictionary) -> Sequence[int]:
    """Which of these words have the highest scores, in order; of equals by their letters."""
    if not most:
        return ()
    # Of the same numbers numpy's logarithm differs in the last place, by where they stand.
    scores = np.round(scores, 9)
    held = np.arange(len(scores))
    if most < len(scores):
        held = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
    letters = terms.stems_of(stems[held].astype(np.uint32))
    order = sorted(range(len(held)), key=lambda at: (-scores[held[at]], letters[at]))
    return [int(held[at]) for at in order[:most]]
