"""Where two texts say other words in one place: between the same runs.

What stands for something else there may be a name for another, a figure that was put right, a
verb that a paper has changed. Figures and the words for days name nothing: the first are put
right, and who prints a report the day after says yesterday where it said today.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

from .arrays import Ints, Words
from .sides import Side

_ALIKE = 0.75
"""Spellings of a name have more of their letters in common; رابع and سابع do not."""

_WEAK: Final = str.maketrans("وي", "اا")
"""What bears a hamza in one spelling does not in another: شؤون وشئون."""

_READ_BADLY = 0.6
"""A word of which a scan has a letter wrong has more of its letters in common with itself."""

_BETWEEN = 24
"""The most words between two runs for what stands there to be in one place."""

_DAYS: Final = {
    "يوم", "امس", "غد", "صباح", "مساء",
    "سبت", "احد", "اثنين", "ثلاثاء", "اربعاء", "خميس", "جمعه",
}  # fmt: skip
"""Today, yesterday, tomorrow and the days of the week, as stems."""

_ORDINALS: Final = {
    "اول", "اولي", "ثاني", "ثانيه", "ثالث", "رابع", "خامس",
    "سادس", "سابع", "ثامن", "تاسع", "عاشر",
}  # fmt: skip
"""First to tenth, as stems."""

Stems: TypeAlias = frozenset[int]

Own: TypeAlias = tuple[Stems, Stems]
"""The words that only one of two texts has, of each."""


class Part(NamedTuple):
    """What one of two texts has in a place and the other has not there, less what names nothing.

    The letters of the words that are its own, and how many words it is with the others.
    """

    own: list[str]
    words: int

    @property
    def is_own(self) -> bool:
        """Whether all of these words are its own."""
        return 0 < len(self.own) == self.words


Place: TypeAlias = tuple[Part, Part]
"""What two texts have between the same runs."""


def places(a: Side, b: Side, own: Own, runs: Ints) -> list[Place]:
    """Where one of them has a word that the other has not there."""
    found = [
        (_part(a, in_a, b.stems[in_b], own[0]), _part(b, in_b, a.stems[in_a], own[1]))
        for in_a, in_b in _between(a, b, runs)
    ]
    return [(one, other) for one, other in found if one.words or other.words]


def are_others(place: Place) -> bool:
    """Whether both have words of their own there, which are not one name in two spellings."""
    one, other = (part.own for part in place)
    if not (unlike(one, other) and unlike(other, one)):
        return False
    return _in_common("".join(one), "".join(other)) <= _ALIKE


def are_ordinals(place: Place) -> bool:
    """Whether no more than an ordinal stands for another one there."""
    return all(part.words == 1 and _ORDINALS.issuperset(part.own) for part in place)


def filled_in(place: Place) -> int:
    """How many words stand for wholly other ones, where both have nothing but their own."""
    one, other = place
    if not (one.is_own and other.is_own) or _are_divided_otherwise(one.own, other.own):
        return 0
    pairs = zip(one.own, other.own, strict=False)
    return sum(_in_common(*words) <= _READ_BADLY for words in pairs)


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one."""
    return _in_common(one.translate(_WEAK), other.translate(_WEAK)) > _ALIKE


def unlike(words: Collection[str], others: Collection[str]) -> bool:
    """Whether one of the words is like none of the others."""
    return any(not any(alike(word, other) for other in others) for word in words)


def is_figure(word: str) -> bool:
    """Whether it begins with a digit."""
    return word[0].isdigit()


def names_nothing(word: str) -> bool:
    """Whether it is a figure, or tells the day."""
    return is_figure(word) or word in _DAYS


def _in_common(one: str, other: str) -> float:
    """The part of their letters that two words have in common, 1.0 if they are of two scripts."""
    if one.isascii() != other.isascii():
        return 1.0
    common = sum(min(one.count(letter), other.count(letter)) for letter in {*one})
    return 2 * common / (len(one) + len(other))


def _are_divided_otherwise(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether these are the same letters with other spaces: على أن وعلىأن, or a word broken in two.

    A stem may lack what is joined to it, and so a few of them.
    """
    if len(one) == len(other):
        return False
    return Indel.normalized_similarity("".join(one), "".join(other)) > _READ_BADLY


def _part(side: Side, place: slice, beside: Words, own: Stems) -> Part:
    there = set(beside.tolist())
    stems = [stem for stem in side.stems[place].tolist() if stem not in there]
    naming = [(stem, word) for stem in stems if not names_nothing(word := side.letters(stem))]
    return Part([word for stem, word in naming if stem in own], len(naming))


def _between(a: Side, b: Side, runs: Ints) -> Iterator[tuple[slice, slice]]:
    """The few words that stand in both texts before a run, between two, and after the last."""
    after_a = after_b = 0
    for at_a, at_b, words in [*runs.tolist(), (len(a.stems), len(b.stems), 0)]:
        if 0 < at_a - after_a <= _BETWEEN and 0 < at_b - after_b <= _BETWEEN:
            yield slice(after_a, at_a), slice(after_b, at_b)
        after_a, after_b = at_a + words, at_b + words
