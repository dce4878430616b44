"""The facets beside the results, and the chips of what is already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..archive.dates import PartialDate
from ..archive.record import UNKNOWN
from ..index.results import FacetValue, SearchResults
from .state import FILTERS, Filter, SearchState
from .wording import FACET_TITLES, date_in_words, period_in_words

SHOWN: Final = 8
"""How many values a facet shows before the rest is folded away."""
SHOWN_DATES: Final = 14
"""The same for periods, whose bars say little when few."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose: where choosing it leads (None where it cannot be chosen)."""

    label: str
    count: int
    selected: bool
    leads_to: SearchState | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet: the values that are shown, those folded away, and the highest count."""

    title: str
    highest: int
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the results are narrowed by, and the state without it."""

    title: str
    label: str
    without: SearchState


def filter_panels(state: SearchState, results: SearchResults) -> list[Panel]:
    """The panels of source, platform, mentions and agency that have any values."""
    return [
        _panel(name, [_choice(state, name, value) for value in values], SHOWN)
        for name in FILTERS
        if (values := results.facets[name])
    ]


def date_panel(state: SearchState, results: SearchResults) -> Panel:
    """The periods that have results, newest first; the undated are counted, but lead nowhere."""
    newest_first = sorted(results.facets["date"], key=lambda value: value.value, reverse=True)
    choices = [_date_choice(state, value) for value in newest_first]
    return _panel("date", choices, SHOWN_DATES)


def chips(state: SearchState, results: SearchResults | None) -> list[Chip]:
    """One chip a chosen value, then one for the dates."""
    facets = results.facets if results else {}
    chosen = [
        Chip(FACET_TITLES[name], _label(value, facets.get(name, ())), state.toggled(name, value))
        for name in FILTERS
        for value in getattr(state, name)
    ]
    if state.since or state.until:
        period = period_in_words(state.since, state.until)
        chosen.append(Chip(FACET_TITLES["date"], period, state.but(since=None, until=None)))
    return chosen


def _choice(state: SearchState, name: Filter, value: FacetValue) -> Choice:
    toggled = state.toggled(name, value.value or UNKNOWN)
    return Choice(value.label, value.count, value.selected, toggled)


def _date_choice(state: SearchState, value: FacetValue) -> Choice:
    if not value.value:
        return Choice(value.label, value.count, False, None)
    period = PartialDate.from_edtf(value.value)
    chosen = state.since == state.until == period
    return Choice(date_in_words(period), value.count, chosen, state.within(period))


def _panel(name: str, choices: Sequence[Choice], most: int) -> Panel:
    """Fold away what comes after the first few, but never what is chosen."""
    head, tail = choices[:most], choices[most:]
    return Panel(
        FACET_TITLES[name],
        highest=max((choice.count for choice in choices), default=0),
        shown=(*head, *(choice for choice in tail if choice.selected)),
        folded=tuple(choice for choice in tail if not choice.selected),
    )


def _label(value: str, known: Sequence[FacetValue]) -> str:
    labels = {facet.value or UNKNOWN: facet.label for facet in known}
    return labels.get(value, value)
