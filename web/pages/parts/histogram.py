"""How the results spread over numbers or over time: bars, and a range to narrow them to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flask import request

from ....archive.dates import PartialDate
from ....archive.fields import STANDARD, Field
from ....archive.metadata.naming import Naming
from ....archive.ranges import ends, known_date
from ....index.searching.date_counts import LENGTHS, fitting_unit
from ....index.searching.facets import without_gaps
from ....index.searching.results import FacetValue
from ...language.wording import date_in_words, facet_title, value_label
from ...request.parameters import range_ends
from ...request.state import SearchState
from .facets import Choice, choice
from .periods import Periods, periods

_MOST_BARS: Final = 240
"""With more, gaps are left out: bars that nobody can see say nothing."""


class Bar(NamedTuple):
    """Which of the bars it is, from 1; its share of the highest, and what it leads to."""

    place: int
    share: float
    choice: Choice


class Input(NamedTuple):
    """Where one end of a range is typed: the parameter, what stands there, an example."""

    name: str
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """A field of numbers or dates: bars in order, without gaps.

    `lowest` and `highest` are the ends of its axis, `unstated` are the records
    that do not say, `wider` leads out of the range chosen; `periods` are dates as a tree.
    """

    kind: str
    name: str
    title: str
    bars: tuple[Bar, ...]
    lowest: str
    highest: str
    unstated: Choice | None
    wider: SearchState | None
    inputs: tuple[Input, Input]
    periods: Periods | None

    @property
    def most(self) -> int:
        """What the highest bar stands for."""
        return max((bar.choice.count for bar in self.bars), default=0)


def histogram(
    state: SearchState, field: Field, values: Sequence[FacetValue], naming: Naming
) -> Histogram:
    """The bars of the counts of a field, and the range that it is limited to."""
    counts = {
        value.value: state.counted(value.count, value.stories) for value in values if value.value
    }
    order = without_gaps(field, [*counts], _MOST_BARS)
    most = max(counts.values(), default=0) or 1
    chosen = state.range_of(field)
    lowest, highest = (ends(order[0])[0], ends(order[-1])[1]) if order else ("", "")
    return Histogram(
        field.kind,
        field.key,
        facet_title(field),
        bars=tuple(
            # Where there is nothing, there is nothing to say or to follow.
            Bar(place, counts[one] / most, _bar(state, field, one, counts[one], chosen, naming))
            if one in counts
            else Bar(place, 0.0, Choice("", 0))
            for place, one in enumerate(order, 1)
        ),
        lowest=value_label(naming, field.key, lowest) if order else "",
        highest=value_label(naming, field.key, highest) if order else "",
        unstated=_unstated(state, field, values, naming),
        wider=_wider(state, field),
        inputs=_inputs(state, field, (lowest, highest)),
        periods=periods(state, field, values, naming) if field.kind == "date" else None,
    )


def input_names(field: Field) -> tuple[str, str]:
    """The parameters of the ends of a field's range."""
    return range_ends(field.key) if field.is_own else ("since", "until")


def _bar(
    state: SearchState, field: Field, value: str, count: int, chosen: str, naming: Naming
) -> Choice:
    selected = chosen == value
    return Choice(
        label=value_label(naming, field.key, value),
        count=count,
        selected=selected,
        leads_to=state.within(field, "" if selected else value),
        without=state.without(field.key, value) if field.is_own else None,
    )


def _unstated(
    state: SearchState, field: Field, values: Sequence[FacetValue], naming: Naming
) -> Choice | None:
    found = next((value for value in values if not value.value), None)
    return None if found is None else choice(state, field, found, naming)


def _wider(state: SearchState, field: Field) -> SearchState | None:
    """The month of a day, the year of a month; all there is for a year or a range."""
    chosen = state.range_of(field)
    if not chosen:
        return None
    low, high = ends(chosen)
    date = known_date(low) if field.kind == "date" and low == high else None
    if date is None or date.month is None:
        return state.within(field, "")
    month = date.month if date.day else None
    return state.within(field, str(PartialDate(date.year, month)))


def _inputs(state: SearchState, field: Field, axis: tuple[str, str]) -> tuple[Input, Input]:
    """What was typed, right or wrong, else the range that is chosen."""
    examples = axis if field.is_own else ("2014-09", "2014-12")
    low, high = (
        Input(name, request.args.get(name, end), example)
        for name, end, example in zip(
            input_names(field), ends(state.range_of(field)), examples, strict=True
        )
    )
    return low, high


@dataclass(frozen=True, slots=True)
class Spread:
    """Bars in order of time, without gaps, that lead nowhere, and the ends of their axis."""

    bars: tuple[Bar, ...]
    lowest: str
    highest: str

    @property
    def most(self) -> int:
        """What the highest bar stands for."""
        return max((bar.choice.count for bar in self.bars), default=0)


def spread(dates: Iterable[PartialDate | None]) -> Spread | None:
    """How many of some dates there are in each year, month or day; None where no year is known."""
    known = sorted(str(date) for date in dates if date is not None and date.year is not None)
    if not known:
        return None
    unit = fitting_unit(Counter(date[: LENGTHS["month"]] for date in known))
    counts = Counter(date[: LENGTHS[unit]] for date in known)
    most = max(counts.values())
    order = without_gaps(STANDARD["date"], sorted(counts), _MOST_BARS)
    bars = tuple(
        Bar(place, counts[one] / most, Choice(_words(one), counts[one]))
        for place, one in enumerate(order, 1)
    )
    return Spread(bars, bars[0].choice.label, bars[-1].choice.label)


def _words(date: str) -> str:
    return date_in_words(PartialDate.from_edtf(date))
