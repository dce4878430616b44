"""Most of the words of a query, where few records have all.

People ask in other words than the press has. So where few records have all the words of
content, those that have most of them follow. Each word weighs as it is rare, by exact
counts and in whole numbers, so that every engine finds the same.
"""

from ..engines.base import Engine, Request, idf
from ..engines.plan import All, AtLeast, MatchAll, Plan
from ..planning.planner import Planned

FEW_WITH_ALL = 10
"""Records with all the words that are enough by themselves."""

_MOST = 0.65
"""What part of the weight of all words most of them have."""

_WEIGHED = 8
"""Words that count, the rarest of them: whoever pastes a paragraph is after one passage."""

_UNIT = 0.1
"""What is weighed by: a tenth tells words apart well enough."""


def with_most(planned: Planned, engine: Engine) -> Plan | None:
    """The plan that finds the records with most of the words; None where all are needed."""
    if planned.words is None or _total(planned.plan, engine) >= FEW_WITH_ALL:
        return None
    parts = planned.words.parts
    weights = _weights(parts, engine)
    if sum(map(bool, weights)) < 2:
        return None
    most = AtLeast(parts, weights, round(_MOST * sum(weights)))
    if planned.plan == planned.words:
        return most
    match planned.plan:
        case All(whole) if planned.words in whole:
            return All(tuple(most if part == planned.words else part for part in whole))
    return None


def _weights(parts: tuple[Plan, ...], engine: Engine) -> tuple[int, ...]:
    """The weight of each; 0 for what no record has, and what is beyond those that count."""
    records = _total(MatchAll(), engine)
    having = [_total(part, engine) for part in parts]
    weights = [round(idf(count, records) / _UNIT) if count else 0 for count in having]
    lightest = sorted(weights, reverse=True)[:_WEIGHED][-1]
    return tuple(weight if weight >= lightest else 0 for weight in weights)


def _total(plan: Plan, engine: Engine) -> int:
    return engine.search(Request(plan, limit=0)).total
