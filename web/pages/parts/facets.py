"""The facets beside the results, and the chips of what is already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ....archive.metadata.authorities import Authorities
from ....archive.record import UNKNOWN
from ....index.searching.results import FacetValue, SearchResults
from ...language.wording import excluded_title, facet_title, period_in_words, value_label
from ...request.state import EXCLUSIONS, FILTERS, Filter, SearchState

SHOWN: Final = 8
"""How many values a facet shows before the rest is folded away."""

FOLDED: Final = 8
"""How many it has under its fold; the others have a page of their own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose or to exclude, and where either leads."""

    label: str
    count: int
    selected: bool
    excluded: bool
    leads_to: SearchState
    without: SearchState


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet: the values that are shown, those folded away, and whether there are yet others."""

    name: Filter
    title: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]
    others: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the results are narrowed by, and the state without it."""

    title: str
    label: str
    without: SearchState


def filter_panels(
    state: SearchState, results: SearchResults, authorities: Authorities
) -> list[Panel]:
    """The panels of the facets that have any values but the unknown."""
    return [
        _panel(name, choices(state, name, results.facets[name], authorities))
        for name in FILTERS
        if any(value.value or value.selected or value.excluded for value in results.facets[name])
    ]


def choices(
    state: SearchState, name: Filter, values: Sequence[FacetValue], authorities: Authorities
) -> list[Choice]:
    """A facet's values as choices, in the same order."""
    return [_choice(state, name, value, authorities) for value in values]


def chips(state: SearchState, authorities: Authorities) -> list[Chip]:
    """One chip a chosen value, one an excluded value, then one for the dates."""

    def of(name: Filter, parameter: str, title: str) -> list[Chip]:
        return [
            Chip(title, value_label(authorities, name, value), state.toggled(parameter, value))
            for value in getattr(state, parameter)
        ]

    chosen = [chip for name in FILTERS for chip in of(name, name, facet_title(name))]
    chosen += [
        chip for name, out in EXCLUSIONS.items() for chip in of(name, out, excluded_title(name))
    ]
    if state.since or state.until:
        period = period_in_words(state.since, state.until)
        chosen.append(Chip(facet_title("date"), period, state.but(since=None, until=None)))
    return chosen


def _choice(
    state: SearchState, name: Filter, value: FacetValue, authorities: Authorities
) -> Choice:
    named = value.value or UNKNOWN
    toggled = EXCLUSIONS[name] if value.excluded else name
    return Choice(
        label=value_label(authorities, name, named),
        count=value.count,
        selected=value.selected,
        excluded=value.excluded,
        leads_to=state.toggled(toggled, named),
        without=state.without(name, named),
    )


def _panel(name: Filter, found: Sequence[Choice]) -> Panel:
    """Fold away what comes after the first few, but never what is chosen."""
    head, tail = found[:SHOWN], found[SHOWN:]
    folded = [choice for choice in tail if not (choice.selected or choice.excluded)]
    return Panel(
        name,
        facet_title(name),
        shown=(*head, *(choice for choice in tail if choice.selected or choice.excluded)),
        folded=tuple(folded[:FOLDED]),
        others=len(folded) > FOLDED,
    )
