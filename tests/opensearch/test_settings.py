"""What the settings of the OpenSearch engine may say, and that no one hears of a password."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gateway import Gateway
from given_feed import built
from opensearch_node import Node
from server_indexes import article, kind_on

from kashshaf.archive.errors import SearchIndexError, SettingsError
from kashshaf.archive.fields import STANDARD
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import Request
from kashshaf.index.engines.opensearch.settings import ServerSettings

SECRET = "كلمة-سر-9x7"  # noqa: S105


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"host": "http://a"}, "no setting 'host'; it has hosts, user, password"),
        ({"hosts": "http://a"}, "hosts must be a list of addresses"),
        ({"hosts": []}, "hosts must be a list of addresses"),
        ({"hosts": ["search.example:9200"]}, "hosts must be a list of addresses"),
        ({"hosts": ["http://a:port"]}, "hosts must be a list of addresses"),
        ({"hosts": [f"https://me:{SECRET}@a:9200"]}, "without user or password"),
        ({"password": SECRET}, "both a user and a password"),
        ({"user": "me"}, "both a user and a password"),
        (
            {"hosts": ["http://search.example:9200"], "user": "me", "password": SECRET},
            "would go out for all to read",
        ),
        ({"password": [SECRET]}, "password must be text"),
        ({"ca_certs": "/no/such/file.pem"}, "ca_certs must be the path of a file"),
        ({"verify": "yes"}, "verify must be true or false"),
        ({"index": "كشاف"}, "index must be lower-case Latin letters"),
        ({"index": "a.b"}, "index must be lower-case Latin letters"),
        ({"shards": 0}, "shards must be a whole number from 1 up"),
        ({"shards": True}, "shards must be a whole number from 1 up"),
        ({"replicas": -1}, "replicas must be a whole number from 0 up"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(table, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        engine_kind("opensearch", schema_of(STANDARD), {"opensearch": table})
    assert message in str(caught.value)
    assert SECRET not in str(caught.value)


def test_the_environment_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", "https://a:9200, https://b:9200")
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_USER", "reader")
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_PASSWORD", SECRET)
    settings = ServerSettings.read({"hosts": ["http://c"], "user": "other", "shards": 2})
    assert settings.hosts == ("https://a:9200", "https://b:9200")
    assert (settings.user, settings.password, settings.shards) == ("reader", SECRET, 2)
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", "a:9200")
    with pytest.raises(SettingsError, match="KASHSHAF_OPENSEARCH_HOSTS must be"):
        ServerSettings.read({})


def test_a_password_is_in_no_log_no_error_and_no_file(
    node: Node, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kind = kind_on(node, user="reader", password=SECRET)
    with built(kind, tmp_path / "index", [article(1, "نهر")]) as engine:
        engine.search(Request(plan.MatchAll()))
        kept = b"".join(path.read_bytes() for path in (tmp_path / "index").iterdir())
    with pytest.raises(SearchIndexError) as caught:
        kind.open(tmp_path / "index")
    assert "bulk" in caplog.text
    assert "Basic " not in caplog.text
    for told in (caplog.text, kept.decode(), repr(ServerSettings(password=SECRET)), caught.value):
        assert SECRET not in str(told)


def test_a_gateway_lets_in_who_trusts_it_and_has_the_password(node: Node, tmp_path: Path) -> None:
    with Gateway(node, tmp_path, "reader", SECRET) as gateway:

        def kind(**settings: object):
            return kind_on(hosts=[gateway.address], **settings)

        trusted = {"ca_certs": str(gateway.certificate)}
        known = {"user": "reader", "password": SECRET}
        index = tmp_path / "index"
        for settings in (trusted | known, {"verify": False} | known):
            with built(kind(**settings), index, [article(1, "نهر")]) as engine:
                assert engine.search(Request(plan.MatchAll())).total == 1
            (index / "index.json").unlink()
            index.rmdir()
        for settings, message in (
            (known, "certificate that is not trusted"),
            (trusted, "check its user and password"),
            (trusted | known | {"password": "other"}, "check its user and password"),
        ):
            (tmp_path / "index.json").write_text(json.dumps({"index": "any"}))
            with pytest.raises(SearchIndexError, match=message):
                kind(**settings).remove(tmp_path)


def test_without_the_client_the_engine_says_how_to_install_it() -> None:
    program = """
import sys
sys.modules["opensearchpy"] = None
import kashshaf
from kashshaf.archive.fields import STANDARD
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind
try:
    engine_kind("opensearch", schema_of(STANDARD))
except kashshaf.KashshafError as error:
    print(type(error).__name__, error)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=dict(os.environ)
    )
    assert told.stdout.startswith("SettingsError"), told.stderr
    assert 'pip install "kashshaf[opensearch]"' in told.stdout


def test_the_client_is_imported_only_where_the_engine_is_asked_for() -> None:
    program = "import sys, kashshaf; kashshaf.Archive; print('opensearchpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout == "False\n", told.stderr
