"""About how long a request takes, told before it is run by how many records have its words.

What the parts of a search take was measured on two cores, on 65,141 articles; so an estimate
tells what is done at once from what may take long, within some times the true figure.
"""

from collections.abc import Callable
from functools import partial

from .. import plan
from ..base import MOST_SCORED, Request
from .phrases import ways
from .words import Words

# Seconds for one of each.
_POSTING = 2e-8
_WORD = 1e-5
_PLACE = 1.5e-7
"""Where a word stands in a record, read for one phrase."""
_NUMBER = 1e-7
"""A record whose number is told, as a rule among many."""
_FORM = 5e-5
"""One of the forms that stand for each other in a phrase."""


def seconds(request: Request, words: Words, listed: bool = False) -> float:
    """About how long a request takes, ranked and counted, or `listed` by the numbers of all."""
    records = words.searcher.num_docs
    telling = _NUMBER if listed else _POSTING * (1 + len(request.facets))
    return telling * records + _to_match(request.plan, words, records)


def _to_match(node: plan.Plan, words: Words, records: int) -> float:
    """The time for a plan where what stands beside it leaves so many records at most."""
    each = partial(_to_match, words=words, records=records)
    match node:
        case plan.Terms(_, found) if len(found) > MOST_SCORED:
            return _WORD * len(found) + _POSTING * records
        case plan.Terms():
            counts = words.counts(node)
            return _WORD * len(counts) + _POSTING * sum(counts.values())
        case plan.Prefer(part, bonus):
            return each(part) + each(bonus)
        case plan.Sequence():
            return _to_follow(node, words, records)
        case plan.All(parts):
            left = min((at_most(part, words) for part in parts), default=records)
            return sum(_to_match(part, words, min(left, records)) for part in parts)
        case plan.AnyOf(parts):
            return sum(map(each, parts))
        case plan.AtLeast(parts):
            return _as_often(node, each)
        case plan.Except(part):
            return each(part)
        case _:
            return _POSTING * records


def _as_often(node: plan.AtLeast, each: Callable[[plan.Plan], float]) -> float:
    """The time for all ways to have enough, in most of which a part stands."""
    times = {part: each(part) for part in node.parts}
    return sum(times.values()) + sum(times[part] for way in node.ways() for part in way)


def _to_follow(node: plan.Sequence, words: Words, records: int) -> float:
    total = 0.0
    for places in words.places(node).values():
        found = ways([list(counts) for counts in places], node.slop)
        forms = sum(sum(map(len, groups)) / len(groups) for groups in found.groups if groups)
        having = min(records, *(sum(counts.values()) for counts in places))
        # Forms share the records among them.
        reading = _PLACE * len(places) * having * len(found.spaced)
        total += _FORM * forms * found.number + reading
    return total


def at_most(node: plan.Plan, words: Words) -> int:
    """How many records a plan matches at most."""
    records = words.searcher.num_docs
    match node:
        case plan.Terms(_, found) if len(found) <= MOST_SCORED:
            return min(records, sum(words.counts(node).values()))
        case plan.Prefer(part):
            return at_most(part, words)
        case plan.All(parts):
            return min((at_most(part, words) for part in parts), default=records)
        case plan.AnyOf(parts):
            return min(records, sum(at_most(part, words) for part in parts))
        case plan.Sequence() if not node.words:
            return records
        case plan.Sequence():
            return min(
                records,
                sum(
                    min(sum(counts.values()) for counts in places)
                    for places in words.places(node).values()
                ),
            )
        case plan.Numbers(numbers):
            return len(numbers)
    return records


def at_least(request: Request, words: Words) -> int:
    """About how many records a request finds at least."""
    return 0 if request.filters or request.dating else _at_least(request.plan, words)


def _at_least(node: plan.Plan, words: Words) -> int:
    match node:
        case plan.MatchAll():
            return words.searcher.num_docs
        case plan.Terms(_, found) if len(found) <= MOST_SCORED:
            return max(words.counts(node).values(), default=0)
        case plan.Prefer(part):
            return _at_least(part, words)
        case plan.AnyOf(parts):
            return max((_at_least(part, words) for part in parts), default=0)
    return 0
