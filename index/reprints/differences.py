"""Whether two texts that share most of their words tell of two things all the same.

Cables to two countries, the third relief flight and the fourth, two sentences carried out, the
bulletins of two evenings: after one pattern all is said alike but what is the news. A paper that
prints another's report changes a verb, cuts, writes a headline of its own. What tells the
two apart are the words that one text has and the other says nowhere, whatever their form. The
text that has fewer of these decides, for who cuts a report brings none of his own.

Nothing is known here of names or phrases, only that some words name nothing (`places.py`). How many
words of its own a text may have is a third for each sign that there are two things to tell of:

    of one source   a source prints its own report again as it is, and often one like it
    posts           are short and begin alike: an answer to two comments
    days apart      reprints are of the same day or the next
    two headlines   each names what only its own text says
    in one place    and what they name stands in each other's place in the texts: the Niger
                    where Jamaica is; two signs where it does again
    names           two signs, whatever the headlines say: where one text has nothing but words of
                    its own so has the other, and again further on: who is to die, in which town
    a form          nearly wherever they differ at all each has nothing but words of its own: two
                    envoys are received, two men tried
    in a row        all that stands for something else in a place is an ordinal: the fourth flight
    figures         are most of what each has of its own, four or more: the rates of two days

One source and posts are one sign together. A name that is spelt otherwise stands in one place too
(عبدالله وعبد الله، أميركي وأمريكي), or in another script, and so does a figure that is put right;
neither is such a sign. Nor is a word for which a paper always has another (جميع وكافة): it stands
alone, or among others that were changed with it. Nor are figures and days in a headline, or words
that say nothing by themselves: of a toll that rises the same is told, and what one paper announces
for tomorrow another announces for today.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import product

from ...arabic.function_words import is_function_word
from .arrays import Ints
from .parameters import PARAMETERS, Parameters
from .places import (
    Own,
    Part,
    Place,
    Stems,
    alike,
    are_ordinals,
    are_others,
    filled_in,
    is_figure,
    names_nothing,
    places,
    unlike,
)
from .sides import Side, days_between

_WHOSE = 4
"""The most words that say whose post is sent on: RT @sahel: RT @manar."""

_FIGURES = 4
"""The fewest figures of its own by which a text is known for another bulletin."""

_FILLED_IN = 4
"""The fewest words that are filled in otherwise in a form."""


def differ(a: Side, b: Side, runs: Ints, parameters: Parameters = PARAMETERS) -> bool:
    """Whether two texts tell of two things; `runs` are as in `kind_of`."""
    own = _own(a, b, runs[:, 0], runs[:, 2]), _own(b, a, runs[:, 1], runs[:, 2])
    if not all(own):
        return False
    share = min(len(own[0]) / max(a.length, 1), len(own[1]) / max(b.length, 1))
    are_alike = a.source == b.source or a.is_post or b.is_post
    signs = int(are_alike) + int(days_between(a, b) >= parameters.apart_days)
    if _too_much(share, signs, parameters):
        return True
    return _too_much(share, signs + _signs_of_words(a, b, own, runs), parameters)


def _too_much(share: float, signs: int, parameters: Parameters) -> bool:
    return share * 3.0**signs > parameters.own_share


def _signs_of_words(a: Side, b: Side, own: Own, runs: Ints) -> int:
    there = places(a, b, own, runs)
    others = [*filter(are_others, there)]
    return (
        max(_signs_of_headlines(a, b, own, runs), 2 * _names_come_again(others))
        + _is_a_form(there)
        + any(map(are_ordinals, others))
        + (_are_figures(a, own[0]) and _are_figures(b, own[1]))
    )


def _own(side: Side, other: Side, begins: Ints, words: Ints) -> Stems:
    """The stems outside the runs that the other says neither in its text nor in its title."""
    apart = side.outside(begins, words)
    side.letters.read_ahead(side.stems[apart].tolist())
    apart[: _sent_on(side, begins)] = False
    if side.is_post and _is_cut_off(side, other):
        apart[-1] = False
    own = frozenset(side.stems[apart].tolist()) - other.said
    return frozenset(stem for stem in own if "://" not in side.letters(stem))


def _sent_on(side: Side, begins: Ints) -> int:
    """How many words a post begins with that say whose post it sends on."""
    before = int(begins.min(initial=len(side.stems)))
    sends = side.is_post and 0 < before <= _WHOSE and side.letters(int(side.stems[0])) == "rt"
    return before if sends else 0


def _is_cut_off(side: Side, other: Side) -> bool:
    """Whether its last word is the beginning of one of the other's: it was too long for a post."""
    last = side.letters(int(side.stems[-1]))
    other.letters.read_ahead(other.said)
    return any(other.letters(stem).startswith(last) for stem in other.said)


def _signs_of_headlines(a: Side, b: Side, own: Own, runs: Ints) -> int:
    names, others = _names(a, own[0]), _names(b, own[1])
    if not (unlike(names.values(), others.values()) and unlike(others.values(), names.values())):
        return 0
    named = frozenset(names), frozenset(others)
    return 1 + min(sum(map(are_others, places(a, b, named, runs))), 2)


def _names(side: Side, own: Stems) -> dict[int, str]:
    """What of its own a text names in its headline, with the letters of each stem."""
    letters = {stem: side.letters(stem) for stem in own & side.named}
    return {
        stem: word
        for stem, word in letters.items()
        if not names_nothing(word) and not is_function_word(word)
    }


def _names_come_again(others: Sequence[Place]) -> bool:
    """Whether a word stands for another one in several places, and both among names there."""
    having = defaultdict(list)
    for place in others:
        for words in product(*({*part.own} for part in place)):
            having[words].append(place)
    return any(
        len(found) > 1 and not alike(*words) and all(map(_are_names, zip(*found, strict=True)))
        for words, found in having.items()
    )


def _are_names(parts: Sequence[Part]) -> bool:
    """Whether all of these words are a text's own, two of them different ones."""
    return (
        all(part.is_own for part in parts)
        and len({word for part in parts for word in part.own}) > 1
    )


def _is_a_form(there: Sequence[Place]) -> bool:
    """Whether nearly wherever one text has other words it has its own, and so has the other."""
    slots = [words for words in map(filled_in, there) if words]
    return sum(slots) >= _FILLED_IN and 3 * (len(there) - len(slots)) <= len(slots)


def _are_figures(side: Side, own: Stems) -> bool:
    """Whether most of what a text has of its own are figures, and a good part of its figures."""
    figures = _figures(side, own)
    if len(figures) < _FIGURES or 4 * len(figures) < 3 * len(own):
        return False
    return 3 * len(figures) >= len(_figures(side, {*side.stems[side.counted].tolist()}))


def _figures(side: Side, stems: Collection[int]) -> list[int]:
    side.letters.read_ahead(stems)
    return [stem for stem in stems if is_figure(side.letters(stem))]
