"""Curves over time: where their points stand on an axis and a scale, and what each says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final, NamedTuple, TypeAlias

from .axis import Axis

FEW: Final = 20
"""A share of fewer records hangs on chance: one more or less moves it by a twentieth and more."""

_MOST_MARKED: Final = 120
"""Units whose points are marked; of more the curve alone can be seen."""

_RULES: Final = 4
"""The lines across a chart, about."""


Counted: TypeAlias = Mapping[str, tuple[int, int]]
"""Of each unit that there are records of, how many a query finds, and how many there are."""


class Value(NamedTuple):
    """What a curve has at one unit: so many found of so many, and the mean where it is smoothed."""

    value: float
    found: int
    base: int
    mean: float | None = None

    @property
    def drawn(self) -> float:
        """What the curve goes through."""
        return self.value if self.mean is None else self.mean


class Point(NamedTuple):
    """A value on the chart: its unit, where it is from the left, and how high; 1 is the top.

    What rests on few records may stand `beyond` it.
    """

    unit: str
    at: float
    high: float
    few: bool
    value: Value

    @property
    def beyond(self) -> bool:
        """Whether it is higher than the chart."""
        return self.high > 1


@dataclass(frozen=True, slots=True)
class Curve:
    """One query: its name, and its points, those together that no gap is between."""

    text: str
    runs: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> Iterator[Point]:
        """All of them, in order."""
        return (point for run in self.runs for point in run)


class Rule(NamedTuple):
    """A line across the chart: how high it is, and the value that it stands for."""

    high: float
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over one axis and one scale, which begins at 0.

    `marked` says whether each point is shown, `few` whether any rests on few records, `beyond`
    whether any of those is higher than the scale.
    """

    axis: Axis
    curves: tuple[Curve, ...]
    rules: tuple[Rule, ...]
    marked: bool
    few: bool
    beyond: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """How curves are measured: shares, in hundredths, or counts; as means of so many units."""

    shares: bool
    smooth: int = 1

    def values(self, units: Sequence[str], counts: Counted) -> list[Value]:
        """The values of units side by side, given how many of how many each has."""
        found = [counts[unit] for unit in units]
        return [Value(self._of([own]), *own, self._mean(found, at)) for at, own in enumerate(found)]

    def _mean(self, found: Sequence[tuple[int, int]], at: int) -> float | None:
        """That of the units around one, fewer at the ends; in shares, each record counts once."""
        if self.smooth == 1:
            return None
        half = self.smooth // 2
        return self._of(found[max(at - half, 0) : at + half + 1])

    def _of(self, found: Sequence[tuple[int, int]]) -> float:
        count = sum(count for count, _ in found)
        if self.shares:
            return 100 * count / sum(base for _, base in found)
        return count / len(found)

    def is_few(self, value: Value) -> bool:
        """Whether a share rests on few records."""
        return self.shares and value.base < FEW


def charts(
    named: Sequence[Sequence[tuple[str, Counted]]], axes: Sequence[Axis], measure: Measure
) -> tuple[Chart, ...]:
    """Charts of curves by their names, each on its axis and all on one scale."""
    measured = [
        [(name, list(_runs(axis, counted, measure))) for name, counted in curves]
        for curves, axis in zip(named, axes, strict=True)
    ]
    values = [
        value for curves in measured for _, runs in curves for run in runs for _, value in run
    ]
    # Whatever hangs on chance does not press all else down.
    sure = [value.drawn for value in values if not measure.is_few(value)]
    rules = _scale(max(sure or [value.drawn for value in values], default=0), measure)
    return tuple(
        _chart(curves, axis, rules, measure) for curves, axis in zip(measured, axes, strict=True)
    )


_Run: TypeAlias = list[tuple[str, Value]]


def _chart(
    curves: Sequence[tuple[str, Sequence[_Run]]],
    axis: Axis,
    rules: tuple[Rule, ...],
    measure: Measure,
) -> Chart:
    top = rules[-1].value

    def point(unit: str, value: Value) -> Point:
        high = value.drawn / top
        return Point(unit, axis.slots[unit].middle, high, measure.is_few(value), value)

    drawn = tuple(
        Curve(name, tuple(tuple(point(*one) for one in run) for run in runs))
        for name, runs in curves
    )
    points = [point for curve in drawn for point in curve.points]
    return Chart(
        axis,
        drawn,
        rules,
        marked=len(axis.slots) <= _MOST_MARKED,
        few=any(point.few for point in points),
        beyond=any(point.beyond for point in points),
    )


def _runs(axis: Axis, counted: Counted, measure: Measure) -> Iterator[_Run]:
    """The units of which there are records, those together that stand side by side."""
    for stretch in axis.stretches:
        run: list[str] = []
        for unit in (*stretch, ""):
            if counted.get(unit, (0, 0))[1]:
                run.append(unit)
            elif run:
                yield list(zip(run, measure.values(run, counted), strict=True))
                run = []


def _scale(highest: float, measure: Measure) -> tuple[Rule, ...]:
    """Rules at round values from 0 to what is no less than the highest."""
    least = (highest or 1) / _RULES
    power = 10.0 ** floor(log10(least))
    step = next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= least)
    if not measure.shares:
        step = max(ceil(step), 1)
    top = max(ceil(highest / step - 1e-9), 1)
    return tuple(Rule(at / top, at * step) for at in range(top + 1))
