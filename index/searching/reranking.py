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
from dataclasses import dataclass, field
from typing import NamedTuple, Self, TypeAlias

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from ...arabic.analyzer import MARKS_SEPARATOR
from ...archive.field_values import SearchedText
from ...archive.record import Record
from ...archive.time_limit import in_time
from ..engines import plan
from ..engines.base import MOST_SCORED, Idfs
from .matching import Match, MatchedText, Matcher
from .passages import BLOCK

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

_ALIKE = 0.75
"""How much of their letters, in order, the stems of words that are akin share."""

_SHORTEST_AKIN = 3
_MOST_AKIN = 16
"""Words of a query for which akin ones are looked for."""

Ranked: TypeAlias = tuple[Record, float]


class _WeighedLeaf(NamedTuple):
    """A leaf of the plan, and what it and the very word in it count for."""

    weight: float
    word_weight: float
    forms: frozenset[str]
    stem: str | None


@dataclass(slots=True)
class _Read:
    """A record read again, of this `size`, and how often each leaf is in it.

    `words` counts the very word of each, `rows` each with the next behind it. `near`
    is the weight of the leaves in the best stretch. `texts` are its stems, with how
    many words each counts for.
    """

    size: int
    found: list[int]
    words: list[int]
    rows: list[int]
    near: float = 0.0
    texts: list[tuple[list[str], int]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many words it has."""
        return sum(weight * len(stems) for stems, weight in self.texts)

    def times(self, stem: str) -> int:
        """How often a stem is in it."""
        return sum(weight * stems.count(stem) for stems, weight in self.texts)


@dataclass(frozen=True, slots=True)
class Reranker:
    """Ranks records by one plan."""

    leaves: tuple[_WeighedLeaf, ...]
    texts: tuple[SearchedText, ...]
    usual_size: float

    @classmethod
    def of(
        cls, whole: plan.Plan, idfs: Idfs, texts: tuple[SearchedText, ...], usual_size: float
    ) -> Self:
        """Weigh what the plan looks for; see `size` for `usual_size`, the mean of records."""
        return cls(_weighed(tuple(plan.leaves(whole)), idfs), texts, usual_size)

    def order(self, hits: Sequence[Ranked], matcher: Matcher) -> list[Ranked]:
        """The hits, of which there are some, with the first `WINDOW` of them ranked anew.

        Their scores are above that of the hit after them. The matcher is of the same plan.
        """
        first, rest = hits[:WINDOW], hits[WINDOW:]
        if not any(leaf.weight for leaf in self.leaves):
            return list(hits)
        _, last = first[-1]
        scores = self._scores([self._read(record, matcher) for record, _ in in_time(first)])
        again = [(record, last + score) for (record, _), score in zip(first, scores, strict=True)]
        return [*sorted(again, key=lambda hit: -hit[1]), *rest]

    def _scores(self, read: Sequence[_Read]) -> list[float]:
        akin = self._akin(read)
        characters = sum(one.size for one in read)
        usual = self.usual_size * sum(one.length for one in read) / max(characters, 1)
        return [self._score(one, akin, one.length / max(usual, 1)) for one in read]

    def _read(self, record: Record, matcher: Matcher) -> _Read:
        none = [0] * len(self.leaves)
        read = _Read(size(record, self.texts), none, none.copy(), none.copy())
        for text in self.texts:
            block = matcher.likeliest(text.of(record), text.key)
            self._count(matcher.read(block.text, text.key), text.weight, read)
        return read

    def _count(self, text: MatchedText, weight: int, read: _Read) -> None:
        analysis, matches = text
        read.texts.append((analysis.stems, weight))
        begins = {(match.part, match.first) for match in matches}
        for match in matches:
            read.found[match.part] += weight
            leaf = self.leaves[match.part]
            if analysis.written[match.first] in leaf.forms:
                read.words[match.part] += weight
            if (match.part + 1, match.last + 1) in begins:
                read.rows[match.part] += weight
        if len(self.leaves) > 1:
            read.near = max(read.near, self._nearest(matches))

    def _nearest(self, matches: Sequence[Match]) -> float:
        """The weight of the different leaves in the stretch that has most of it."""
        best = weight = 0.0
        inside: deque[Match] = deque()
        times = [0] * len(self.leaves)
        for match in matches:
            inside.append(match)
            times[match.part] += 1
            if times[match.part] == 1:
                weight += self.leaves[match.part].weight
            while inside[0].first <= match.first - _STRETCH:
                gone = inside.popleft().part
                times[gone] -= 1
                if not times[gone]:
                    weight -= self.leaves[gone].weight
            best = max(best, weight)
        return best

    def _score(self, read: _Read, akin: dict[str, frozenset[str]], length: float) -> float:
        norm = _K1 * (1 - _B + _B * length)

        def counted(times: int) -> float:
            return times * (_K1 + 1) / (times + norm)

        score = _NEAR * read.near
        for part, leaf in enumerate(self.leaves):
            if times := read.found[part]:
                score += leaf.weight * counted(times) + leaf.word_weight * counted(read.words[part])
            elif leaf.stem in akin:
                times = max(map(read.times, akin[leaf.stem]), default=0)
                score += _AKIN * leaf.weight * counted(times)
            if times := read.rows[part]:
                weight = leaf.weight + self.leaves[part + 1].weight
                score += _IN_A_ROW * weight * counted(times)
        return score

    def _akin(self, read: Sequence[_Read]) -> dict[str, frozenset[str]]:
        """The stems in these records akin to those that some of them lack."""
        lacking = {
            leaf.stem: leaf.weight
            for part, leaf in enumerate(self.leaves)
            if leaf.stem and not all(one.found[part] for one in read)
        }
        if not lacking:
            return {}
        rarest = sorted(lacking, key=lacking.__getitem__, reverse=True)[:_MOST_AKIN]
        every = set().union(*(stems for one in read for stems, _ in one.texts))
        stems = [stem for stem in every if len(stem) >= _SHORTEST_AKIN]
        return {stem: _alike(stem, stems) for stem in rarest}


def _alike(stem: str, stems: list[str]) -> frozenset[str]:
    found = extract(
        stem, stems, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=None
    )
    return frozenset(other for other, _, _ in found)


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
    says_enough = len(stem) >= _SHORTEST_AKIN and not others
    return stem if says_enough and words.field is None else None


def size(record: Record, texts: Iterable[SearchedText]) -> int:
    """The characters of a record that are read, each as often as its text's words count."""
    return sum(text.weight * min(len(text.of(record)), BLOCK) for text in texts)
