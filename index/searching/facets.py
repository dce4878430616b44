"""Facets as they are shown: an engine's counts of values in their order, ranges made of numbers."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from ...archive.fields import UNKNOWN_VALUE, Field
from ...archive.metadata.naming import Naming
from ...archive.ranges import Range, between, ends, number_of, written
from ...archive.time_limit import in_time
from .date_counts import DateUnit, date_counts, periods_between
from .results import FacetValue

_MOST_RANGES = 12
"""Values of a number that are given one by one; of more, so many ranges are made."""

_STEPS = (1, 2, 5, 10)


class Chosen(NamedTuple):
    """What of a facet a search was limited to, and what it left out."""

    only: frozenset[str]
    excluded: frozenset[str]


def counted_as(field: Field) -> str:
    """The facet of an engine that a field's counts are made of."""
    return field.key if field.is_own or field.kind == "name" else "month"


def facet_values(
    key: str, counts: Mapping[str, int], chosen: Chosen, size: int, naming: Naming
) -> tuple[FacetValue, ...]:
    """A facet's values: names by count, chosen ones always; dates and numbers in order.

    Of dates and numbers the ranges are new ones for each search, so that what it
    was limited to need not be among them.
    """
    field = naming.fields[key]
    if field.kind == "name":
        ordered = _by_count(counts, chosen, size)
    else:
        ordered = _in_order(field, counts, chosen)
    return tuple(
        FacetValue(
            value,
            count,
            selected=value in chosen.only,
            excluded=value in chosen.excluded,
            facet=key,
            naming=naming,
        )
        for value, count in ordered.items()
    )


def _by_count(counts: Mapping[str, int], chosen: Chosen, size: int) -> dict[str, int]:
    only, excluded = chosen
    named = only | excluded
    most = max(size, len(named))
    # Of thousands of values few are shown: those that cannot be need no place in the order.
    least = sorted(counts.values(), reverse=True)[most - 1] if 0 < most < len(counts) else 0
    shown = {value: count for value, count in counts.items() if count >= least}
    shown |= {value: counts.get(value, 0) for value in named}
    ordered = sorted(
        shown.items(),
        key=lambda item: (item[0] not in only, item[0] not in excluded, -item[1], item[0]),
    )
    return dict(ordered[:most])


def _in_order(field: Field, counts: Mapping[str, int], chosen: Chosen) -> dict[str, int]:
    """Only what lies within the ranges that were asked for, in a finer unit the less that is."""
    if not field.is_own:
        return dict(counts)
    ranges = [Range.read(text, field) for text in chosen.only - {UNKNOWN_VALUE}]
    if ranges:
        counts = {
            value: count
            for value, count in in_time(counts.items())
            if value == UNKNOWN_VALUE or any(asked.holds(value) for asked in ranges)
        }
    return _number_counts(counts) if field.kind == "number" else _own_dates(counts)


def _own_dates(counts: Mapping[str, int]) -> dict[str, int]:
    def count(unit: DateUnit) -> Mapping[str, int]:
        length = {"year": 4, "month": 7, "day": 10}[unit]
        rolled: dict[str, int] = {}
        for value, number in counts.items():
            rolled[value[:length]] = rolled.get(value[:length], 0) + number
        return rolled

    return date_counts(count, None)


def _number_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by ranges, as a filter takes them, or by each number where those are few."""
    numbers = {
        number: count for value, count in counts.items() if (number := number_of(value)) is not None
    }
    if len(numbers) <= _MOST_RANGES:
        found = {written(number): numbers[number] for number in sorted(numbers)}
    else:
        found = _ranges(numbers)
    if UNKNOWN_VALUE in counts:
        found[UNKNOWN_VALUE] = counts[UNKNOWN_VALUE]
    return found


def _ranges(numbers: Mapping[Decimal, int]) -> dict[str, int]:
    step = _step(max(numbers) - min(numbers))
    whole = all(number == number.to_integral_value() for number in numbers)
    held: dict[Decimal, list[Decimal]] = {}
    for number in sorted(numbers):
        held.setdefault(number // step - (number % step < 0), []).append(number)
    found = {}
    for place, inside in held.items():
        # Ranges of fractions end at numbers that there are, so that none belongs to two.
        low, high = (place * step, (place + 1) * step - 1) if whole else (inside[0], inside[-1])
        found[between(written(low), written(high))] = sum(numbers[number] for number in inside)
    return found


def _step(span: Decimal) -> Decimal:
    """The round number by which a span is cut in at most about `_MOST_RANGES`."""
    least = span / _MOST_RANGES
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in map(Decimal, _STEPS) if step * power >= least)


def without_gaps(field: Field, values: Sequence[str], most: int) -> list[str]:
    """Values of dates or numbers in order, with those between that no record has.

    They are given as they are where that would make more than `most`.
    """
    following = periods_between if field.kind == "date" else _ranges_between
    filled = list(values[:1])
    for one, other in pairwise(values):
        filled += [*islice(following(one, other), most), other]
        if len(filled) > most:
            return list(values)
    return filled


def _ranges_between(one: str, other: str) -> Iterator[str]:
    """Ranges as wide as the one before them; fractions have none."""
    low, high = map(Decimal, ends(one))
    upto = Decimal(ends(other)[0])
    if low % 1 or high % 1 or upto % 1:
        return
    width = high - low + 1
    while (low := low + width) < upto:
        yield between(written(low), written(low + width - 1))
