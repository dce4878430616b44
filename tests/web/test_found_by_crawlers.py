"""What crawlers are told: where everything is, what is new, what to leave, and what a page is."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from kashshaf import Archive
from kashshaf.archive.record import Provenance, Record
from kashshaf.web import archive_pages, create_app, robots_txt
from kashshaf.web.pages import discovery

Visit = Callable[..., Any]
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CITED = "2024-05-06T07:08:09Z"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Seven records in sitemaps of three; the whole of the second map has been removed."""
    monkeypatch.setattr(discovery, "_PER_MAP", 3)
    provenance = Provenance("a.txt", None, "text", CITED)
    with Archive.create(tmp_path / "archive") as archive:
        archive.add({"id": f"a/{number} ?&ك", "text": "نص"} for number in range(7))
        archive.remove(*(f"a/{number} ?&ك" for number in (3, 4, 5)))
        with archive._writer.changing("put") as store:
            store.put([Record(id="a/6 ?&ك", text="نص أحدث", provenance=provenance)])
        yield archive


def _sitemap(client: FlaskClient, address: str) -> dict[str, str | None]:
    """What a sitemap leads to, with when it last changed."""
    root = etree.fromstring(client.get(address).data)
    places = {one.findtext(f"{SITEMAPS}loc"): one.findtext(f"{SITEMAPS}lastmod") for one in root}
    return {place.removeprefix("http://localhost"): when for place, when in places.items()}


def test_sitemaps_lead_to_all_that_there_is_with_the_time_of_its_last_change(
    small: Archive,
) -> None:
    client = create_app(small).test_client()
    maps = _sitemap(client, "/sitemap.xml")
    assert list(maps) == ["/sitemap-1.xml", "/sitemap-3.xml"]
    assert maps["/sitemap-3.xml"] == CITED
    records = {place: when for one in maps for place, when in _sitemap(client, one).items()}
    assert len(records) == len(small) == 4
    assert {client.get(place).status_code for place in records} == {200}
    assert list(records.values())[-1] == CITED
    assert all(records.values())
    for none in ("/sitemap-2.xml", "/sitemap-4.xml", "/sitemap-0.xml"):
        assert client.get(none).status_code == 404


def test_a_record_stays_in_its_sitemap_when_others_come_and_go(small: Archive) -> None:
    client = create_app(small).test_client()
    before = _sitemap(client, "/sitemap-3.xml")
    small.remove("a/0 ?&ك")
    small.add([{"id": "later", "text": "نص"}])
    after = _sitemap(client, "/sitemap-3.xml")
    assert list(after) == [*before, "/record/later"]


def _is_allowed(rules: str, address: str) -> bool:
    """As RFC 9309 has it: a rule is how an address begins, and in it `*` is anything."""
    kept_from = re.findall(r"^Disallow: (.+)$", rules, re.MULTILINE)
    patterns = (re.escape(beginning).replace(r"\*", ".*") for beginning in kept_from)
    return not any(re.match(pattern, address) for pattern in patterns)


def test_crawlers_are_asked_not_to_go_where_there_is_no_end(client: FlaskClient) -> None:
    said = client.get("/robots.txt").text
    for address in (
        *("/?q=x", "/?source=x", "/export.csv", "/export.jsonl?q=x", "/concordance.csv?q=x"),
        *(
            "/trends?q=x",
            "/trends.csv?q=x",
            "/trends.svg?q=x",
            "/facet/source",
            "/complete?q=x",
            "/concordance?q=x",
        ),
        *("/stories?q=x", "/printed-after?q=x", "/printed-after.csv", "/printed-after.graphml"),
        *("/words-around?q=x", "/words-around.csv?q=x", "/telling-words.csv", "/compare?a.q=x"),
        *("/words-around-by.csv?q=x", "/compare.csv?a.q=x"),
        *("/stories.csv", "/stories.jsonl?q=x"),
        *("/trace?text=x", "/shared/a?other=b", "/shared?record_id=a&other=b"),
    ):
        assert not _is_allowed(said, address), address
    others = RobotFileParser()  # Python's own, which knows no stars
    others.parse(said.splitlines())
    assert others.site_maps() == ["http://localhost/sitemap.xml"]
    for address in (
        "/",
        "/record/saahil-2014-001",
        "/sitemap-1.xml",
        "/trends",
        "/feed.atom",
        "/story/1",
        "/trace",
    ):
        assert _is_allowed(said, address), address
        assert others.can_fetch("anyone", f"http://localhost{address}")


def test_a_host_application_puts_the_rules_in_a_file_of_its_own(archive: Archive) -> None:
    host = Flask("host")
    host.register_blueprint(archive_pages(archive, "press"), url_prefix="/press")
    host.add_url_rule("/robots.txt", view_func=lambda: robots_txt("press"))
    said = host.test_client().get("/robots.txt").text
    assert "Disallow: /press/export.\n" in said
    assert "Sitemap: http://localhost/press/sitemap.xml" in said


def test_a_browser_gets_an_icon_where_it_looks_for_one(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico", buffered=True)
    assert answer.status_code == 200
    assert answer.data[:4] == b"\0\0\1\0"
    assert answer.mimetype in ("image/vnd.microsoft.icon", "image/x-icon")


@pytest.mark.parametrize(
    "address", ["/", "/record/saahil-2014-001", "/concordance", "/facet/source"]
)
def test_a_page_has_one_whole_address_whoever_asks(client: FlaskClient, address: str) -> None:
    page = etree.HTML(client.get(address, base_url="https://archive.example/press").text)
    (link,) = page.findall(".//link[@rel='canonical']")
    assert link.get("href") == f"https://archive.example/press{address}"
    assert page.findall(".//meta[@name='robots']") == []


def test_a_record_is_one_page_from_whatever_search_one_comes(visit: Visit) -> None:
    page = visit("/record/saahil-2014-001", {"q": "كتاب", "at": "2"})
    assert page.one("//link[@rel='canonical']").get("href").endswith("/record/saahil-2014-001")
    assert page.all("//meta[@name='robots']") == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_kind_of_page_is_described_in_the_readers_language(visit: Visit, lang: str) -> None:
    addresses = ("/", "/record/saahil-2014-001", "/concordance", "/trends", "/facet/source")
    pages = [visit(address, {"lang": lang}) for address in addresses]
    pages.append(visit("/", {"lang": lang, "q": "كتاب"}))
    said = [page.one("//meta[@name='description']").get("content") for page in pages]
    assert len(set(said)) == len(pages)
    assert all(20 < len(one) <= 200 for one in said)
    assert said[1].startswith("افتُتحت")
    assert ("«كتاب»" if lang == "ar" else "“كتاب”") in said[-1]
