from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kashshaf import Archive
from kashshaf.web import create_app

PATHS = [
    *("/search?q=كتاب", "/complete?q=كت", "/records/a", "/openapi.json"),
    *("/reprints?record_id=a", "/shared?record_id=a&other=a", "/stories", "/printed-after"),
    "/pairs",
]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "small") as archive:
        archive.add([{"id": "a", "title": "كتاب"}])
        yield archive


@pytest.fixture
def client(small: Archive) -> FlaskClient:
    return create_app(small).test_client()


def again(client: FlaskClient, path: str, etag: str | None) -> int:
    return client.get(f"/api/v1{path}", headers={"If-None-Match": etag}).status_code


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_not_sent_twice_while_the_archive_is_the_same(
    client: FlaskClient, path: str
) -> None:
    first = client.get(f"/api/v1{path}")
    assert first.headers["Cache-Control"] == "no-cache"
    second = client.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.data) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == "no-cache"
    assert "Content-Security-Policy" in second.headers


@pytest.mark.parametrize("path", PATHS)
def test_a_change_of_the_archive_is_seen_at_once(
    client: FlaskClient, small: Archive, path: str
) -> None:
    etags = [client.get(f"/api/v1{path}").headers["ETag"]]
    small.add([{"id": "b", "title": "كتاب آخر"}])
    etags.append(client.get(f"/api/v1{path}").headers["ETag"])
    small.rebuild()
    etags.append(client.get(f"/api/v1{path}").headers["ETag"])
    assert len(set(etags)) == 3
    assert again(client, path, etags[0]) == 200


def test_each_address_has_an_etag_of_its_own(client: FlaskClient) -> None:
    queries = ["q=كتاب", "q=كتب", "q=كتاب&limit=1", "q=%FF", "q=%FE", ""]
    etags = {client.get(f"/api/v1/search?{query}").headers["ETag"] for query in queries}
    assert len(etags) == len(queries)


@pytest.mark.parametrize("path", ["/search?limit=x", "/records/none", "/nowhere"])
def test_a_problem_is_never_kept(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/api/v1{path}", headers={"If-None-Match": "*"})
    assert answer.status_code in {400, 404}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient, path: str) -> None:
    get, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Content-Type", "Cache-Control"):
        assert head.headers[name] == get.headers[name]
    # What is sent as it is read has no length yet.
    assert ("Content-Length" in head.headers) == (path != "/pairs")


@pytest.mark.parametrize("path", PATHS)
def test_options_names_what_may_be_done_and_nothing_else_is_done(
    client: FlaskClient, path: str
) -> None:
    allowed = {"GET", "HEAD", "OPTIONS"}
    answer = client.options(f"/api/v1{path}")
    assert answer.status_code == 200
    assert answer.allow.as_set() == {name.lower() for name in allowed}
    refused = client.post(f"/api/v1{path}")
    assert refused.status_code == 405
    assert refused.mimetype == "application/problem+json"
    assert refused.allow.as_set() == {name.lower() for name in allowed}


def test_a_record_is_read_without_an_index(small: Archive, client: FlaskClient) -> None:
    etag = client.get("/api/v1/records/a").headers["ETag"]
    (small.folder / "index" / "current").unlink()
    assert again(client, "/records/a", etag) == 200
    assert client.get("/api/v1/search").status_code == 503
