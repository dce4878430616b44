"""How answers travel: compressed where the client takes that, and kept where they stay the same."""

import gzip
import re
from collections.abc import Callable

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kashshaf import Archive
from kashshaf.web import archive_pages

TEXTS = (
    "/",
    "/?q=كتاب",
    "/record/saahil-2014-001",
    "/export.jsonl",
    "/export.ris",
    "/export.csl-json",
    "/feed.atom",
    "/sitemap-1.xml",
    "/concordance.csv?q=كتاب",
    "/api/v1/search?q=كتاب",
    "/kashshaf-static/kashshaf.css",
)


def got(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    """An answer, all of it, with files closed; headers are named as keywords can be."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=named, buffered=True)


def without_times(data: bytes) -> bytes:
    """An answer without what is another each time."""
    return re.sub(rb'"took_ms": [\d.]+|\d+[\d.]* ?(?:ms|\xd9\x85)', b"", data)


@pytest.mark.parametrize("address", TEXTS)
@pytest.mark.parametrize(("way", "undo"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_text_is_compressed_for_who_takes_it_and_is_the_same(
    client: FlaskClient, address: str, way: str, undo: Callable[[bytes], bytes]
) -> None:
    plain = got(client, address)
    packed = got(client, address, Accept_Encoding=way)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == way
    assert len(packed.data) < len(plain.data)
    assert without_times(undo(packed.data)) == without_times(plain.data)
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_stream_is_compressed_as_it_goes(client: FlaskClient) -> None:
    answer = client.get("/export.jsonl", headers={"Accept-Encoding": "gzip"})
    assert answer.is_streamed
    assert "Content-Length" not in answer.headers
    assert gzip.decompress(b"".join(answer.iter_encoded())).count(b"\n") > 10


@pytest.mark.parametrize("encoding", ["", "identity", "gzip;q=0"])
def test_who_takes_nothing_compressed_gets_it_plain(client: FlaskClient, encoding: str) -> None:
    answer = got(client, "/", Accept_Encoding=encoding)
    assert "Content-Encoding" not in answer.headers
    assert "<html" in answer.text


def test_a_part_of_a_file_is_that_part(client: FlaskClient) -> None:
    address = "/kashshaf-static/kashshaf.css"
    whole = got(client, address).data
    part = got(client, address, Range="bytes=10-29", Accept_Encoding="gzip, br")
    assert (part.status_code, part.data) == (206, whole[10:30])
    assert "Content-Encoding" not in part.headers


def test_an_answer_that_is_the_same_is_not_sent_again_compressed_or_not(
    client: FlaskClient,
) -> None:
    for address in ("/api/v1/search?q=كتاب", "/feed.atom", "/kashshaf-static/kashshaf.css"):
        first = got(client, address, Accept_Encoding="gzip")
        again = got(client, address, If_None_Match=first.headers["ETag"], Accept_Encoding="br")
        assert again.status_code == 304


def test_files_are_kept_for_ever_under_the_address_that_tells_what_is_in_them(
    client: FlaskClient,
) -> None:
    page = got(client, "/record/saahil-2014-001?q=كتاب").text
    files = set(re.findall(r'(?:href|src)="(/kashshaf-static/[^"]+)"', page))
    assert len(files) >= 6
    for file in files:
        answer = got(client, file)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for address in ("/kashshaf-static/kashshaf.css", "/kashshaf-static/kashshaf.css?v=earlier"):
        answer = got(client, address)
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]
    assert "Cache-Control" not in got(client, "/kashshaf-static/none.css?v=1").headers


def test_pages_in_a_host_application_are_compressed_by_the_host_or_not_at_all(
    archive: Archive,
) -> None:
    host = Flask("host")
    host.register_blueprint(archive_pages(archive), url_prefix="/press")
    answer = got(host.test_client(), "/press/", Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
