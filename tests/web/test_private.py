"""What `private = true` in an archive's settings keeps from search engines, caches and guesses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hosts import host
from lxml import html

from kashshaf import Archive
from kashshaf.archive.errors import ArchiveError, SettingsError
from kashshaf.archive.settings import Settings
from kashshaf.cli.main import main
from kashshaf.web import create_app
from kashshaf.web.access.gate import with_passwords
from kashshaf.web.access.passwords import set_password

LAYLA = ("layla", "بحر لا يهدأ أبدا")
PATHS = (
    *(
        "/",
        "/?q=مكتبة&lang=en",
        "/record/1",
        "/record/none",
        "/nowhere",
        "/kashshaf-static/keys.js",
    ),
    *(
        "/api/v1/search",
        "/api/v1/stories",
        "/api/v1/none",
        "/export.csv",
        "/opensearch.xml",
        "/sitemap.xml",
    ),
)


@pytest.fixture
def private(tmp_path: Path) -> Iterator[Archive]:
    """An archive that is for some people only."""
    folder = tmp_path / "press"
    with Archive.create(folder, title="أوراق خاصة") as made:
        made.add([{"id": "1", "title": "مكتبة جديدة", "text": "نص", "date": "2014"}])
    settings = folder / "settings.toml"
    text = settings.read_text("utf-8")
    assert "\n# private = true\n" in text
    settings.write_text(text.replace("\n# private", "\nprivate"), "utf-8")
    with Archive.open(folder) as archive:
        yield archive


def feed_of(page: str) -> str:
    (address,) = html.fromstring(page).xpath("//link[@type='application/atom+xml']/@href")
    return str(address)


@pytest.mark.parametrize("path", PATHS)
def test_no_search_engine_and_no_shared_cache_is_to_keep_any_of_it(
    private: Archive, path: str
) -> None:
    for client in (create_app(private).test_client(), host(private).test_client()):
        for prefix in ("", "/press", "/press/json"):
            answer = client.get(prefix + path, buffered=True)
            if "Content-Security-Policy" not in answer.headers:
                continue  # a page of the host's own
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
            kept = answer.cache_control
            assert kept.private
            assert not kept.public
            assert kept.s_maxage is None


def test_an_answer_that_has_not_changed_is_private_too(private: Archive) -> None:
    client = create_app(private).test_client()
    etag = client.get("/api/v1/search").headers["ETag"]
    answer = client.get("/api/v1/search", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.cache_control.private


def test_of_an_archive_for_all_nothing_of_the_kind_is_said(archive: Archive) -> None:
    answer = create_app(archive).test_client().get("/")
    assert "X-Robots-Tag" not in answer.headers
    assert not archive.private
    assert not (archive.folder / "feed.key").exists()
    assert create_app(archive).test_client().get("/feed/guess.atom").status_code == 404
    assert not (archive.folder / "feed.key").exists()


def test_crawlers_are_given_no_list_of_its_records(private: Archive) -> None:
    client = create_app(private).test_client()
    for path in ("/sitemap.xml", "/sitemap-1.xml"):
        assert client.get(path).status_code == 404


def test_its_feeds_are_where_nobody_can_guess(private: Archive) -> None:
    client = create_app(private).test_client()
    address = feed_of(client.get("/?q=مكتبة").text)
    assert re.fullmatch(r"/feed/[0-9a-f]{32}\.atom\?q=مكتبة", address)
    feed = client.get(address)
    assert feed.status_code == 200
    assert "مكتبة جديدة" in feed.text
    assert f"http://localhost{address.partition('?')[0]}" in feed.text
    assert address.partition("?")[0] in client.get("/opensearch.xml").text
    for guess in ("/feed.atom", "/feed/.atom", f"/feed/{'0' * 32}.atom", "/feed/مفتاح.atom"):
        assert client.get(guess).status_code == 404
    assert "/feed.atom" not in client.get("/").text


def test_the_key_is_for_the_owner_alone_and_a_new_one_ends_the_old_addresses(
    private: Archive,
) -> None:
    client = create_app(private).test_client()
    old = feed_of(client.get("/?q=مكتبة").text)
    file = private.folder / "feed.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text("ascii") not in old
    told = CliRunner().invoke(main, ["feed", "-a", str(private.folder)]).stdout.strip()
    assert old == f"{told}?q=مكتبة"
    again = CliRunner().invoke(main, ["feed", "-a", str(private.folder), "--renew"]).stdout.strip()
    assert again != told
    assert client.get(old).status_code == 404
    assert client.get(again).status_code == 200
    assert feed_of(client.get("/?q=مكتبة").text) == f"{again}?q=مكتبة"
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_archives_have_two_secrets(private: Archive, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "other") as other:
        assert other.feed_key() != private.feed_key()
    with Archive.open(private.folder) as again:
        assert again.feed_key() == private.feed_key()


def test_behind_passwords_the_secret_address_alone_needs_none(
    private: Archive, tmp_path: Path
) -> None:
    set_password(tmp_path / "readers", *LAYLA)
    app = create_app(private)
    with_passwords(app, tmp_path / "readers")
    client = app.test_client()
    address = feed_of(client.get("/?q=مكتبة", auth=LAYLA).text)
    assert client.get(address).status_code == 200
    wrong = address.replace(address[6:10], "0000" if address[6:10] != "0000" else "1111")
    longer = f"{address.partition('?')[0]}/more"
    for path in ("/", "/feed.atom", wrong, longer, "/record/1", "/export.atom"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert "أوراق" not in answer.text
        assert answer.headers["X-Robots-Tag"]
    assert client.get(f"{address}&sort=nonsense").status_code == 400


def test_a_feed_is_as_private_in_an_application_of_others(private: Archive) -> None:
    client = host(private).test_client()
    address = feed_of(client.get("/press/?q=مكتبة").text)
    assert address.startswith(f"/press/feed/{private.feed_key()}.atom")
    assert client.get(address).status_code == 200
    assert client.get("/press/feed.atom").status_code == 404


def test_a_key_that_cannot_be_used_is_told_before_anything_is_served(private: Archive) -> None:
    file = private.folder / "feed.key"
    for broken in (b"not hexadecimal", b"\xff"):
        file.write_bytes(broken)
        with pytest.raises(ArchiveError, match="kashshaf feed --renew"):
            create_app(private)
    private.renew_feed_key()
    create_app(private)


@pytest.mark.parametrize("value", ['"yes"', '"true"', "1", "[]"])
def test_private_is_true_or_false(tmp_path: Path, value: str) -> None:
    (tmp_path / "settings.toml").write_text(f"private = {value}\n", "utf-8")
    with pytest.raises(SettingsError, match="private must be true or false, without quotes"):
        Settings.read(tmp_path)


def test_the_command_says_where_the_feed_is_of_an_archive_for_all(archive: Archive) -> None:
    result = CliRunner().invoke(main, ["feed", "-a", str(archive.folder)])
    assert result.exit_code == 1
    assert "is not private, and its feed is at /feed.atom: set `private = true`" in result.stderr
