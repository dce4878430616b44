"""A plan in the server's query language.

Which records match is exact. Ranking is the server's BM25, with these
differences from what `plan.py` says: words that count as one have the document
frequency of the commonest of them, a sequence weighs as much as its words
together, and lengths are those of the field that is asked for. A query too
large for the server loses its bonuses, which only rank.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from .. import plan
from ..base import Schema
from .schema import ALTERNATIVES, MOST_CLAUSES, MOST_LISTED, values, words_field

Clause = Mapping[str, Any]

_NOTHING: Clause = {"match_none": {}}


def query(asked: plan.Plan, schema: Schema) -> Clause:
    """The query for a plan."""
    too_large = sum(_size(leaf, schema) for leaf in _leaves(asked)) > MOST_CLAUSES
    return _clause(_without_bonuses(asked) if too_large else asked, schema)


def having(facet: str, wanted: frozenset[str]) -> Clause:
    """The filter for records with any of these values of a facet."""
    return _one_of(f"facet_{facet}", sorted(values(wanted)))


def _dated(since: int, until: int) -> Clause:
    """The filter for records whose whole date lies in the range; undated ones do not."""
    first, last = {"range": {"first": {"gte": since}}}, {"range": {"last": {"lte": until}}}
    return every(first, last)


def every(*filters: Clause) -> Clause:
    """The filter for records that pass all of these; it scores nothing."""
    return {"bool": {"filter": list(filters)}} if filters else {"match_all": {"boost": 0}}


def _clause(node: plan.Plan, schema: Schema) -> Clause:
    match node:
        case plan.MatchAll():
            return every()
        case plan.Terms(stream, words, field):
            name = words_field(stream, field)
            return _any([_pseudo_word(name, group) for group in _groups(words)])
        case plan.Sequence():
            return _any([_sequence(node, field, schema) for field in schema.within(node.field)])
        case plan.All(parts):
            return {"bool": {"must": [_clause(part, schema) for part in parts]}}
        case plan.AnyOf(parts):
            return _any([_clause(part, schema) for part in parts])
        case plan.AtLeast(parts):
            ways = [every(*(_clause(part, schema) for part in way)) for way in node.ways()]
            scored = [_clause(part, schema) for part in parts]
            return {"bool": {"filter": [_any(ways)], "should": scored}}
        case plan.Except(part):
            return {"bool": {"must_not": [_clause(part, schema)]}}
        case plan.Prefer(part, bonus, weight):
            more = {"bool": {"must": [_clause(bonus, schema)], "boost": weight}}
            return {"bool": {"must": [_clause(part, schema)], "should": [more]}}
        case plan.Values(facet, wanted):
            return every(having(facet, wanted))
        case plan.Days(since, until):
            return _dated(since, until)
        case plan.Numbers(numbers):
            return every(_one_of("number", sorted(numbers)))


def _one_of(field: str, wanted: Sequence[str] | Sequence[int]) -> Clause:
    """The filter for any of these values, in as many lists as the server takes them in."""
    lists = [wanted[at : at + MOST_LISTED] for at in range(0, len(wanted), MOST_LISTED)]
    return _any([{"terms": {field: some}} for some in lists])


def _any(clauses: list[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else _NOTHING


def _sequence(node: plan.Sequence, field: plan.Field, schema: Schema) -> Clause:
    if not all(node.words):
        return _NOTHING
    name = words_field(node.stream, field)
    # The server adds up the weights of all alternatives, of which a place has but one.
    boost = schema.texts[field] * len(node.words) / sum(map(len, node.words))
    if node.slop:
        return _near(name, node, boost)
    lines = "\n".join(" ".join(alternatives) for alternatives in node.words)
    phrase = {"query": lines, "analyzer": ALTERNATIVES, "boost": boost}
    return {"match_phrase": {name: phrase}}


def _groups(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words in as many groups as the server can take as one pseudo-word each."""
    return [words[at : at + MOST_CLAUSES] for at in range(0, len(words), MOST_CLAUSES)]


def _pseudo_word(name: str, words: tuple[str, ...]) -> Clause:
    if len(words) == 1:
        return {"term": {name: words[0]}}
    alternatives = {"query": " ".join(words), "analyzer": ALTERNATIVES}
    return {"match": {name: alternatives}}


def _near(name: str, node: plan.Sequence, boost: float) -> Clause:
    """The places in order with other words between: a sloppy phrase would let them change order."""
    places = [
        {"span_or": {"clauses": [{"span_term": {name: word}} for word in alternatives]}}
        for alternatives in node.words
    ]
    return {"span_near": {"clauses": places, "slop": node.slop, "in_order": True, "boost": boost}}


def _leaves(node: plan.Plan) -> Iterator[plan.Plan]:
    match node:
        case plan.All(parts) | plan.AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case plan.AtLeast(parts):
            for part in chain(parts, *node.ways()):
                yield from _leaves(part)
        case plan.Except(part):
            yield from _leaves(part)
        case plan.Prefer(part, bonus):
            yield from _leaves(part)
            yield from _leaves(bonus)
        case _:
            yield node


def _size(leaf: plan.Plan, schema: Schema) -> int:
    """How many clauses the server counts in a leaf."""
    match leaf:
        case plan.Terms(_, words):
            return len(_groups(words))
        case plan.Sequence(_, words, slop, field):
            return len(schema.within(field)) * (sum(map(len, words)) if slop else 1)
        case plan.Values(_, wanted) | plan.Numbers(wanted):
            return 2 + len(wanted) // MOST_LISTED
        case _:
            return 2


def _without_bonuses(node: plan.Plan) -> plan.Plan:
    match node:
        case plan.All(parts):
            return plan.All(tuple(map(_without_bonuses, parts)))
        case plan.AnyOf(parts):
            return plan.AnyOf(tuple(map(_without_bonuses, parts)))
        case plan.AtLeast(parts):
            return replace(node, parts=tuple(map(_without_bonuses, parts)))
        case plan.Except(part):
            return plan.Except(_without_bonuses(part))
        case plan.Prefer(part):
            return _without_bonuses(part)
        case _:
            return node
