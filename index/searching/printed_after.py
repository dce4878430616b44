"""Who prints after whom: the stories that sources had on their first day, and others later."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import numpy as np

from ...archive.time_limit import in_time
from ..reprints.answers import PrintedAfter
from .open_index import OpenIndex
from .story_counts import Ids

_Days: TypeAlias = Mapping[str, int]
"""The day on which each known source first had a story, by its records that are dated so."""


class Succession(NamedTuple):
    """That one source had a story on its first day, and another later; "" is whichever."""

    earlier: str
    later: str

    def holds(self, day_of: _Days) -> bool:
        """Whether it was so of a story."""
        first, others = _parted(day_of)
        here = not self.earlier or self.earlier in first
        return here and (self.later in others if self.later else bool(others))


def printed_after(found: Ids, index: OpenIndex) -> tuple[PrintedAfter, ...]:
    """How often each source printed after each other, of these stories."""
    parts: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    whole: Counter[tuple[str, str]] = Counter()
    for day_of in in_time(_first_days(found, index).values()):
        first, others = _parted(day_of)
        for later in others:
            for earlier in first:
                parts[earlier, later] += Fraction(1, len(first))
                whole[earlier, later] += 1
    pairs = sorted(parts, key=lambda pair: (-parts[pair], pair))
    return tuple(PrintedAfter(*pair, float(parts[pair]), whole[pair]) for pair in pairs)


def those_of(succession: Succession, found: Ids, index: OpenIndex) -> Ids:
    """Those of some stories of which it holds, in their order."""
    days = _first_days(found, index)
    held = [one for one in in_time(found.tolist()) if one in days and succession.holds(days[one])]
    return np.array(held, found.dtype)


def _parted(day_of: _Days) -> tuple[list[str], list[str]]:
    """The sources that had a story on its first day, and those that had it on a later one."""
    first = min(day_of.values())
    earliest = [source for source, day in day_of.items() if day == first]
    return earliest, [source for source, day in day_of.items() if day != first]


def _first_days(found: Ids, index: OpenIndex) -> Mapping[int, _Days]:
    """Of each story with a known source that is dated to the day, the first day of each."""
    forward, column = index.forward, index.forward.column("source")
    numbers, of_story = index.story_table.members(found)
    exact = (forward.last[numbers] > 0) & (forward.first[numbers] == forward.last[numbers])
    numbers, of_story = numbers[exact], of_story[exact]
    codes, lengths = column.of(numbers)
    days = np.repeat(forward.last[numbers], lengths).tolist()
    days_of: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for one, code, day in zip(
        np.repeat(of_story, lengths).tolist(), codes.tolist(), days, strict=True
    ):
        if source := column.values[code]:
            days_of[one][source] = min(day, days_of[one].get(source, day))
    return days_of
