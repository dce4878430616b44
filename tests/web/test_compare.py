"""The page of searches side by side: made by one click, narrowed by others, taken away."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive
from kashshaf.web import create_app
from kashshaf.web.pages import compare

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("compare") / "archive") as archive:
        archive.add(
            [
                {"id": f"a{n}", "text": f"رصيف المرفأ وقوارب الصيد {n}", "source": "صحيفة الساحل"}
                | {"date": "2014-03"}
                for n in range(3)
            ]
        )
        archive.add(
            [
                {"id": f"b{n}", "text": f"سوق المدينة ودكاكين العطور {n}", "source": "جريدة الوادي"}
                | {"date": "2016-05"}
                for n in range(4)
            ]
        )
        archive.add({"id": "both", "text": "رصيف المرفأ قرب سوق المدينة", "source": "جريدة الوادي"})
        yield archive


@pytest.fixture(scope="module")
def client_of_market(market: Archive) -> FlaskClient:
    return create_app(market).test_client()


@pytest.fixture(scope="module")
def visit_market(market: Archive, browse: Callable[[Archive], Visit]) -> Visit:
    return browse(market)


BOTH = {"a.q": "المرفأ", "b.q": "السوق"}


def test_one_click_on_the_results_begins_a_comparison(visit_market: Visit) -> None:
    results = visit_market("/", {"q": "المرفأ", "source": "صحيفة الساحل"})
    page = visit_market(results.link("المقارنة"))
    assert [box.get("value") for box in page.all("//input[@type='search']")] == ["المرفأ", ""]
    sent = {one.get("name"): one.get("value") for one in page.all("//form[@id='search']//input")}
    assert (sent["a.source"], sent["b.source"]) == ("صحيفة الساحل",) * 2
    assert not page.all("//h2[@id='common']")


def test_what_two_searches_have_in_common_and_alone_is_told(visit_market: Visit) -> None:
    page = visit_market("/compare", BOTH)
    told = [one.text_content() for one in page.all("//ol[@class='searches']/li/p")]
    assert told[0].startswith("4 نتائج")
    assert told[1].startswith("5 نتائج")
    assert "في كليهما: 1" in page.says("//ul[@class='common']")


def test_the_words_that_mark_each_lead_to_its_results(visit_market: Visit) -> None:
    page = visit_market("/compare", BOTH)
    lists = [
        [word.text_content() for word in side.xpath(".//tbody//th//bdi")]
        for side in page.all("//div[@class='side-by-side']/div")
    ]
    assert "الصيد" in lists[0]
    assert "العطور" in lists[1]
    assert not {"المرفأ", "سوق", "السوق"} & {*lists[0], *lists[1]}
    asked = parse_qs(urlsplit(page.link("العطور")).query)
    assert asked["q"] == ["السوق النص:العطور"]
    assert visit_market(page.link("العطور")).says("//h1") == "4 نتائج"


def test_where_more_words_mark_a_search_than_are_listed_it_is_said(
    visit_market: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "وفي جدول CSV مزيد"
    assert told not in visit_market("/compare", BOTH).says()
    monkeypatch.setattr(compare, "_WORDS", 1)
    page = visit_market("/compare", BOTH)
    assert f"المعروض الكلمات الأولى، وعددها 1، {told}." in page.says()
    assert len(page.all("//div[@class='side-by-side']/div[1]//tbody/tr")) == 1


def test_a_bar_leads_to_the_results_that_it_counts_and_its_value_narrows_all(
    visit_market: Visit,
) -> None:
    page = visit_market("/compare", BOTH)
    row = "//tr[th='جريدة الوادي']"
    (first, second) = page.all(f"{row}//a[contains(@class, 'pair')]")
    assert "1 (25%)" in " ".join(first.text_content().split())
    assert visit_market(second.get("href")).says("//h1") == "5 نتائج"
    narrowed = visit_market(page.all(f"{row}/th/a")[0].get("href"))
    for at in (1, 2):
        assert "جريدة الوادي" in narrowed.says(f"//ol[@class='searches']/li[{at}]/ul")
    alone = parse_qs(urlsplit(page.all(f"{row}//a[@class='narrow']")[1].get("href")).query)
    assert (alone.get("a.source"), alone["b.source"]) == (None, ["جريدة الوادي"])


def test_searches_are_over_the_same_dates_unless_one_says_otherwise(visit_market: Visit) -> None:
    begun = visit_market("/compare", {"q": "المرفأ", "since": "2014", "until": "2015"})
    boxes = {one.get("name"): one.get("value") for one in begun.all("//form[@id='search']//input")}
    assert (boxes["since"], boxes["until"]) == ("2014", "2015")
    page = visit_market("/compare", {**boxes, "b.q": "السوق"})
    told = [one.text_content() for one in page.all("//ol[@class='searches']/li/p[1]")]
    assert [one.partition("،")[0] for one in told] == ["3 نتائج", "لا نتائج"]
    assert not page.all("//*[@role='status']")
    # What is typed for all takes the place of what each had.
    other = {"a.q": "المرفأ", "a.since": "2014", "b.q": "السوق", "until": "2014"}
    assert not visit_market("/compare", other).all("//*[@role='status']")


def test_other_dates_of_one_search_are_said_with_a_way_to_the_same(visit_market: Visit) -> None:
    page = visit_market("/compare", {**BOTH, "a.since": "2014", "a.until": "2015"})
    assert "ليست على تواريخ واحدة" in page.says("//*[@role='status']")
    alike = visit_market(page.link("تواريخ الأول"))
    undated = visit_market(page.link("بلا حدود للتاريخ"))
    for same, chips in ((alike, 2), (undated, 0)):
        assert not same.all("//*[@role='status']")
        assert len(same.all("//ol[@class='searches']//ul[@class='chips']")) == chips


def test_an_empty_search_stands_for_everything_and_a_third_can_be_added(
    visit_market: Visit,
) -> None:
    page = visit_market("/compare", {"a.q": "المرفأ", "b.q": ""})
    assert "8 نتائج" in page.says("//ol[@class='searches']/li[2]")
    third = visit_market(page.link("أضف بحثًا"))
    assert len(third.all("//ol[@class='searches']/li")) == 3
    again = visit_market(third.all("//ol[@class='searches']/li[3]//a")[-1].get("href"))
    assert len(again.all("//ol[@class='searches']/li")) == 2


def test_the_table_has_all_of_it(client_of_market: FlaskClient) -> None:
    answer = client_of_market.get("/compare.csv", query_string=BOTH)
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    told = {(row["search"], row["about"], row["value"]): row["records"] for row in rows}
    assert told["a", "total", ""] == "4"
    assert told["b", "common", "a"] == "1"
    assert told["a", "source", "جريدة الوادي"] == "1"
    assert told["b", "word", "العطور"] == "4"
    assert client_of_market.get("/compare.csv?a.q=x&b.since=y").status_code == 400


def test_what_is_wrong_in_one_search_is_named(visit_market: Visit) -> None:
    page = visit_market("/compare", {"a.q": "المرفأ", "b.since": "x"})
    assert page.status == 400
    assert len(page.all("//p[@role='alert']")) == 1
    of_all = visit_market("/compare", {**BOTH, "since": "x"})
    assert (of_all.status, len(of_all.all("//p[@role='alert']"))) == (400, 1)
    assert of_all.one("//input[@name='since']").get("value") == "x"


def test_the_api_and_python_tell_the_same(market: Archive, client_of_market: FlaskClient) -> None:
    found = json_of(client_of_market.get("/api/v1/compare", query_string=BOTH))
    assert found["common"] == [{"a": 0, "b": 1, "records": 1}]
    assert (found["in_all"], found["every"]) == (1, 8)
    assert found["time"]["places"][::26] == ["2014-03", "2016-05"]
    compared = market.compare(["المرفأ", {"text": "السوق", "only": {"source": ["جريدة الوادي"]}}])
    assert [one.total for one in compared.searches] == [4, 5]
    one = client_of_market.get("/api/v1/compare", query_string={"a.q": "المرفأ"})
    assert one.status_code == 400
    wrong = client_of_market.get("/api/v1/compare", query_string={**BOTH, "b.level": "x"})
    assert [each["parameter"] for each in json_of(wrong)["errors"]] == ["b.level"]
