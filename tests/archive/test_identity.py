"""Which items are one, in files whose numbers are their own and in others."""

import hashlib
import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive, Replaced, Tally
from kashshaf.archive import ingestion
from kashshaf.archive.identity import is_serial
from kashshaf.archive.storage.store import STORE_FILE

JULY = [("1", "افتتاح المكتبة العامة"), ("2", "أمسية شعرية في المرفأ"), ("3", "معرض للكتاب")]
AUGUST = [("1", "سباق القوارب"), ("2", "ترميم القلعة"), ("3", "مهرجان التمور")]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press") as archive:
        yield archive


def sheet(path: Path, rows: list[tuple[str, str]], **columns: str) -> Path:
    """A table with an id and a text in each row, and other columns that say the same in all."""
    path.parent.mkdir(exist_ok=True)
    lines = [",".join(["id", "text", *columns])]
    lines += [",".join([*row, *columns.values()]) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def objects(path: Path, *objects: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in objects), "utf-8")
    return path


def texts(archive: Archive) -> dict[str, str]:
    return {record.id: record.text for record in archive.records()}


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.added, tally.updated, tally.same


@pytest.mark.parametrize(
    "id_",
    [
        *("1", "00012", "٣٧", "12.5", "2014-09-03", "123456789012", "row-3", "رقم 12", "msg7"),
        *("ب", "twitter-12", "facebook:7", "telegram:12345", "vk_123456", "tag-12", "post:123456"),
    ],
)
def test_a_short_number_is_a_serial_number(id_: str) -> None:
    assert is_serial(id_)


@pytest.mark.parametrize(
    "id_",
    [
        *("567890123456789012", "1418887680123", "saahil-2014-001", "https://example.org/?p=12"),
        *("6f1c2a9e-9d4b-4c55-8a57-0a7d8f3b2c11", "507f1f77bcf86cd799439011", "dQw4w9WgXcQ"),
        *("telegram:1234567/5", "tag:example.org,2014:12", "evening"),
        *("twitter:12345678901", "x/1234567890", "Facebook_123456789", "tweet-123456"),
        *("oclc:4770057679", "ISBN:9953123456", "doi:10.1234/56", "urn:nbn:de:101"),
    ],
)
def test_an_id_that_is_made_to_be_the_only_one_is_none(id_: str) -> None:
    assert not is_serial(id_)


def test_two_files_that_are_numbered_alike_both_stay(tmp_path: Path, archive: Archive) -> None:
    july, august = sheet(tmp_path / "july.csv", JULY), sheet(tmp_path / "august.csv", AUGUST)
    assert counts(archive.ingest([july])) == (3, 0, 0)
    assert counts(archive.ingest([august])) == (3, 0, 0)
    assert [archive.search(word).total for word in ("المكتبة", "القلعة")] == [1, 1]
    assert archive.record("1").text == "افتتاح المكتبة العامة"


def test_files_of_one_name_in_two_folders_both_stay(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, rows in (("a", JULY), ("b", AUGUST)):
        sheet(tmp_path / folder / "result.csv", rows)
        monkeypatch.chdir(tmp_path / folder)
        assert counts(archive.ingest(["result.csv"])) == (3, 0, 0)


def test_what_came_by_two_pipes_both_stays_and_what_was_corrected_is_one(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, text, wanted in (
        ("المرفأ", "أول", (1, 0, 0)),
        ("القلعة", "ثانٍ", (1, 0, 0)),
        ("المرفأ", "أول", (0, 0, 1)),
        ("المرفأ", "أول ما كان", (0, 1, 0)),
    ):
        line = json.dumps([{"id": 1, "title": title, "text": text}])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
        assert counts(archive.ingest(["-"])) == wanted


def test_a_file_is_known_again_wherever_it_lies_and_when_it_has_grown(
    tmp_path: Path, archive: Archive
) -> None:
    archive.ingest([sheet(tmp_path / "august.csv", AUGUST), sheet(tmp_path / "july.csv", JULY)])
    assert counts(archive.ingest([tmp_path / "july.csv"])) == (0, 0, 3)
    grown = [*JULY, ("4", "رحلة مدرسية")]
    moved = sheet(tmp_path / "elsewhere" / "sheet.csv", grown)
    assert counts(archive.ingest([moved])) == (1, 0, 3)
    assert counts(archive.ingest([moved, tmp_path / "july.csv"])) == (0, 0, 7)


def test_what_is_changed_in_a_file_is_changed_in_its_own_record(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet(tmp_path / "july.csv", JULY)
    archive.ingest([tmp_path / "july.csv", sheet(tmp_path / "august.csv", AUGUST)])
    before = texts(archive)
    sheet(tmp_path / "august.csv", [("1", "سباق القوارب الشراعية"), *AUGUST[1:]])
    monkeypatch.chdir(tmp_path)
    tally = archive.ingest(["august.csv"])
    assert counts(tally) == (0, 1, 2)
    assert not tally.replaced
    (changed,) = [
        record_id for record_id in before if texts(archive)[record_id] != before[record_id]
    ]
    assert changed.startswith("1-")


def test_what_another_file_says_of_the_same_items_is_told_with_both_files(
    tmp_path: Path, archive: Archive
) -> None:
    old = sheet(tmp_path / "old.csv", JULY, likes="1")
    new = sheet(tmp_path / "new.csv", JULY, likes="7")
    archive.ingest([old])
    tally = archive.ingest([new])
    assert counts(tally) == (0, 3, 0)
    assert tally.replaced == (Replaced(of=str(old), by=str(new), records=3),)


def test_an_id_that_is_the_only_one_of_its_kind_is_one_item_in_every_file(
    tmp_path: Path, archive: Archive
) -> None:
    archive.ingest([sheet(tmp_path / "a.csv", [("567890123456789012", "أول")])])
    tally = archive.ingest([sheet(tmp_path / "b.csv", [("567890123456789012", "آخر")])])
    assert counts(tally) == (0, 1, 0)
    assert tally.replaced[0].records == 1


def test_a_number_that_stands_in_the_items_address_counts_there(
    tmp_path: Path, archive: Archive
) -> None:
    def post(name: str, channel: str, text: str) -> Path:
        post = {"id": 12, "url": f"https://example.org/{channel}/12", "text": text}
        return objects(tmp_path / name, post)

    assert counts(archive.ingest([post("a.jsonl", "marfa", "صباح الخير")])) == (1, 0, 0)
    assert counts(archive.ingest([post("b.jsonl", "marfa", "صباح النور")])) == (0, 1, 0)
    assert counts(archive.ingest([post("b.jsonl", "sahil", "مساء الخير")])) == (1, 0, 0)


def test_a_number_that_comes_twice_in_one_file_is_two_items(
    tmp_path: Path, archive: Archive
) -> None:
    both = sheet(tmp_path / "both.csv", [*JULY, *AUGUST])
    assert counts(archive.ingest([both])) == (6, 0, 0)
    assert counts(archive.ingest([both])) == (0, 0, 6)
    sheet(tmp_path / "both.csv", [*JULY, ("1", "سباق الخيل"), *AUGUST[1:]])
    assert counts(archive.ingest([both])) == (1, 0, 5)
    assert archive.record("1").text == "افتتاح المكتبة العامة"


def test_a_removed_record_comes_back_under_its_id(tmp_path: Path, archive: Archive) -> None:
    archive.ingest([sheet(tmp_path / "july.csv", JULY), sheet(tmp_path / "august.csv", AUGUST)])
    ids = set(texts(archive))
    archive.remove(*ids)
    assert counts(archive.ingest([tmp_path / "august.csv", tmp_path / "july.csv"])) == (6, 0, 0)
    assert set(texts(archive)) == ids


def test_the_id_that_a_program_gives_is_the_records(archive: Archive) -> None:
    archive.add({"id": "1", "text": "أول"})
    assert counts(archive.add({"id": 1, "text": "آخر"})) == (0, 1, 0)


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_an_export_keeps_its_ids_and_may_be_corrected(
    tmp_path: Path, archive: Archive, format_: str
) -> None:
    archive.ingest([sheet(tmp_path / "july.csv", JULY), sheet(tmp_path / "august.csv", AUGUST)])
    out = tmp_path / f"export.{format_}"
    out.write_text("".join(archive.export(format=format_)), "utf-8")
    assert counts(archive.ingest([out])) == (0, 0, 6)
    out.write_text(out.read_text("utf-8").replace("القلعة", "القلعة القديمة"), "utf-8")
    assert counts(archive.ingest([out])) == (0, 1, 5)
    with Archive.create(tmp_path / "copy") as copy:
        copy.ingest([out])
        assert texts(copy) == texts(archive)
        assert counts(copy.ingest([tmp_path / "july.csv"])) == (0, 0, 3)


def made_before(folder: Path) -> None:
    """Make the archive one of before serial numbers were told apart."""
    with sqlite3.connect(folder / STORE_FILE) as store:
        store.execute("DROP TABLE identities")
        store.execute("PRAGMA user_version = 2")
    store.close()


def test_records_of_an_archive_made_before_stay_the_same(tmp_path: Path) -> None:
    july = sheet(tmp_path / "july.csv", JULY)
    with Archive.create(tmp_path / "old") as archive:
        archive.ingest([july])
    made_before(tmp_path / "old")
    sheet(july, [("1", "افتتاح مكتبة الحي"), *JULY[1:]])
    with Archive.open(tmp_path / "old") as archive:
        assert counts(archive.ingest([sheet(tmp_path / "august.csv", AUGUST)])) == (3, 0, 0)
        assert counts(archive.ingest([july])) == (0, 1, 2)
        assert archive.record("1").text == "افتتاح مكتبة الحي"


def test_in_an_archive_made_before_a_relative_path_needs_something_in_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sheet(Path("result.csv"), JULY)
    with Archive.create(tmp_path / "old") as archive:
        archive.ingest(["result.csv"])
    made_before(tmp_path / "old")
    changed = f"{JULY[1][1]} غدًا"
    sheet(Path("result.csv"), [("1", "سباق القوارب"), ("2", changed), JULY[2]])
    with Archive.open(tmp_path / "old") as archive:
        assert counts(archive.ingest(["result.csv"])) == (1, 1, 1)
        assert archive.record("1").text == "افتتاح المكتبة العامة"
        assert archive.record("2").text == changed


def test_an_item_without_an_id_stays_the_same_when_its_text_is_mapped(
    tmp_path: Path, archive: Archive
) -> None:
    path = objects(
        tmp_path / "a.jsonl", {"title": "خبر", "ff": "نص"}, {"title": "آخر", "ff": "متن"}
    )
    archive.ingest([path])
    assert counts(archive.ingest([path], {"text": "ff"})) == (0, 2, 0)
    assert counts(archive.ingest([path], {"text": "ff"})) == (0, 0, 2)


def test_an_item_without_an_id_has_the_one_that_it_had_before_its_columns_were_known(
    tmp_path: Path, archive: Archive
) -> None:
    item = {"title": "خبر", "maintext": "نص"}
    archive.ingest([objects(tmp_path / "a.jsonl", item)])
    content = json.dumps(item, ensure_ascii=False, sort_keys=True)
    assert archive.record(hashlib.sha256(content.encode()).hexdigest()[:16]).text == "نص"


def test_an_item_that_was_taken_in_with_a_mapped_column_before_stays_the_same(
    tmp_path: Path, archive: Archive
) -> None:
    as_mapped = json.dumps({"text": "نص", "title": "خبر"}, ensure_ascii=False, sort_keys=True)
    archive.add({"id": hashlib.sha256(as_mapped.encode()).hexdigest()[:16], "text": "نص"})
    path = objects(tmp_path / "a.jsonl", {"title": "خبر", "ff": "نص"})
    assert counts(archive.ingest([path], {"text": "ff"})) == (0, 1, 0)


def test_files_named_in_another_way_hide_none_whose_records_were_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ingestion, "MOST_NOTICES", 1)
    pairs = {("july.csv", str(Path("july.csv").resolve())): 3, ("july.csv", "august.csv"): 1}
    assert ingestion._told(pairs) == (Replaced("july.csv", "august.csv", 1),)
