import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.dates import PartialDate


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("2014-12-18", "day"),
        ("2014-12", "month"),
        ("2014", "year"),
        ("XXXX-09-03", "day-and-month"),
    ],
)
def test_a_date_is_written_as_it_was_read_and_says_how_much_it_knows(edtf, precision):
    date = PartialDate.from_edtf(edtf)
    assert str(date) == edtf
    assert date.precision == precision


def test_a_month_lasts_from_its_first_day_to_its_last():
    february = PartialDate(2016, 2)
    assert (february.first, february.last) == (dt.date(2016, 2, 1), dt.date(2016, 2, 29))


def test_a_year_lasts_from_january_to_december():
    year = PartialDate(2014)
    assert (year.first, year.last) == (dt.date(2014, 1, 1), dt.date(2014, 12, 31))


def test_a_date_without_a_year_has_no_place_in_time():
    date = PartialDate(None, 9, 3)
    assert date.first is None
    assert date.last is None


def test_a_leap_day_without_a_year_may_be_meant():
    assert str(PartialDate(None, 2, 29)) == "XXXX-02-29"


@pytest.mark.parametrize(
    "parts",
    [(2014, 2, 29), (2014, 13), (2014, None, 3), (None, 9), (None, None, 3), (None,)],
)
def test_parts_that_make_no_date_are_refused(parts):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["", "14", "2014-9", "2014/12/18", "XXXX", "2014-12-18T07:28"])
def test_other_forms_than_edtf_are_refused_with_an_example_of_it(text):
    with pytest.raises(ValueError, match=r"2014-09-03|month"):
        PartialDate.from_edtf(text)


@given(st.dates())
def test_every_day_reads_back_as_itself(day):
    date = PartialDate.from_edtf(day.isoformat())
    assert date.first == date.last == day
    assert str(date) == day.isoformat()
