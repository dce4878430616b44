"""Which values of a field a name may be a slip of, or a part of."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from ...arabic.names import fold_name

MOST: Final = 3
"""Values that are given for one name."""

_ALIKE: Final = 75
"""How much of two names, of 100, must be alike; of a longer name one part will do."""

_PART: Final = 4
"""Letters of a name that may be a part of a longer one: fewer are in too many."""

_ONLY_A_PART: Final = 0.92
"""How much likelier a name is meant as a whole."""


def similar(name: str, values: Iterable[tuple[str, str]], records: Mapping[str, int]) -> list[str]:
    """The values most like a name, at most `MOST`, the likeliest first; of equals the commonest.

    `values` are the values, each with one of its names, folded.
    """
    sought = fold_name(name)
    if not sought:
        return []
    listed = list(values)
    names = [folded for _, folded in listed]
    scores: dict[str, float] = {}
    scorers = ((fuzz.ratio, 1.0), (fuzz.partial_ratio, _ONLY_A_PART))
    for scorer, weight in scorers[: 2 if len(sought) >= _PART else 1]:
        alike = process.extract(
            sought, names, scorer=scorer, score_cutoff=_ALIKE / weight, limit=20
        )
        for _, score, place in alike:
            value, _ = listed[place]
            # A part of a name is looked for in longer names, not the name in what is short.
            if weight == 1 or len(names[place]) >= len(sought):
                scores[value] = max(scores.get(value, 0), score * weight)
    best = max(scores.values(), default=0)
    likely = (value for value, score in scores.items() if score > best - 15)
    return sorted(likely, key=lambda value: (-scores[value], -records.get(value, 0), value))[:MOST]
