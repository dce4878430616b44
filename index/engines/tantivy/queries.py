"""Plans as Tantivy's queries.

Scores come from Tantivy's BM25. What it has no query for is made of several:
a pseudo-word is the union of its words, each weighted as if it were as rare as
all of them together; words with others between are all the exact phrases that
this can mean.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TypeAlias

import tantivy
from tantivy import FieldType, Occur, Query

from ... import plan
from ..base import BOOSTS, kept_value, rarity, without_surrogates
from .schema import FIRST, LAST, NUMBER, facet_field, schema, stream_field

_MOST_SCORED = 64
"""A union of more words only selects: it would rank by what was hardly asked for."""

_MOST_STATES = 900
"""Of a regular expression; Tantivy takes a thousand."""

_SCHEMA = schema()

_NEVER = Query.empty_query()

Clause: TypeAlias = tuple[Occur, Query]


def selecting(query: Query) -> Query:
    """The same records, without a score."""
    return Query.const_score_query(query, 0.0)


TOTAL = {"total": {"value_count": {"field": NUMBER}}}
"""The aggregation that counts what a query matches, without scoring it as a search would."""

EVERYTHING = selecting(Query.all_query())


def ranks(node: plan.Plan) -> bool:
    """Whether the plan gives any record a score."""
    match node:
        case plan.Terms(_, words):
            return len(words) <= _MOST_SCORED
        case plan.Sequence():
            return True
        case plan.All(parts) | plan.AnyOf(parts):
            return any(map(ranks, parts))
        case plan.Prefer(part, bonus):
            return ranks(part) or ranks(bonus)
        case _:
            return False


def having(facet: str, values: frozenset[str]) -> Query:
    """The records with any of these values of a facet."""
    name = facet_field(facet)
    texts = sorted(set(map(kept_value, values)))
    return selecting(Query.term_set_query(_SCHEMA, name, texts)) if texts else _NEVER


def dated(since: int, until: int) -> Query:
    """The records dated wholly from one day to another, as ordinals."""
    bounds = ((FIRST, max(since, 1), None), (LAST, None, max(until, 0)))
    return selecting(
        Query.boolean_query(
            [
                (Occur.Must, Query.range_query(_SCHEMA, name, FieldType.Unsigned, low, high))
                for name, low, high in bounds
            ]
        )
    )


def numbered(numbers: Sequence[int]) -> Query:
    """The records of these numbers."""
    return Query.term_set_query(_SCHEMA, NUMBER, numbers) if numbers else _NEVER


def matching(node: plan.Plan) -> Query:
    """What a plan matches, for counting and filtering: the least work, and no score."""
    match node:
        case plan.Everything():
            return EVERYTHING
        case plan.All(parts):
            return all_of([_clause(part, matching) for part in parts])
        case plan.AnyOf(parts):
            return any_of([matching(part) for part in parts])
        case plan.Except():
            return all_of([_clause(node, matching)])
        case plan.Prefer(part):
            return matching(part)
        case plan.Terms(stream, words, fields):
            return any_of([_with_any(stream_field(field, stream), words) for field in fields])
        case plan.Sequence(stream, places, slop, fields):
            names = [stream_field(field, stream) for field in fields]
            return any_of([_phrases(name, places, slop) for name in names])
        case plan.Values(facet, values):
            return having(facet, values)
        case plan.Days(since, until):
            return dated(since, until)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Turns plans into queries that score, on one state of an index, whose words it weighs."""

    searcher: tantivy.Searcher

    def query(self, node: plan.Plan) -> Query:
        """The query of a plan: it matches the same as `matching` gives."""
        match node:
            case plan.All(parts):
                required = [_clause(part, self._required) for part in parts]
                bonuses = [part for part in parts if isinstance(part, plan.Prefer)]
                return all_of([*required, *((Occur.Should, self._bonus(b)) for b in bonuses)])
            case plan.AnyOf() | plan.Prefer() | plan.Terms() | plan.Sequence():
                return any_of(self._either(node))
            case _:
                return selecting(matching(node))

    def _required(self, part: plan.Plan) -> Query:
        return self.query(part.part if isinstance(part, plan.Prefer) else part)

    def _bonus(self, part: plan.Prefer) -> Query:
        return _weighted(self.query(part.bonus), part.weight)

    def _either(self, node: plan.Plan) -> list[Query]:
        """The queries of which any will do: a flat union is what Tantivy runs fastest."""
        match node:
            case plan.AnyOf(parts):
                return [query for part in parts for query in self._either(part)]
            case plan.Prefer(part):
                return [*self._either(part), self._bonus(node)]
            case plan.Terms(stream, words, fields):
                return [query for field in fields for query in self._terms(field, stream, words)]
            case plan.Sequence(stream, places, slop, fields):
                return [
                    _weighted(_phrases(stream_field(field, stream), places, slop), BOOSTS[field])
                    for field in fields
                ]
            case _:
                return [self.query(node)]

    def _terms(
        self, field: plan.Field, stream: plan.Stream, words: Sequence[str]
    ) -> Iterator[Query]:
        name = stream_field(field, stream)
        if len(words) > _MOST_SCORED:
            yield selecting(_with_any(name, words))
        elif len(words) == 1:
            yield _weighted(_with(name, _sound(words)[0]), BOOSTS[field])
        else:
            counts = {word: self.searcher.doc_freq(name, word) for word in _sound(words)}
            together = self._rarity(min(sum(counts.values()), self.searcher.num_docs))
            for word, count in counts.items():
                weight = BOOSTS[field] * together / self._rarity(count)
                yield _weighted(_with(name, word), weight)

    def _rarity(self, having_it: int) -> float:
        """The weight that BM25 gives a word that so many records have."""
        records = max(self.searcher.num_docs, having_it)
        return rarity(having_it, records)


def _clause(part: plan.Plan, translate: Callable[[plan.Plan], Query]) -> Clause:
    if isinstance(part, plan.Except):
        return Occur.MustNot, matching(part.part)
    return Occur.Must, translate(part)


def _with(name: str, word: str) -> Query:
    return Query.term_query(_SCHEMA, name, word, "freq")


def _with_any(name: str, words: Sequence[str]) -> Query:
    if len(words) > _MOST_SCORED:
        return Query.term_set_query(_SCHEMA, name, _sound(words))
    return any_of([_with(name, word) for word in _sound(words)])


def _phrases(name: str, places: plan.Places, slop: int) -> Query:
    """Every exact phrase that words with others between can mean."""
    if all(len(words) == 1 for words in places):
        phrase = partial(Query.phrase_query, _SCHEMA, name)
        alternatives = [tuple(word for words in places for word in _sound(words))]
    else:
        # A phrase of alternatives is to be had of regular expressions alone.
        phrase = partial(Query.regex_phrase_query, _SCHEMA, name)
        alternatives = list(product(*map(_patterns, places)))
    return any_of(
        [
            phrase(list(zip(offsets, words, strict=True)))
            for offsets in spread(len(places), slop)
            for words in alternatives
        ]
    )


def _patterns(words: Sequence[str]) -> Iterator[str]:
    """Regular expressions of all the words, each within what Tantivy takes: a byte is a state."""
    group: list[str] = []
    size = 0
    for word in _sound(words):
        length = len(word.encode()) + 1
        if group and size + length > _MOST_STATES:
            yield "|".join(map(re.escape, group))
            group, size = [], 0
        group.append(word)
        size += length
    yield "|".join(map(re.escape, group))


def _sound(words: Sequence[str]) -> list[str]:
    return [without_surrogates(word) for word in words]


def spread(places: int, slop: int) -> Iterator[tuple[int, ...]]:
    """The offsets at which so many words in order can stand, at most `slop` others between."""
    if places == 1:
        yield (0,)
        return
    for offsets in spread(places - 1, slop):
        taken = offsets[-1] - (places - 2)
        for gap in range(slop - taken + 1):
            yield (*offsets, offsets[-1] + 1 + gap)


def _weighted(query: Query, weight: float) -> Query:
    return query if weight == 1 else Query.boost_query(query, weight)


def all_of(clauses: list[Clause]) -> Query:
    """What every `Must` matches and no `MustNot` does."""
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses = [(Occur.Must, EVERYTHING), *clauses]
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def any_of(queries: list[Query]) -> Query:
    """What any of the queries matches."""
    if not queries:
        return _NEVER
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])
