"""What readers take away, and what other programs are told."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree

from kashshaf import Archive

Visit = Callable[..., Any]
ATOM = "{http://www.w3.org/2005/Atom}"


NAME = "kashshaf كتاب OR مكتبة المنصة موقع ويب.csv"


def test_all_of_a_search_is_exported_in_the_order_of_its_pages(
    client: FlaskClient, archive: Archive
) -> None:
    asked = {"q": "كتاب OR مكتبة", "platform": "web"}
    ids = [record.id for record in archive.each("كتاب OR مكتبة", only={"platform": ["web"]})]
    assert len(ids) > 3
    table = client.get("/export.csv", query_string=asked)
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == ids
    name = table.headers["Content-Disposition"]
    assert name == f"attachment; filename=\"kashshaf OR.csv\"; filename*=UTF-8''{quote(NAME)}"
    assert client.get("/export.csv").headers["Content-Disposition"].endswith("=kashshaf.csv")
    with client.get("/export.csv", query_string={"q": "ا" * 2_000}) as endless:
        assert len(endless.headers["Content-Disposition"]) < 1_000
    narrowed = client.get("/export.csv?lang=ar&source=شبكة المنارة&since=2014&until=2014")
    called = quote("kashshaf المصدر شبكة المنارة التاريخ 2014.csv")
    assert narrowed.headers["Content-Disposition"].endswith(called)
    lines = client.get("/export.jsonl", query_string=asked).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    assert client.get("/export.ris", query_string=asked).text.count("\nER  - ") == len(ids)
    assert client.get("/export.bibtex", query_string=asked).text.count("\n@") + 1 == len(ids)


def test_what_is_exported_is_narrowed_as_the_page_is(client: FlaskClient) -> None:
    everything = client.get("/export.jsonl").text.count("\n")
    without = client.get("/export.jsonl", query_string={"not_platform": "web"}).text
    assert 0 < without.count("\n") < everything
    assert '"platform": "web"' not in without


@pytest.mark.parametrize(("lang", "table"), [("ar", "جدول (CSV)"), ("en", "Table (CSV)")])
def test_the_menu_names_every_format_in_the_readers_language(
    lang: str, table: str, visit: Visit, client: FlaskClient
) -> None:
    page = visit("/", {"q": "كتاب", "lang": lang})
    links = page.all("//div[@class='take']//a[@download]")
    assert [link.text for link in links][:5] == [table, "JSON Lines", "RIS", "BibTeX", "CSL-JSON"]
    assert {client.get(link.get("href")).status_code for link in links} == {200}
    assert client.get(page.all("//div[@class='take']//li/a")[0].get("href")).status_code == 200


def test_a_wrong_search_is_told_and_not_exported(client: FlaskClient) -> None:
    answer = client.get("/export.csv?since=x")
    assert answer.status_code == 400
    assert "text/html" in answer.headers["Content-Type"]
    assert client.get("/export.doc").status_code == 404


def test_a_search_is_a_feed_that_the_page_tells_of(client: FlaskClient, visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "sort": "oldest"})
    (link,) = page.all("//link[@type='application/atom+xml']")
    answer = client.get(link.get("href"))
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    assert feed.findtext(f"{ATOM}title") == "صحف الساحل: كتاب"
    assert len(feed.findall(f"{ATOM}entry")) > 3
    address = feed.find(f"{ATOM}entry/{ATOM}link").get("href")
    assert client.get(address.removeprefix("http://localhost")).status_code == 200


def test_a_record_is_cited_and_its_reference_taken_away(visit: Visit, client: FlaskClient) -> None:
    page = visit("/record/saahil-2014-001")
    cite = "//details[contains(@class, 'cite')]"
    assert [h.text for h in page.all(cite + "/h3")] == ["النمط العربي", "APA", "Chicago", "MLA"]
    assert "«معرض الكتاب يفتح أبوابه في رأس المرجان»" in page.says(cite)
    assert client.get(page.link("RIS")).text.startswith("TY  - NEWS\r\n")
    assert client.get(page.link("BibTeX")).text.startswith("@")
    (item,) = json.loads(client.get(page.link("CSL-JSON")).data)
    assert (item["id"], item["type"]) == ("saahil-2014-001", "article-newspaper")
    tags = {meta.get("name"): meta.get("content") for meta in page.all("//meta[@name]")}
    assert tags["citation_title"] == "معرض الكتاب يفتح أبوابه في رأس المرجان"
    assert tags["citation_publication_date"] == "2014/09/03"


def test_the_reference_of_any_id_can_be_had(client: FlaskClient) -> None:
    address = "/cite/ris/" + quote("أخبار/2014//1 ?#%")
    assert client.get(address).status_code == 200
    assert client.get("/cite/ris/none").status_code == 404
    assert client.get("/cite/csv/saahil-2014-001").status_code == 404


def test_a_browser_can_take_the_archive_as_a_search_engine(
    client: FlaskClient, visit: Visit
) -> None:
    (link,) = visit("/").all("//link[@rel='search']")
    answer = client.get(link.get("href"))
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(answer.data)
    page, _, itself = root.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert page.get("template") == "http://localhost/?q={searchTerms}"
    assert (itself.get("rel"), itself.get("template")) == (
        "self",
        "http://localhost/opensearch.xml",
    )
    icon = root.findtext("{http://a9.com/-/spec/opensearch/1.1/}Image")
    image = client.get(icon.removeprefix("http://localhost"), buffered=True)
    assert image.data[:4] == b"\0\0\1\0"


def test_the_sitemap_leads_to_every_record(client: FlaskClient, archive: Archive) -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = etree.fromstring(client.get("/sitemap.xml").data)
    places = [place.text for place in index.iter(f"{namespace}loc")]
    found = [
        place.text.removeprefix("http://localhost")
        for part in places
        for place in etree.fromstring(client.get(part.removeprefix("http://localhost")).data).iter(
            f"{namespace}loc"
        )
    ]
    assert len(found) == len(set(found)) == len(archive)
    assert {client.get(address).status_code for address in found} == {200}
    assert client.get("/sitemap-9.xml").status_code == 404


def test_crawlers_are_kept_from_the_countless_searches(visit: Visit) -> None:
    assert visit("/").all("//meta[@name='robots']") == []
    (robots,) = visit("/", {"q": "كتاب"}).all("//meta[@name='robots']")
    assert robots.get("content") == "noindex, nofollow"


@pytest.mark.parametrize("path", ["/concordance.csv", "/trends.csv"])
def test_a_table_of_a_wrong_search_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, query_string={"q": "كتاب", "since": "x"}).status_code == 400


def test_more_queries_than_trends_compare_are_refused(client: FlaskClient) -> None:
    asked = {"q": ["كتاب", "تويتر", "مكتبة", "صحيفة", "بحر", "ميناء"]}
    assert client.get("/trends", query_string=asked).status_code == 400


@pytest.mark.parametrize("path", ["/concordance.csv", "/trends.csv"])
def test_concordance_and_trends_are_taken_away_as_tables(client: FlaskClient, path: str) -> None:
    answer = client.get(path, query_string={"q": "كتاب"})
    header, *rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) > 2
    assert {len(row) for row in rows} == {len(header)}
    assert client.get(path).status_code == 200


def test_a_chart_for_an_article_is_xml_that_says_what_it_shows(client: FlaskClient) -> None:
    asked = {"q": ["كتاب", '<&"\x00\x0b> ' + "x" * 400], "platform": "web", "since": "2014"}
    answer = client.get("/trends.svg", query_string=asked)
    assert answer.mimetype == "image/svg+xml"
    drawing = etree.fromstring(answer.data)
    said = " ".join(drawing.itertext())
    for part in ("كتاب", "موقع ويب", "منذ 2014", "النسبة من كل المواد", "/trends?q=كتاب", '<&"'):
        assert part in said
    # It stands by itself: no sheet, no script, nothing from elsewhere.
    assert not {"style", "script", "image"} & {etree.QName(one).localname for one in drawing.iter()}
    assert b"href" not in answer.data
    assert client.get("/trends.svg", query_string={"q": "كتاب", "by": "source"}).status_code == 404
    assert client.get("/trends.svg", query_string={"q": "كتاب", "smooth": "4"}).status_code == 400
