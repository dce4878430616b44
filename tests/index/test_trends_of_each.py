"""Trends of each value of a facet, which is how often every paper has each of several words."""

from collections.abc import Iterator

import pytest

from kashshaf import Archive, trends_of_each_json
from kashshaf.archive.errors import QueryError

ITEMS = [
    {"id": "1", "text": "قال المحافظ", "date": "2012-03-04", "source": "صحيفة الساحل"},
    {"id": "2", "text": "قال الوالي", "date": "2012-05-06", "source": "صحيفة الساحل"},
    {"id": "3", "text": "قال المحافظ", "date": "2014-05", "source": "صحيفة الساحل"},
    {"id": "4", "text": "خبر آخر", "date": "2011", "source": "جريدة الوادي"},
    {"id": "5", "text": "خبر آخر", "date": "2013-01", "source": "جريدة الوادي"},
    {"id": "6", "text": "حضر الوالي", "date": "2014", "source": "جريدة الوادي"},
    {"id": "7", "text": "حضر الوالي", "date": "2014"},
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("each") / "archive"
    with Archive.create(folder, engine=request.param) as archive:
        archive.add(ITEMS)
        yield archive


def test_all_values_are_counted_over_the_same_periods(archive: Archive) -> None:
    found = archive.trends_of_each("source", ["المحافظ", "الوالي"], by="year")
    assert found.whole.places == ("2012", "2013", "2014")
    assert {value: [one.counts for one in of.trends] for value, of in found.of.items()} == {
        "صحيفة الساحل": [(1, 0, 1), (1, 0, 0)],
        "جريدة الوادي": [(0, 0, 0), (0, 0, 1)],
    }
    # That it has something of 2013 is told, though neither word is found in it then.
    assert found.of["جريدة الوادي"].records == (0, 1, 1)
    assert ("جريدة الوادي", "المحافظ", "2013", 0, 1) in list(found.counts)
    assert not [one for one in found.counts if one.value == "صحيفة الساحل" and one.place == "2013"]


def test_the_commonest_values_come_first_and_others_are_numbered(archive: Archive) -> None:
    found = archive.trends_of_each("source", ["المحافظ", "الوالي"], by="year", limit=1)
    assert (list(found.of), found.others) == (["صحيفة الساحل"], 1)


@pytest.mark.parametrize(
    "limits",
    [{"only": {"source": ["الوادي", "جريدة الوادي"]}}, {"excluding": {"source": ["صحيفة الساحل"]}}],
)
def test_values_that_a_search_is_not_limited_to_are_left_out(archive: Archive, limits) -> None:
    found = archive.trends_of_each("source", ["الوالي"], by="year", **limits)
    assert list(found.of) == ["جريدة الوادي"]
    assert found.of["جريدة الوادي"].trends[0].counts == (1,)


def test_each_number_is_that_of_the_search_limited_to_its_value(archive: Archive) -> None:
    found = archive.trends_of_each("source", ["الوالي"], by="month")
    alone = archive.trends(["الوالي"], by="month", only={"source": ["صحيفة الساحل"]})
    of = found.of["صحيفة الساحل"]
    here = {place: counts for place, *counts in zip(of.places, of.trends[0].counts, strict=True)}
    assert [here[place] for place in alone.places] == [[count] for count in alone.trends[0].counts]
    assert of.trends[0].elsewhere == alone.trends[0].elsewhere


def test_they_are_plain_values_for_json(archive: Archive) -> None:
    told = trends_of_each_json(archive.trends_of_each("source", ["الوالي"], by="year", limit=1))
    assert (told["facet"], told["by"], told["other_values"]) == ("source", "year", 1)
    assert [set(one) for one in told["each"]] == [{"value", "records", "stories", "trends"}]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"facet": "source", "by": "source"}, "over time"),
        ({"facet": "date"}, "facet"),
        ({"facet": "source", "limit": -1}, "negative"),
    ],
)
def test_what_makes_no_sense_is_refused(archive: Archive, asked, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        archive.trends_of_each(texts=["الوالي"], **asked)
