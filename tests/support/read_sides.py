"""Records as sides of pairs, read from their titles and texts as an index reads them."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from kashshaf.arabic.analyzer import Analyzer
from kashshaf.index.reprints.alignment import align
from kashshaf.index.reprints.answers import Kind
from kashshaf.index.reprints.arrays import Mask, Words
from kashshaf.index.reprints.kinds import kind_of
from kashshaf.index.reprints.letters import Letters
from kashshaf.index.reprints.sides import Side
from kashshaf.index.reprints.stories import stories

_NUMBERS: dict[str, int] = {}
_STEMS: list[str] = [""]


class Printed(NamedTuple):
    """A text as one source printed it; `boilerplate` begins what it prints under every text."""

    title: str
    text: str
    source: str = "الساحل"
    day: date | None = date(2021, 3, 1)
    is_post: bool = False
    boilerplate: str = ""


def kind_between(one: Printed, other: Printed) -> Kind | None:
    """Which kind two texts are, as an archive would have it that has nothing else."""
    (a, b), (in_a, in_b) = (_side(one), _side(other)), (_words(one), _words(other))
    found = align(in_a, in_b)
    runs = np.array([(run.a, run.b, run.words) for run in found], np.int64).reshape(-1, 3)
    passages: dict[int, int] = {}
    for run in found:
        both = a.counted[run.a : run.a + run.words] & b.counted[run.b : run.b + run.words]
        passages[run.passage] = passages.get(run.passage, 0) + int(both.sum())
    return kind_of(a, b, runs, sum(passages.values()), max(passages.values(), default=0))


def in_stories(printed: Sequence[Printed]) -> list[set[int]]:
    """The stories of some texts, by their places."""
    pairs = [
        (one, other)
        for other in range(len(printed))
        for one in range(other)
        if kind_between(printed[one], printed[other]) == "reprint"
    ]
    found: dict[int, set[int]] = {}
    for number, story in stories(pairs).items():
        found.setdefault(story, set()).add(number)
    return [*found.values()]


def _side(printed: Printed) -> Side:
    day = printed.day.toordinal() if printed.day else 0
    return Side(
        source=printed.source,
        is_post=printed.is_post,
        stems=_stems(printed.text),
        counted=_counted(printed),
        title_stems=_stems(printed.title),
        letters=Letters(lambda stems: [_STEMS[stem] for stem in stems.tolist()]),
        first=day,
        last=day,
    )


def _words(printed: Printed) -> Words:
    words = _analyzer().again(printed.text).words
    return np.array([_NUMBERS.setdefault(word, len(_NUMBERS)) for word in words], np.uint32)


def _stems(text: str) -> Words:
    numbers = []
    for stem in _analyzer().again(text).stems if text else ():
        if stem not in _STEMS:
            _STEMS.append(stem)
        numbers.append(_STEMS.index(stem))
    return np.array(numbers, np.uint32)


def _counted(printed: Printed) -> Mask:
    own, _, _ = printed.text.partition(printed.boilerplate or "\0")
    counted = np.zeros(len(_words(printed)), np.bool_)
    counted[: len(_analyzer().again(own).words)] = True
    return counted


@cache
def _analyzer() -> Analyzer:
    return Analyzer()
