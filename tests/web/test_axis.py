"""The axis of charts: whatever an archive has, it is honest about what there is and is not."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.web.pages.parts.axis import Axis, in_years, of_time, of_values, years_a_unit
from kashshaf.web.pages.parts.ticks import NARROW, WIDE, Slot

LENGTHS = (4, 7, 10)


@st.composite
def holdings(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Periods that a search finds, and those of which the archive has records; stretches apart."""
    length = draw(st.sampled_from(LENGTHS))
    held: set[str] = set()
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.dates(date(1000, 1, 1), date(2900, 1, 1)))
        step = {4: 366, 7: 31, 10: 1}[length]
        days = draw(st.sets(st.integers(0, 40), min_size=1))
        held |= {(start + timedelta(days=step * day)).isoformat()[:length] for day in days}
    found = draw(st.sets(st.sampled_from(sorted(held)), min_size=1))
    return sorted(found), sorted(held)


def axis_of(known: tuple[list[str], list[str]], to_left: bool = False) -> Axis:
    found, held = known
    return of_time(found, held, to_left, lambda unit, whole: unit if whole else unit[-5:])


def in_order(slots: Sequence[Slot]) -> bool:
    return all(one.right <= other.left + 1e-9 for one, other in pairwise(slots))


@given(holdings())
def test_every_period_with_records_stands_on_it_once_in_order(
    known: tuple[list[str], list[str]],
) -> None:
    found, held = known
    axis = axis_of(known)
    assert [*axis.slots] == [one for one in held if found[0] <= one <= found[-1]]
    assert [unit for stretch in axis.stretches for unit in stretch] == [*axis.slots]
    everything = sorted([*axis.slots.values(), *(gap.slot for gap in axis.gaps)])
    assert in_order(everything)
    assert everything[0].left == pytest.approx(0)
    assert everything[-1].right == pytest.approx(1)
    widths = {round(slot.width, 9) for slot in axis.slots.values()}
    assert len(widths) == 1


@given(holdings())
def test_it_has_gaps_just_where_the_archive_has_nothing(
    known: tuple[list[str], list[str]],
) -> None:
    axis = axis_of(known)
    units = [*axis.slots]
    for gap in axis.gaps:
        assert not [one for one in known[1] if gap.first <= one <= gap.last]
    # As many as there are stretches, each between two that do not follow one another.
    assert len(axis.gaps) == len(axis.stretches) - 1
    assert all(units[0] < gap.first <= gap.last < units[-1] for gap in axis.gaps)
    for gap in axis.breaks:
        assert gap.units > 4
        assert gap.slot.width < gap.units * axis.slots[units[0]].width
    assert sum(gap.slot.width for gap in axis.breaks) < 0.9


@given(holdings(), st.sampled_from([NARROW, 300.0, WIDE, 1000.0]))
def test_no_label_touches_another_or_stands_out_over_the_ends(
    known: tuple[list[str], list[str]], room: float
) -> None:
    ticks = [tick for tick in axis_of(known).ticks if room >= WIDE or not tick.finer]
    spans = sorted(tick.span(room) for tick in ticks)
    assert spans
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= room


@given(holdings())
def test_from_right_to_left_it_is_the_mirror_image(known: tuple[list[str], list[str]]) -> None:
    axis, mirrored = axis_of(known), axis_of(known, to_left=True)
    for unit, slot in axis.slots.items():
        assert mirrored.slots[unit].left == pytest.approx(1 - slot.right)
    assert {tick.label for tick in axis.ticks} == {tick.label for tick in mirrored.ticks}


@settings(max_examples=50)
@given(st.dictionaries(st.integers(1, 2100).map("{:04}".format), st.integers(1, 9), min_size=1))
def test_years_are_joined_until_they_fit_and_none_is_lost(counts: dict[str, int]) -> None:
    years = years_a_unit(counts, 62)
    joined = in_years(counts, years)
    assert sum(joined.values()) == sum(counts.values())
    assert len(joined) <= 62
    axis = of_time(joined, joined, False, lambda unit, _: unit[:4], years=years)
    assert [*axis.slots] == sorted(joined)


def test_a_century_without_anything_takes_no_more_room_than_a_year_or_two() -> None:
    held = ["1866", "1867", *map(str, range(1972, 1990))]
    axis = axis_of((held, held))
    (gap,) = axis.gaps
    assert (gap.first, gap.last, gap.units, gap.broken) == ("1868", "1971", 104, True)
    assert gap.slot.width < 0.1


def test_a_short_gap_is_as_wide_as_what_it_lacks() -> None:
    axis = axis_of((["2014-11", "2015-02"], ["2014-11", "2015-02"]))
    (gap,) = axis.gaps
    assert (gap.first, gap.last, gap.broken) == ("2014-12", "2015-01", False)
    assert gap.slot.width == pytest.approx(2 * axis.slots["2014-11"].width)


def test_dates_of_a_year_alone_stand_before_its_months() -> None:
    found = ["2014", "2014-02", "2014-03"]
    axis = axis_of((found, ["2013-12", "2014-02", "2014-03"]))
    assert [*axis.slots] == found
    assert axis.gaps == ()


def test_years_are_labelled_at_round_ones_and_at_both_ends() -> None:
    held = [*map(str, range(1987, 2025))]
    labels = {tick.label for tick in of_time(held, held, True, lambda unit, _: unit).ticks}
    assert {"1987", "1990", "2000", "2010", "2024"} <= labels


def test_numbers_stand_side_by_side() -> None:
    ranges = ["0..9", "10..19", "20..29"]
    axis = of_values(ranges, False, lambda unit, _: unit)
    assert ([*axis.slots], axis.gaps) == (ranges, ())
    assert of_values((), False, lambda unit, _: unit).slots == {}
