"""The country of a source on the pages and in the API."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import json_of
from flask.testing import FlaskClient

Visit = Callable[..., Any]

COUNTRY = "//section[@class='panel'][.//h2='بلد المصدر']"


def test_countries_are_a_panel_under_their_names(visit_own: Visit) -> None:
    page = visit_own("/")
    rows = page.all(COUNTRY + "//a[@class='value']")
    assert [row.xpath("string(.//bdi)") for row in rows] == ["مصر", "لبنان"]
    chosen = visit_own(page.one(COUNTRY + "//a[contains(., 'لبنان')]").get("href"))
    assert chosen.says("//h1") == "12 نتيجة"
    assert "بلد المصدر: لبنان" in chosen.says("//ul[@class='chips']")
    sources = {one.text_content() for one in chosen.all("//article//*[@class='source']")}
    assert sources == {"صحيفة الساحل"}
    without = visit_own(page.one(COUNTRY + "//a[@aria-label='استبعد: لبنان']").get("href"))
    assert "ما عدا بلد المصدر: لبنان" in without.says("//ul[@class='chips']")


def test_the_panel_is_in_the_language_of_the_reader(visit_own: Visit) -> None:
    page = visit_own("/", {"lang": "en"})
    panel = "//section[@class='panel'][.//h2='Source’s country']"
    rows = page.all(panel + "//a[@class='value']")
    assert [row.xpath("string(.//bdi)") for row in rows] == ["Egypt", "Lebanon"]


def test_where_no_country_is_known_there_is_no_panel(visit: Visit) -> None:
    assert visit("/?q=").all(COUNTRY) == []


@pytest.mark.parametrize("written", ["لبنان", "LB", "Lebanon", "lb"])
def test_an_address_may_name_a_country_in_any_spelling(visit_own: Visit, written: str) -> None:
    page = visit_own("/", {"country": written})
    assert page.says("//h1") == "12 نتيجة"
    assert "لبنان" in page.says("//ul[@class='chips']")
    chosen = page.one(COUNTRY + "//a[@class='value'][@aria-current]")
    assert "country" not in parse_qs(urlsplit(chosen.get("href")).query)


def test_all_countries_have_a_page_where_they_are_sought_by_any_name(visit_own: Visit) -> None:
    for sought in ("لبن", "lebanon"):
        (value,) = visit_own("/facet/country", {"find": sought}).all("//a[@class='value']")
        assert parse_qs(urlsplit(value.get("href")).query) == {"country": ["LB"]}


def test_a_record_tells_the_country_and_leads_to_others_of_it(visit_own: Visit) -> None:
    page = visit_own("/record/report-1")
    fact = page.one("//dl/div[dt='بلد المصدر']/dd/a")
    assert fact.text_content() == "لبنان"
    assert visit_own(fact.get("href")).says("//h1") == "12 نتيجة"


def test_trends_by_country_name_them(visit_own: Visit) -> None:
    page = visit_own("/trends", {"q": "المكتبة", "by": "country"})
    assert page.says("//thead/tr/th[1]") == "بلد المصدر"
    assert [th.text_content() for th in page.all("//tbody//th")] == ["مصر", "لبنان"]


def test_the_api_counts_and_limits_by_country(own_client: FlaskClient) -> None:
    answer = json_of(own_client.get("/api/v1/search?country=مصر&facets=country&limit=1"))
    assert answer["total"] == 12
    assert answer["facets"]["country"] == [
        {"value": "EG", "label": "مصر", "count": 12, "stories": None},
        {"value": "LB", "label": "لبنان", "count": 12, "stories": None},
    ]
    assert "country" not in json_of(own_client.get("/api/v1/records/report-1"))
