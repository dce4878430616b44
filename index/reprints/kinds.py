"""How two records share text, by what was measured of it: `Kind` says which ways there are.

What a source prints again and again is neither shared nor counted in a length.
"""

from .answers import Kind
from .arrays import Ints
from .beside import words_beside
from .differences import differ
from .parameters import PARAMETERS, Parameters
from .sides import Side


def kind_of(
    a: Side,
    b: Side,
    runs: Ints,
    words: int,
    longest: int,
    parameters: Parameters = PARAMETERS,
) -> Kind | None:
    """Which kind two records are, None where they share too little.

    `runs` has a row for each run of words that both have: where it begins in a, where in b, and
    how many they are, in order of a. `words` is how many of them are no boilerplate, `longest` how
    many those of the longest passage.

    Two texts that cover one another and tell of two things share no more than a passage, however
    long that is: one is no excerpt of the other.
    """
    shares = [words / side.length if side.length else 0.0 for side in (a, b)]
    least, most = sorted(shares)
    if (a.is_post or b.is_post) and least < parameters.short_share <= most:
        least = _without_what_is_beside(a, b, runs, words)
    if _is_part(a, b, most, parameters):
        return "part"
    if _cover_one_another(a, b, least, words, parameters):
        return "passage" if least < 1 and differ(a, b, runs, parameters) else "reprint"
    if most >= parameters.excerpt_share and words >= parameters.excerpt_words:
        return "excerpt"
    return "passage" if _share_a_passage(a, b, most, words, longest, parameters) else None


def _is_part(a: Side, b: Side, most: float, parameters: Parameters) -> bool:
    """Whether one is an article, and the other the issue of the same source that has it."""
    less, more = sorted((a.length, b.length))
    return (
        a.source == b.source
        and most >= parameters.part_share
        and more >= parameters.part_ratio * less
    )


def _cover_one_another(a: Side, b: Side, least: float, words: int, parameters: Parameters) -> bool:
    """Whether each is mostly in the other; what is short is nearly all the same, or nothing.

    What one source says in a few words, but for posts, it says again and again: its rubrics.
    """
    are_posts = a.is_post or b.is_post
    may_be_short = are_posts or a.source != b.source
    if may_be_short and least >= parameters.short_share and words >= parameters.short_words:
        return True
    covered = least >= parameters.reprint_share and words >= parameters.reprint_words
    return covered and not are_posts


def _without_what_is_beside(a: Side, b: Side, runs: Ints, words: int) -> float:
    """The least share of two posts, hashtags and addresses that only one has left out."""
    sides = (a, runs[:, 0]), (b, runs[:, 1])
    return min(
        words / (side.length - words_beside(side, begins, runs[:, 2])) for side, begins in sides
    )


def _share_a_passage(
    a: Side, b: Side, most: float, words: int, longest: int, parameters: Parameters
) -> bool:
    """Whether two sources have a passage in common, or a good part of a text: a report rewritten.

    One source has phrases of its own, and only what is longer counts.
    """
    if a.source == b.source:
        return longest >= parameters.passage_words_within
    rewritten = most >= parameters.rewritten_share and words >= parameters.rewritten_words
    return rewritten or longest >= parameters.passage_words
