"""Results by year, month and day as a tree, in which each period leads to its own results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ....archive.fields import Field
from ....archive.metadata.naming import Naming
from ....archive.ranges import Range
from ....index.searching.date_counts import LENGTHS
from ....index.searching.results import FacetValue
from ...language.wording import value_label
from ...request.state import SearchState
from .facets import Choice, choice


class Period(NamedTuple):
    """A year, a month or a day, and the periods within it that have results.

    Where only a part of it was counted, since the search is limited to that, it is not `counted`.
    """

    choice: Choice
    counted: bool
    within: tuple["Period", ...]


@dataclass(frozen=True, slots=True)
class Periods:
    """A tree of periods, the last years first; what leads out of them all, and the undated."""

    tree: tuple[Period, ...]
    all_dates: SearchState | None
    unstated: Choice | None


@dataclass(slots=True)
class _Node:
    hits: int = 0
    within: dict[str, "_Node"] = field(default_factory=dict)


def periods(
    state: SearchState, field: Field, values: Sequence[FacetValue], naming: Naming
) -> Periods:
    """The tree of the counts of a field of dates, of whichever unit these are."""
    root = _Node()
    for value in values:
        node = root
        for date in _path(value.value):
            node = node.within.setdefault(date, _Node())
            node.hits += state.counted(value.count, value.stories)
    unstated = next((value for value in values if not value.value), None)
    return Periods(
        tree=tuple(_made(state, field, root.within, naming)),
        all_dates=state.within(field, "") if state.range_of(field) else None,
        unstated=choice(state, field, unstated, naming) if unstated else None,
    )


def _asked(state: SearchState, field: Field) -> Range | None:
    chosen = state.range_of(field)
    if not chosen:
        return None
    return Range.read(chosen, field) if field.is_own else Range.of_dates(state.since, state.until)


def _path(date: str) -> Iterator[str]:
    """The year, the month and the day of a date, as far as it has them."""
    for length in LENGTHS.values():
        if len(date) >= length:
            yield date[:length]


def _made(
    state: SearchState, field: Field, nodes: Mapping[str, _Node], naming: Naming
) -> Iterator[Period]:
    chosen, asked = state.range_of(field), _asked(state, field)
    for date in sorted(nodes, reverse=True):
        node, selected = nodes[date], date == chosen
        # A story that is printed in two months is one of each, and one of their year.
        is_sum = len(node.within) > 1 and state.per == "story"
        yield Period(
            Choice(
                label=value_label(naming, field.key, date),
                count=node.hits,
                selected=selected,
                leads_to=state.within(field, "" if selected else date),
                without=state.without(field.key, date) if field.is_own else None,
            ),
            counted=not is_sum and (asked is None or asked.holds(date)),
            within=tuple(_made(state, field, node.within, naming)),
        )
