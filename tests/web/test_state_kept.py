"""What an address asks for outlives what is taken off, and nothing of it is left out unsaid."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]

UNREAD = "//main/p[@class='notice']"
PAGES = (
    *("/", "/concordance", "/words-around", "/trends", "/stories", "/printed-after", "/compare"),
    *("/facet/source", "/bibliography", "/record/sahil", "/story/sahil"),
)
WITHOUT_SEARCH = ("/trace", "/shared?record_id=sahil&other=marfa")
FILES = (
    *("/export.csv", "/export.jsonl", "/feed.atom", "/stories.csv"),
    *("/stories.jsonl", "/printed-after.csv", "/printed-after.graphml", "/trends.csv"),
    *("/trends.svg", "/concordance.csv", "/words-around.csv", "/words-around-by.csv"),
    "/telling-words.csv",
)
VIEWS = {
    "/concordance": {"arrange": "before", "near": "الرصيف", "window": "3"},
    "/words-around": {"measure": "log-dice", "window": "3", "by": "source"},
    "/trends": {"by": "month", "show": "counts"},
    "/stories": {"arrange": "days"},
    "/printed-after": {"arrange": "earlier"},
}


@pytest.mark.parametrize("page", [*(f"{page}?q=الرصيف" for page in PAGES), *WITHOUT_SEARCH])
def test_a_page_names_what_it_does_not_know(visit_press: Visit, page: str) -> None:
    joint = "&" if "?" in page else "?"
    shown = visit_press(f"{page}{joint}souce=<b>x&lang=ar&utm_source=mail&fbclid=y")
    assert shown.status == 200
    assert shown.says(UNREAD).endswith(": souce")
    assert not visit_press(f"{page}{joint}utm_source=mail").all(UNREAD)


def test_of_searches_side_by_side_each_unknown_name_is_told(visit_press: Visit) -> None:
    shown = visit_press("/compare?a.q=x&b.q=y&a.souce=x&level=word")
    assert "level" in shown.says(UNREAD)
    assert "a.souce" in shown.says(UNREAD)


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_refused_where_a_name_is_not_known(press_client: FlaskClient, file: str) -> None:
    """Of a file that has all records nobody would see that the filter was misspelt."""
    answer = press_client.get(file, query_string={"q": "الرصيف", "souce": "x"})
    assert answer.status_code == 400
    assert "souce" in answer.text
    assert press_client.get(file, query_string={"q": "الرصيف", "lang": "ar"}).status_code == 200


def test_who_comes_by_a_link_that_is_followed_up_sees_the_first_page(visit_press: Visit) -> None:
    assert visit_press("/?fbclid=x").says("//h1") == visit_press("/").says("//h1")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_in_its_address_makes_no_sense(visit_press: Visit, page: str) -> None:
    name = "a.level" if page == "/compare" else "level"
    shown = visit_press(page, {"q": "الرصيف", name: "bogus"})
    assert "bogus" in shown.says()
    assert shown.status == (200 if page.startswith(("/record", "/story")) else 400)


@pytest.mark.parametrize("page", VIEWS)
def test_what_a_view_was_set_to_outlives_what_is_taken_off(visit_press: Visit, page: str) -> None:
    own = VIEWS[page]
    asked = {"q": "الرصيف", "not_source": "لا أحد", "since": "2000"}
    for chip in visit_press(page, {**asked, **own}).all("//ul[@class='chips']/li/a")[:-1]:
        left = parse_qs(urlsplit(chip.get("href")).query)
        assert {name: left.get(name, [""])[0] for name in own} == own
        assert len(asked.keys() & left.keys()) == len(asked) - 1


def test_all_queries_of_trends_outlive_what_is_taken_off(visit_press: Visit) -> None:
    page = visit_press("/trends?q=الرصيف&q=الحبال&since=2000")
    (chip, _start_over) = page.all("//ul[@class='chips']/li/a")
    assert parse_qs(urlsplit(chip.get("href")).query) == {"q": ["الرصيف", "الحبال"]}


def test_several_searches_stay_together_between_the_views_that_show_several(
    visit_press: Visit,
) -> None:
    trends = visit_press("/trends?q=الرصيف&q=الحبال&since=2000&by=month")
    compared = visit_press(trends.one("//nav[@class='views']/a[.='المقارنة']").get("href"))
    queries = [box.get("value") for box in compared.all("//input[@type='search']")]
    assert queries == ["الرصيف", "الحبال"]
    assert compared.one("//input[@id='since']").get("value") == "2000"
    again = compared.one("//nav[@class='views']/a[.='الاتجاهات']").get("href")
    assert parse_qs(urlsplit(again).query) == {"q": queries, "since": ["2000"]}
    apart = visit_press("/compare?a.q=الرصيف&b.q=الحبال&b.level=word")
    alone = apart.one("//nav[@class='views']/a[.='الاتجاهات']").get("href")
    assert parse_qs(urlsplit(alone).query) == {"q": ["الرصيف"]}


def test_a_word_near_the_matches_stays_with_a_new_query(visit_press: Visit) -> None:
    page = visit_press("/concordance", {"q": "الرصيف", "near": "الشرقي", "side": "after"})
    kept = {one.get("name"): one.get("value") for one in page.all("//form[@id='search']//input")}
    assert (kept["near"], kept["side"]) == ("الشرقي", "after")


@pytest.mark.parametrize(
    "page", ["/words-around", "/facet/source", "/record/sahil", "/story/sahil"]
)
def test_how_words_are_taken_is_said_wherever_it_counts(visit_press: Visit, page: str) -> None:
    shown = visit_press(page, {"q": "الرصيف", "level": "word", "match": "all"})
    chosen = shown.all("//details[@class='manner']//a[@aria-current]")
    assert [one.text_content() for one in chosen] == ["كل الكلمات", "بهذه الصيغة"]


@pytest.mark.parametrize("dates", [{"since": "9999"}, {"until": "1000"}, {"since": "0001"}])
def test_years_that_no_paper_has_are_dates_as_well(
    visit_press: Visit, press_client: FlaskClient, dates: dict[str, str]
) -> None:
    found = json.loads(press_client.get("/api/v1/search", query_string=dates).text)["total"]
    shown = visit_press("/", dates)
    assert shown.status == 200
    assert (shown.says("//h1") == "لا نتائج") == (not found)


@pytest.fixture(scope="module")
def dated(browse: Callable[[Archive], Visit]) -> Iterator[Visit]:
    """Records of a month, of days in it, and one whose tag is the word for what is not stated."""
    dates = ["1910-05"] * 3 + ["1910-05-03"] * 2 + ["1910-05-04"]
    with Archive.in_memory("أرشيف صغير") as archive:
        archive.add(
            {"id": f"{at}", "text": f"نص رقم {at}", "date": date, "tags": ["unknown"][:at]}
            for at, date in enumerate(dates)
        )
        yield browse(archive)


def test_what_has_no_day_is_told_from_the_days_and_from_their_month(dated: Visit) -> None:
    page = dated("/?q=")
    bars = page.all("//figure[@class='histogram']//*[@data-unit='1910-05']")
    assert [bar.tag for bar in bars] == ["g"]  # no search finds these alone
    assert "أيار/مايو 1910، واليوم غير معروف: 3 نتائج" in bars[0].text_content()
    assert page.all("//figure[@class='histogram']//a[@data-unit='1910-05-03']")


def test_a_value_that_says_that_it_is_unknown_counts_as_not_stated(dated: Visit) -> None:
    assert dated("/?tag=unknown").says("//h1") == "6 نتائج"
