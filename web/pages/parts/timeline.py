"""How the results spread over time: a bar for each year, month or day."""

from dataclasses import dataclass
from typing import Final

from ....archive.dates import PartialDate
from ....index.searching.date_counts import without_gaps
from ....index.searching.results import SearchResults
from ...language.wording import date_in_words
from ...request.state import SearchState

_MOST_BARS: Final = 240
"""With more, gaps are left out: bars that nobody can see say nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period, how many results it has, their share of the highest, and where it leads.

    `place` is which of the bars it is, from 1.
    """

    place: int
    label: str
    count: int
    share: float
    selected: bool
    leads_to: SearchState


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in the order of time, without gaps; `wider` leads out of the period chosen."""

    bars: tuple[Bar, ...]
    highest: int
    undated: int
    wider: SearchState | None


def timeline(state: SearchState, results: SearchResults) -> Timeline:
    """The bars of a search's results."""
    counts = {value.value: value.count for value in results.facets["date"]}
    undated = counts.pop("", 0)
    highest = max(counts.values(), default=0)
    periods = without_gaps(sorted(counts), _MOST_BARS)
    return Timeline(
        bars=tuple(
            _bar(place, PartialDate.from_edtf(period), counts.get(period, 0), highest, state)
            for place, period in enumerate(periods, 1)
        ),
        highest=highest,
        undated=undated,
        wider=_wider(state),
    )


def _bar(place: int, period: PartialDate, count: int, highest: int, state: SearchState) -> Bar:
    return Bar(
        place=place,
        label=date_in_words(period),
        count=count,
        share=count / max(highest, 1),
        selected=state.since == state.until == period,
        leads_to=state.within(period),
    )


def _wider(state: SearchState) -> SearchState | None:
    """The month of a day, the year of a month; all time for a year or a range."""
    if not (state.since or state.until):
        return None
    chosen = state.since if state.since == state.until else None
    if chosen and chosen.day:
        return state.within(PartialDate(chosen.year, chosen.month))
    if chosen and chosen.month:
        return state.within(PartialDate(chosen.year))
    return state.but(since=None, until=None)
