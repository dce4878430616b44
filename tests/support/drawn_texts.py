"""Small archives that chance writes: texts of some sources, with stretches of one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from kashshaf.index.reprints.arrays import Ints, Mask, Words
from kashshaf.index.reprints.boilerplate import Origins
from kashshaf.index.reprints.letters import Letters
from kashshaf.index.reprints.parameters import PARAMETERS
from kashshaf.index.reprints.texts import Compared, Said

FEW = replace(PARAMETERS, boilerplate_records=3, formula_clusters=2)
"""Parameters by which small archives have boilerplate and formulas."""

STRETCHES = 6


@dataclass(frozen=True)
class Text:
    """A record: which stretches its text is made of, and what else is known of it."""

    stretches: tuple[int, ...]
    source: int
    day: int
    is_post: bool = False

    @property
    def words(self) -> list[int]:
        return [word for stretch in self.stretches for word in _stretch(stretch)]


def _stretch(number: int) -> list[int]:
    """Words that are said in a row, each stretch with words of its own."""
    return [1000 * (number + 1) + place for place in range(12 + 7 * (number % 3))]


TEXTS = st.builds(
    Text,
    st.lists(st.integers(0, STRETCHES), min_size=0, max_size=4).map(tuple),
    st.integers(1, 2),
    st.sampled_from([0, 735000, 735001, 735002, 735009]),
    st.booleans(),
)


class DrawnTexts:
    """Some texts, by their numbers, which are below `size`, and those that there were before."""

    def __init__(
        self, texts: Mapping[int, Text], size: int, former: Sequence[tuple[int, Text]] = ()
    ) -> None:
        self._texts = texts
        self._former = former
        self._posts: Mask = np.zeros(size, np.bool_)
        columns = np.zeros((3, size), np.int32)
        for number, text in texts.items():
            columns[:, number] = text.source, text.day, text.day
            self._posts[number] = text.is_post
        self.origins = Origins(*columns).of_records

    def compared(self, numbers: Ints) -> Compared:
        titles = _in_turn([self._texts[number].words[:3] for number in numbers.tolist()])
        return Compared(self.said(numbers), titles, self.origins(numbers), self._posts[numbers])

    def said(self, numbers: Ints) -> Said:
        return _in_turn([self._words(number) for number in numbers.tolist()])

    def _words(self, number: int) -> list[int]:
        return self._texts[number].words if number in self._texts else []

    def former(self, numbers: Ints) -> Iterator[Said]:
        yield _in_turn([text.words for number, text in self._former if number in numbers])

    def tags(self, number: int) -> Words:
        return np.empty(0, np.uint32)

    @property
    def letters(self) -> Letters:
        return Letters(lambda stems: [*map(str, stems.tolist())])


def _in_turn(texts: list[list[int]]) -> Said:
    words = np.array([word for text in texts for word in text], np.uint32)
    return Said(words, words, np.cumsum([0, *map(len, texts)]))
