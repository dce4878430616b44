"""A story on a line of time: its copies gathered by date, and the drawing of them."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ....archive.dates import PartialDate
from ....archive.record import Record
from ....index.reprints.answers import FirstSeen, Story
from ...language.wording import tick
from .axis import Axis, of_time
from .ticks import Slot, joined

_NARROWEST, _WIDEST, _TALLEST = 0.01, 0.06, 0.45
"""A block's size: over years a day is to be seen, and two days are not to fill the page."""

_LONGEST_GAP: Final = 60
"""Days without items that the line still has: how far copies are apart is what it is for."""

_LANE: Final = 0.12
"""How much higher the drawing is for each copy that has a year or a month alone."""


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
    """One copy in the drawing: where it begins, from the top too, and how wide and high it is.

    All are parts of the whole.
    """

    x: float
    y: float
    width: float
    height: float
    oldest: bool
    copy: Record


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated copies: `blocks` over their days, and `bands` for those that have no day.

    `floor` is how far down the line is that the blocks stand on; the bands are below it.
    """

    axis: Axis
    blocks: tuple[Block, ...]
    bands: tuple[Block, ...]
    floor: float

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
    return tuple(
        Group(date, _later(story.first, date), _may_be_oldest(story.first, date), tuple(copies))
        for date, copies in sorted(gathered.items(), key=lambda one: one[0] is None)
    )


def _may_be_oldest(first: FirstSeen | None, date: PartialDate | None) -> bool:
    """Whether nothing is surely older than this: May alone, where the oldest is of the sixth."""
    if first is None or date is None or date.first is None or first.date.last is None:
        return False
    return date.first <= first.date.last


def timeline(story: Story, held: Collection[str], to_left: bool) -> Timeline | None:
    """The drawing, which runs to the left if so wished; None where all are within one day.

    `held` are the days of which the archive has records.
    """
    dated = list(_dated(story))
    known = [one for one in dated if one.first == one.last]
    vague = [one for one in dated if one.first != one.last]
    days = {day for one in known or vague[:1] for day in (one.first, one.last)}
    # What may be within these makes the line no longer.
    for one in vague:
        if one.last < min(days) or one.first > max(days):
            days |= {one.first, one.last}
    if len(days) < 2:
        return None
    floor = 1 / (1 + _LANE * len(vague))
    axis = of_time([*map(_day, days)], held, to_left, tick, longest_gap=_LONGEST_GAP)
    return Timeline(
        axis,
        blocks=tuple(_stacked(known, axis, floor)),
        bands=tuple(_bands(vague, axis, floor)),
        floor=floor,
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


def _stacked(known: Sequence[_Dated], axis: Axis, floor: float) -> Iterator[Block]:
    """A block for each copy, upon those of its day that come before it."""
    highest = max(Counter(one.first for one in known).values(), default=1)
    tall = min(1 / highest, _TALLEST) * floor
    below: Counter[int] = Counter()
    for one in known:
        below[one.first] += 1
        slot = _seen(axis.slots[_day(one.first)])
        yield _block(one, slot, floor - below[one.first] * tall + tall * 0.1, tall * 0.8)


def _bands(vague: Sequence[_Dated], axis: Axis, floor: float) -> Iterator[Block]:
    """A copy that has a year or a month alone, along all the days that it may be of."""
    units = [*axis.slots]
    for at, one in enumerate(vague):
        upto = [unit for unit in units if unit <= _day(one.last)]
        # Where the archive has none of its days, it stands behind the last one that it has.
        within = [unit for unit in upto if _day(one.first) <= unit] or upto[-1:]
        slot = joined([axis.slots[unit] for unit in (within[0], within[-1])])
        yield _block(one, slot, floor * (1 + _LANE * (at + 0.5)), floor * _LANE / 3)


def _seen(slot: Slot) -> Slot:
    """The place of a day, as wide as a block is, within the drawing."""
    width = min(max(slot.width, _NARROWEST), _WIDEST) * 0.8
    return Slot(min(max(slot.middle - width / 2, 0), 1 - width), width)


def _block(one: _Dated, slot: Slot, y: float, height: float) -> Block:
    return Block(slot.left, y, slot.width, height, one.oldest, one.copy)


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()
