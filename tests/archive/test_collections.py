"""Readers' lists as the archive keeps them: whose they are, how much there may be, nothing lost."""

import json
import multiprocessing
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.collections import bounds
from kashshaf.archive.collections.bounds import BoundReached
from kashshaf.archive.collections.files import read_lists, write_lists
from kashshaf.archive.collections.shelf import COLLECTIONS_FILE, Shelf
from kashshaf.archive.collections.values import (
    Edit,
    Edits,
    Entry,
    Gathered,
    Texts,
    digest,
)
from kashshaf.archive.errors import CollectionError, CollectionNotFound, StoreError

LAYLA, SALIM = "ليلى", "سليم"
MANY = [Entry(f"{number}") for number in range(bounds.MOST_RECORDS + 1)]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def edit(text: str, was: str = "") -> Edit:
    return Edit(text, digest(was))


def test_a_list_keeps_its_records_in_order_with_their_notes(shelf: Shelf) -> None:
    made = shelf.named(LAYLA, "  الصحافة \n الساحلية ")
    assert made.name == "الصحافة الساحلية"
    assert shelf.add(made.key, LAYLA, [Entry("ب", "ثانية"), Entry("أ", "أولى")]) == 2
    assert shelf.add(made.key, LAYLA, [Entry("أ"), Entry("ج", "ثالثة")]) == 1
    shelf.edit(made.key, LAYLA, Edits(note=edit("لبحث"), notes={"أ": edit("سطر\r\nآخر")}))
    assert shelf.get(made.key, LAYLA).note == "لبحث"
    assert shelf.entries(made.key, LAYLA) == [
        Entry("ب", "ثانية"),
        Entry("أ", "أولى", "سطر\nآخر"),
        Entry("ج", "ثالثة"),
    ]
    assert [one.id for one in shelf.entries(made.key, LAYLA, offset=1, limit=1)] == ["أ"]
    for one in ("ج", "ب", "لا وجود له"):
        shelf.move_up(made.key, LAYLA, one)
    assert [one.id for one in shelf.entries(made.key, LAYLA)] == ["ب", "ج", "أ"]
    shelf.move_up(made.key, LAYLA, "ج")
    assert [one.id for one in shelf.entries(made.key, LAYLA)] == ["ج", "ب", "أ"]
    shelf.move_up(made.key, LAYLA, "ب")
    shelf.remove(made.key, LAYLA, ["أ", "لا وجود له"])
    assert [one.id for one in shelf.entries(made.key, LAYLA)] == ["ب", "ج"]
    assert shelf.own(LAYLA)[0].size == 2


def test_the_list_that_was_changed_last_comes_first(shelf: Shelf) -> None:
    first, second = (shelf.named(LAYLA, name) for name in ("أ", "ب"))
    shelf.add(first.key, LAYLA, [Entry("1")])
    assert [one.key for one in shelf.own(LAYLA)] == [first.key, second.key]
    assert shelf.named(LAYLA, "ب").key == second.key


def test_nobody_sees_or_changes_what_is_anothers(shelf: Shelf) -> None:
    made = shelf.named(LAYLA, "خاصة")
    shelf.add(made.key, LAYLA, [Entry("1")])
    calls = {
        "get": lambda: shelf.get(made.key, SALIM),
        "entries": lambda: shelf.entries(made.key, SALIM),
        "add": lambda: shelf.add(made.key, SALIM, [Entry("2")]),
        "remove": lambda: shelf.remove(made.key, SALIM, ["1"]),
        "move_up": lambda: shelf.move_up(made.key, SALIM, "1"),
        "edit": lambda: shelf.edit(made.key, SALIM, Edits(name=edit("لي", "خاصة"))),
        "share": lambda: shelf.share(made.key, SALIM, True),
        "delete": lambda: shelf.delete(made.key, SALIM),
    }
    for call in calls.values():
        with pytest.raises(CollectionNotFound):
            call()
    assert shelf.own(SALIM) == shelf.shared_with(SALIM) == []
    assert shelf.holding(SALIM, ["1"]) == {}

    shelf.share(made.key, LAYLA, True)
    assert [one.owner for one in shelf.shared_with(SALIM)] == [LAYLA]
    assert shelf.shared_with(LAYLA) == []
    for name, call in calls.items():
        if name in ("get", "entries"):
            call()
        else:
            with pytest.raises(CollectionNotFound):
                call()
    shelf.share(made.key, LAYLA, False)
    with pytest.raises(CollectionNotFound):
        shelf.get(made.key, SALIM)
    assert shelf.get(made.key, LAYLA).size == 1


def test_the_lists_that_a_record_is_in_are_told(shelf: Shelf) -> None:
    for name in ("ب", "أ"):
        shelf.add(shelf.named(LAYLA, name).key, LAYLA, [Entry("1")])
    held = shelf.holding(LAYLA, ["1", "2"])
    assert {one: [found.name for found in lists] for one, lists in held.items()} == {
        "1": ["أ", "ب"]
    }


def test_what_is_typed_in_two_windows_is_not_lost(shelf: Shelf) -> None:
    key = shelf.named(LAYLA, "قائمة").key
    shelf.add(key, LAYLA, [Entry("1"), Entry("2")])
    assert not shelf.edit(key, LAYLA, Edits(notes={"1": edit("الأولى"), "2": edit("")}))
    # The other window still shows both notes as empty.
    typed = Edits(name=edit("اسم", "قائمة"), notes={"1": edit("غيرها"), "2": edit("الثانية")})
    assert shelf.edit(key, LAYLA, typed) == Texts(notes={"1": "غيرها"})
    assert [one.note for one in shelf.entries(key, LAYLA)] == ["الأولى", "الثانية"]
    assert shelf.get(key, LAYLA).name == "اسم"
    # Of what it has not touched, nothing is written over.
    assert not shelf.edit(key, LAYLA, Edits(notes={"1": edit("")}))
    assert shelf.entries(key, LAYLA)[0].note == "الأولى"
    shelf.remove(key, LAYLA, ["2"])
    late = Edits(notes={"2": edit("متأخرة", "الثانية")})
    assert shelf.edit(key, LAYLA, late) == Texts(notes={"2": "متأخرة"})


def test_names_of_one_reader_differ(shelf: Shelf) -> None:
    shelf.named(LAYLA, "أ")
    other = shelf.named(LAYLA, "ب")
    shelf.edit(other.key, LAYLA, Edits(name=edit("أ", "ب")))
    taken = shelf.take_in(LAYLA, [Gathered("أ"), Gathered("ج")])
    assert [one.name for one in taken] == ["أ (3)", "ج"]
    assert shelf.get(other.key, LAYLA).name == "أ (2)"
    shelf.edit(other.key, LAYLA, Edits(name=edit("أ", "أ (2)")))
    assert shelf.get(other.key, LAYLA).name == "أ (2)"
    shelf.edit(other.key, LAYLA, Edits(name=edit(" ", "أ (2)")))
    assert shelf.get(other.key, LAYLA).name == "أ (2)"
    assert shelf.named(SALIM, "أ").name == "أ"
    with pytest.raises(CollectionError, match="needs a name"):
        shelf.named(LAYLA, " \n")


def test_what_is_too_much_is_refused_whole(shelf: Shelf) -> None:
    key = shelf.named(LAYLA, "قائمة").key
    with pytest.raises(BoundReached, match=r"2,000 records at most, not 2,001"):
        shelf.add(key, LAYLA, MANY)
    assert shelf.get(key, LAYLA).size == 0
    shelf.add(key, LAYLA, MANY[:-1])
    assert shelf.add(key, LAYLA, MANY[:5]) == 0
    with pytest.raises(BoundReached):
        shelf.add(key, LAYLA, MANY[-1:])
    long = "م" * (bounds.LONGEST_NOTE + 1)
    with pytest.raises(BoundReached, match="a note has 2,000 letters"):
        shelf.edit(key, LAYLA, Edits(note=edit("حسنة"), notes={"1": edit(long)}))
    assert shelf.get(key, LAYLA).note == ""
    with pytest.raises(BoundReached, match="name"):
        shelf.named(LAYLA, "ن" * (bounds.LONGEST_NAME + 1))
    with pytest.raises(BoundReached, match="reader has 100 lists"):
        shelf.take_in(LAYLA, [Gathered("أخرى")] * bounds.MOST_LISTS)
    assert len(shelf.own(LAYLA)) == 1
    with pytest.raises(BoundReached, match="bytes"):
        read_lists(b" " * (bounds.LARGEST_FILE + 1))


def _add_many(folder: Path, key: str, own: int) -> None:
    shelf = Shelf(folder)
    for number in range(25):
        shelf.add(key, LAYLA, [Entry(f"{own}-{number}")])
        shelf.edit(key, LAYLA, Edits(notes={f"{own}-{number}": edit(f"{number}")}))


def test_writers_at_once_lose_nothing_of_one_another(tmp_path: Path) -> None:
    key = Shelf(tmp_path).named(LAYLA, "قائمة").key
    spawn = multiprocessing.get_context("spawn")
    process = spawn.Process(target=_add_many, args=(tmp_path, key, 0))
    threads = [threading.Thread(target=_add_many, args=(tmp_path, key, own)) for own in (1, 2)]
    process.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    process.join()
    assert process.exitcode == 0
    found = {entry.id: entry.note for entry in Shelf(tmp_path).entries(key, LAYLA)}
    assert found == {f"{own}-{number}": f"{number}" for own in range(3) for number in range(25)}


def test_windows_that_make_one_list_at_once_make_one(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=Shelf(tmp_path).named, args=(LAYLA, "قائمة")) for _ in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(Shelf(tmp_path).own(LAYLA)) == 1


def test_a_form_given_to_one_reader_is_no_others(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.token(LAYLA) == Shelf(tmp_path).token(LAYLA) != shelf.token(SALIM)


def test_the_file_is_for_its_owner_alone_and_told_of_where_it_is_none(tmp_path: Path) -> None:
    Shelf(tmp_path).prepare()
    file = tmp_path / COLLECTIONS_FILE
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"not a database, but long enough to be looked at as one" * 20)
    with pytest.raises(StoreError, match=COLLECTIONS_FILE):
        Shelf(tmp_path).own(LAYLA)
    with pytest.raises(StoreError, match="cannot be kept"):
        Shelf(tmp_path / "none").prepare()


def test_a_later_file_is_left_alone(shelf: Shelf, tmp_path: Path) -> None:
    shelf.prepare()
    with sqlite3.connect(tmp_path / COLLECTIONS_FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="upgrade Kashshaf"):
        shelf.own(LAYLA)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.builds(Gathered, TEXTS, TEXTS, st.lists(st.builds(Entry, TEXTS, TEXTS, TEXTS)))))
def test_a_file_is_read_as_it_was_written(lists: list[Gathered]) -> None:
    if lists:
        assert read_lists(write_lists(lists).encode()) == lists


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"3", b'{"lists": 3}', b'{"lists": []}', b"[" * 100_000, b"\xff"),
        *(b'{"lists": [3]}', b'{"lists": [{"name": 3, "records": []}]}'),
        b'{"lists": [{"name": "a", "records": ["id"]}]}',
        b'{"lists": [{"name": "a", "records": [{"id": ["x"]}]}]}',
    ],
)
def test_what_is_no_file_of_lists_is_told(content: bytes) -> None:
    with pytest.raises(CollectionError, match="file"):
        read_lists(content)


def test_half_a_letter_in_a_file_does_no_harm(shelf: Shelf) -> None:
    given = {"name": "أ\ud83d", "records": [{"id": "1\ud83d", "title": "\ud83d", "note": None}]}
    (taken,) = shelf.take_in(LAYLA, read_lists(json.dumps({"lists": [given]}).encode()))
    assert taken.name == "أ?"
    assert shelf.entries(taken.key, LAYLA) == [Entry("1?", "?")]
