"""The pictures and files that records name are found in the folder of media, and nowhere else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from drawn_pictures import png
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kashshaf.archive.media import MOST_MEDIA, Media, media_of, with_media
from kashshaf.archive.media_files import LARGEST_SHOWN, MediaFile, MediaFolder
from kashshaf.archive.record import Provenance, Record

PICTURE = png(30, 20)


def put(path: Path, data: bytes = PICTURE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(
    folder: Path, media: Sequence[Any], file: str = "", archive: Path | None = None
) -> list[MediaFile]:
    """What a record of a file finds in a folder of media."""
    archive = archive or folder.parent
    come = Provenance(file, 1, "telegram", "") if file else None
    record = Record(id="a", text="نص", extra={"media": list(media)}, provenance=come)
    return MediaFolder(folder, archive).files(record)


@pytest.mark.parametrize(
    ("stated", "files"),
    [
        ([{"file": "a.jpg", "caption": " المرفأ\n فجرًا "}], [Media("a.jpg", "المرفأ فجرًا")]),
        (["a.jpg", "b.pdf", "a.jpg"], [Media("a.jpg"), Media("b.pdf")]),
        ([{"uri": "media/posts/1.jpg", "title": "كلام"}], [Media("media/posts/1.jpg")]),
        (["https://example.org/a.jpg", "//x/a.jpg", "data:image/png;base64,AA"], []),
        (["", " ", 7, None, {"file": 7}, {"fullUrl": "x"}, ["a.jpg"], "a" * 1_001], []),
        ("BBC", []),
        ({"file": "a.jpg"}, []),
        ([f"{number}.jpg" for number in range(300)], None),
    ],
)
def test_media_are_a_list_of_names_whatever_else_stands_there(
    stated: Any, files: list[Media] | None
) -> None:
    if files is None:
        assert len(media_of({"media": stated})) == MOST_MEDIA
    else:
        assert media_of({"media": stated}) == files


def test_what_an_export_calls_media_itself_stays() -> None:
    fields = {"text": "نص", "media": "BBC"}
    assert with_media(fields, [Media("a.jpg")]) == fields


def test_a_picture_is_found_with_its_size_and_a_file_with_its_kind(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    put(folder / "photos" / "a.jpg")  # whatever its name says
    put(folder / "files" / "b.mp4", b"\0" * 10)
    put(folder / "files" / "c.jpg", b"<svg onload='alert(1)'/>")
    named = ["photos/a.jpg", "files/b.mp4", "files/c.jpg", "files/d.pdf"]
    picture, video, no_picture, gone = found(folder, named)
    assert picture.picture == ("image/png", 30, 20)
    assert (picture.number, picture.kind, picture.size) == (1, "picture", len(PICTURE))
    assert (video.kind, video.base_name, video.size) == ("video", "b.mp4", 10)
    assert (no_picture.kind, no_picture.picture) == ("file", None)
    assert (gone.kind, gone.path, gone.size) == ("pdf", None, None)


@pytest.mark.parametrize(
    "stands",
    ["", "telegram", "exports/telegram", "home/layla/exports/telegram"],
)
@pytest.mark.parametrize(
    "came",
    [
        "/home/layla/exports/telegram/result.json",
        "C:\\home\\layla\\exports\\telegram\\result.json",
        "home/layla/exports/telegram.zip/result.json",
    ],
)
def test_an_export_is_found_however_much_of_its_way_the_folder_has(
    tmp_path: Path, stands: str, came: str
) -> None:
    path = put(tmp_path / "media" / stands / "photos" / "a.jpg")
    (one,) = found(tmp_path / "media", ["photos/a.jpg"], came)
    assert one.path == path


def test_exports_that_call_their_pictures_alike_each_have_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    of_first, of_second = (put(folder / name / "photos" / "a.jpg") for name in ("one", "two"))
    for came, path in (("one/result.json", of_first), ("../x/two/result.json", of_second)):
        (one,) = found(folder, ["photos/a.jpg"], came)
        assert one.path == path


def test_a_list_that_lies_deeper_names_files_from_the_root_of_its_download(tmp_path: Path) -> None:
    path = put(tmp_path / "media" / "instagram" / "media" / "posts" / "a.jpg")
    (tmp_path / "media" / "instagram" / "activity" / "content").mkdir(parents=True)
    came = "instagram/activity/content/posts_1.json"
    (one,) = found(tmp_path / "media", ["media/posts/a.jpg"], came)
    assert one.path == path


@pytest.mark.parametrize("stated", ["صور/أ ب.jpg", "صور/أ%20ب.jpg", "صور\\أ ب.jpg"])
def test_a_name_is_found_as_systems_and_exports_write_it(tmp_path: Path, stated: str) -> None:
    path = put(tmp_path / "media" / "صور" / "أ ب.jpg")
    assert found(tmp_path / "media", [stated])[0].path == path


def test_a_picture_that_is_too_much_for_a_page_is_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    wide = PICTURE.replace(b"\0\0\0\x1e\0\0\0\x14", b"\0\1\0\0\0\1\0\0")
    put(folder / "wide.png", wide)
    with put(folder / "large.png").open("ab") as file:
        file.truncate(LARGEST_SHOWN + 1)
    assert [one.kind for one in found(folder, ["wide.png", "large.png"])] == ["file", "file"]


def test_nothing_of_the_archive_is_ever_found(tmp_path: Path) -> None:
    archive = tmp_path / "exports" / "press"
    put(archive / "archive.sqlite")
    put(archive / "media" / "a.jpg")
    put(tmp_path / "exports" / "b.jpg")
    secret = ["press/archive.sqlite", "archive.sqlite", "press/media/a.jpg"]
    come = f"{archive}/a.json"
    assert not any(one.path for one in found(tmp_path / "exports", secret, come, archive))
    assert found(tmp_path / "exports", ["b.jpg"], come, archive)[0].path
    assert not any(one.path for one in found(archive, ["archive.sqlite"], "", archive))
    assert found(archive / "media", ["a.jpg"], "", archive)[0].path


def test_links_lead_nowhere_outside_and_what_is_hidden_stays_so(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    secret = put(tmp_path / "secret" / "a.jpg")
    put(folder / ".git" / "a.jpg")
    inside = put(folder / "inside.jpg")
    (folder / "link.jpg").symlink_to(secret)
    (folder / "linked").symlink_to(secret.parent)
    (folder / "round").symlink_to(folder / "round")
    (folder / "to-hidden.jpg").symlink_to(folder / ".git" / "a.jpg")
    (folder / "alias.jpg").symlink_to(inside)
    named = ["link.jpg", "linked/a.jpg", "round", ".git/a.jpg", "to-hidden.jpg", "alias.jpg", "."]
    *none, alias = [one.path for one in found(folder, named[:-1])]
    assert not any(none)
    assert alias == inside
    assert not found(folder, ["."])[0].path


STEPS = ["..", ".", "", "secret", "a.jpg", "media", "photos", "~", "C:", "%2e%2e", "..%2f", "．．"]
TRICKS = st.text(
    st.sampled_from("./\\%2ef\0:~\u202e\u2044\u2215\uff0e\uff0f\n aبأ"), min_size=1, max_size=40
)
NAMES = st.one_of(
    st.lists(st.sampled_from(STEPS), max_size=8).map("/".join),
    st.lists(st.sampled_from(STEPS), max_size=8).map("\\".join),
    TRICKS,
    st.text(max_size=60),
    st.text(max_size=3).map(lambda text: f"{text}{'a' * 900}"),
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("../secret/a.jpg", "a/b.json")
@example("%2e%2e/secret/a.jpg", "")
@example("..\\secret\\a.jpg", "../../b.json")
@example("photos/../../secret/a.jpg", "..\\secret\\x")
@given(name=NAMES, file=NAMES)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, file: str) -> None:
    folder = tmp_path / "media"
    if not folder.exists():
        put(folder / "photos" / "a.jpg")
        put(tmp_path / "secret" / "a.jpg")
        put(tmp_path / "a.jpg")
    for absolute in (name, f"{tmp_path}/{name}", f"/{name}"):
        for one in found(folder, [absolute], file):
            assert one.path is None or one.path.is_relative_to(folder.resolve())
