"""The labels under an axis: round ones, and as many as fit without touching one another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

NARROW: Final = 240.0
WIDE: Final = 640.0
"""The room that a chart has at least: on a telephone or beside results, and on a wide screen."""

_LETTER: Final = 7.0
_APART: Final = 10.0
"""How wide a letter of a label is and how far labels are apart, in CSS pixels."""

_THIN: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

Side: TypeAlias = Literal["start", "middle", "end"]


class Slot(NamedTuple):
    """Where something stands on an axis: its left edge and its width, as parts of the whole."""

    left: float
    width: float

    @property
    def middle(self) -> float:
        """Half way."""
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def joined(slots: Sequence[Slot]) -> Slot:
    """The slot that these, which stand side by side, are together."""
    left = min(slot.left for slot in slots)
    return Slot(left, max(slot.right for slot in slots) - left)


class Tick(NamedTuple):
    """A label, the point from the left that it stands at, and what of it stands there.

    Its start is its left end. Where it is `finer`, only a wide screen has room for it.
    """

    label: str
    at: float
    side: Side
    finer: bool

    def span(self, room: float) -> tuple[float, float]:
        """From where to where it reaches, in pixels of so wide a chart."""
        wide, at = len(self.label) * _LETTER, self.at * room
        left = {"start": at, "middle": at - wide / 2, "end": at - wide}[self.side]
        return left, left + wide


class Mark(NamedTuple):
    """A unit that may be labelled: year, month and day of its beginning, or its place among others.

    `label` is what it is called among others, `whole` where it stands by itself: an `edge` is an
    end of the axis or of a stretch of it.
    """

    slot: Slot
    parts: tuple[int, ...]
    label: str
    whole: str
    edge: bool


Roundness: TypeAlias = tuple[int, Callable[[tuple[int, ...]], bool]]
"""How many units apart round ones are, about, and which are."""


def _every(step: int, at: int = 0) -> Callable[[tuple[int, ...]], bool]:
    return lambda parts: parts[at] % step == 0


def _begins(years: int) -> Callable[[tuple[int, ...]], bool]:
    """Whether a month or a day is the first of so many years."""
    return lambda parts: parts[0] % years == 0 and set(parts[1:]) == {1}


def _of_month(*days: int) -> Callable[[tuple[int, ...]], bool]:
    return lambda parts: parts[2] in days


_YEARS: Final[Sequence[Roundness]] = [(step, _every(step)) for step in _THIN]
_MONTHS: Final[Sequence[Roundness]] = [
    (1, lambda _: True),
    (3, lambda parts: parts[1] % 3 == 1),
    (6, lambda parts: parts[1] % 6 == 1),
    *((12 * step, _begins(step)) for step in _THIN),
]
_DAYS: Final[Sequence[Roundness]] = [
    (1, lambda _: True),
    (5, _of_month(1, 5, 10, 15, 20, 25)),
    (10, _of_month(1, 10, 20)),
    (30, _of_month(1)),
    (91, lambda parts: parts[2] == 1 and parts[1] % 3 == 1),
    *((365 * step, _begins(step)) for step in _THIN),
]
_ROUND: Final = {1: _YEARS, 2: _MONTHS, 3: _DAYS}


def ticks(marks: Sequence[Mark]) -> tuple[Tick, ...]:
    """The labels of an axis, those that every screen has room for first.

    Its ends come before the ends of its stretches, and those before what is round.
    """
    placed: list[Tick] = []
    for room, finer in ((NARROW, False), (WIDE, True)):
        for tick in _wished(marks, room, finer):
            if all(_apart(tick, other, room) for other in placed):
                placed.append(tick)
    return tuple(placed)


def _wished(marks: Sequence[Mark], room: float, finer: bool) -> Iterator[Tick]:
    edges = [mark for mark in marks if mark.edge]
    for mark in (*marks[:1], *marks[-1:], *edges):
        yield _tick(mark.slot, mark.whole, room, finer)
    for mark in _round(marks, room):
        yield _tick(mark.slot, mark.label, room, finer)


def _round(marks: Sequence[Mark], room: float) -> Iterable[Mark]:
    """The marks of the closest round step at which labels have room side by side."""
    if not marks:
        return ()
    widest = max(len(mark.label) for mark in marks) * _LETTER + _APART
    unit = min(mark.slot.width for mark in marks) * room
    kinds = _ROUND[len(marks[0].parts)]
    is_round = next((is_round for step, is_round in kinds if step * unit >= widest), None)
    return (mark for mark in marks if is_round and is_round(mark.parts))


def _tick(slot: Slot, label: str, room: float, finer: bool) -> Tick:
    """Below the middle of its slot, or at the end of the axis where it would stand out over it."""
    half = len(label) * _LETTER / 2
    if slot.middle * room < half:
        return Tick(label, 0.0, "start", finer)
    if (1 - slot.middle) * room < half:
        return Tick(label, 1.0, "end", finer)
    return Tick(label, slot.middle, "middle", finer)


def _apart(one: Tick, other: Tick, room: float) -> bool:
    (left, right), (other_left, other_right) = one.span(room), other.span(room)
    return right + _APART <= other_left or other_right + _APART <= left
