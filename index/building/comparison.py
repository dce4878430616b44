"""An index compared with the texts of its store, word by word.

The texts are analysed again, and each word that they or the term dictionary have is looked
up in the index. What is compared is not the lists of records but their sums: each record's
number stands for 64 bits that look like chance, so lists with one sum are the same list,
and a word takes the room of a number. Where the vocabulary is large, it is gone through in
parts, and the store once for each.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from ...arabic.analyzer import Analysis
from ...arabic.lemmas import Lemmatizer
from ...arabic.pieces import FORMS, Forms
from ...archive.fields import UNKNOWN_VALUE, Fields
from ...archive.storage.store import Store
from ..engines.base import LONGEST_VALUE, Document, Engine, kept_value
from ..engines.plan import STREAMS, Plan, Stream, Terms, Values
from ..forward.entries import Entries, Number, terms_of
from ..forward.forward import Forward
from .documents import Analysed, Analysing, schema_of

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
        forward: Forward,
        watch: Watch,
    ) -> None:
        self._store = store
        self._fields = fields
        self._schema = schema_of(fields)
        self._engine = engine
        self._forward = forward
        self._dictionary = dictionary = forward.terms
        self._lemma = Lemmatizer().lemma
        self._bits = _bits(max(store.numbers(), default=0) + 1)
        self._parts = dictionary.size // PART + 1
        self._read, self._watch = 0, watch
        self._total = max(store.count() * self._parts, 1)
        self._forward_alone: dict[str, tuple[str, ...]] = {}
        """By id the words and values of records that the forward file has not, or has alone."""

    def run(self) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
        """The words that the dictionary lacks, and by ids of records where the index differs."""
        lacking: set[str] = set()
        wrong: list[tuple[Place, str]] = []
        for part in range(self._parts):
            wrong += self._differing(self._expected(part, lacking))
        told = self._told(wrong[:MOST_TOLD])
        for record_id, words in self._forward_alone.items():
            told.setdefault(record_id, words)
        return tuple(sorted(lacking)[:MOST_TOLD]), told

    def _expected(self, part: int, lacking: set[str]) -> Sums:
        """What each word of a part should give; words of the dictionary alone should give none.

        Those that the dictionary lacks are added to `lacking`.
        """
        sums: Sums = defaultdict(lambda: defaultdict(int))
        bits = self._bits.tolist()

        def number(written: str, word: str, stem: str) -> int:
            known = self._dictionary.number(written, word)
            if known is None:
                lacking.add(written)
            return known or 0

        for analysed in self._analysed(number):
            document = analysed.document
            if part == 0:
                self._compare_forward(analysed)
            own = bits[document.number]
            for place, words in _found_by(document, self._schema.facets if part == 0 else ()):
                there = sums[place]
                for word in words:
                    if self._parts == 1 or hash(word) % self._parts == part:
                        there[word] += own
        for line in self._dictionary.lines():
            word, _, written = line.partition("\t")
            for stream, form in zip(STREAMS, (self._lemma(word), written or word), strict=True):
                if hash(form) % self._parts == part:
                    for text in self._schema.texts:
                        sums[stream, text].setdefault(form, 0)
        return sums

    def _compare_forward(self, analysed: Analysed[Forms]) -> None:
        """Note a record of which the forward file has other words, or other values."""
        document, texts = analysed
        differing = [
            word
            for key, own in texts.items()
            for word in self._differing_words(
                own.entries, self._forward.entries(document.number, key)
            )
        ]
        for facet in self._schema.facets:
            values = set(map(kept_value, document.facets.get(facet, (UNKNOWN_VALUE,))))
            differing += sorted(values ^ self._forward_values(facet, document.number))
        if differing and len(self._forward_alone) < MOST_TOLD:
            (record,) = self._store.by_numbers([document.number])
            if record is not None:
                self._forward_alone[record.id] = tuple(dict.fromkeys(differing))

    def _differing_words(self, own: Entries, held: Entries) -> Iterator[str]:
        """The words that only one has; where both have the same, in another order, the first."""
        if not np.array_equal(own, held):
            one, other = terms_of(own), terms_of(held)
            apart = np.setxor1d(one, other)
            for term in (apart if len(apart) else one[:1]).tolist():
                with suppress(KeyError):  # what the dictionary lacks is told for itself
                    yield self._dictionary.term(term)[0]

    def _forward_values(self, facet: str, number: int) -> set[str]:
        column = self._forward.column(facet)
        if number >= self._forward.size:
            return set()
        codes, _ = column.of(np.array([number]))
        return {column.values[code] for code in codes.tolist()}

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
        for document, _ in self._analysed(lambda written, word, stem: 0):
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

    def _analysed(self, number: Number) -> Iterator[Analysed[Forms]]:
        analysing = Analysing(self._fields, FORMS, number)
        for change in self._store.changes():
            if change.record is not None:
                yield analysing.analyse(change.record, change.number)
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
