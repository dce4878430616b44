"""The axis of a chart: units side by side in their order, and what the archive has nothing of.

A unit of which the archive has records stands on the axis whether a search finds any of them or
not: that none is found there says something. Where the archive has none at all, nothing can be
found, and the axis has a gap; where that goes on for long, it is broken off and goes on behind.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from ....archive.ranges import between, ends
from .ticks import Mark, Slot, Tick, joined, ticks

_LONGEST_GAP: Final = 4
_LONGEST_SHARE: Final = 10
"""A gap is drawn unit by unit up to so many, or up to this part of all units; else it is broken."""

_BREAK: Final = 20
"""A break is as wide as this part of all units, but as one of them at least."""

_JOINED: Final = (1, 5, 10, 20, 50, 100)
"""The years that may be joined to one unit."""

Names: TypeAlias = Callable[[str, bool], str]
"""What a unit is called under the axis, as short as can be or, where it stands alone, whole."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of which the archive has nothing: its first and last unit, and how many it is."""

    first: str
    last: str
    units: int
    broken: bool
    slot: Slot


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each unit stands, with gaps and labels; 0 is the left end and 1 the right.

    `stretches` are the units in their order, those together that no gap is between.
    """

    slots: Mapping[str, Slot]
    stretches: tuple[tuple[str, ...], ...]
    gaps: tuple[Gap, ...]
    ticks: tuple[Tick, ...]

    @property
    def spans(self) -> tuple[Slot, ...]:
        """Where each of the stretches stands."""
        return tuple(joined([self.slots[unit] for unit in units]) for units in self.stretches)

    @property
    def breaks(self) -> tuple[Gap, ...]:
        """Where it is broken off."""
        return tuple(gap for gap in self.gaps if gap.broken)


def of_time(
    found: Collection[str],
    held: Collection[str],
    to_left: bool,
    names: Names,
    *,
    years: int = 1,
    longest_gap: int = _LONGEST_GAP,
) -> Axis:
    """The axis of periods of one unit, from the first that is found to the last.

    `held` are those of which the archive has records, whatever the search. Dates that are less
    close than the unit have a place of their own before it. With several `years` a unit is so
    many of them, as `in_years` gathers them. It is broken where a gap is longer than so many units.
    """
    if not found:
        return of_values((), to_left, names)
    longest = max(map(len, found))
    close = sorted(one for one in found if len(one) == longest)
    within = (one for one in held if len(one) == longest and close[0] <= one <= close[-1])
    units = sorted({*found, *within})
    missing = {
        (one, other): _ordinal(other, years) - _ordinal(one, years) - 1
        for one, other in pairwise(unit for unit in units if len(unit) == longest)
    }
    longest_gap = max(longest_gap, len(units) // _LONGEST_SHARE)
    return _laid_out(list(_pieces(units, missing, longest_gap)), to_left, names, years, _date)


def of_values(values: Sequence[str], to_left: bool, names: Names) -> Axis:
    """The axis of values or ranges of numbers in this order, none of which is missing."""
    pieces = [_Piece(value, 0, 1) for value in values]
    return _laid_out(pieces, to_left, names, 1, lambda _, at: (at,))


def years_a_unit(years: Collection[str], most: int) -> int:
    """How many years are to be joined so that these make no more units than so many."""
    fitting = (step for step in _JOINED if len({int(year) // step for year in years}) <= most)
    return next(fitting, _JOINED[-1])


def in_years(counts: Mapping[str, int], years: int) -> dict[str, int]:
    """Counts by year, joined: of more than one year a unit is a range, such as 1950..1959."""
    units: dict[str, int] = {}
    for year, count in counts.items():
        unit = _years(int(year) // years * years, years)
        units[unit] = units.get(unit, 0) + count
    return units


class _Piece(NamedTuple):
    """A unit, or the gap that begins behind one, and how many units wide it is drawn."""

    unit: str
    gap: int
    width: float


def _laid_out(
    pieces: Sequence[_Piece],
    to_left: bool,
    names: Names,
    years: int,
    parts: Callable[[str, int], tuple[int, ...]],
) -> Axis:
    whole = sum(piece.width for piece in pieces) or 1
    slots: dict[str, Slot] = {}
    stretches: list[list[str]] = [[]]
    gaps: list[Gap] = []
    reached = 0.0
    for piece in pieces:
        begins, width = reached / whole, piece.width / whole
        slot = Slot(1 - begins - width if to_left else begins, width)
        if piece.gap:
            gaps.append(_gap(piece, slot, years))
            stretches.append([])
        else:
            slots[piece.unit] = slot
            stretches[-1].append(piece.unit)
        reached += piece.width
    edges = {unit for stretch in stretches if stretch for unit in (stretch[0], stretch[-1])}
    marks = [
        Mark(slot, parts(unit, at), names(unit, False), names(unit, True), unit in edges)
        for at, (unit, slot) in enumerate(slots.items())
    ]
    return Axis(slots, tuple(map(tuple, stretches)), tuple(gaps), ticks(marks))


def _pieces(
    units: Sequence[str], missing: Mapping[tuple[str, str], int], longest: int
) -> Iterator[_Piece]:
    behind = {one: number for (one, _), number in missing.items() if number > 0}
    for unit in units:
        yield _Piece(unit, 0, 1)
        if number := behind.get(unit, 0):
            width = number if number <= longest else max(1, len(units) / _BREAK)
            yield _Piece(unit, number, width)


def _gap(piece: _Piece, slot: Slot, years: int) -> Gap:
    begins, length = _ordinal(piece.unit, years), len(ends(piece.unit)[0])
    first, last = (_unit(begins + step, length, years) for step in (1, piece.gap))
    return Gap(first, last, piece.gap, piece.width != piece.gap, slot)


def _ordinal(unit: str, years: int) -> int:
    """The place of a unit among all of its kind."""
    low, _ = ends(unit)
    if len(low) == 4:
        return int(low) // years
    if len(low) == 7:
        return 12 * int(low[:4]) + int(low[5:]) - 1
    return dt.date.fromisoformat(low).toordinal()


def _unit(ordinal: int, length: int, years: int) -> str:
    """The unit at a place, whose dates are written in so many letters."""
    if length == 7:
        return f"{ordinal // 12:04}-{ordinal % 12 + 1:02}"
    if length == 10:
        return dt.date.fromordinal(ordinal).isoformat()
    return _years(ordinal * years, years)


def _years(first: int, years: int) -> str:
    # No calendar has a year 0.
    return between(f"{max(first, 1):04}", f"{first + years - 1:04}")


def _date(unit: str, _: int) -> tuple[int, ...]:
    """The numbers of the date that a unit begins with."""
    return tuple(map(int, ends(unit)[0].split("-")))
