"""Curves of trends: what they go through, what hangs on few records, and the scale."""

import pytest

from kashshaf.web.pages.parts.axis import Axis, of_time
from kashshaf.web.pages.parts.curves import FEW, Chart, Counted, Measure, charts

SHARES, COUNTS = Measure(shares=True), Measure(shares=False)


def axis_of(counted: Counted) -> Axis:
    return of_time([*counted], [*counted], False, lambda unit, _: unit)


def chart_of(counted: Counted, measure: Measure = SHARES) -> Chart:
    (chart,) = charts([[("خبر", counted)]], [axis_of(counted)], measure)
    return chart


def drawn(chart: Chart) -> list[list[float]]:
    return [[round(point.value.drawn, 3) for point in run] for run in chart.curves[0].runs]


def test_a_curve_ends_where_the_archive_has_nothing_and_begins_again_behind() -> None:
    chart = chart_of({"2001": (5, 50), "2002": (0, 40), "2004": (4, 40)})
    assert drawn(chart) == [[10.0, 0.0], [10.0]]


def test_a_mean_reaches_over_no_gap_and_counts_each_record_once() -> None:
    counted = {"2001": (0, 100), "2002": (30, 100), "2003": (0, 400), "2005": (50, 100)}
    assert drawn(chart_of(counted, Measure(shares=True, smooth=3))) == [[15.0, 5.0, 6.0], [50.0]]
    assert drawn(chart_of(counted, Measure(shares=False, smooth=3))) == [[15.0, 10.0, 15.0], [50.0]]


def test_what_rests_on_few_records_is_marked_and_does_not_press_the_scale() -> None:
    chart = chart_of({"2001": (3, 3), "2002": (4, 100), "2003": (FEW, FEW * 50)})
    few, sure, other = chart.curves[0].points
    assert (few.few, sure.few, other.few, chart.few) == (True, False, False, True)
    assert chart.rules[-1].value == 4
    assert (few.beyond, sure.beyond, chart.beyond) == (True, False, True)
    assert chart_of({"2001": (3, 3)}, COUNTS).few is False


@pytest.mark.parametrize("highest", [1, 3, 7, 19, 240, 31_707])
def test_the_scale_of_counts_has_whole_numbers_from_0_to_what_is_no_less(highest: int) -> None:
    rules = chart_of({"2001": (highest, 40_000)}, COUNTS).rules
    values = [rule.value for rule in rules]
    assert all(value == int(value) for value in values)
    assert values[0] == 0
    assert highest <= values[-1] < 2 * highest + 1
    assert [rule.high for rule in rules] == pytest.approx(
        [at / (len(rules) - 1) for at in range(len(rules))]
    )


def test_small_charts_have_one_scale() -> None:
    years = {"2001": (1, 100), "2002": (80, 100)}
    axis = axis_of(years)
    some, others = charts([[("أ", years)], [("أ", {"2001": (2, 100)})]], [axis, axis], SHARES)
    assert some.rules == others.rules
    assert [point.unit for point in others.curves[0].points] == ["2001"]


def test_nothing_found_is_a_line_at_the_bottom() -> None:
    chart = chart_of({"2001": (0, 100), "2002": (0, 100)})
    assert [point.high for point in chart.curves[0].points] == [0, 0]
