"""A record's page shows its pictures and lists its files; each has an address, and runs nowhere."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import url_for
from flask.testing import FlaskClient
from pictured import CAPTION, MEDIA, ODD, PICTURE

from kashshaf import Archive
from kashshaf.web import create_app
from kashshaf.web.access.gate import with_passwords
from kashshaf.web.access.passwords import set_password


@pytest.fixture
def asked(pictured_archive: Archive) -> FlaskClient:
    return create_app(pictured_archive).test_client(use_cookies=False)


@pytest.fixture
def page(pictured_archive: Archive, browse: Callable[[Archive], Any]) -> Callable[..., Any]:
    visit = browse(pictured_archive)
    return lambda record_id, lang="ar": visit(f"/record/{record_id}", {"lang": lang})


def test_pictures_stand_on_the_page_with_their_room_and_a_name(page: Callable[..., Any]) -> None:
    several = page("several")
    first, second, tall = several.all("//section[@class='media']//img")
    assert (first.get("width"), first.get("height")) == ("360", "240")
    assert (second.get("width"), second.get("height")) == ("30", "20")
    assert (tall.get("width"), tall.get("height")) == ("107", "240")
    assert {one.get("loading") for one in (first, second, tall)} == {"lazy"}
    assert first.get("alt") == CAPTION
    assert second.get("alt") == "صورة من المادة (2 من 3)"
    assert first.getparent().get("href") == first.get("src") == "/media/1/several"
    (alone,) = page("one", "en").all("//section[@class='media']//img")
    assert (alone.get("width"), alone.get("height")) == ("736", "491")
    assert alone.get("alt") == "Picture of this item"


@pytest.mark.parametrize(
    ("lang", "pdf", "gone"),
    [
        ("ar", "بيان.pdf ملف PDF، 1.2 ميغابايت نص البيان", "gone.jpg غير محفوظ في هذا الأرشيف"),
        ("en", "بيان.pdf PDF, 1.2 MB نص البيان", "gone.jpg not kept in this archive"),
    ],
)
def test_files_are_listed_with_kind_and_size_and_what_is_gone_is_said(
    page: Callable[..., Any], lang: str, pdf: str, gone: str
) -> None:
    listed = page("several", lang).all("//ul[@class='attached']/li")
    said = [" ".join(one.text_content().split()) for one in listed]
    assert (said[0], said[3]) == (pdf, gone)
    assert [bool(one.xpath(".//a")) for one in listed] == [True, True, True, False, False]


def test_a_record_without_files_has_nothing_of_this(page: Callable[..., Any]) -> None:
    without = page("none")
    assert not without.all("//section[@class='media']")
    assert not without.all("//link[contains(@href, 'media.css')]")
    assert "BBC" in without.says("//aside")  # which is what the file called so
    assert not page("several").all("//aside//dt[contains(., 'media')]")


def test_a_picture_is_shown_whatever_its_name_and_runs_nothing(asked: FlaskClient) -> None:
    answer = asked.get("/media/1/several", buffered=True)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", PICTURE)
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    default, _, *others = answer.headers["Content-Security-Policy"].split("; ")
    assert (default, others) == ("default-src 'none'", ["frame-ancestors 'none'", "sandbox"])


@pytest.mark.parametrize("number", [4, 5, 6])
def test_all_else_is_handed_over_as_bytes(asked: FlaskClient, number: int) -> None:
    answer = asked.get(f"/media/{number}/several", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/media/7/several", "/media/8/several", "/media/0/several", "/media/9/several"),
        *("/media/1/none", "/media/1/nobody", "/media/1", "/media/-1/several", "/media/a/several"),
        *("/media/photos/a.jpg", "/media/1/../secret.txt", f"/media/{10**30}/several"),
    ],
)
def test_only_what_a_record_names_and_has_can_be_asked_for(asked: FlaskClient, path: str) -> None:
    answer = asked.get(path, buffered=True)
    assert answer.status_code == 404
    assert b"secret" not in answer.data.replace(path.encode(), b"")


def test_who_has_a_file_already_is_told_so_and_parts_can_be_asked_for(asked: FlaskClient) -> None:
    whole = asked.get("/media/1/several", buffered=True)
    again = asked.get(
        "/media/1/several", headers={"If-None-Match": whole.headers["ETag"]}, buffered=True
    )
    assert (again.status_code, again.data) == (304, b"")
    part = asked.get("/media/4/several", headers={"Range": "bytes=0-3"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"%PDF")
    assert (
        asked.get(
            "/media/4/several", headers={"Range": "bytes=99999999-"}, buffered=True
        ).status_code
        == 416
    )
    assert asked.head("/media/4/several", buffered=True).headers["Content-Length"] == "1240009"


def test_any_id_leads_to_its_pictures(
    pictured_archive: Archive, browse: Callable[..., Any]
) -> None:

    app = create_app(pictured_archive)
    with app.test_request_context():
        address = url_for("kashshaf.record", record_id=ODD)
    visit = browse(pictured_archive)
    (picture,) = visit(address).all("//section[@class='media']//img")
    assert app.test_client().get(picture.get("src"), buffered=True).data == PICTURE


@pytest.mark.parametrize("name", ['a"\r\nX: y.bin', "\u202egpj.exe", "م" * 400 + ".bin", "\x01"])
def test_no_name_of_a_file_breaks_the_answer(tmp_path: Path, name: str) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        (tmp_path / "archive" / "media").mkdir()
        archive.add([{"id": "a", "text": "نص", "media": [name]}])
        with suppress(OSError):  # one is too long for most disks
            (tmp_path / "archive" / "media" / name).write_bytes(b"\0")
        answer = create_app(archive).test_client().get("/media/1/a", buffered=True)
        assert answer.status_code in {200, 404}
        assert "X" not in answer.headers
        assert "\u202e" not in answer.headers.get("Content-Disposition", "")


def test_a_private_archive_shows_its_pictures_to_who_may_read_alone(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Archive.create(folder) as archive:
        archive.add([{"id": "a", "text": "نص", "media": ["a.png"]}])
    (folder / "media").mkdir()
    (folder / "media" / "a.png").write_bytes(PICTURE)
    settings = folder / "settings.toml"
    settings.write_text(f"private = true\n{settings.read_text('utf-8')}", "utf-8")
    users = tmp_path / "users"
    set_password(users, "layla", "بحر وميناء: ٧")
    with Archive.open(folder) as archive:
        app = create_app(archive)
        with_passwords(app, users)
        client = app.test_client()
        assert client.get("/media/1/a").status_code == 401
        answer = client.get("/media/1/a", auth=("layla", "بحر وميناء: ٧"), buffered=True)
        assert answer.data == PICTURE
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "private" in answer.headers["Cache-Control"]


def test_the_api_says_where_each_file_is_had(asked: FlaskClient) -> None:
    media = asked.get("/api/v1/records/several").json["media"]  # type: ignore[index]
    assert [one["file"] for one in media] == [one["file"] for one in MEDIA]
    assert [one["caption"] for one in media] == [one.get("caption", "") for one in MEDIA]
    assert asked.get(media[0]["address"], buffered=True).data == PICTURE
    gone = asked.get(media[6]["address"], buffered=True)
    assert (gone.status_code, gone.mimetype) == (404, "application/problem+json")
    odd = asked.get("/api/v1/records", query_string={"record_id": ODD}).json
    assert asked.get(odd["media"][0]["address"], buffered=True).data == PICTURE  # type: ignore[index]
    assert asked.get("/api/v1/records/none").json["media"] == []  # type: ignore[index]


def test_an_export_of_telegram_shows_its_pictures_where_the_settings_say_it_stands(
    tmp_path: Path,
) -> None:
    export = tmp_path / "exports" / "telegram-export"
    (export / "photos").mkdir(parents=True)
    (export / "photos" / "photo_1.jpg").write_bytes(PICTURE)
    message = {"id": 2, "type": "message", "date": "2024-02-16T10:00:00", "from": "قناة المنارة"}
    said = {"text": "رست في المرفأ سفينة.", "photo": "photos/photo_1.jpg"}
    chat = {"name": "قناة المنارة", "type": "public_channel", "id": 7, "messages": [message | said]}
    (export / "result.json").write_text(json.dumps(chat), "utf-8")
    folder = tmp_path / "archive"
    with Archive.create(folder) as archive:
        archive.ingest([export])
    client_path = "/media/1/telegram:7/2"
    with Archive.open(folder) as archive:
        assert create_app(archive).test_client().get(client_path, buffered=True).status_code == 404
    for stands in (export, export.parent, Path("../exports")):
        (folder / "settings.toml").write_text(f'[media]\nfolder = "{stands}"\n', "utf-8")
        with Archive.open(folder) as archive:
            assert create_app(archive).test_client().get(client_path, buffered=True).data == PICTURE
