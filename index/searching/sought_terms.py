"""What a plan seeks in one field, by the numbers of the term dictionary, and where it stands.

The forward file has texts as such numbers. Many of them, one after another in one array, are
looked through at once.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.folding import fold_letters
from ..engines import plan
from ..forward.ranges import ranges
from ..terms.dictionary import TermDictionary
from .matching import FieldMatcher, SoughtSequence

Terms: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.intp]


class Texts(NamedTuple):
    """The terms of texts in turn: those of the k-th are `terms[starts[k]:starts[k + 1]]`."""

    terms: Terms
    starts: Places

    def of(self, places: Places) -> Places:
        """Which texts terms at these places are of."""
        return np.searchsorted(self.starts, places, "right") - 1


def texts_of(terms: Terms, held: NDArray[np.bool_], starts: Places) -> Texts:
    """The terms that are held of texts which begin there, and all end."""
    return Texts(terms[held], np.append(0, np.cumsum(held))[starts])


class Matches(NamedTuple):
    """Each of the terms from `first` to `last`, for the `part`-th thing sought, in this order."""

    first: Places
    last: Places
    part: Places

    @classmethod
    def joined(cls, found: Iterable[Self]) -> "Matches":
        """All of several, put in order."""
        first, last, part = map(np.concatenate, zip(_NONE, *found, strict=True))
        order = np.lexsort((part, last, first))
        return cls(first[order], last[order], part[order])


_NONE = Matches(*(np.zeros(0, np.intp) for _ in Matches._fields))


class _Words:
    """Words of one stream, each with the parts of the plan that it is."""

    def __init__(self, stream: plan.Stream, words: dict[str, list[int]], terms: TermDictionary):
        numbered = ((number_of(stream, word, terms), parts) for word, parts in words.items())
        pairs = sorted((number, part) for number, parts in numbered if number for part in parts)
        numbers = np.array([number for number, _ in pairs], np.intp)
        self._parts = np.array([part for _, part in pairs], np.intp)
        self._numbers, self._begins = np.unique(numbers, return_index=True)
        self._ends = np.append(self._begins[1:], len(numbers))
        self._among = Among(stream, self._numbers, terms)

    def matches(self, texts: Texts) -> Matches:
        """Where the words stand."""
        places = self._among.places(texts)
        which = np.searchsorted(self._numbers, self._among.numbers(texts.terms[places]))
        begins, times = self._begins[which], self._ends[which] - self._begins[which]
        first = np.repeat(places, times)
        return Matches(first, first, self._parts[ranges(begins, times)])


class Among:
    """Numbers of terms, or of stems, to be found among those of texts."""

    def __init__(self, stream: plan.Stream, numbers: Places, terms: TermDictionary) -> None:
        self._stems = terms.stems if stream == "stem" else None
        self._marks = terms.marks_of_stems if stream == "stem" else terms.marks
        self._sought = numbers[numbers > 0]

    def numbers(self, terms: Terms) -> Terms:
        """What these terms are compared by."""
        return terms if self._stems is None else self._stems[terms]

    def places(self, texts: Texts) -> Places:
        """Where any of them stands."""
        with self._marks.on(self._sought) as marked:
            return np.flatnonzero(marked[self.numbers(texts.terms)])


class _Sequence:
    """Words in a row."""

    def __init__(self, sought: SoughtSequence, terms: TermDictionary) -> None:
        self._part, self._slop = sought.part, sought.slop
        self._places = [among(sought.stream, words, terms) for words in sought.places]

    def matches(self, texts: Texts) -> Matches:
        """Where the words stand in a row, each next one taken at its nearest."""
        begin, *others = self._places
        first = last = begin.places(texts)
        left = np.full(len(first), self._slop)
        for place in others:
            found = place.places(texts)
            after = np.searchsorted(found, last, "right")
            there = after < len(found)
            first, last, left, after = first[there], last[there], left[there], found[after[there]]
            left -= after - last - 1
            near = left >= 0
            first, last, left = first[near], after[near], left[near]
        in_one = texts.of(first) == texts.of(last)
        first, last = first[in_one], last[in_one]
        return Matches(first, last, np.full(len(first), self._part))


class SoughtTerms:
    """What is sought in a field."""

    def __init__(self, sought: FieldMatcher, terms: TermDictionary) -> None:
        words = (_Words(stream, words, terms) for stream, words in sought.words.items())
        sequences = (_Sequence(sequence, terms) for sequence in sought.sequences)
        self._things: list[_Words | _Sequence] = [*words, *sequences]

    def matches(self, texts: Texts) -> Matches:
        """Every match, in order."""
        return Matches.joined(thing.matches(texts) for thing in self._things)


def among(stream: plan.Stream, words: Iterable[str], terms: TermDictionary) -> Among:
    """What finds any of these words."""
    numbers = (number_of(stream, word, terms) for word in words)
    return Among(stream, np.array([number for number in numbers if number], np.intp), terms)


def number_of(stream: plan.Stream, word: str, terms: TermDictionary) -> int | None:
    """The number of a stem, or of a term by its form as written; None where no text has it."""
    if stream == "stem":
        return terms.stem(word)
    letters, _, _ = word.partition(MARKS_SEPARATOR)
    return terms.numbered(fold_letters(letters)).get(word)
