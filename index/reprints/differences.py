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
                    where Jamaica is; two signs where it does again
    names           two signs, whatever the headlines say: where one text has nothing but words of
                    its own so has the other, and again further on: who is to die, in which town

One source and posts are one sign together. A name that is spelt otherwise stands in one place too
(عبدالله وعبد الله، أميركي وأمريكي), and so does a figure that is put right; neither is such a sign.
Nor is a word for which a paper always has another (جميع وكافة): it stands alone, or among others
that were changed with it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from .arrays import Ints, Words
from .parameters import PARAMETERS, Parameters
from .sides import Side, days_between

_ALIKE = 0.75
"""Spellings of a name have more of their letters in common; رابع and سابع do not."""

_BETWEEN = 24
"""The most words between two runs for what stands there to be in one place."""

_WHOSE = 4
"""The most words that say whose post is sent on: RT @sahel: RT @manar."""

_Stems: TypeAlias = frozenset[int]

_Own: TypeAlias = tuple[_Stems, _Stems]
"""The words that only one of two texts has, of each."""


class _Part(NamedTuple):
    """What one of two texts has in a place and the other has not there.

    The letters of the words that are its own, and how many words it is with the others.
    """

    own: list[str]
    words: int


_Place: TypeAlias = tuple[_Part, _Part]
"""What two texts have between the same runs."""


def differ(a: Side, b: Side, runs: Ints, parameters: Parameters = PARAMETERS) -> bool:
    """Whether two texts tell of two things; `runs` are as in `kind_of`."""
    own = _own(a, b, runs[:, 0], runs[:, 2]), _own(b, a, runs[:, 1], runs[:, 2])
    share = min(len(own[0]) / max(a.length, 1), len(own[1]) / max(b.length, 1))
    alike = a.source == b.source or a.is_post or b.is_post
    signs = int(alike) + int(days_between(a, b) >= parameters.apart_days)
    if _too_much(share, signs, parameters):
        return True
    signs += max(_signs_of_headlines(a, b, own, runs), 2 * _names_come_again(a, b, own, runs))
    return _too_much(share, signs, parameters)


def _too_much(share: float, signs: int, parameters: Parameters) -> bool:
    return share * 3.0**signs > parameters.own_share


def _own(side: Side, other: Side, begins: Ints, words: Ints) -> _Stems:
    """The stems outside the runs that the other says neither in its text nor in its title."""
    apart = side.counted.copy()
    apart[: _sent_on(side, begins)] = False
    for begin, count in zip(begins.tolist(), words.tolist(), strict=True):
        apart[begin : begin + count] = False
    return frozenset(side.stems[apart].tolist()) - other.said


def _sent_on(side: Side, begins: Ints) -> int:
    """How many words a post begins with that say whose post it sends on."""
    before = int(begins.min(initial=len(side.stems)))
    sends = side.is_post and 0 < before <= _WHOSE and side.stem(int(side.stems[0])) == "rt"
    return before if sends else 0


def _signs_of_headlines(a: Side, b: Side, own: _Own, runs: Ints) -> int:
    named = own[0] & a.named, own[1] & b.named
    return 1 + min(len(_others_in_one_place(a, b, named, runs)), 2) if all(named) else 0


def _names_come_again(a: Side, b: Side, own: _Own, runs: Ints) -> bool:
    """Whether a word stands for another one in several places, and both among names there."""
    having = defaultdict(list)
    for place in _others_in_one_place(a, b, own, runs):
        for words in product(*({*part.own} for part in place)):
            having[words].append(place)
    return any(
        len(places) > 1 and not _alike(*words) and all(map(_are_names, zip(*places, strict=True)))
        for words, places in having.items()
    )


def _are_names(parts: Sequence[_Part]) -> bool:
    """Whether all of these words are a text's own, two of them different ones."""
    own = [word for part in parts for word in part.own]
    return len({*own}) > 1 and len(own) == sum(part.words for part in parts)


def _others_in_one_place(a: Side, b: Side, own: _Own, runs: Ints) -> list[_Place]:
    """Where both have some of these, which are not one name in two spellings."""
    places = [
        (_part(a, in_a, b.stems[in_b], own[0]), _part(b, in_b, a.stems[in_a], own[1]))
        for in_a, in_b in _between(a, b, runs)
    ]
    return [
        (one, other)
        for one, other in places
        if one.own and other.own and not _alike("".join(one.own), "".join(other.own))
    ]


def _part(side: Side, place: slice, beside: Words, own: _Stems) -> _Part:
    """What stands in a place, and not in the other's; figures are nobody's own."""
    stems = [stem for stem in side.stems[place].tolist() if stem not in beside]
    letters = (side.stem(stem) for stem in stems if stem in own)
    return _Part([word for word in letters if not word[0].isdigit()], len(stems))


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
