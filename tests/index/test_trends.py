from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive
from kashshaf.archive.errors import QueryError
from kashshaf.index.searching.trends import By

ITEMS = [
    {"id": "1", "text": "تويتر وفيسبوك", "date": "2012-03-04", "source": "صحيفة الساحل"},
    {"id": "2", "text": "تويتر", "date": "2014-05-06", "source": "صحيفة الساحل"},
    {"id": "3", "text": "فيسبوك", "date": "2014", "source": "جريدة الوادي"},
    {"id": "4", "text": "خبر آخر", "date": "2014-05", "source": "جريدة الوادي"},
    {"id": "5", "text": "تويتر", "source": "جريدة الوادي"},
    {"id": "6", "text": "خبر آخر", "date": "2019"},
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("trends") / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add(ITEMS)
        yield archive


def test_queries_are_counted_by_year_without_gaps_beside_all_records(archive: Archive) -> None:
    found = archive.trends(["تويتر", "فيسبوك"], by="year")
    assert found.places == ("2012", "2013", "2014")
    assert found.records == (1, 0, 3)
    first, second = found.trends
    assert (first.text, first.counts, first.total, first.elsewhere) == ("تويتر", (1, 0, 1), 3, 1)
    assert (second.text, second.counts, second.elsewhere) == ("فيسبوك", (1, 0, 1), 0)


def test_years_of_which_there_are_no_records_are_told_apart_from_those_that_find_none(
    archive: Archive,
) -> None:
    found = archive.trends(["خبر"], by="year")
    assert found.places == ("2014", "2015", "2016", "2017", "2018", "2019")
    assert found.gaps == (("2015", "2018"),)
    assert archive.trends(["تويتر"], by="year").gaps == (("2013", "2013"),)


def test_a_long_axis_has_every_day_of_which_there_are_records(tmp_path: Path) -> None:
    dates = ("1900-01-01", "1950-06-07", "2001-02-03")
    with Archive.create(tmp_path) as archive:
        archive.add(
            {"id": date, "text": "مرفأ" if date != dates[1] else "نهر", "date": date}
            for date in dates
        )
        found = archive.trends(["مرفأ"], by="day")
    assert (found.places, found.records) == (dates, (1, 1, 1))
    assert found.trends[0].counts == (1, 0, 1)


def test_what_is_held_are_the_records_of_each_period_that_has_any(archive: Archive) -> None:
    assert archive.held() == {"2012": 1, "2014": 3, "2019": 1}
    assert archive.held("month") == {"2012-03": 1, "2014-05": 2}
    assert archive.held("day") == {"2012-03-04": 1, "2014-05-06": 1}
    wrong: Any = "week"
    with pytest.raises(QueryError, match="unit"):
        archive.held(wrong)
    with pytest.raises(QueryError, match="field of dates"):
        archive.held("year", "source")


def test_a_date_less_close_than_the_unit_has_no_place(archive: Archive) -> None:
    found = archive.trends(["فيسبوك", "خبر"], by="month", since="2014", until="2014")
    assert found.places == ("2014-05",)
    assert [(trend.counts, trend.elsewhere) for trend in found.trends] == [((0,), 1), ((1,), 0)]


@pytest.mark.parametrize("by", ["year", "month", "day"])
def test_only_what_lies_within_the_days_asked_for_is_counted(archive: Archive, by: By) -> None:
    found = archive.trends(["تويتر", "فيسبوك"], by=by, since="2012-03-05", until="2014-05-31")
    assert (sum(found.trends[0].counts), found.trends[0].total) == (1, 1)
    assert (sum(found.trends[1].counts), found.trends[1].total) == (0, 0)
    assert found.records == {"year": (2,), "month": (2,), "day": (1,)}[by]


def test_the_unit_that_fits_is_taken_unless_one_is_named(archive: Archive) -> None:
    assert archive.trends(["تويتر"]).by == "month"
    assert archive.trends(["خبر"]).by == "year"
    days = archive.trends(["تويتر"], by="day", since="2014-05")
    assert (days.places, days.records) == (("2014-05-06",), (1,))


def test_sources_are_compared_most_results_first(archive: Archive) -> None:
    found = archive.trends(["تويتر", "فيسبوك"], by="source")
    assert found.places == ("صحيفة الساحل", "جريدة الوادي")
    assert found.records == (2, 3)
    assert [trend.counts for trend in found.trends] == [(2, 1), (1, 1)]


def test_countries_of_sources_are_compared_like_sources(tmp_path: Path) -> None:
    with Archive.create(tmp_path) as archive:
        archive.add(
            {"id": str(number), "text": text, "source": source}
            for number, (text, source) in enumerate(
                [
                    ("تويتر", "الأهرام"),
                    ("تويتر وفيسبوك", "اليوم السابع"),
                    ("فيسبوك", "عكاظ"),
                    ("خبر آخر", "عكاظ"),
                    ("تويتر", "صحيفة الساحل"),
                ]
            )
        )
        found = archive.trends(["تويتر", "فيسبوك"], by="country")
        limited = archive.trends(["تويتر", "فيسبوك"], by="country", only={"country": ["السعودية"]})
    assert (found.places, found.records) == (("EG", "SA"), (2, 2))
    assert [trend.counts for trend in found.trends] == [(2, 0), (1, 1)]
    assert [trend.elsewhere for trend in found.trends] == [1, 0]
    assert limited.places == ("SA",)


def test_filters_narrow_the_records_as_well(archive: Archive) -> None:
    found = archive.trends(["تويتر"], by="source", only={"source": ["جريدة الوادي"]})
    assert (found.places, found.records) == (("جريدة الوادي",), (3,))
    assert (found.trends[0].counts, found.trends[0].elsewhere) == ((1,), 0)
    without = archive.trends(["تويتر"], by="year", excluding={"source": ["صحيفة الساحل"]})
    assert (without.places, without.trends[0].total) == ((), 1)


@pytest.mark.parametrize("texts", [[], ["a"] * 6])
def test_trends_are_of_one_to_five_queries(archive: Archive, texts: list[str]) -> None:
    with pytest.raises(QueryError, match="1 to 5"):
        archive.trends(texts)


def test_a_text_alone_is_no_list_of_queries(archive: Archive) -> None:
    with pytest.raises(QueryError, match="list of queries, not 'تويتر'"):
        archive.trends("تويتر")


def test_an_axis_that_there_is_not_is_named(archive: Archive) -> None:
    week: Any = "week"
    with pytest.raises(QueryError, match="year, month, day, source"):
        archive.trends(["تويتر"], by=week)
