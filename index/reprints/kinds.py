"""How two records share text, by what was measured of it: `Kind` says which ways there are.

What a source prints again and again is neither shared nor counted in a length.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]
    Runs = NDArray[np.int64]

_REPRINT_COVERS, _REPRINT_WORDS = 0.5, 20
"""What of either text a reprint covers, and the fewest words of one."""

_POST_COVERS, _POST_WORDS = 0.8, 8
"""The same of posts, which are short and often begin alike."""

_EXCERPT_COVERS, _EXCERPT_WORDS = 0.6, 20

_PASSAGE, _PASSAGE_WITHIN = 25, 35
"""The fewest words of a passage: of two sources, and of one, which has its formulas."""

_PART_COVERS, _PART_OF = 0.95, 10
"""What of an article stands in the issue that has it, which is so many times as long."""


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair.

    `source` tells where it is from, its platform where that is not known. `text` and `title` are
    the numbers of their folded words, `length` the words of the text that are no boilerplate.
    `first` and `last` are the days that its date can mean, 0 where it is not known.
    """

    source: str
    is_post: bool
    text: "Words"
    title: "Words"
    length: int
    first: int = 0
    last: int = 0


def kind_of(a: Side, b: Side, runs: "Runs", words: int, longest: int) -> Kind | None:
    """Which kind two records are, None where they share too little.

    `runs` has a row for each run of words that both have: where it begins in a, where in b, and
    how many they are, in order of a. `words` is how many of them are no boilerplate, `longest` how
    many those of the longest passage.
    """
    shares = [words / side.length if side.length else 0.0 for side in (a, b)]
    least, most = sorted(shares)
    if _is_part(a, b, most):
        return "part"
    if _is_reprint(a, b, least, words):
        return "reprint"
    if most >= _EXCERPT_COVERS and words >= _EXCERPT_WORDS:
        return "excerpt"
    fewest = _PASSAGE_WITHIN if a.source == b.source else _PASSAGE
    return "passage" if longest >= fewest else None


def _is_part(a: Side, b: Side, most: float) -> bool:
    """Whether one is an article, and the other the issue of the same paper that has it."""
    less, more = sorted((a.length, b.length))
    return a.source == b.source and most >= _PART_COVERS and more >= _PART_OF * less


def _is_reprint(a: Side, b: Side, least: float, words: int) -> bool:
    if a.is_post or b.is_post:
        return least >= _POST_COVERS and words >= _POST_WORDS
    return least >= _REPRINT_COVERS and words >= _REPRINT_WORDS
