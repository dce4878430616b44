"""An index compared with the texts of its store, word by word.

The texts are analysed again, and each word that they or the term dictionary have is looked
up in the index. What is compared is not the lists of records but their sums: each record's
number stands for 64 bits that look like chance, so lists with one sum are the same list,
and a word takes the room of a number. Where the vocabulary is large, it is gone through in
parts, and the store once for each.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ...arabic.analyzer import Analysis
from ...arabic.lemmas import Lemmatizer
from ...arabic.pieces import FORMS, Forms, Shaper
from ...archive.fields import UNKNOWN_VALUE, Fields
from ...archive.storage.store import Store
from ..engines.base import LONGEST_VALUE, Document, Engine
from ..engines.plan import STREAMS, Plan, Stream, Terms, Values
from ..terms.dictionary import TermDictionary
from .documents import Analysing, schema_of

PART = 40_000_000
"""Bytes of the term dictionary that are gone through at a time; they take ten times as much."""

MOST_TOLD = 100
"""Words, and records, of which it is told that they differ."""

Watch: TypeAlias = Callable[[int, int], None]
"""Hears how many records have been read, of how many; each comes once for each part."""

Place: TypeAlias = tuple[Stream | Literal["value"], str]
"""Where a word is looked up: a stream and a text, or "value" and a facet."""

Sums: TypeAlias = defaultdict[Place, defaultdict[str, int]]


class Comparison:
    """The words of a store's texts beside those of an index; nobody may write meanwhile."""

    def __init__(
        self,
        store: Store,
        fields: Fields,
        engine: Engine,
        dictionary: TermDictionary,
        watch: Watch,
    ) -> None:
        self._store = store
        self._fields = fields
        self._schema = schema_of(fields)
        self._engine = engine
        self._dictionary = dictionary
        self._lemma = Lemmatizer().lemma
        self._bits = _bits(max(store.numbers(), default=0) + 1)
        self._parts = dictionary.size // PART + 1
        self._read, self._watch = 0, watch
        self._total = max(store.count() * self._parts, 1)

    def run(self) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
        """The words that the dictionary lacks, and by ids of records where the index differs."""
        lacking: list[str] = []
        wrong: list[tuple[Place, str]] = []
        for part in range(self._parts):
            sums, words = self._expected(part)
            lacking += words
            wrong += self._differing(sums)
        return tuple(lacking[:MOST_TOLD]), self._told(wrong[:MOST_TOLD])

    def _expected(self, part: int) -> tuple[Sums, list[str]]:
        """What each word of a part should give; words of the dictionary alone should give none."""
        sums: Sums = defaultdict(lambda: defaultdict(int))
        met: set[str] = set()
        bits = self._bits.tolist()
        for document in self._documents(lambda written, word: met.add(_line(written, word))):
            own = bits[document.number]
            for place, words in _found_by(document, self._schema.facets if part == 0 else ()):
                there = sums[place]
                for word in words:
                    if self._parts == 1 or hash(word) % self._parts == part:
                        there[word] += own
        for line in self._dictionary.lines():
            met.discard(line)
            word, _, written = line.partition("\t")
            for stream, form in zip(STREAMS, (self._lemma(word), written or word), strict=True):
                if hash(form) % self._parts == part:
                    for text in self._schema.texts:
                        sums[stream, text].setdefault(form, 0)
        return sums, sorted(_form(line) for line in met) if part == 0 else []

    def _differing(self, sums: Sums) -> Iterator[tuple[Place, str]]:
        """The words for which the index gives other records."""
        sought = [(place, word) for place, words in sums.items() for word in words]
        answers = self._engine.matching(_plan(place, word) for place, word in sought)
        for (place, word), numbers in zip(sought, answers, strict=True):
            if int(self._bits[numbers].sum()) != sums[place][word] % (1 << 64):
                yield place, word

    def _told(self, wrong: list[tuple[Place, str]]) -> dict[str, tuple[str, ...]]:
        """For each record the words by which it is found wrongly, or not found."""
        answers = self._engine.matching(_plan(*one) for one in wrong)
        held = [set(numbers.tolist()) for numbers in answers]
        told: dict[str, tuple[str, ...]] = {}
        if not wrong:
            return told
        for document in self._documents():
            expected = {
                (place, word)
                for place, words in _found_by(document, self._schema.facets)
                for word in words
            }
            differing = dict.fromkeys(
                word
                for (place, word), numbers in zip(wrong, held, strict=True)
                if ((place, word) in expected) != (document.number in numbers)
            )
            if differing and len(told) < MOST_TOLD:
                (record,) = self._store.by_numbers([document.number])
                told |= {record.id: tuple(differing)} if record else {}
        return told

    def _documents(
        self, met: Callable[[str, str], None] = lambda written, word: None
    ) -> Iterator[Document[Forms]]:
        analysing = Analysing(self._fields, Shaper(FORMS, met))
        for change in self._store.changes():
            if change.record is not None:
                yield analysing.document(change.record, change.number)
                self._read += 1
                self._watch(min(self._read, self._total), self._total)


def _found_by(
    document: Document[Forms], facets: Iterable[str]
) -> Iterator[tuple[Place, Collection[str]]]:
    """All by which a document is found, place by place."""
    for text, pieces in document.fields.items():
        analysis = Analysis.of(pieces)
        yield ("stem", text), set(analysis.stems)
        yield ("written", text), set(analysis.written)
    for facet in facets:
        values = document.facets.get(facet, (UNKNOWN_VALUE,))
        yield ("value", facet), {value for value in values if len(value) <= LONGEST_VALUE}


def _plan(place: Place, word: str) -> Plan:
    kind, where = place
    if kind == "value":
        return Values(where, frozenset({word}))
    return Terms(kind, (word,), where)


def _bits(size: int) -> npt.NDArray[np.uint64]:
    """For each number 64 bits that look like chance, the same every time (SplitMix64)."""
    mixed = (np.arange(size, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _line(written: str, word: str) -> str:
    """A line of the term dictionary."""
    return f"{word}\t" if written == word else f"{word}\t{written}"


def _form(line: str) -> str:
    word, _, written = line.partition("\t")
    return written or word
