"""Bars of charts: counts on their axis, and bars joined until a finger hits them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from ....archive.dates import PartialDate
from ....archive.fields import STANDARD, Field
from ....archive.ranges import between, ends
from ....index.searching.date_counts import LENGTHS, DateUnit, fitting_unit
from ....index.searching.facets import without_gaps
from ...language.preferences import preferences
from ...language.wording import digits, period_in_words, tick
from .axis import Axis, in_years, of_time, of_values, years_a_unit
from .facets import Choice
from .ticks import NARROW, Slot, joined

_MOST_BARS: Final = 62
"""Bars that can still be seen and pointed at: the days of two months; years beyond are joined."""

_FINGER: Final = 24.0
"""How wide something is at least that a finger hits, in CSS pixels."""

Held: TypeAlias = Callable[[DateUnit, str], Mapping[str, int]]
"""How many records an archive has by year, month or day of a field: `Archive.held`."""


class Bar(NamedTuple):
    """A unit of the axis: its value or range, where it stands, its share of the highest bar.

    `choice` says what it is called and what it leads to. Its count is not `exact` where stories
    of several units were added up: one that is printed in two of them is one of each.
    """

    value: str
    slot: Slot
    share: float
    choice: Choice
    exact: bool = True


def over_time(
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


def over_numbers(counts: Mapping[str, int], field: Field) -> tuple[Mapping[str, int], Axis]:
    """Counts by number, in order, and their axis."""
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


def for_fingers(axis: Axis, counts: Mapping[str, int]) -> Iterator[tuple[str, Slot, int]]:
    """Units made one until a finger hits them, over gaps too, in which there is nothing to miss.

    A year stays by itself where months of it stand beside it, as a month does beside its days: no
    range has what is dated so vaguely and not the rest of it. Nothing where each unit is wide
    enough by itself.
    """
    together: list[list[str]] = []
    vague = {
        date
        for unit in axis.slots
        for date in (unit[: LENGTHS["year"]], unit[: LENGTHS["month"]])
        if unit.startswith(f"{date}-")
    }
    for alone, run in groupby(axis.slots, vague.__contains__):
        units = [*run]
        together += [[unit] for unit in units] if alone else _wide_enough(axis, units)
    for units in together if len(together) < len(axis.slots) else ():
        value = between(ends(units[0])[0], ends(units[-1])[1])
        slot = joined([axis.slots[unit] for unit in units])
        yield value, slot, sum(counts.get(unit, 0) for unit in units)


def _wide_enough(axis: Axis, units: Iterable[str]) -> list[list[str]]:
    """Units that stand side by side, each group of them as wide as a finger."""
    together: list[list[str]] = [[]]
    for unit in units:
        if together[-1] and _width(axis, together[-1]) >= _FINGER:
            together.append([])
        together[-1].append(unit)
    if len(together) > 1 and _width(axis, together[-1]) < _FINGER:
        left_over = together.pop()
        together[-1] += left_over
    return together


def _width(axis: Axis, units: Sequence[str]) -> float:
    """How wide units are together, in CSS pixels, where there is least room."""
    return joined([axis.slots[unit] for unit in units]).width * NARROW


def ends_of(axis: Axis) -> tuple[str, str]:
    """The lowest and the highest that the axis has."""
    units = [*axis.slots]
    return (ends(units[0])[0], ends(units[-1])[1]) if units else ("", "")


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
    counts, axis = over_time(Counter(date[: LENGTHS[unit]] for date in known), field, held_by)
    most = max(counts.values())
    return Spread(
        axis,
        tuple(
            Bar(value, slot, count / most, Choice(in_words(value), count))
            for value, slot in axis.slots.items()
            for count in [counts.get(value, 0)]
        ),
    )


def in_words(period: str) -> str:
    """What a period is called, be it of several years."""
    low, high = map(PartialDate.from_edtf, ends(period))
    return period_in_words(low, high)
