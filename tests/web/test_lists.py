"""Lists that readers gather: opened as results, and all of a search added."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]


def opened(client: FlaskClient, ids: object) -> Any:
    return client.post("/lists/open", data={"ids": json.dumps(ids)}, follow_redirects=True)


def test_a_list_is_opened_as_results_that_can_be_searched(
    client: FlaskClient, archive: Archive, visit: Visit
) -> None:
    ids = [hit.record.id for hit in archive.search("كتاب", limit=4).hits]
    answer = client.post("/lists/open", data={"ids": json.dumps(ids)})
    assert answer.status_code == 302
    page = visit(answer.location)
    assert page.says("//h1") == "4 نتائج"
    assert "القائمة: 4 مواد" in page.says("//ul[@class='chips']")
    assert page.one("//form[@id='search']//input[@name='among']").get("value")
    for view in ("concordance", "trends"):
        links = page.all(f"//nav[@class='views']/a[contains(@href, '{view}')]")
        assert "among=" in links[0].get("href")
    export = page.all("//a[contains(@href, '/export.jsonl')]")[0].get("href")
    lines = client.get(export, buffered=True).text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == set(ids)


def test_the_chart_of_a_list_has_all_that_the_archive_has_beside_it(
    client: FlaskClient, archive: Archive
) -> None:
    oldest, *_, newest = archive.each(until="2016", excluding={"date": ["unknown"]}, sort="oldest")
    listed = archive.listing([oldest.id, newest.id], "طرفان")
    asked = {"among": listed, "by": "year"}
    table = client.get("/trends.csv", query_string=asked).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sum(int(row["طرفان"]) for row in rows) == 2
    held = archive.held("year")
    assert all(int(row["records"]) == held[row["year"]] for row in rows)


def test_ids_that_an_address_could_trip_over_are_opened(client: FlaskClient) -> None:
    answer = opened(client, ["/يبدأ بشرطة", "أخبار/2014//1 ?#%", "سطر\nآخر"])
    assert answer.text.count("<article") == 2


@pytest.mark.parametrize("ids", ["x", {"a": 1}, [1], None])
def test_what_is_no_list_of_ids_is_refused(client: FlaskClient, ids: object) -> None:
    assert opened(client, ids).status_code == 400


def test_a_list_that_was_not_copied_whole_is_told_of(visit: Visit) -> None:
    page = visit("/", {"among": "AAAAA!", "q": "كتاب"})
    assert page.status == 400
    assert "نُسخت ناقصة" in page.says()


def test_all_of_a_search_is_given_to_a_list(client: FlaskClient, archive: Archive) -> None:
    answer = client.get("/lists/found", query_string={"q": "كتاب", "sort": "oldest"})
    found = json.loads(answer.text)
    assert [one["id"] for one in found] == [
        record.id for record in archive.each("كتاب", sort="oldest")
    ]
    assert found[0].keys() == {"id", "title"}


def test_the_page_of_lists_says_that_they_stay_in_the_browser(visit: Visit) -> None:
    assert "في هذا المتصفح وحده" in visit("/lists").says()
    assert "this browser alone" in visit("/lists", {"lang": "en"}).says()


def test_the_chart_of_a_list_is_called_by_its_name(
    client: FlaskClient, archive: Archive, visit: Visit
) -> None:
    listed = archive.listing([record.id for record in archive.each("كتاب", limit=5)], "كتب الشهر")
    page = visit("/trends", {"among": listed})
    assert page.says("//head/title").startswith("الاتجاهات: كتب الشهر")
    heads = [head.text_content() for head in page.all("//table//th[@scope='col']")]
    assert heads[1:] == ["كتب الشهر", "كل المواد"]
    drawn = client.get("/trends.svg", query_string={"among": listed}).text
    assert ">\u202bكتب الشهر\u202c</text>" in drawn
