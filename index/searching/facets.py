"""Facets as they are shown: an engine's counts of values in their order, ranges made of numbers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from ...archive.fields import UNKNOWN_VALUE, Field
from ...archive.metadata.naming import Naming
from ...archive.ranges import Range, between, ends, number_of, written
from ...archive.time_limit import in_time
from .date_counts import LENGTHS, dates_shown, fitting_unit, periods_between
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


def shown_as(field: Field, counts: Mapping[str, int], chosen: Chosen, size: int) -> dict[str, str]:
    """Under which value of a facet each that an engine counts is shown, in their order.

    Names stand by their counts, chosen ones always and first, the unknown one last; dates and
    numbers in order. Of those the ranges are new ones for each search, so that what it was
    limited to need not be among them.
    """
    if field.kind == "name":
        return {value: value for value in _by_count(counts, chosen, size)}
    ranges = [Range.read(text, field) for text in chosen.only - {UNKNOWN_VALUE}]
    if ranges:
        counts = {
            value: count
            for value, count in in_time(counts.items())
            if value == UNKNOWN_VALUE or any(asked.holds(value) for asked in ranges)
        }
    return _numbers_shown(counts) if field.kind == "number" else _own_dates_shown(counts)


def facet_values(
    key: str,
    counts: Mapping[str, int],
    stories: Mapping[str, int] | None,
    chosen: Chosen,
    naming: Naming,
) -> tuple[FacetValue, ...]:
    """A facet's values, each with its count of records, and of stories where those are told."""
    return tuple(
        FacetValue(
            value,
            count,
            selected=value in chosen.only,
            excluded=value in chosen.excluded,
            facet=key,
            naming=naming,
            stories=None if stories is None else stories[value],
        )
        for value, count in counts.items()
    )


def added_up(counts: Mapping[str, int], shown: Mapping[str, str]) -> dict[str, int]:
    """The counts of what is shown, in its order."""
    added: dict[str, int] = {}
    for value, under in shown.items():
        added[under] = added.get(under, 0) + counts.get(value, 0)
    return added


def _by_count(counts: Mapping[str, int], chosen: Chosen, size: int) -> list[str]:
    only, excluded = chosen
    named = only | excluded
    most = max(size, len(named))
    # Of thousands of values few are shown: those that cannot be need no place in the order.
    least = sorted(counts.values(), reverse=True)[most - 1] if 0 < most < len(counts) else 0
    shown = {value: count for value, count in counts.items() if count >= least}
    shown |= {value: counts.get(value, 0) for value in named}
    # There may be a hundred thousand: pairs are compared sooner than keys are made.
    first = sorted((value not in only, -shown[value], value) for value in named)
    free = sorted((-count, value) for value, count in shown.items() if value not in named)
    ordered = [*(value for _, _, value in first), *(value for _, value in free)][:most]
    if UNKNOWN_VALUE not in named and UNKNOWN_VALUE in ordered:
        ordered.remove(UNKNOWN_VALUE)
        ordered.append(UNKNOWN_VALUE)
    return ordered


def _own_dates_shown(counts: Mapping[str, int]) -> dict[str, str]:
    months = added_up(counts, {value: value[: LENGTHS["month"]] for value in counts})
    return dates_shown(counts, fitting_unit(months))


def _numbers_shown(values: Collection[str]) -> dict[str, str]:
    """Numbers under ranges, as a filter takes them, or each by itself where those are few."""
    numbers = {number: value for value in values if (number := number_of(value)) is not None}
    if len(numbers) <= _MOST_RANGES:
        shown = {numbers[number]: written(number) for number in sorted(numbers)}
    else:
        shown = _ranges(numbers)
    if UNKNOWN_VALUE in values:
        shown[UNKNOWN_VALUE] = UNKNOWN_VALUE
    return shown


def _ranges(numbers: Mapping[Decimal, str]) -> dict[str, str]:
    step = _step(max(numbers) - min(numbers))
    whole = all(number == number.to_integral_value() for number in numbers)
    held: dict[Decimal, list[Decimal]] = {}
    for number in sorted(numbers):
        held.setdefault(number // step - (number % step < 0), []).append(number)
    shown: dict[str, str] = {}
    for place, inside in held.items():
        # Ranges of fractions end at numbers that there are, so that none belongs to two.
        low, high = (place * step, (place + 1) * step - 1) if whole else (inside[0], inside[-1])
        under = between(written(low), written(high))
        shown |= {numbers[number]: under for number in inside}
    return shown


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
