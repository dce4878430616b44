"""Whether two texts that share most of their words tell of two things all the same.

Cables to two countries, the third relief flight and the fourth, two sentences carried out, the
bulletins of two evenings: after one pattern all is said alike but what is the news. A paper that
prints another's report changes a verb, cuts, writes a headline of its own. What tells the
two apart are the words that one text has and the other says nowhere, whatever their form. The
text that has fewer of these decides, for who cuts a report brings none of his own.

Nothing is known here of names or phrases. How many words of its own a text may have is a third
for each sign that there are two things to tell of:

    of one source   a source prints its own report again as it is, and often one like it
    posts           are short and begin alike: an answer to two comments
    days apart      reprints are of the same day or the next
    two headlines   each names what only its own text says
    in one place    and what they name stands in each other's place in the texts: the Niger
                    where Jamaica is

One source and posts are one sign together. A name that is spelt otherwise stands in one place too
(عبدالله وعبد الله، أميركي وأمريكي), and so does a figure that is put right; neither is that sign.
"""

from collections import Counter
from collections.abc import Iterator

from .arrays import Ints
from .parameters import PARAMETERS, Parameters
from .sides import Side, days_between

_ALIKE = 0.75
"""Spellings of a name have more of their letters in common; رابع and سابع do not."""

_BETWEEN = 24
"""The most words between two runs for what stands there to be in one place."""


def differ(a: Side, b: Side, runs: Ints, parameters: Parameters = PARAMETERS) -> bool:
    """Whether two texts tell of two things; `runs` are as in `kind_of`."""
    own = _own(a, b, runs[:, 0], runs[:, 2]), _own(b, a, runs[:, 1], runs[:, 2])
    share = min(len(own[0]) / max(a.length, 1), len(own[1]) / max(b.length, 1))
    alike = a.source == b.source or a.is_post or b.is_post
    signs = int(alike) + int(days_between(a, b) >= parameters.apart_days)
    if _too_much(share, signs, parameters):
        return True
    named = own[0] & a.named, own[1] & b.named
    if all(named):
        signs += 2 if _in_one_place(a, b, named, runs) else 1
    return _too_much(share, signs, parameters)


def _too_much(share: float, signs: int, parameters: Parameters) -> bool:
    return share * 3.0**signs > parameters.own_share


def _own(side: Side, other: Side, begins: Ints, words: Ints) -> frozenset[int]:
    """The stems outside the runs that the other says neither in its text nor in its title."""
    apart = side.counted.copy()
    for begin, count in zip(begins.tolist(), words.tolist(), strict=True):
        apart[begin : begin + count] = False
    return frozenset(side.stems[apart].tolist()) - other.said


def _in_one_place(
    a: Side, b: Side, named: tuple[frozenset[int], frozenset[int]], runs: Ints
) -> bool:
    """Whether two of these stand between the same runs and are not one name in two spellings."""
    for in_a, in_b in _between(a, b, runs):
        there = _name(a, in_a, named[0]), _name(b, in_b, named[1])
        if all(there) and not _alike(*there):
            return True
    return False


def _name(side: Side, place: slice, named: frozenset[int]) -> str:
    """The letters of those that stand in a place, less figures."""
    letters = (side.stem(stem) for stem in side.stems[place].tolist() if stem in named)
    return "".join(word for word in letters if not word[0].isdigit())


def _between(a: Side, b: Side, runs: Ints) -> Iterator[tuple[slice, slice]]:
    """The few words that stand in both texts before a run, between two, and after the last."""
    after_a = after_b = 0
    for at_a, at_b, words in [*runs.tolist(), (len(a.stems), len(b.stems), 0)]:
        if 0 < at_a - after_a <= _BETWEEN and 0 < at_b - after_b <= _BETWEEN:
            yield slice(after_a, at_a), slice(after_b, at_b)
        after_a, after_b = at_a + words, at_b + words


def _alike(one: str, other: str) -> bool:
    """Whether two names have most of their letters in common."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common > _ALIKE * (len(one) + len(other))
