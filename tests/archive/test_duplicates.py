"""A text that was published once is one record, under however many ids it is found."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive, Tally
from kashshaf.archive import duplicates
from kashshaf.archive.storage.store import STORE_FILE

NEWS: dict[str, Any] = {
    "id": "saahil-2014-001",
    "title": "افتتاح المكتبة العامة",
    "text": "افتتحت اليوم في المرفأ مكتبة عامة يزورها أهل المدينة كلهم.",
    "source": "الساحل",
    "published": "2014-09-03",
    "author": "ليلى منصور",
    "url": "https://saahil.example/news/1",
}
AGAIN = NEWS | {"id": "saahil-2014-907", "url": "https://saahil.example/news/1?weekly"}
FOUND = {"id": AGAIN["id"], "url": AGAIN["url"]}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press") as archive:
        yield archive


def file(path: Path, *items: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in items), "utf-8")
    return path


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.added, tally.updated, tally.same, tally.duplicate


def ids(archive: Archive) -> set[str]:
    return {record.id for record in archive}


def test_the_same_text_under_another_id_is_taken_in_once_and_its_address_is_kept(
    tmp_path: Path, archive: Archive
) -> None:
    tally = archive.ingest([file(tmp_path / "a.jsonl", NEWS, AGAIN)])
    assert counts(tally) == (1, 0, 0, 1)
    assert tally.read == 2
    (record,) = archive
    assert (record.id, record.url) == (NEWS["id"], NEWS["url"])
    assert record.extra["also_at"] == [FOUND]
    assert archive.search("المكتبة").total == 1


@pytest.mark.parametrize(
    "other",
    [
        {"source": "المنارة"},
        {"published": "2014-09-04"},
        {"published": "2014-09"},
        {"title": "مكتبة عامة في المرفأ"},
        {"text": NEWS["text"] + " وقد حضر الافتتاح كثيرون."},
        {"author": "سامي حداد"},
        {"platform": "twitter"},
        {"source": None, "url": "https://elsewhere.example/1"},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_differs_in_one_of_these_stays_a_record(
    tmp_path: Path, archive: Archive, other: dict[str, Any]
) -> None:
    tally = archive.ingest([file(tmp_path / "a.jsonl", NEWS, AGAIN | other)])
    assert counts(tally) == (2, 0, 0, 0)


def test_lines_that_are_parted_otherwise_are_the_same_text(
    tmp_path: Path, archive: Archive
) -> None:
    parted = AGAIN | {"text": AGAIN["text"].replace(" ", "\n\n")}
    assert counts(archive.ingest([file(tmp_path / "a.jsonl", NEWS, parted)])) == (1, 0, 0, 1)


def test_an_article_whose_address_is_not_told_is_the_same(tmp_path: Path, archive: Archive) -> None:
    path = file(tmp_path / "a.jsonl", NEWS | {"url": None}, AGAIN)
    assert counts(archive.ingest([path])) == (1, 0, 0, 1)
    assert archive.record(NEWS["id"]).extra["also_at"] == [FOUND]


def test_what_is_said_in_a_few_words_is_said_again(tmp_path: Path, archive: Archive) -> None:
    greetings = [
        {"id": f"marfa:post-{number}", "text": "السلام عليكم ورحمة الله وبركاته"} for number in "ab"
    ]
    stated = {"source": "الساحل", "published": "2014-09-03"}
    path = file(tmp_path / "a.jsonl", *(greeting | stated for greeting in greetings))
    assert counts(archive.ingest([path])) == (2, 0, 0, 0)


def test_without_a_day_the_same_address_makes_it_the_same(tmp_path: Path, archive: Archive) -> None:
    page = {name: NEWS[name] for name in ("title", "text", "url")}
    path = file(
        tmp_path / "a.jsonl",
        page | {"id": "page-one-of-it"},
        page | {"id": "page-two-of-it"},
        page | {"id": "page-elsewhere", "url": "https://elsewhere.example/1"},
        {"id": "nothing-is-known", "text": NEWS["text"]},
        {"id": "nothing-is-known-either", "text": NEWS["text"]},
    )
    assert counts(archive.ingest([path])) == (4, 0, 0, 1)
    assert archive.record("page-one-of-it").extra["also_at"] == [{"id": "page-two-of-it"}]


def test_an_article_that_lies_in_two_files_names_the_other(
    tmp_path: Path, archive: Archive
) -> None:
    for name in ("مكتبة.txt", "نسخة.txt"):
        article = f"{NEWS['title']}\n2014-09-03\nالمصدر: الجزيرة\n\n{NEWS['text']}\n"
        (tmp_path / name).write_text(article, "utf-8")
        archive.ingest([tmp_path / name])
    (record,) = archive
    assert [one["file"] for one in record.extra["also_at"]] == ["نسخة.txt"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0, 1), (1, 1, 0)])
def test_what_is_taken_in_again_is_the_same_in_any_order_of_files(
    tmp_path: Path, archive: Archive, order: tuple[int, ...]
) -> None:
    files = [file(tmp_path / "a.jsonl", NEWS), file(tmp_path / "b.jsonl", AGAIN)]
    assert counts(archive.ingest(files)) == (1, 0, 0, 1)
    before = archive.record(NEWS["id"])
    assert counts(archive.ingest([files[at] for at in order])) == (0, 0, len(order), 0)
    assert archive.record(NEWS["id"]) == before


def test_the_same_serial_numbers_in_two_sheets_are_taken_in_once_and_are_then_the_same(
    tmp_path: Path, archive: Archive
) -> None:
    july = file(tmp_path / "july.jsonl", NEWS | {"id": 1})
    both = file(
        tmp_path / "both.jsonl",
        AGAIN | {"id": 7},
        {"id": 1, "text": "سباق القوارب"},
        AGAIN | {"id": 1, "url": "https://saahil.example/news/1?print"},
    )
    other = file(tmp_path / "other.jsonl", {"id": 7, "text": "معرض للكتاب"})
    assert counts(archive.ingest([july, both, other])) == (3, 0, 0, 2)
    assert counts(archive.ingest([other, both, july])) == (0, 0, 5, 0)
    assert archive.record("7") == archive.record("1")
    assert len(archive.record("1").extra["also_at"]) == 2


def test_the_id_of_a_duplicate_leads_to_the_record_that_lists_it(
    tmp_path: Path, archive: Archive
) -> None:
    archive.ingest([file(tmp_path / "a.jsonl", NEWS, AGAIN)])
    assert archive.record(AGAIN["id"]).id == NEWS["id"]
    assert AGAIN["id"] in archive
    assert [one.id for one in archive.history(AGAIN["id"])] == [NEWS["id"]] * 2
    assert archive.update(AGAIN["id"], author="سامي حداد").id == NEWS["id"]
    assert archive.remove(AGAIN["id"], NEWS["id"]) == 1
    assert AGAIN["id"] not in archive


def test_a_duplicate_that_says_something_else_now_is_a_record_of_its_own(
    tmp_path: Path, archive: Archive
) -> None:
    archive.ingest([file(tmp_path / "a.jsonl", NEWS, AGAIN)])
    changed = file(tmp_path / "b.jsonl", AGAIN | {"text": "أغلقت اليوم مكتبة المرفأ أبوابها."})
    assert counts(archive.ingest([changed])) == (1, 0, 0, 0)
    assert ids(archive) == {NEWS["id"], AGAIN["id"]}
    assert "also_at" not in archive.record(NEWS["id"]).extra
    assert counts(archive.ingest([changed])) == (0, 0, 1, 0)
    assert archive.search("أبوابها").total == 1


def test_a_record_that_is_corrected_keeps_its_other_addresses(
    tmp_path: Path, archive: Archive
) -> None:
    path = file(tmp_path / "a.jsonl", NEWS, AGAIN)
    archive.ingest([path])
    corrected = {"text": NEWS["text"].replace("اليوم", "أمس")}
    file(path, NEWS | corrected, AGAIN | corrected)
    assert counts(archive.ingest([path])) == (0, 1, 1, 0)
    assert archive.record(NEWS["id"]).extra["also_at"] == [FOUND]


def test_where_the_first_is_removed_the_next_that_comes_is_the_record(
    tmp_path: Path, archive: Archive
) -> None:
    first, second = file(tmp_path / "a.jsonl", NEWS), file(tmp_path / "b.jsonl", AGAIN)
    archive.ingest([first, second])
    archive.remove(NEWS["id"])
    assert counts(archive.ingest([second])) == (1, 0, 0, 0)
    assert archive.record(AGAIN["id"]).id == AGAIN["id"]
    assert counts(archive.ingest([first])) == (0, 0, 0, 1)
    assert ids(archive) == {AGAIN["id"]}
    assert archive.record(NEWS["id"]).extra["also_at"] == [{"id": NEWS["id"], "url": NEWS["url"]}]
    assert archive.restore(NEWS["id"]).text == NEWS["text"]
    assert ids(archive) == {AGAIN["id"], NEWS["id"]}
    assert "also_at" not in archive.record(AGAIN["id"]).extra


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_the_index_follows_what_is_listed_and_what_is_a_record_again(
    tmp_path: Path, engine: str
) -> None:
    changed = AGAIN | {"text": "أغلقت مكتبة المرفأ أبوابها حتى الخريف."}
    with Archive.create(tmp_path / engine, engine=engine) as archive:
        for item, found in ((NEWS, 1), (AGAIN, 1), (changed, 2)):
            archive.ingest([file(tmp_path / "a.jsonl", item)])
            assert archive.search("مكتبة").total == len(archive) == found
            assert archive.verify(deep=True).good


def test_an_export_brings_the_other_addresses_to_another_archive(
    tmp_path: Path, archive: Archive
) -> None:
    path = file(tmp_path / "a.jsonl", NEWS, AGAIN)
    archive.ingest([path])
    out = tmp_path / "export.jsonl"
    out.write_text("".join(archive.export()), "utf-8")
    assert counts(archive.ingest([out])) == (0, 0, 1, 0)
    with Archive.create(tmp_path / "read") as read, Archive.create(tmp_path / "copied") as copied:
        read.ingest([out])
        copied.add(archive.records())
        for other in (read, copied):
            assert other.record(AGAIN["id"]).extra["also_at"] == [FOUND]
            assert counts(other.ingest([path])) == (0, 0, 2, 0)


def test_records_that_are_given_and_exports_stay_as_they_are(
    tmp_path: Path, archive: Archive
) -> None:
    with Archive.create(tmp_path / "other") as other:
        for one in (NEWS, AGAIN):
            with Archive.in_memory() as single:
                single.add(one)
                other.add(single.records())
        assert len(other) == 2
        archive.add(other.records())
        out = tmp_path / "export.jsonl"
        out.write_text("".join(other.export()), "utf-8")
    assert len(archive) == 2
    with Archive.create(tmp_path / "read") as read:
        assert counts(read.ingest([out])) == (2, 0, 0, 0)


def test_items_that_a_program_adds_are_as_those_of_files(archive: Archive) -> None:
    assert counts(archive.add([NEWS, AGAIN])) == (1, 0, 0, 1)


def test_an_archive_made_before_keeps_what_it_has_and_knows_its_texts(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "old") as archive, Archive.in_memory() as single:
        for one in (NEWS, AGAIN):
            single.add(one)
            archive.add(single.records())
            single.remove(one["id"])
        assert len(archive) == 2
    with sqlite3.connect(tmp_path / "old" / STORE_FILE) as store:
        store.execute("DELETE FROM identities")
        store.execute("PRAGMA user_version = 3")
    store.close()
    path = file(tmp_path / "a.jsonl", NEWS, AGAIN, NEWS | {"id": "saahil-2014-999"})
    with Archive.open(tmp_path / "old") as archive:
        assert counts(archive.ingest([path])) == (0, 0, 2, 1)
        assert archive.record("saahil-2014-999").id == NEWS["id"]


def test_a_text_that_comes_a_thousand_times_does_not_make_its_record_as_long(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "MOST_LISTED", 3)
    path = file(tmp_path / "a.jsonl", NEWS, *(AGAIN | {"id": f"copy-{at}-x"} for at in range(9)))
    assert counts(archive.ingest([path])) == (1, 0, 0, 9)
    assert len(archive.record("copy-8-x").extra["also_at"]) == 3
    assert counts(archive.ingest([path])) == (0, 0, 10, 0)


def test_what_a_file_says_under_the_name_of_the_list_is_kept(
    tmp_path: Path, archive: Archive
) -> None:
    path = file(tmp_path / "a.jsonl", NEWS | {"also_at": "رف 12"}, AGAIN)
    archive.ingest([path])
    assert archive.record(NEWS["id"]).extra["also_at"] == ["رف 12", FOUND]
    assert counts(archive.ingest([path])) == (0, 0, 2, 0)
