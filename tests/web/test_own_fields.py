"""Fields of an archive's own on its pages and in its API, wherever a built-in one works."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]

SECTION, PAGES, EVENT = (
    f"//section[@class='panel'][.//h2='{title}']"
    for title in ("القسم", "عدد الصفحات", "تاريخ الحدث")
)


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def counts(page: Any, panel: str) -> dict[str, str]:
    """What a panel lists, in its order."""
    rows = page.all(panel + "//ul[contains(@class, 'choices')]//a[@class='value']")
    return {row.xpath("string(.//bdi)"): row.xpath("string(span[@class='count'])") for row in rows}


def test_a_name_is_chosen_and_excluded_in_its_panel(visit_own: Visit) -> None:
    page = visit_own("/?q=")
    assert counts(page, SECTION)["ثقافة"] == "8"
    chosen = visit_own(page.one(SECTION + "//a[contains(., 'ثقافة')]").get("href"))
    assert chosen.says("//h1") == "8 نتائج"
    assert "القسم: ثقافة" in chosen.says("//ul[@class='chips']")
    without = visit_own(page.one(SECTION + "//a[@aria-label='استبعد: ثقافة']").get("href"))
    assert without.says("//h1") == "16 نتيجة"
    assert "ما عدا القسم: ثقافة" in without.says("//ul[@class='chips']")


def test_all_values_of_a_name_have_a_page(visit_own: Visit) -> None:
    page = visit_own("/facet/section", {"find": "ثق", "pages": "10..60"})
    (value,) = page.all("//a[@class='value']")
    assert parameters(value.get("href")) == {"section": ["ثقافة"], "pages": ["10..60"]}
    assert [visit_own(f"/facet/{key}").status for key in ("pages", "event", "summary")] == [404] * 3


def test_a_number_is_shown_in_bars_in_order_and_the_unknown_last(visit_own: Visit) -> None:
    page = visit_own("/?q=")
    listed = list(counts(page, PAGES))
    assert listed[:2] == ["من 0 إلى 9", "من 10 إلى 19"]
    assert listed[-1] == "غير معروف"
    titles = page.all(PAGES + "//*[@class='fine']/a/*[local-name()='title']")
    assert [title.text.partition(":")[0] for title in titles] == listed[:-1]
    labels = [text.text for text in page.all(PAGES + "//*[@class='ticks']/*")]
    assert {"0–9", "110–119"} <= set(labels)


def test_a_bar_narrows_to_its_range_and_shows_what_is_within(visit_own: Visit) -> None:
    bar = visit_own("/?q=").all(PAGES + "//*[@class='fine']/a")[1].get("href")
    assert parameters(bar) == {"pages": ["10..19"]}
    page = visit_own(bar)
    assert page.says("//h1") == "نتيجتان"
    assert list(counts(page, PAGES)) == ["10", "15", "غير معروف"]
    assert [box.get("value") for box in page.all(PAGES + "//input")] == ["10", "19"]
    assert page.link("كل الأعداد") == "/?q="
    finer = visit_own(page.all(PAGES + "//*[@class='fine']/a")[0].get("href"))
    assert finer.says("//h1") == "نتيجة واحدة"
    assert finer.all(PAGES + "//*[@class='selected']")


def test_a_range_can_be_left_out(visit_own: Visit) -> None:
    page = visit_own("/?q=")
    exclude = page.one(PAGES + "//a[@aria-label='استبعد: من 10 إلى 19']").get("href")
    assert parameters(exclude) == {"not_pages": ["10..19"]}
    without = visit_own(exclude)
    assert without.says("//h1") == "22 نتيجة"
    assert "ما عدا عدد الصفحات: من 10 إلى 19" in without.says("//ul[@class='chips']")
    unknown = page.one(PAGES + "//a[@aria-label='استبعد: غير معروف']").get("href")
    assert visit_own(unknown).says("//h1") == "20 نتيجة"


def test_dates_go_from_years_to_months_and_back(visit_own: Visit) -> None:
    page = visit_own("/?q=")
    assert list(counts(page, EVENT))[::8] == ["1967", "غير معروف"]
    year = visit_own(page.all(EVENT + "//*[@class='fine']/a")[1].get("href"))
    assert "تاريخ الحدث: 1961" in year.says("//ul[@class='chips']")
    months = list(counts(year, EVENT))[:-1]
    assert all(month.endswith("/يوليو 1961") or "1961" in month for month in months)
    month = year.all(EVENT + "//*[@class='fine']/a")[0].get("href")
    assert parameters(month)["event"][0].startswith("1961-0")
    assert parameters(visit_own(month).link("فترة أوسع")) == {"event": ["1961"]}


@pytest.mark.parametrize(
    ("low", "high", "asked"),
    [("10", "20", "10..20"), ("", "20", "..20"), ("100", "", "100.."), ("7", "7", "7")],
)
def test_a_range_that_is_typed_becomes_an_address_to_read(
    own_client: FlaskClient, low: str, high: str, asked: str
) -> None:
    form = {"q": "السوق", "since": "", "match": "most", "pages.from": low, "pages.to": high}
    answer = own_client.get("/", query_string={**form, "event.from": "", "lang": "en"})
    assert answer.status_code == 302
    assert parameters(answer.location) == {"q": ["السوق"], "pages": [asked], "lang": ["en"]}


def test_a_new_search_keeps_the_range_in_its_own_boxes(visit_own: Visit) -> None:
    page = visit_own("/", {"pages": ["10..60", "unknown"], "event": ["1961", "1963"]})
    hidden = [(i.get("name"), i.get("value")) for i in page.all("//form[@id='search']/input")]
    assert hidden == [("pages", "unknown"), ("event", "1961"), ("event", "1963")]
    boxes = {box.get("name"): box.get("value") for box in page.all("//input[@form='search']")}
    assert (boxes["pages.from"], boxes["pages.to"], boxes["event.from"]) == ("10", "60", "")


def test_what_is_no_range_is_said_to_be_so_and_can_be_mended(visit_own: Visit) -> None:
    page = visit_own("/", {"pages.from": "x", "event.to": "أمس"})
    assert page.status == 400
    said = page.says("//div[@role='alert']")
    assert "«\u2068x\u2069» في «\u2068عدد الصفحات\u2069» ليست مدى" in said
    assert "«\u2068أمس\u2069» في «\u2068تاريخ الحدث\u2069» ليست فترة" in said
    assert page.one("//input[@name='pages.from']").get("value") == "x"


def test_digits_are_the_readers(visit_own: Visit) -> None:
    page = visit_own("/", {"digits": "arabic", "pages": "10..60"})
    assert "من ١٠ إلى ٦٠" in page.says("//ul[@class='chips']")
    english = visit_own("/", {"lang": "en", "pages": ["..60", "100.."], "event": "1961-05.."})
    chips = english.says("//ul[@class='chips']")
    for label in ("Pages: 60 or less", "Pages: 100 or more", "Event date: since May 1961"):
        assert label in chips


def test_a_record_shows_its_fields_which_lead_to_more_of_their_kind(visit_own: Visit) -> None:
    page = visit_own("/record/report-7", {"q": "المنارة"})
    assert page.says("//section[@class='own-text']/h2") == "الملخص"
    assert page.one("//section[@class='own-text']//mark").text == "المنارة"
    assert "موضع واحد" in page.says("//nav[@class='jumps']")
    more = {label: parameters(page.link(label)) for label in ("ثقافة", "35", "آب/أغسطس 1967")}
    assert list(more.values()) == [{"section": ["ثقافة"]}, {"pages": ["35"]}, {"event": ["1967"]}]
    assert "حقول أخرى" not in page.says()


@pytest.mark.parametrize(
    ("query", "total", "told"),
    [
        ("section:ثقافة", 8, "Section: ثقافة"),
        ("القسم:ثقافة", 8, "Section: ثقافة"),
        ("pages:10..20", 3, "Pages: 10 to 20"),
        ("عدد_الصفحات:100..", 4, "Pages: 100 or more"),
        ("pages:..10", 2, "Pages: 10 or less"),
        ("-pages:unknown", 20, "except without “Pages”"),
        ("event:1961..1962", 5, "Event date: 1961 to 1962"),
        ("تاريخ_الحدث:مجهول", 4, "without “Event date”"),
        ("summary:ميناء", 8, "Summary: the word ميناء in any form"),
        ("الملخص:منارة -القسم:رياضة", 8, "Summary: the word منارة in any form"),
    ],
)
def test_queries_name_the_fields_in_both_languages(
    own_archive: Archive, query: str, total: int, told: str
) -> None:
    found = own_archive.search(query)
    assert found.total == total
    assert told in found.interpreted("en")


def test_every_view_and_export_is_limited_by_them(own_client: FlaskClient) -> None:
    asked = {"q": "السوق", "section": "ثقافة", "not_pages": "50..", "event": "1960..1966"}
    listed = json.loads(own_client.get("/api/v1/search", query_string=asked).text)
    ids = {hit["id"] for hit in listed["hits"]}
    assert ids == {"report-1", "report-4"}
    exported = own_client.get("/export.jsonl", query_string=asked).text.splitlines()
    assert {json.loads(line)["id"] for line in exported} == ids
    assert own_client.get("/feed.atom", query_string=asked).text.count("<entry>") == 2
    for path in ("/concordance", "/trends"):
        page = own_client.get(path, query_string=asked).text
        assert "ما عدا عدد الصفحات" in page
        assert "تاريخ الحدث" in page
    assert own_client.get("/concordance.csv", query_string=asked).text.count("report-") == 2


def test_the_api_counts_them_and_refuses_what_is_no_range(own_client: FlaskClient) -> None:
    asked = {"facets": "section,pages,event", "pages": "10..29", "limit": 0}
    facets = json_of(own_client.get("/api/v1/search", query_string=asked))["facets"]
    assert facets["pages"] == [
        {"value": "10", "label": "10", "count": 1, "stories": None},
        {"value": "15", "label": "15", "count": 1, "stories": None},
        {"value": "20", "label": "20", "count": 1, "stories": None},
        {"value": "25", "label": "25", "count": 1, "stories": None},
        {"value": "", "label": "غير معروف", "count": 4, "stories": None},
    ]
    assert {value["value"] for value in facets["section"]} == {"رياضة", "ثقافة", "اقتصاد"}
    refused = json_of(own_client.get("/api/v1/search?event=soon"))
    assert refused["errors"][0]["detail"].startswith("event: “soon” is not a range; write 2014")
    assert own_client.get("/api/v1/search?pages.from=1").status_code == 400


def test_the_api_describes_them(own_client: FlaskClient) -> None:
    told = json_of(own_client.get("/api/v1/openapi.json"))
    described = {one["name"]: one for one in told["paths"]["/search"]["get"]["parameters"]}
    assert {"section", "not_section", "pages", "not_event"} <= set(described)
    assert "summary" not in described
    assert "written 10..20, 10.. or ..20" in described["pages"]["description"]
    example = described["event"]["schema"]["examples"][0]
    answer = own_client.get("/api/v1/search", query_string={"event": example})
    assert answer.status_code == 200
    completions = told["components"]["schemas"]["Completions"]["properties"]
    assert completions["values"]["items"]["properties"]["field"]["enum"] == ["source", "section"]


def test_names_are_completed_under_the_title_of_their_field(own_client: FlaskClient) -> None:
    offered = json_of(own_client.get("/complete", query_string={"q": "ثق"}))["options"]
    value = next(one for one in offered if one["kind"] == "value")
    assert (value["label"], value["group"]) == ("ثقافة", "القسم")
    assert value["add"] == {"section": "ثقافة"}
    found = json_of(own_client.get("/api/v1/complete", query_string={"q": "ثق"}))
    assert found["values"] == [{"field": "section", "value": "ثقافة", "count": 8}]


def test_the_help_names_them(visit_own: Visit) -> None:
    assert "عدد_الصفحات" in visit_own("/?q=").says("//details[@class='help']")
