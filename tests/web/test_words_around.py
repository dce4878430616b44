"""The page of the words around a search, and what it leads to."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]

ITEMS = [
    {
        "id": f"h{number}",
        "text": f"افتتحت البلدية الميناء الجديد في المدينة، ورست سفن الصيد في الميناء ({number}).",
        "source": "صحيفة الساحل",
        "date": f"{2012 + number % 2}-03-0{number + 1}",
    }
    for number in range(4)
] + [
    {
        "id": f"s{number}",
        "text": f"قالت الوزارة إن الميناء القديم يغلق للترميم، وتابع السوق نشاطه ({number}).",
        "source": "جريدة الوادي",
        "date": f"2015-03-0{number + 1}",
    }
    for number in range(4)
]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Archive.create(tmp_path_factory.mktemp("words") / "archive") as archive:
        archive.add(ITEMS)
        archive.add({"id": "long", "text": "الميناء " + "زعفران " * 500, "source": "مجلة النهر"})
        archive.add([{"id": f"o{n}", "text": f"رسالة في الشعر {n}"} for n in range(12)])
        yield archive


@pytest.fixture(scope="module")
def visit_harbour(harbour: Archive, browse: Callable[[Archive], Visit]) -> Visit:
    return browse(harbour)


def words(page: Any, table: str) -> list[str]:
    return [one.text_content() for one in page.all(f"//table[{table}]//tbody/tr/th//bdi")]


FIRST = "contains(@class, 'company')][1"


def rows(client: FlaskClient, address: str, **asked: str) -> list[dict[str, str]]:
    answer = client.get(address, query_string=asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_company_of_a_word_stands_in_a_table_by_its_forms(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"q": "الميناء"})
    found = words(page, FIRST)
    assert {"القديم", "الجديد", "الصيد"} <= set(found)
    assert not {"في", "إن", "زعفران", "الميناء"} & set(found)
    row = page.one(f"(//table[{FIRST}]//tr[th//bdi[text()='القديم']])[1]")
    assert [cell.text_content().strip() for cell in row.xpath("td")[1::2]] == ["4", "4"]


def test_a_word_leads_to_the_lines_that_have_it_near(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"q": "الميناء", "window": "2"})
    lines = visit_harbour(page.link("القديم"))
    assert lines.says("//h1") == "4 أسطر"
    assert "«القديم»" in lines.says("//main")
    assert "القديم" in lines.all("//td[@class='after']")[0].text_content()
    assert visit_harbour(lines.link("كل الأسطر")).says("//h1") == "13 سطرًا"


def test_what_marks_each_year_leads_to_that_years_lines(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"q": "الميناء"})
    rows = page.all("//table[contains(@class, 'by-place')]/tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == ["2012", "2013", "2015"]
    marking = {word.text_content() for word in rows[2].xpath(".//span[@class='marking']//bdi")}
    assert "القديم" in marking
    asked = parse_qs(urlsplit(rows[2].xpath("td//a[bdi='القديم']/@href")[0]).query)
    assert (asked["near"], asked["since"]) == (["القديم"], ["2015"])
    by_source = visit_harbour("/words-around", {"q": "الميناء", "by": "source"})
    assert "صحيفة الساحل" in by_source.says("//table[contains(@class, 'by-place')]")


def test_one_long_text_does_not_decide_what_marks_the_results(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"q": "الميناء"})
    telling = words(page, "preceding::h2[@id='telling']")
    assert telling
    assert not {"زعفران", "الميناء"} & set(telling)
    results = visit_harbour(page.all("//h2[@id='telling']/following::tbody//a")[0].get("href"))
    assert results.all("//article")


def test_filters_alone_have_telling_words_and_no_company(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"source": "جريدة الوادي"})
    assert "الوزارة" in words(page, "preceding::h2[@id='telling']")
    assert not page.all("//form[@class='options']")
    assert not visit_harbour("/words-around").all("//table")


def test_the_tables_to_take_away_have_what_the_page_has(harbour: Archive) -> None:
    from kashshaf.web import create_app

    client = create_app(harbour).test_client()
    found = rows(client, "/words-around.csv", q="الميناء")
    old = next(row for row in found if row["word"] == "القديم")
    assert (old["count"], old["records"], old["forms"]) == ("4", "4", "القديم 4")
    by_year = rows(client, "/words-around-by.csv", q="الميناء")
    assert {row["year"] for row in by_year} <= {"2012", "2013", "2015"}
    telling = rows(client, "/telling-words.csv", source="جريدة الوادي")
    assert {"word", "log_ratio", "records_elsewhere"} <= telling[0].keys()
    assert rows(client, "/words-around.csv") == []
    for address in ("/words-around.csv", "/words-around-by.csv", "/telling-words.csv"):
        assert client.get(address, query_string={"since": "x"}).status_code == 400


def test_wrong_options_are_named_on_the_page(visit_harbour: Visit) -> None:
    page = visit_harbour("/words-around", {"q": "الميناء", "window": "99", "measure": "t"})
    assert page.status == 400
    assert len(page.all("//p[@role='alert']")) == 2
    assert visit_harbour("/concordance", {"q": "الميناء", "near": "كلمتان معًا"}).status == 400


def test_the_api_answers_the_same(harbour: Archive) -> None:
    from kashshaf.web import create_app

    client = create_app(harbour).test_client()
    asked = {"q": "الميناء", "side": "after", "window": "1", "measure": "count", "by": "source"}
    found = json_of(client.get("/api/v1/collocates", query_string=asked))
    counts = {one["word"]: one["count"] for one in found["collocates"]}
    assert counts == {"الجديد": 4, "القديم": 4}
    assert [place["place"] for place in found["places"]] == [
        *("صحيفة الساحل", "جريدة الوادي", "مجلة النهر")
    ]
    telling = json_of(client.get("/api/v1/telling-words", query_string={"source": "جريدة الوادي"}))
    assert telling["records_matching"] == 4
    for wrong in ({"by": "colour"}, {"side": "left"}, {"window": "0"}, {"offset": "1"}):
        answer = client.get("/api/v1/collocates", query_string={"q": "الميناء", **wrong})
        assert [one["parameter"] for one in json_of(answer)["errors"]] == list(wrong)
