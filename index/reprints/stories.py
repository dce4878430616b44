"""Stories: records that are reprints of one another, directly or through others.

Only reprints join, texts that cover one another: what is looser chains, and makes one story of a
thousand records that share no more than a passage each with the next. A story is a
connected component, so no order of adding or removing matters; it goes by the least number of its
records.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

Days: TypeAlias = tuple[int, int]
"""The first and the last day that a date can mean, as ordinals; zeros where it is not known."""


def stories(reprints: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The story of each record that has a reprint: the least number of its component."""
    above: dict[int, int] = {}

    def least(number: int) -> int:
        while (upper := above.setdefault(number, number)) != number:
            above[number] = above[upper]
            number = above[number]
        return number

    for a, b in reprints:
        lesser, greater = sorted((least(a), least(b)))
        above[greater] = lesser
    return {number: least(number) for number in above}


class Order(NamedTuple):
    """Where a date stands among others: by the last day that it can mean, the closest one first.

    So a year alone stands after the days of that year, which may all be before it, and an unknown
    date after all.
    """

    unknown: bool
    last: int
    breadth: int

    @classmethod
    def of(cls, days: Days) -> "Order":
        """Where these stand."""
        first, last = days
        return cls(not last, last, last - first)


def by_date(dated: Mapping[int, Days]) -> list[int]:
    """Numbers of records in order of their dates; those of one date by number."""
    return sorted(dated, key=lambda number: (Order.of(dated[number]), number))


def first_seen(dated: Mapping[int, Days]) -> list[int]:
    """The records that have the first date, all of them; none where no record is dated.

    A year or a month alone is the first only where no closer date lies before its end.
    """
    known = [number for number in by_date(dated) if dated[number][1]]
    return [number for number in known if dated[number] == dated[known[0]]]


def span(dated: Iterable[Days]) -> int | None:
    """How many days lie between the first and the last; None where fewer than two are known."""
    known = [last for first, last in dated if last and first == last]
    return max(known) - min(known) if len(known) > 1 else None
