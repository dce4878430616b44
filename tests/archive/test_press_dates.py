import csv
import datetime as dt
from pathlib import Path

import pytest
from hijridate import Gregorian
from hypothesis import assume, given
from hypothesis import strategies as st

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.metadata.authority_tables import read_table
from kashshaf.archive.metadata.press_dates import parse_date

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden" / "dates.tsv"
MONTHS = read_table("months")["months"]
HIJRI = read_table("months")["hijri"]
DAYS = st.dates(dt.date(1850, 1, 1), dt.date(2100, 12, 31))
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def golden_rows():
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


@pytest.mark.parametrize(("written", "edtf", "note"), golden_rows())
def test_a_date_in_one_of_the_forms_of_the_press_is_read(written, edtf, note):
    date = parse_date(written)
    assert ("" if date is None else str(date)) == edtf, note


def test_the_golden_table_is_long_and_says_nothing_twice():
    written = [row[0] for row in golden_rows()]
    assert len(written) >= 300
    assert len(written) == len(set(written))


@pytest.mark.parametrize("region", MONTHS)
def test_every_region_names_twelve_months_and_no_two_alike(region):
    names = [name for month in MONTHS[region] for name in month]
    assert len(MONTHS[region]) == 12
    assert len(names) == len(set(names))


def as_written(day, month):
    return [
        f"{day.day} {month} {day.year}",
        f"{day.day} {month} {day.year}م".translate(EASTERN_DIGITS),
        f"الجمعة، {day.day:02} {month} {day.year} - 07:28",
        f"{day.day}-{month}-{day.year}",
        f"{month} {day.day}, {day.year}",
    ]


@pytest.mark.parametrize("region", MONTHS)
@given(day=DAYS, data=st.data())
def test_every_day_written_the_way_of_a_region_is_that_day(region, day, data):
    month = data.draw(st.sampled_from(MONTHS[region][day.month - 1]))
    written = data.draw(st.sampled_from(as_written(day, month)))
    assert parse_date(written) == PartialDate(day.year, day.month, day.day)


@given(day=DAYS, data=st.data())
def test_every_day_under_two_names_is_that_day_in_either_order(day, data):
    regions = data.draw(st.permutations(list(MONTHS)))[:2]
    names = [data.draw(st.sampled_from(MONTHS[region][day.month - 1])) for region in regions]
    written = data.draw(st.sampled_from(["{}/{}", "{} / {}", "{} ({})"])).format(*names)
    assert parse_date(f"{day.day} {written} {day.year}") == PartialDate(
        day.year, day.month, day.day
    )
    assert parse_date(f"{day.day} {written}") == PartialDate(None, day.month, day.day)
    assert parse_date(f"{written} {day.year}") == PartialDate(day.year, day.month)


@pytest.mark.parametrize(
    "written",
    [
        "١٨ كَانُون الأوّل ٢٠١٤",
        "18 كانون الاول 2014",
        "18 ﻛﺎﻧﻮﻥ ﺍﻷﻭﻝ 2014",
        "18 كـانون الأول 2014",
        "۱۸ کانون الأول ۲۰۱۴",
        "18 DÉCEMBRE 2014",
        "18 decembre 2014",
        "\u202b18\u202c ديسمبــر 2014",
    ],
)
def test_a_month_is_known_in_any_spelling(written):
    assert parse_date(written) == PartialDate(2014, 12, 18)


def test_a_number_with_a_comma_is_no_month_and_year():
    assert parse_date("12,2014") is None


@given(day=DAYS, sign=st.sampled_from("/-."))
def test_every_day_in_numbers_is_that_day_day_first(day, sign):
    expected = PartialDate(day.year, day.month, day.day)
    assert parse_date(f"{day.day}{sign}{day.month}{sign}{day.year}") == expected
    assert parse_date(f"{day.year}{sign}{day.month:02}{sign}{day.day:02}") == expected


@given(st.datetimes(dt.datetime(1850, 1, 1), dt.datetime(2100, 12, 31)), st.integers(-14, 14))
def test_a_time_with_a_zone_keeps_the_local_day_that_is_written(moment, hours):
    local = moment.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert parse_date(local.isoformat()) == PartialDate(moment.year, moment.month, moment.day)


@given(published=DAYS, days_later=st.integers(0, 400), is_last=st.booleans())
def test_of_a_line_that_says_both_the_day_of_publication_counts(published, days_later, is_last):
    updated = published + dt.timedelta(days_later)
    lines = [f"نشر في: {published:%d/%m/%Y} - 18:37", f"آخر تحديث: {updated:%d/%m/%Y} - 19:02"]
    written = " ".join(reversed(lines) if is_last else lines)
    assume(updated.year <= 2100)
    assert parse_date(written) == PartialDate(published.year, published.month, published.day)


@given(moment=st.datetimes(dt.datetime(1850, 1, 1), dt.datetime(2100, 12, 31)))
def test_every_moment_in_a_stamp_without_signs_is_of_its_day(moment):
    for written in (f"{moment:%Y%m%d%H%M%S}", f"{moment:%Y%m%dT%H%M%SZ}"):
        assert parse_date(written) == PartialDate(moment.year, moment.month, moment.day)


@pytest.mark.parametrize("month", ["يناير", "كانون الثاني", "تشرين 1", "غشت"])
@pytest.mark.parametrize("other", ["6 شعبان 1445هـ", "8 أمشير 1740 ش", "1445/8/6", "شعبان 1445"])
def test_a_date_of_another_calendar_changes_nothing_on_either_side(month, other):
    alone = parse_date(f"16 {month} 2024")
    assert alone is not None
    for written in (f"16 {month} 2024 - {other}", f"{other} الموافق 16 {month} 2024م"):
        assert parse_date(written) == alone


@given(day=st.dates(dt.date(1925, 1, 1), dt.date(2076, 12, 31)), seen_late=st.integers(-2, 2))
def test_a_hijri_date_alone_is_never_dated_wrongly_whoever_sighted_the_moon(day, seen_late):
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    date = parse_date(f"{hijri.day} {HIJRI[hijri.month - 1][0]} {hijri.year} هـ")
    meant = day + dt.timedelta(seen_late)
    if date is None:
        assert day.timetuple().tm_yday > 361 or day.timetuple().tm_yday < 5
    else:
        assert date.precision in ("month", "year")
        assert date.first <= meant <= date.last


@pytest.mark.parametrize("place", read_table("months")["places"])
def test_a_place_is_passed_over_beside_a_day_and_never_beside_a_year(place):
    assert parse_date(f"{place}، 16 فبراير 2024") == PartialDate(2024, 2, 16)
    assert parse_date(f"{place} 2024") is None


@given(st.text())
def test_any_text_at_all_gives_a_date_or_none(text):
    date = parse_date(text)
    assert date is None or parse_date(str(date)) == date


@given(st.integers(0))
def test_a_bare_number_is_a_year_only_between_1800_and_2100(number):
    date = parse_date(str(number))
    if date is not None and date.precision == "year":
        assert 1800 <= number <= 2100
