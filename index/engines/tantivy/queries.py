"""Plans as Tantivy's queries; words and sequences are made in `words.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import tantivy
from tantivy import FieldType, Occur, Query

from .. import plan
from ..base import MOST_SCORED, kept_value
from .schema import LAST, NEWEST, NUMBER, SAME_DAY, facet_field
from .words import NEVER, Words, any_of, selecting

Clause: TypeAlias = tuple[Occur, Query]

EVERYTHING = selecting(Query.all_query())


def ranks(node: plan.Plan) -> bool:
    """Whether the plan gives any record a score."""
    match node:
        case plan.Terms(_, words):
            return len(words) <= MOST_SCORED
        case plan.Sequence():
            return True
        case plan.All(parts) | plan.AnyOf(parts) | plan.AtLeast(parts):
            return any(map(ranks, parts))
        case plan.Prefer(part, bonus):
            return ranks(part) or ranks(bonus)
        case _:
            return False


def having(schema: tantivy.Schema, facet: str, values: frozenset[str]) -> Query:
    """The records with any of these values of a facet."""
    name = facet_field(facet)
    texts = sorted(set(map(kept_value, values)))
    return selecting(Query.term_set_query(schema, name, texts)) if texts else NEVER


def dated(schema: tantivy.Schema, since: int, until: int) -> Query:
    """The records dated wholly from one day to another, as ordinals."""
    bounds = ((NEWEST, max(since, 1) * SAME_DAY, None), (LAST, None, max(until, 0)))
    return selecting(
        Query.boolean_query(
            [
                (Occur.Must, Query.range_query(schema, name, FieldType.Unsigned, low, high))
                for name, low, high in bounds
            ]
        )
    )


def numbered(schema: tantivy.Schema, numbers: Sequence[int]) -> Query:
    """The records of these numbers."""
    return Query.term_set_query(schema, NUMBER, numbers) if numbers else NEVER


@dataclass(frozen=True, slots=True)
class Translation:
    """Turns a plan into queries on one state of an index, for counting and for ranking."""

    words: Words

    def matching(self, node: plan.Plan) -> Query:
        """What a plan matches, for counting and filtering: the least work, and no score."""
        match node:
            case plan.MatchAll():
                return EVERYTHING
            case plan.All(parts):
                return all_of([self._clause(part, self.matching) for part in parts])
            case plan.AnyOf(parts):
                return any_of([self.matching(part) for part in parts])
            case plan.AtLeast():
                return any_of([self.matching(plan.All(way)) for way in node.ways()])
            case plan.Except():
                return all_of([self._clause(node, self.matching)])
            case plan.Prefer(part):
                return self.matching(part)
            case plan.Terms():
                return self.words.matching(node)
            case plan.Sequence():
                return any_of(self.words.sequences(node))
            case plan.Values(facet, values):
                return having(self.words.schema, facet, values)
            case plan.Days(since, until):
                return dated(self.words.schema, since, until)
            case plan.Numbers(numbers):
                return selecting(numbered(self.words.schema, sorted(numbers)))

    def ranking(self, node: plan.Plan) -> Query:
        """The query of a plan that scores: it matches the same as `matching` gives."""
        match node:
            case plan.All(parts):
                return all_of(list(chain.from_iterable(map(self._clauses, parts))))
            case plan.AtLeast(parts):
                scored = [(Occur.Should, query) for part in parts for query in self._either(part)]
                return all_of([(Occur.Must, selecting(self.matching(node))), *scored])
            case plan.AnyOf() | plan.Prefer() | plan.Terms() | plan.Sequence():
                return any_of(self._either(node))
            case _:
                return selecting(self.matching(node))

    def _clauses(self, part: plan.Plan) -> list[Clause]:
        """What is required, and what only ranks."""
        if not isinstance(part, plan.Prefer):
            return [self._clause(part, self.ranking)]
        required, *bonuses = self.words.preferring(part)
        return [(Occur.Must, required), *((Occur.Should, bonus) for bonus in bonuses)]

    def _either(self, node: plan.Plan) -> list[Query]:
        """The queries of which any will do: a flat union is what Tantivy runs fastest."""
        match node:
            case plan.AnyOf(parts):
                return [query for part in parts for query in self._either(part)]
            case plan.Prefer():
                return self.words.preferring(node)
            case plan.Terms():
                return [self.words.scored(node)]
            case plan.Sequence():
                return self.words.sequences(node)
            case _:
                return [self.ranking(node)]

    def _clause(self, part: plan.Plan, translate: Callable[[plan.Plan], Query]) -> Clause:
        if isinstance(part, plan.Except):
            return Occur.MustNot, self.matching(part.part)
        return Occur.Must, translate(part)


def all_of(clauses: list[Clause]) -> Query:
    """What every `Must` matches and no `MustNot` does."""
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses = [(Occur.Must, EVERYTHING), *clauses]
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)
