import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from draws import share

from kashshaf import Archive
from kashshaf.archive.dates import PartialDate
from kashshaf.archive.errors import ArchiveNotFound, IndexOutdated, StoreError
from kashshaf.archive.record import Record
from kashshaf.archive.storage import migrations
from kashshaf.archive.storage.store import Store

RECORD = Record(id="a", title="كشّاف الدوريات", text="نص")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


def test_a_store_is_never_made_over_another_file(path):
    path.write_text("notes")
    with pytest.raises(StoreError, match="there is a file already"):
        Store.create(path)
    assert path.read_text() == "notes"


def test_what_an_interrupted_creation_left_is_no_hindrance(path):
    path.with_name("archive.sqlite.new").write_bytes(b"half")
    with Store.create(path) as archive:
        assert archive.count() == 0


HALF_WRITTEN = """
import os, signal, sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA journal_mode = DELETE")
store.execute("PRAGMA cache_size = 5")
store.execute("BEGIN IMMEDIATE")
store.execute("UPDATE versions SET text = 'غيره'")
store.execute("CREATE TABLE filler (x)")
store.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,) for _ in range(300)])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("readonly", [True, False])
def test_what_a_killed_writer_left_half_done_is_undone_by_whoever_opens_the_store(path, readonly):
    with Store.create(path) as store:
        store.put([RECORD])
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(path)], check=False)
    assert path.with_name("archive.sqlite-journal").stat().st_size > 0
    with Store.open(path, readonly=readonly) as store:
        assert store.get("a") == RECORD


KILLED_WHILE_MADE = """
import os, signal, sys
from pathlib import Path
from kashshaf.archive.storage import store
left = int(sys.argv[2])

def trace(frame, event, argument):
    global left
    if "storage" in frame.f_code.co_filename and event == "line":
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

sys.settrace(trace)
store.Store.create(Path(sys.argv[1])).close()
"""


def test_a_creation_killed_at_any_line_leaves_no_store_or_one_that_is_whole(path):
    made = {}
    for line in range(0, 400, 400 // share(37)):
        for file in path.parent.iterdir():
            file.unlink()
        child = [sys.executable, "-c", KILLED_WHILE_MADE, str(path), str(line)]
        ended = subprocess.run(child, check=False).returncode
        made[path.exists()] = True
        if path.exists():  # it can be read by one who may not write
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as tool:
                assert tool.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        else:
            Store.create(path).close()
        with Store.open(path, readonly=True) as store:
            assert store.count() == 0
        if ended == 0:
            break
    assert set(made) == {True, False}
    assert ended == 0


def test_an_emptied_store_is_told_to_take_a_backup(path):
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="put a backup in its place with `kashshaf restore`"):
        Store.open(path, readonly=True)


@pytest.mark.parametrize("readonly", [True, False])
def test_a_missing_store_is_an_archive_not_found(path, readonly):
    with pytest.raises(ArchiveNotFound, match=r"there is no archive in .*kashshaf init"):
        Store.open(path, readonly=readonly)
    assert not path.exists()


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_of_another_kind_is_refused_in_one_line(path, content, readonly):
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"archive\.sqlite") as raised:
        Store.open(path, readonly=readonly)
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE records (id TEXT)")
    with pytest.raises(StoreError, match="is not a Kashshaf store"):
        Store.open(path)


def test_damage_to_the_file_is_a_store_error_that_says_what_to_do(path):
    with Store.create(path) as archive:
        archive.put(Record(id=str(n), text="نص " * 1000) for n in range(200))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_960)
    with (
        pytest.raises(StoreError, match="put a backup in its place with `kashshaf restore`"),
        Store.open(path) as archive,
    ):
        list(archive.changes())


def test_a_byte_that_leaves_a_text_none_is_damage_of_which_no_text_is_told(path):
    with Store.create(path) as archive:
        archive.put([RECORD])
    with closing(sqlite3.connect(path)) as tool, tool:
        tool.execute("UPDATE versions SET text = CAST(x'6b61ff6b' AS TEXT)")
    with Store.open(path) as archive, pytest.raises(StoreError, match="damaged") as raised:
        archive.get("a")
    assert "kashshaf restore" in str(raised.value)
    assert "ka" + "\ufffd" not in str(raised.value)


NOTES = ("CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('هامش')")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("published", "\0" * 10),
        ("tags", "\0" * 10),
        ("tags", 7),
        ("extra", '{"'),
        ("mentions", ""),
        ("text", b""),
        ("title", None),
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_damage_wherever_it_is_read(
    path: Path, column: str, value: object
) -> None:
    with Store.create(path) as store:
        store.put([Record(id="1", text="كتاب", published=PartialDate(2014), tags=("نهر",))])
    with closing(sqlite3.connect(path)) as tool, tool:
        tool.execute(f"UPDATE versions SET {column} = ?", (value,))  # noqa: S608  # one of the above
    with Store.open(path, readonly=True) as store:
        reads = [
            lambda: store.get("1"),
            lambda: store.by_numbers([1]),
            lambda: store.history("1"),
            lambda: list(store.changes()),
        ]
        if column == "text":
            reads += [lambda: store.texts([1]), lambda: store.beginnings([1], 10)]
        for read in reads:
            with pytest.raises(StoreError, match=r"cannot be read.*`kashshaf restore`") as raised:
                read()
            assert str(path) in str(raised.value)
        assert [*store.altered()] == ["1"]


def with_migration(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, statements))


def test_a_store_of_an_earlier_version_is_brought_up_to_date_when_opened_for_writing(
    path, monkeypatch
):
    with Store.create(path) as archive:
        archive.put([RECORD])
    with_migration(monkeypatch, *NOTES)
    with pytest.raises(StoreError, match=r"an earlier Kashshaf made .*: run `kashshaf sync`"):
        Store.open(path, readonly=True)
    for readonly in (False, True):  # the first brings it up to date, for good
        with Store.open(path, readonly=readonly) as archive:
            assert archive.get("a") == RECORD
    with closing(sqlite3.connect(path)) as tool:
        assert tool.execute("SELECT text FROM notes").fetchall() == [("هامش",)]


def test_a_change_has_the_mark_of_the_transaction_that_made_it(path):
    with Store.create(path) as store:
        assert store.mark(1) is None
        store.put([RECORD, Record(id="b", text="نص")])
        store.put([RECORD])  # the same: nothing is changed
        store.remove(["a"])
        marks = [store.mark(change) for change in range(5)]
    assert marks[1] == marks[2]
    assert marks[4] is None
    assert len({marks[0], marks[1], marks[3]}) == 3
    with Store.open(path, readonly=True) as store:
        assert [store.mark(change) for change in range(5)] == marks


def test_an_archive_of_an_earlier_version_is_brought_up_to_date_when_it_is_opened(tmp_path):
    folder = tmp_path / "press"
    with Archive.create(folder) as archive:
        archive.add({"id": "a", "text": "كتاب"})
    with closing(sqlite3.connect(folder / Archive.STORE)) as earlier:
        earlier.executescript("DROP TABLE marks; PRAGMA user_version = 1")
    with Archive.open(folder) as archive:
        assert "a" in archive
        with pytest.raises(IndexOutdated, match="kashshaf rebuild"):
            archive.search("كتاب")
        archive.sync()
        assert archive.search("كتاب").total == 1
        assert archive.verify().good


def test_a_migration_that_fails_changes_nothing(path, monkeypatch):
    Store.create(path).close()
    with monkeypatch.context() as patched:
        with_migration(patched, *NOTES, "INSERT INTO nowhere VALUES (1)")
        with pytest.raises(StoreError, match="nowhere"):
            Store.open(path)
    with Store.open(path) as archive:
        archive.put([RECORD])
    with closing(sqlite3.connect(path)) as tool:
        assert not tool.execute("SELECT 1 FROM sqlite_schema WHERE name = 'notes'").fetchall()


@pytest.mark.parametrize("readonly", [True, False])
def test_a_store_of_a_later_version_is_refused(path, monkeypatch, readonly):
    with monkeypatch.context() as later:
        with_migration(later, *NOTES)
        Store.create(path).close()
    with pytest.raises(StoreError, match=r"a later Kashshaf made .*: upgrade Kashshaf"):
        Store.open(path, readonly=readonly)


PUT_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from kashshaf.archive.record import Record
from kashshaf.archive.storage.store import Store

path, round_ = Path(sys.argv[1]), sys.argv[2]
with Store.open(path) as archive:
    for n in count():
        archive.put(Record(id=f"{round_}-{n}-{m}", text="نص " * 500) for m in range(20))
        print(n, flush=True)
"""


def test_a_writer_killed_at_any_moment_loses_nothing_that_it_had_finished(path):
    Store.create(path).close()
    promised = 0
    for attempt in range(3):
        child = [sys.executable, "-c", PUT_FOR_EVER, str(path), str(attempt)]
        with subprocess.Popen(child, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.013 * attempt)
            writer.kill()
            promised += 20 * (1 + len(writer.stdout.readlines()))
        with Store.open(path) as archive:
            kept = [change.id for change in archive.changes()]
            assert len(kept) == archive.count() >= promised
            assert len(kept) % 20 == 0
        promised = len(kept)
    with closing(sqlite3.connect(path)) as tool:
        assert tool.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
