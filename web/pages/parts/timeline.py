"""A story on a line of time: its copies gathered by date, and the drawing of them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from ....archive.dates import PartialDate
from ....archive.record import Record
from ....index.reprints.answers import FirstSeen, Story

_WIDTH: Final = 1000
_HIGH: Final = 100
"""The box of the drawing, which is stretched as there is room."""

_NARROWEST, _WIDEST, _TALLEST = 10.0, 60.0, 45.0
"""A block's size: over years a day is to be seen, and two days are not to fill the page."""

_LANE: Final = 12
"""How much higher the box is for each copy that has a year or a month alone."""


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one date, None for those of no known year.

    `later` is how many days after the first they are, None where either has no day. They are
    `oldest` where the archive has nothing that is surely older.
    """

    date: PartialDate | None
    later: int | None
    oldest: bool
    copies: tuple[Record, ...]


class Block(NamedTuple):
    """One copy in the drawing: where it begins, from the top too, and how wide and high it is."""

    x: float
    y: float
    width: float
    height: float
    oldest: bool
    copy: Record


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated copies: `blocks` over their days, and `bands` for those that have no day.

    `lowest` and `highest` are the ends of the line, `high` is how high the box is.
    """

    blocks: tuple[Block, ...]
    bands: tuple[Block, ...]
    lowest: PartialDate
    highest: PartialDate
    high: int

    @property
    def drawn(self) -> Iterator[tuple[str, Block]]:
        """All of it, each with its kind."""
        yield from (("block", one) for one in self.blocks)
        yield from (("band", one) for one in self.bands)


def groups(story: Story) -> tuple[Group, ...]:
    """The copies by their dates, in the story's order; those of no known year come last."""
    gathered: dict[PartialDate | None, list[Record]] = {}
    for record in story.records:
        date = record.published
        gathered.setdefault(date if date and date.first else None, []).append(record)
    oldest = _ids(story.first)
    return tuple(
        Group(date, _later(story.first, date), copies[0].id in oldest, tuple(copies))
        for date, copies in sorted(gathered.items(), key=lambda one: one[0] is None)
    )


def timeline(story: Story, to_left: bool) -> Timeline | None:
    """The drawing, which runs to the left if so wished; None where all are within one day."""
    dated = list(_dated(story))
    known = [one for one in dated if one.first == one.last]
    vague = [one for one in dated if one.first != one.last]
    if not dated:
        return None
    line = _Line.of(known, vague, to_left)
    if line.low == line.high:
        return None
    return Timeline(
        blocks=tuple(_stacked(known, line)),
        bands=tuple(_bands(vague, line)),
        lowest=_date(line.low),
        highest=_date(line.high),
        high=_HIGH + _LANE * len(vague),
    )


class _Dated(NamedTuple):
    """A copy, and the first and the last day that it can be of, as ordinals."""

    first: int
    last: int
    oldest: bool
    copy: Record


def _dated(story: Story) -> Iterator[_Dated]:
    oldest = _ids(story.first)
    for copy in story.records:
        date = copy.published
        if date and date.first and date.last:
            first, last = date.first.toordinal(), date.last.toordinal()
            yield _Dated(first, last, copy.id in oldest, copy)


def _ids(first: FirstSeen | None) -> frozenset[str]:
    return frozenset(record.id for record in first.records) if first else frozenset()


def _later(first: FirstSeen | None, date: PartialDate | None) -> int | None:
    if first is None or date is None or not first.date.precision == date.precision == "day":
        return None
    if first.date.first is None or date.first is None:
        return None
    return (date.first - first.date.first).days


class _Line(NamedTuple):
    """The days of the drawing, as ordinals."""

    low: int
    high: int
    to_left: bool

    @classmethod
    def of(cls, known: Sequence[_Dated], vague: Sequence[_Dated], to_left: bool) -> Self:
        """From the first day to the last; what may be within them makes it no longer."""
        low = min((one.first for one in known), default=vague[0].first if vague else 0)
        high = max((one.last for one in known), default=vague[0].last if vague else 0)
        for one in vague:
            if one.last < low or one.first > high:
                low, high = min(low, one.first), max(high, one.last)
        return cls(low, high, to_left)

    @property
    def block(self) -> float:
        """How wide a day's block is."""
        return min(max(_WIDTH / (self.high - self.low + 1), _NARROWEST), _WIDEST)

    def place(self, one: _Dated) -> tuple[float, float]:
        """Where a copy begins along the line and how wide it is: the ends stand at the edges."""
        begins = self._at(max(one.first, self.low))
        wide = self._at(min(one.last, self.high)) + self.block - begins
        return (_WIDTH - begins - wide if self.to_left else begins), wide

    def _at(self, day: int) -> float:
        return (day - self.low) / (self.high - self.low) * (_WIDTH - self.block)


def _stacked(known: Sequence[_Dated], line: _Line) -> Iterator[Block]:
    """A block for each copy, upon those of its day that come before it."""
    highest = max(Counter(one.first for one in known).values(), default=1)
    tall = min(_HIGH / highest, _TALLEST)
    below: Counter[int] = Counter()
    for one in known:
        below[one.first] += 1
        x, wide = line.place(one)
        y = _HIGH - below[one.first] * tall
        yield _block(one, x + wide * 0.1, y + tall * 0.1, wide * 0.8, tall * 0.8)


def _bands(vague: Sequence[_Dated], line: _Line) -> Iterator[Block]:
    """A copy that has a year or a month alone, along all the days that it may be of."""
    for at, one in enumerate(vague):
        x, wide = line.place(one)
        yield _block(one, x, _HIGH + _LANE * (at + 0.5), wide, _LANE / 3)


def _block(one: _Dated, x: float, y: float, width: float, height: float) -> Block:
    return Block(round(x, 1), round(y, 1), round(width, 1), round(height, 1), one.oldest, one.copy)


def _date(day: int) -> PartialDate:
    date = dt.date.fromordinal(day)
    return PartialDate(date.year, date.month, date.day)
