"""How the results spread over numbers or over time: bars, and a range to narrow them to."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from flask import request

from ....archive.dates import PartialDate
from ....archive.fields import STANDARD, Field
from ....archive.metadata.naming import Naming
from ....archive.ranges import between, ends, known_date
from ....index.searching.date_counts import LENGTHS, DateUnit, fitting_unit
from ....index.searching.facets import without_gaps
from ....index.searching.results import FacetValue
from ...language.preferences import preferences
from ...language.wording import digits, facet_title, period_in_words, tick, value_label
from ...request.parameters import range_ends
from ...request.state import SearchState
from .axis import Axis, in_years, of_time, of_values, years_a_unit
from .facets import Choice, choice
from .ticks import NARROW, Slot, joined

_MOST_BARS: Final = 62
"""Bars that can still be seen and pointed at: the days of two months; years beyond are joined."""

_FINGER: Final = 24.0
"""How wide something is at least that a finger hits, in CSS pixels."""

Held: TypeAlias = Callable[[DateUnit, str], Mapping[str, int]]
"""How many records an archive has by year, month or day of a field: `Archive.held`."""


class Bar(NamedTuple):
    """A unit of the axis: its value or range, where it stands, its share of the highest bar.

    `choice` says what it is called and what it leads to.
    """

    value: str
    slot: Slot
    share: float
    choice: Choice


class Input(NamedTuple):
    """Where one end of a range is typed: the parameter, what stands there, an example."""

    name: str
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """A field of numbers or dates as bars on an axis.

    `wide` are bars joined until a finger hits them; none where each is as wide by itself.
    `unstated` are the records that do not say, `wider` leads out of the range chosen.
    """

    kind: str
    name: str
    title: str
    axis: Axis
    bars: tuple[Bar, ...]
    wide: tuple[Bar, ...]
    unstated: Choice | None
    wider: SearchState | None
    inputs: tuple[Input, Input]

    @property
    def most(self) -> int:
        """What the highest bar stands for."""
        return max((bar.choice.count for bar in self.bars), default=0)

    @property
    def lowest(self) -> str:
        """What the lowest bar is called."""
        return self.bars[0].choice.label if self.bars else ""

    @property
    def highest(self) -> str:
        """What the highest one is called."""
        return self.bars[-1].choice.label if self.bars else ""


def histogram(
    state: SearchState,
    field: Field,
    values: Sequence[FacetValue],
    naming: Naming,
    held_by: Held,
) -> Histogram:
    """The bars of the counts of a field, and the range that it is limited to."""
    counts: Mapping[str, int] = {
        value.value: state.counted(value.count, value.stories) for value in values if value.value
    }
    if field.kind == "date":
        counts, axis = _over_time(counts, field, held_by)
    else:
        counts, axis = _over_numbers(counts, field)
    most, chosen = max(counts.values(), default=0) or 1, state.range_of(field)

    def bar(value: str, slot: Slot, count: int) -> Bar:
        made = _choice(state, field, value, count, chosen, naming)
        return Bar(value, slot, count / most, made)

    bars = tuple(bar(value, slot, counts.get(value, 0)) for value, slot in axis.slots.items())
    return Histogram(
        field.kind,
        field.key,
        facet_title(field),
        axis,
        bars=bars,
        wide=tuple(bar(*wide) for wide in _for_fingers(axis, counts)),
        unstated=_unstated(state, field, values, naming),
        wider=_wider(state, field),
        inputs=_inputs(state, field, _ends_of(axis)),
    )


def input_names(field: Field) -> tuple[str, str]:
    """The parameters of the ends of a field's range."""
    return range_ends(field.key) if field.is_own else ("since", "until")


def _over_time(
    counts: Mapping[str, int], field: Field, held_by: Held
) -> tuple[Mapping[str, int], Axis]:
    """Counts by date, joined where there are too many years, and their axis."""
    if not counts:
        return counts, of_values((), _to_left(), _date)
    unit, years = _unit_of(counts), 1
    held = held_by(unit, field.key)
    if unit == "year":
        span = {year for year in held if min(counts) <= year <= max(counts)}
        years = years_a_unit(span | counts.keys(), _MOST_BARS)
        counts, held = in_years(counts, years), in_years(held, years)
    return counts, of_time(counts, held, _to_left(), _date, years=years)


def _over_numbers(counts: Mapping[str, int], field: Field) -> tuple[Mapping[str, int], Axis]:
    order = without_gaps(field, [*counts], _MOST_BARS)
    return counts, of_values(order, _to_left(), _number)


def _unit_of(dates: Iterable[str]) -> DateUnit:
    """The unit of dates of which some may be less close."""
    length = max(map(len, dates))
    return next(unit for unit, letters in LENGTHS.items() if letters == length)


def _date(unit: str, whole: bool) -> str:
    """A date under the axis; several years by the first of them, or by both ends."""
    low, high = ends(unit)
    return tick(low, whole) if low == high or not whole else _number(unit, whole)


def _number(value: str, whole: bool) -> str:
    """A number under the axis; a range by its lower end, or by both."""
    low, high = ends(value)
    return digits(f"{low}–{high}" if whole and low != high else low)


def _to_left() -> bool:
    return preferences().direction == "rtl"


def _for_fingers(axis: Axis, counts: Mapping[str, int]) -> Iterator[tuple[str, Slot, int]]:
    """Units made one until a finger hits them, over gaps too, in which there is nothing to miss.

    Nothing where each is wide enough by itself.
    """
    together: list[list[str]] = [[]]
    for unit in axis.slots:
        if together[-1] and _width(axis, together[-1]) >= _FINGER:
            together.append([])
        together[-1].append(unit)
    if len(together) > 1 and _width(axis, together[-1]) < _FINGER:
        left_over = together.pop()
        together[-1] += left_over
    for units in together if len(together) < len(axis.slots) else ():
        value = between(ends(units[0])[0], ends(units[-1])[1])
        slot = joined([axis.slots[unit] for unit in units])
        yield value, slot, sum(counts.get(unit, 0) for unit in units)


def _width(axis: Axis, units: Sequence[str]) -> float:
    """How wide units are together, in CSS pixels, where there is least room."""
    return joined([axis.slots[unit] for unit in units]).width * NARROW


def _choice(
    state: SearchState, field: Field, value: str, count: int, chosen: str, naming: Naming
) -> Choice:
    """What a bar is called; where it has nothing, there is nothing to follow."""
    label = _label(field, value, naming)
    if not count:
        return Choice(label, 0)
    selected = chosen == value
    return Choice(
        label,
        count,
        selected=selected,
        leads_to=state.within(field, "" if selected else value),
        without=state.without(field.key, value) if field.is_own else None,
    )


def _label(field: Field, value: str, naming: Naming) -> str:
    low, high = ends(value)
    if field.kind != "date" or low == high:
        return value_label(naming, field.key, value)
    return _words(value)


def _ends_of(axis: Axis) -> tuple[str, str]:
    """The lowest and the highest that the axis has."""
    units = [*axis.slots]
    return (ends(units[0])[0], ends(units[-1])[1]) if units else ("", "")


def _unstated(
    state: SearchState, field: Field, values: Sequence[FacetValue], naming: Naming
) -> Choice | None:
    """The date of publication has no filter for records that state none."""
    found = next((value for value in values if not value.value), None)
    if found is None:
        return None
    if field.is_own:
        return choice(state, field, found, naming)
    unstated = state.counted(found.count, found.stories)
    return Choice(value_label(naming, field.key, ""), unstated)


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
    """Bars in order of time that lead nowhere."""

    axis: Axis
    bars: tuple[Bar, ...]
    wide: tuple[Bar, ...] = ()

    @property
    def most(self) -> int:
        """What the highest bar stands for."""
        return max((bar.choice.count for bar in self.bars), default=0)


def spread(dates: Iterable[PartialDate | None], held_by: Held) -> Spread | None:
    """How many of some dates there are in each year, month or day; None where no year is known."""
    known = sorted(str(date) for date in dates if date is not None and date.year is not None)
    if not known:
        return None
    field = STANDARD["date"]
    unit = fitting_unit(Counter(date[: LENGTHS["month"]] for date in known))
    counts, axis = _over_time(Counter(date[: LENGTHS[unit]] for date in known), field, held_by)
    most = max(counts.values())
    return Spread(
        axis,
        tuple(
            Bar(value, slot, count / most, Choice(_words(value), count))
            for value, slot in axis.slots.items()
            for count in [counts.get(value, 0)]
        ),
    )


def _words(period: str) -> str:
    low, high = map(PartialDate.from_edtf, ends(period))
    return period_in_words(low, high)
