"""Whatever an item's id is, its record has a page that opens from the list."""

import html
import json
import re
import urllib.request
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from odd_ids import IDS
from served import served

from kashshaf import Archive, Record
from kashshaf.web import create_app


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with Archive.in_memory() as archive:
        archive.add(Record(id=each, title=f"خبر {number}") for number, each in enumerate(IDS))
        assert sorted(record.id for record in archive.each()) == sorted(IDS)
        yield archive


@pytest.fixture(scope="module")
def site(archive: Archive) -> Iterator[str]:
    """A real server."""
    with served(create_app(archive)) as address:
        yield address


def fetch(address: str) -> str:
    """What is there, asked for as browsers do: steps through folders taken, letters encoded."""
    # `urljoin` takes `.` and `..` off, as browsers do; they take `%2e` for a dot too.
    dotted = re.sub("%2e", ".", re.sub("[\t\n\r]", "", address), flags=re.IGNORECASE)
    path, query = dotted.partition("?")[::2]
    path = path.replace("\\", "/")
    asked = urljoin(path, "") + ("?" + query if query else "")
    quoted = "".join(
        letter if " " < letter < "\x7f" else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in asked.strip("\0 ")
    )
    with urllib.request.urlopen(quoted, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode())


def test_every_record_of_the_list_opens_by_its_link_and_can_be_cited(site: str) -> None:
    opened = set()
    for page in range(1, 2 + len(IDS) // 100):
        listed = fetch(f"{site}/?per_page=100&page={page}")
        for link in re.findall(r'href="(/record[^"]*)"', listed):
            opened.add(site + html.unescape(link))
    titles = set()
    for link in opened:
        shown = fetch(link)
        found = re.search(r"<h1[^>]*>\s*(?:<[^>]*>)?(خبر \d+)", shown)
        assert found, link[:80]
        titles.add(found[1])
        cited = html.unescape(re.findall(r'href="(/cite/csl-json[^"]*)"', shown)[0])
        assert json.loads(fetch(site + cited))[0]["title"] == found[1]
    assert titles == {f"خبر {number}" for number in range(len(IDS))}


def test_every_record_is_in_the_api_under_its_id(archive: Archive, site: str) -> None:
    app = create_app(archive)
    for each in IDS:
        with app.test_request_context():
            address = app.url_for("kashshaf_api.record", record_id=each)
        assert json.loads(fetch(site + address))["id"] == each


def test_the_copies_of_every_record_have_a_page_under_its_id(archive: Archive, site: str) -> None:
    app = create_app(archive)
    for number, each in enumerate(IDS):
        with app.test_request_context():
            address = app.url_for("kashshaf.story", record_id=each)
        assert f"خبر {number}" in fetch(site + address)


def test_an_id_that_a_path_can_carry_keeps_its_address(archive: Archive) -> None:
    app = create_app(archive)
    with app.test_request_context():
        assert app.url_for("kashshaf.record", record_id="a//b/...") == "/record/a//b/..."
        assert app.url_for("kashshaf.record", record_id="a b%") == "/record/a%20b%25"
        assert app.url_for("kashshaf.record", record_id="..") == "/record?record_id=.."


@pytest.mark.parametrize("address", ["/record", "/story", "/api/v1/records", "/cite/ris"])
def test_an_address_without_an_id_leads_nowhere(address: str) -> None:
    with Archive.in_memory() as empty:
        assert create_app(empty).test_client().get(address).status_code == 404
