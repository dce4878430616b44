"""Facets: what a record counts under, and dates at a readable length."""

import pytest

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.field_values import days, facet_values
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.record import Record
from kashshaf.index.searching.date_counts import dates_shown, unit_shown
from kashshaf.index.searching.facets import added_up

DAYS = {"2014-09-03": 2, "2014-09-04": 1, "2014-10-01": 4, "": 3}


def counted(dates: dict[str, int], asked: tuple[int, int] | None = None) -> dict[str, int]:
    """The counts of dates at a readable length."""
    months = added_up(dates, {date: date[:7] for date in dates})
    return added_up(dates, dates_shown(dates, unit_shown(months, asked), asked))


def test_two_months_are_shown_by_day() -> None:
    assert counted(DAYS) == DAYS
    assert list(counted(DAYS)) == ["2014-09-03", "2014-09-04", "2014-10-01", ""]


def test_a_year_is_shown_by_month_and_many_by_year() -> None:
    months = {"2014-01": 1, "2014-06": 2, "2014-12": 3}
    assert counted(months) == months
    long = {"1950-01": 1, "1950-03": 1, "2014": 2, "": 1}
    assert counted(long) == {"1950": 2, "2014": 2, "": 1}


def test_with_a_filter_only_what_it_touches_is_listed() -> None:
    asked = days(PartialDate(2014, 9))
    assert list(counted(DAYS, asked)) == ["2014-09-03", "2014-09-04", ""]


def test_nothing_dated_is_all_unknown() -> None:
    assert counted({"": 5}) == {"": 5}
    assert counted({}) == {}


@pytest.mark.parametrize(
    ("published", "units"),
    [
        (PartialDate(2014, 9, 3), ("2014-09", "2014-09-03")),
        (PartialDate(2014, 9), ("2014-09", "2014-09")),
        (PartialDate(2014), ("2014", "2014")),
    ],
)
def test_a_partial_date_counts_as_itself_in_finer_units(published, units) -> None:
    values = facet_values(STANDARD)(Record(id="1", published=published))
    assert (values["month"][0], values["day"][0]) == units


def test_what_is_not_stated_has_no_value() -> None:
    assert facet_values(STANDARD)(Record(id="1", published=PartialDate(None, 9, 3))) == {}
    assert days(PartialDate(None, 9, 3)) == (0, 0)
