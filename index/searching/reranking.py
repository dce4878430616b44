"""The first hits, put in order by what only their texts show.

An engine ranks all that matches, by how often each word stands in a record.
The first of what it finds are read again here, and a record stands higher

    for words that stand near one another: 0.011
    for words that follow one another as in the query: 0.008
    for words akin to those that it lacks, such as the plural of one: 0.011
    for long words, since how rare a word is does not tell all that it says: 0.006

The figures are what each adds to the mean reciprocal rank of answers to
questions; `docs/search-quality.md` tells how they were measured. Of a long text
that block is read in which most of what is sought seems to be, and so words that
lie thousands of words apart do not add up.

So all engines rank their first hits alike. What matches, and how much does,
is the engine's alone to say.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...arabic.analyzer import MARKS_SEPARATOR
from ..engines import plan
from ..engines.base import MOST_SCORED, Idfs
from ..reprints.arrays import among
from .akin import SHORTEST, Stems
from .matching import Matcher
from .record_reader import Archived, RecordReader, RecordsRead
from .sought_terms import Places, number_of

WINDOW = 25
"""Hits that are read again: more gain little, and each costs a tenth of a millisecond."""

_K1 = 0.8
_B = 0.5
"""BM25's, for the few that are compared: a word said again counts for less than in the engines."""

_LENGTH = 0.25
"""A word weighs as this power of its letters."""

_IN_A_ROW = 0.25
"""What two words in a row, in the query and in the text, count of what each does by itself."""

_NEAR = 0.5
"""What words in one stretch of a text count besides, of what each does by itself."""

_STRETCH = 14
"""Words in a stretch, about a clause."""

_AKIN = 0.5
"""What a word akin to the one sought counts, of what that would."""

_MOST_AKIN = 16
"""Words of a query for which akin ones are looked for."""

Scored: TypeAlias = tuple[int, float]
"""The number of a record that was found, and its score."""

_Counts: TypeAlias = NDArray[np.float64]

_PART_BITS: Final = 40
"""More than the bits of a place, or of a term's number."""


class _WeighedLeaf(NamedTuple):
    """A leaf of the plan, and what it and the very word in it count for."""

    weight: float
    word_weight: float
    forms: frozenset[str]
    stem: str | None


class _Counting:
    """Counts what is read in records, where a text's words count as often as the text says."""

    def __init__(self, read: RecordsRead, records: int, archived: Archived) -> None:
        self._read, self._records = read, records
        self._weights = np.repeat([text.weight for text in archived.texts], records)
        self._terms = archived.forward.terms

    @cached_property
    def _stems(self) -> Stems:
        """The stems of all terms that were read."""
        return Stems(self._terms.stems[self._read.rows.terms], self._terms)

    def words(self) -> _Counts:
        """How many words each record has."""
        lengths = self._weights * np.diff(self._read.rows.starts)
        counted: _Counts = lengths.reshape(-1, self._records).sum(axis=0, dtype=np.float64)
        return counted

    def matches(self, leaves: int, among: Any = slice(None)) -> _Counts:
        """How often each record has each of so many leaves, among these of the matches."""
        row, part = self._read.row[among], self._read.matches.part[among]
        return self._count(row, row % self._records * leaves + part, leaves)

    def akin(self, stem: str) -> _Counts:
        """How often each record has the stem akin to one that it has most often."""
        places, which, stems = self._stems.akin_to(stem)
        row = self._read.rows.of(places)
        times = self._count(row, row % self._records * stems + which, stems)
        most: _Counts = times.max(axis=1, initial=0)
        return most

    def _count(self, row: Places, at: Places, columns: int) -> _Counts:
        times = np.bincount(at, self._weights[row], self._records * columns).astype(np.float64)
        return times.reshape(self._records, columns)


class Reranker:
    """Ranks records by one plan."""

    def __init__(self, whole: plan.Plan, idfs: Idfs, archived: Archived, usual_size: float) -> None:
        """Weigh what the plan looks for; `usual_size` is the mean of `Archived.sizes`."""
        self.leaves = _weighed(tuple(plan.leaves(whole)), idfs)
        self._archived, self._usual_size = archived, usual_size
        self._terms = archived.forward.terms
        # Of what weighs nothing there may be thousands of words.
        light = [part for part, leaf in enumerate(self.leaves) if not leaf.weight]
        self.reader = RecordReader(archived, whole, light)
        """Reads records for what weighs anything, which may be nothing."""
        self.weighs_all = not light

    @cached_property
    def _very_words(self) -> Places:
        """Of each leaf the numbers of the very words, as `_paired`, in order."""
        numbered = (
            (part, number_of("written", form, self._terms))
            for part, leaf in enumerate(self.leaves)
            for form in leaf.forms
        )
        pairs = [_paired(part, number) for part, number in numbered if number]
        return np.array(sorted(pairs), np.intp)

    def _are_very_words(self, read: RecordsRead) -> NDArray[np.bool_]:
        """Which of the matches are the very word that was asked for."""
        terms = read.rows.terms[read.matches.first]
        return among(_paired(read.matches.part, terms), self._very_words)

    def order(self, hits: Sequence[Scored], matcher: Matcher) -> list[Scored]:
        """The hits, of which there are some, with the first `WINDOW` of them ranked anew.

        Their scores are above that of the hit after them. The matcher is of the same plan.
        """
        first, rest = hits[:WINDOW], hits[WINDOW:]
        if not any(leaf.weight for leaf in self.leaves):
            return list(hits)
        _, last = first[-1]
        numbers = [number for number, _ in first]
        scores = self._scores(numbers, self.reader.read(numbers, matcher))
        again = zip(numbers, (last + scores).tolist(), strict=True)
        return [*sorted(again, key=lambda hit: -hit[1]), *rest]

    def _scores(self, numbers: Sequence[int], read: RecordsRead) -> _Counts:
        counting = _Counting(read, len(numbers), self._archived)
        found = counting.matches(len(self.leaves))
        words = counting.matches(len(self.leaves), self._are_very_words(read))
        in_a_row = counting.matches(len(self.leaves), _are_followed(read))
        length = counting.words()
        characters = self._archived.sizes(numbers).sum()
        usual = self._usual_size * length.sum() / max(characters, 1)
        norm = _K1 * (1 - _B + _B * length / max(usual, 1))

        def counted(times: _Counts) -> _Counts:
            found: _Counts = times.T * (_K1 + 1) / (times.T + norm)
            return found.T

        weights = np.array([leaf.weight for leaf in self.leaves])
        word_weights = np.array([leaf.word_weight for leaf in self.leaves])
        with_next = weights + np.append(weights[1:], 0)
        # Not by matrices, whose products are not the same to the last bit for records that are.
        by_leaf = counted(found) * weights + counted(words) * word_weights
        by_leaf += _IN_A_ROW * counted(in_a_row) * with_next
        scores: _Counts = by_leaf.sum(axis=1)
        if len(self.leaves) > 1:
            scores += _NEAR * self._near(read, len(numbers))
        for part in self._with_akin(found):
            times = counting.akin(str(self.leaves[part].stem))
            scores += (found[:, part] == 0) * _AKIN * weights[part] * counted(times)
        return scores

    def _near(self, read: RecordsRead, records: int) -> _Counts:
        """Of each record the weight of the different leaves in the best stretch."""
        best = [0.0] * records
        first, _, part = read.matches
        standing = zip(read.row.tolist(), first.tolist(), part.tolist(), strict=True)
        for row, own in groupby(standing, itemgetter(0)):
            best[row % records] = max(best[row % records], self._nearest(own))
        return np.array(best)

    def _nearest(self, matches: Iterable[tuple[int, int, int]]) -> float:
        """The weight of the different leaves in the stretch that has most of it.

        Of each match of a row there are the row, its first term, and the leaf.
        """
        best = weight = 0.0
        inside: deque[tuple[int, int]] = deque()
        times = [0] * len(self.leaves)
        for _, first, part in matches:
            inside.append((first, part))
            times[part] += 1
            if times[part] == 1:
                weight += self.leaves[part].weight
            while inside[0][0] <= first - _STRETCH:
                _, gone = inside.popleft()
                times[gone] -= 1
                if not times[gone]:
                    weight -= self.leaves[gone].weight
            best = max(best, weight)
        return best

    def _with_akin(self, found: _Counts) -> list[int]:
        """The leaves to which akin words are looked for, since some records lack them."""
        lacking = [
            part for part, leaf in enumerate(self.leaves) if leaf.stem and not found[:, part].all()
        ]
        return sorted(lacking, key=lambda part: -self.leaves[part].weight)[:_MOST_AKIN]


def _are_followed(read: RecordsRead) -> NDArray[np.bool_]:
    """Which of the matches the next leaf stands behind, in the same text."""
    first, last, part = read.matches
    followed = among(_paired(part + 1, last + 1), np.sort(_paired(part, first)))
    return followed & (last + 1 < read.rows.starts[read.row + 1])


def _paired(part: Any, number: Any) -> Any:
    """One number for a leaf and a number that go together."""
    return (part << _PART_BITS) | number


def _weighed(leaves: Sequence[plan.Leaf], idfs: Idfs) -> tuple[_WeighedLeaf, ...]:
    words = list(dict.fromkeys(each for leaf in leaves for each in _words_of(leaf)))
    idf = dict(zip(words, idfs(words), strict=True))
    return tuple(_weighed_leaf(leaf, idf) for leaf in leaves)


def _words_of(leaf: plan.Leaf) -> list[plan.Terms]:
    """The pseudo-words that a leaf is made of."""
    match leaf:
        case plan.Prefer(part, bonus):
            return [part, bonus]
        case plan.Sequence(stream, places, _, field):
            return [plan.Terms(stream, words, field) for words in places]
        case plan.Terms(_, words):
            return [leaf] if len(words) <= MOST_SCORED else []


def _weighed_leaf(leaf: plan.Leaf, idf: Mapping[plan.Terms, float]) -> _WeighedLeaf:
    if not isinstance(leaf, plan.Prefer):
        weight = sum(idf[words] * _by_length(words) for words in _words_of(leaf))
        return _WeighedLeaf(weight, 0.0, frozenset(), None)
    by_length = _by_length(leaf.bonus if leaf.bonus.words else leaf.part)
    return _WeighedLeaf(
        weight=idf[leaf.part] * by_length,
        word_weight=idf[leaf.bonus] * by_length * leaf.weight,
        forms=frozenset(leaf.bonus.words),
        stem=_stem_with_akin(leaf.part),
    )


def _by_length(words: plan.Terms) -> float:
    """What the length of a word adds to its weight; the forms of one are of like length."""
    letters, _, _ = "".join(words.words[:1]).partition(MARKS_SEPARATOR)
    return float(max(len(letters), 1) ** _LENGTH)


def _stem_with_akin(words: plan.Terms) -> str | None:
    """The stem to which akin ones are looked for, if it says enough and is sought anywhere."""
    stem, *others = words.words
    says_enough = len(stem) >= SHORTEST and not others
    return stem if says_enough and words.field is None else None
