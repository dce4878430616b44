"""A feed tells of what has come into the archive, whatever its date, and of nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

from kashshaf import Archive
from kashshaf.archive.record import Provenance, Record
from kashshaf.index.searching import latest
from kashshaf.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=["whoosh", "tantivy"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", title="صحف الساحل", engine=request.param) as archive:
        archive.add(_item(number, 2020 - number) for number in range(6))
        yield archive


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def _item(number: int, year: int) -> dict[str, str]:
    kind = "كتاب" if number % 2 else "صحيفة"
    return {"id": f"n{number}", "title": f"{kind} رقم {number}", "text": kind, "date": str(year)}


def _feed(client: FlaskClient, query: str = "", **headers: str) -> etree._Element:
    return etree.fromstring(client.get("/feed.atom", query_string={"q": query}, **headers).data)


def _titles(feed: etree._Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_what_was_taken_in_last_comes_first_however_old_it_is(
    archive: Archive, client: FlaskClient
) -> None:
    archive.add([_item(7, 1906)])
    assert _titles(_feed(client))[:2] == ["كتاب رقم 7", "كتاب رقم 5"]
    assert _titles(_feed(client, "كتاب")) == [f"كتاب رقم {number}" for number in (7, 5, 3, 1)]


def test_what_came_since_a_reader_looked_is_shown_by_itself(
    archive: Archive, client: FlaskClient
) -> None:
    seen = _feed(client, "كتاب").findtext(f"{ATOM}entry/{ATOM}id")
    archive.add([_item(7, 1906), _item(8, 1907), _item(9, 1908)])
    asked = {"q": "كتاب", "seen": seen}
    page = client.get("/new-results", query_string=asked, follow_redirects=True)
    assert [f"كتاب رقم {number}" in page.text for number in range(10)] == [
        number in (7, 9) for number in range(10)
    ]


def test_what_was_published_last_comes_first_where_that_is_asked_for(client: FlaskClient) -> None:
    answer = client.get("/feed.atom", query_string={"q": "كتاب", "sort": "newest"})
    feed = etree.fromstring(answer.data)
    assert _titles(feed) == ["كتاب رقم 1", "كتاب رقم 3", "كتاب رقم 5"]
    (own,) = (link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert "sort=newest" in own


def test_what_changes_stays_in_its_place_and_says_when(
    archive: Archive, client: FlaskClient
) -> None:
    archive.update("n1", text="كتاب آخر")
    assert _titles(_feed(client, "كتاب")) == [f"كتاب رقم {number}" for number in (5, 3, 1)]
    archive.remove("n3")
    assert _titles(_feed(client, "كتاب")) == [f"كتاب رقم {number}" for number in (5, 1)]


def test_a_few_among_many_are_found_however_far_back_they_are(
    archive: Archive, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latest, "_FIRST", 1)
    monkeypatch.setattr(latest, "_WIDER", 2)
    archive.add({"id": f"m{number}", "text": "ميناء"} for number in range(40))
    assert _titles(_feed(client, "كتاب")) == [f"كتاب رقم {number}" for number in (5, 3, 1)]
    every = [hit.record.id for hit in archive.latest(limit=100)]
    assert every == [
        *(f"m{n}" for n in reversed(range(40))),
        *(f"n{n}" for n in reversed(range(6))),
    ]
    assert [hit.record.id for hit in archive.latest(limit=3)] == ["m39", "m38", "m37"]
    assert archive.latest(limit=0) == []


def test_the_feed_is_as_old_as_its_newest_entry(client: FlaskClient, archive: Archive) -> None:
    when = "2024-05-06T07:08:09Z"
    provenance = Provenance("a.txt", None, "text", when)
    with archive._writer.changing("put") as store:
        store.put([Record(id="old", title="مرفأ قديم", provenance=provenance)])
    feed = _feed(client, "مرفأ")
    assert feed.findtext(f"{ATOM}updated") == "2024-05-06T07:08:09+00:00"
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2024-05-06T07:08:09+00:00"


def test_nothing_is_sent_again_while_nothing_has_changed(
    archive: Archive, client: FlaskClient
) -> None:
    answer = client.get("/feed.atom?q=كتاب")
    by_etag = {"If-None-Match": answer.headers["ETag"]}
    by_time = {"If-Modified-Since": answer.headers["Last-Modified"]}
    for condition in (by_etag, by_time):
        again = client.get("/feed.atom?q=كتاب", headers=condition)
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/feed.atom?q=صحيفة", headers=by_etag).status_code == 200
    archive.add([_item(9, 1910)])
    assert client.get("/feed.atom?q=كتاب", headers=by_etag).status_code == 200


def test_ids_are_the_same_on_another_server(client: FlaskClient) -> None:
    here, there = (
        etree.fromstring(client.get("/feed.atom?q=كتاب", base_url=address).data)
        for address in ("http://localhost", "https://archive.example")
    )
    ids = [[node.text for node in feed.iter(f"{ATOM}id")] for feed in (here, there)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 4
    (link,) = there.findall(f"{ATOM}link[@rel='self']")
    assert link.get("href").startswith("https://archive.example/feed.atom?")
