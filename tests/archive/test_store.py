import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.errors import InputError, RecordNotFound, StoreError
from kashshaf.archive.record import Provenance, Record
from kashshaf.archive.storage import store
from kashshaf.archive.storage.store import Puts, Store

FULL_RECORD = Record(
    id="a1",
    title="كشّاف الدوريات",
    text="نصّ فيه ﷲ و\u200f علامات\nوسطر ثانٍ \0 🔦",
    source="صحيفة الساحل",
    published=PartialDate(2014, 9),
    platform="web",
    mentions=("twitter", "youtube"),
    agencies=("رويترز",),
    author="كاتبة",
    url="https://sahel.example/1?a=b",
    language="ar",
    tags=("إعلام",),
    extra={"عدد": 12, "قائمة": [1.5, None, {"x": True}]},
    provenance=Provenance("صحف/ملف.jsonl", 3, "jsonl", "2025-01-01T10:00:00+00:00"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


@pytest.fixture
def archive(path: Path):
    with Store.create(path) as opened:
        yield opened


def records(*ids: str, text: str = "نص") -> list[Record]:
    return [Record(id=record_id, text=text) for record_id in ids]


def test_a_record_comes_back_with_everything_it_had(archive):
    archive.put([FULL_RECORD])
    assert archive.get("a1") == FULL_RECORD


def test_a_record_that_says_nothing_comes_back_saying_nothing(archive):
    archive.put([Record(id="bare")])
    assert archive.get("bare") == Record(id="bare")


@pytest.mark.parametrize("date", ["2014-12-18", "2014-12", "2014", "XXXX-09-03"])
def test_a_date_keeps_its_precision(archive, date):
    archive.put([Record(id="a", published=PartialDate.from_edtf(date))])
    assert archive.get("a").published == PartialDate.from_edtf(date)


def test_putting_tells_new_changed_and_equal_records_apart(archive):
    assert archive.put(records("a", "b")) == Puts(added=2)
    assert archive.put([*records("a"), *records("b", text="آخر"), *records("c")]) == Puts(1, 1, 1)
    assert archive.count() == 3


def test_an_equal_record_writes_nothing_and_keeps_where_it_first_came_from(archive):
    archive.put([FULL_RECORD])
    before = archive.last_change
    elsewhere = Provenance("copy.csv", 9, "csv", "2025-02-02T10:00:00+00:00")
    assert archive.put([replace(FULL_RECORD, provenance=elsewhere)]) == Puts(same=1)
    assert archive.last_change == before
    assert archive.get("a1").provenance == FULL_RECORD.provenance


def test_a_store_knows_when_it_last_changed(archive):
    at_first = archive.last_changed
    archive.put([FULL_RECORD])
    assert at_first is None
    assert FULL_RECORD.provenance is not None
    assert archive.last_changed == FULL_RECORD.provenance.taken_in
    archive.remove(["a1"])
    assert archive.last_changed == archive.history("a1")[-1].when


def test_the_same_id_twice_in_one_call_is_taken_in_order(archive):
    first, second = records("a", text="أول"), records("a", text="ثانٍ")
    assert archive.put([*first, *second, *second]) == Puts(added=1, updated=1, same=1)
    assert archive.get("a").text == "ثانٍ"


def test_a_removed_record_is_gone_and_its_history_stays(archive):
    archive.put(records("a", "b"))
    assert archive.remove(["a", "a"]) == 1
    assert archive.count() == 1
    for look in (archive.get, archive.number_of, lambda record_id: archive.remove([record_id])):
        with pytest.raises(RecordNotFound, match="'a'"):
            look("a")
    put, removed = archive.history("a")
    assert put.record == Record(id="a", text="نص")
    assert removed.record is None
    assert (put.kind, removed.kind, removed.id) == ("added", "removed", "a")
    assert removed.when.endswith("Z")


def test_a_removed_record_put_again_comes_back_under_its_number(archive):
    archive.put(records("a"))
    number = archive.number_of("a")
    archive.remove(["a"])
    assert archive.put(records("a")) == Puts(added=1)
    assert archive.number_of("a") == number
    assert [change.number for change in archive.history("a")] == [number] * 3
    assert [change.kind for change in archive.history("a")] == ["added", "removed", "added"]


def test_what_a_change_was_depends_on_what_was_known_before(archive):
    def kinds(after: int) -> dict[str, str]:
        return {change.id: change.kind for change in archive.changes(after)}

    archive.put(records("a", "b"))
    start = archive.last_change
    archive.put(records("a", "c", text="جديد"))
    archive.put(records("c", text="أجدّ"))
    archive.remove(["b"])
    assert kinds(0) == {"a": "added", "c": "added", "b": "removed"}
    assert kinds(start) == {"a": "updated", "c": "added", "b": "removed"}
    archive.put(records("b"))
    assert kinds(start)["b"] == "updated"
    assert kinds(archive.last_change - 1) == {"b": "added"}
    assert [change.kind for change in archive.history("c")] == ["added", "updated"]


def test_removing_an_unknown_id_names_it_and_removes_nothing(archive):
    archive.put(records("a"))
    with pytest.raises(RecordNotFound, match="no record has the id 'absent'"):
        archive.remove(["a", "absent"])
    assert archive.count() == 1


@pytest.mark.parametrize("record_id", ["absent", "half \ud800"])
def test_an_id_that_no_record_has_is_not_found(archive, record_id):
    for look in (archive.get, archive.number_of, archive.history):
        with pytest.raises(RecordNotFound):
            look(record_id)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Record(id="a", text="half \ud800"), r"'a' .*text has half of a surrogate.*ud800"),
        (Record(id="half \ud800"), r"'half \\ud800' .*its id has half"),
        (Record(id="a", extra={"بيان": {"\udcff": 1}}), "its extra has half of a surrogate"),
        (Record(id="a", extra={"x": {1, 2}}), "its extra has a value that JSON cannot hold"),
        (
            Record(id="a", extra={"x": {1: 1, "b": 2}}),
            "its extra has a value that JSON cannot hold",
        ),
        (
            Record(id="a", provenance=Provenance("\udcff", 1, "csv", "")),
            "its file name has half of a surrogate",
        ),
    ],
)
def test_a_record_that_cannot_be_kept_exactly_is_refused_with_all_that_came_with_it(
    archive, record, reason
):
    with pytest.raises(InputError, match=reason) as raised:
        archive.put([*records("good"), record])
    str(raised.value).encode()
    assert archive.count() == 0
    assert archive.last_change == 0


def test_when_the_records_stop_coming_nothing_of_the_call_is_kept(archive):
    def broken():
        yield from records("a", "b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.put(broken())
    assert archive.count() == 0
    assert archive.put(records("a")) == Puts(added=1)


def test_records_are_found_by_number_in_the_order_asked_and_none_stands_for_the_removed(archive):
    archive.put(records("a", "b", "c"))
    a, b, c = map(archive.number_of, "abc")
    archive.remove(["b"])
    found = archive.by_numbers([c, b, a, c, 999])
    assert [record and record.id for record in found] == ["c", None, "a", "c", None]
    assert archive.by_numbers([]) == []


def test_titles_and_beginnings_are_read_without_the_rest_of_a_record(archive):
    archive.put([Record(id="a", title="عنوان", text="نص طويل"), Record(id="b", text="آخر")])
    archive.put(records("removed"))
    archive.remove(["removed"])
    numbers = [*archive.numbers(), 999]
    assert sorted(archive.titles(numbers).values()) == ["", "عنوان"]
    assert sorted(archive.beginnings(numbers, 2)) == ["\nآخ", "عنوان\nنص"]
    assert sorted(archive.sample_of_beginnings(9, 2)) == ["\nآخ", "عنوان\nنص"]
    assert archive.titles([]) == {}


def test_any_number_of_records_can_be_asked_for_at_once(archive):
    archive.put(Record(id=str(n)) for n in range(3000))
    numbers = archive.numbers()
    found = archive.by_numbers([*numbers] * 15)
    assert [record.id for record in found[:3000]] == [str(n) for n in range(3000)]
    assert len(found) == 45_000


def test_changes_give_each_record_once_at_its_latest(archive, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 2)
    archive.put(records("a", "b", "c", "d", "e"))
    archive.put(records("b", text="جديد"))
    archive.remove(["c"])
    changes = list(archive.changes())
    names = [change.record.id if change.record else None for change in changes]
    assert names == ["a", "d", "e", "b", None]
    assert [change.change for change in changes] == [1, 4, 5, 6, 7]
    assert changes[-1].number == archive.history("c")[0].number
    assert list(archive.changes(after=archive.last_change)) == []


def test_a_reader_of_changes_neither_waits_for_a_writer_nor_makes_it_wait(archive, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 2)
    archive.put(records(*"abcdef"))
    upto = archive.last_change
    changes = archive.changes()
    seen = [next(changes).record.id]
    archive.put([*records("a", "f", text="جديد"), *records("g")])
    seen += [change.record.id for change in changes]
    assert seen == ["a", "b", "c", "d", "e"]
    assert [change.record.id for change in archive.changes(after=upto)] == ["a", "f", "g"]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 100])
def test_slices_cut_all_changes_in_even_parts(archive, size):
    archive.put(records(*"abcdef"))
    archive.put(records(*"ace", text="جديد"))
    archive.remove(["b"])
    parts = [list(archive.changes(after, upto)) for after, upto in archive.slices(size)]
    cut = [(change.change, change.record) for part in parts for change in part]
    assert cut == [(change.change, change.record) for change in archive.changes()]
    assert all(len(part) == size for part in parts[:-1])
    assert 0 < len(parts[-1]) <= size


def test_an_empty_store_has_nothing_to_give(archive):
    assert (archive.count(), archive.last_change, archive.numbers()) == (0, 0, [])
    assert list(archive.changes()) == archive.slices(10) == []


def test_a_closed_store_is_one_file_and_opens_again_with_what_it_held(path):
    with Store.create(path) as archive:
        archive.put([FULL_RECORD])
    assert list(path.parent.iterdir()) == [path]
    with Store.open(path) as archive:
        assert archive.get("a1") == FULL_RECORD


def test_many_threads_read_while_one_writes_and_closing_closes_for_all(path):
    failures: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                numbers = archive.numbers()
                assert None not in archive.by_numbers(numbers)
                assert archive.count() >= len(numbers)
        except Exception as error:
            failures.append(error)

    done = threading.Event()
    with Store.create(path) as archive:
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for n in range(20):
            archive.put(records(*(f"{n}-{m}" for m in range(20))))
        done.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert list(path.parent.iterdir()) == [path]


def test_after_closing_the_store_says_that_it_is_closed(path):
    archive = Store.create(path)
    archive.close()
    archive.close()
    with pytest.raises(StoreError, match="has been closed"):
        archive.count()
    with pytest.raises(StoreError, match="not open for writing"):
        archive.put(records("a"))


def test_a_store_open_for_reading_sees_new_records_and_writes_none(archive, path):
    with Store.open(path, readonly=True) as reader:
        archive.put(records("a"))
        assert reader.count() == 1
        with pytest.raises(StoreError, match="not open for writing"):
            reader.put(records("b"))
        with pytest.raises(StoreError, match="not open for writing"):
            reader.remove(["a"])


def test_any_sqlite_tool_can_read_the_current_records(path):
    with Store.create(path) as archive:
        archive.put([FULL_RECORD, *records("b")])
        archive.remove(["b"])
    with closing(sqlite3.connect(path)) as tool:
        rows = tool.execute(
            "SELECT title, published, value FROM current_records, json_each(agencies)"
        ).fetchall()
        (extra,) = tool.execute("SELECT extra FROM current_records").fetchone()
    assert rows == [("كشّاف الدوريات", "2014-09", "رويترز")]
    assert "قائمة" in extra
