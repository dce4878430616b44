"""Backups: whole or not there at all, archives themselves, and put back without a loss."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kashshaf import Archive, ArchiveLocked, BackupError, StoreError
from kashshaf.archive.lock import writing
from kashshaf.cli.main import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(part) for part in arguments], catch_exceptions=False)


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press", title="صحافة الساحل", engine="tantivy") as archive:
        archive.add({"id": str(n), "text": f"كتاب عدد{n}"} for n in range(20))
        archive.remove("7")
        archive.update("3", title="كتاب معدل")
        archive.add([{"date": "2014"}])  # rejected
        (archive.folder / "notes.txt").write_text("ملحوظات", "utf-8")
        yield archive


def contents(archive: Archive) -> list[tuple[str, ...]]:
    return sorted((record.id, record.title or "", record.text or "") for record in archive)


def test_a_backup_is_an_archive_with_all_that_cannot_be_made_again(
    press: Archive, tmp_path: Path
) -> None:
    made = press.backup(tmp_path / "backups" / "monday")
    assert made.records == 19
    assert made.size > 0
    assert {path.name for path in made.folder.iterdir()} == {
        *(Archive.STORE, "settings.toml", "rejects", "notes.txt", "backup.json")
    }
    with Archive.open(made.folder) as copy:
        assert copy.title == "صحافة الساحل"
        assert contents(copy) == contents(press)
        assert [change.kind for change in copy.history("7")] == ["added", "removed"]
        copy.sync()
        assert copy.search("كتاب").total == 19


def test_a_backup_is_of_one_moment_while_another_takes_in(press: Archive, tmp_path: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        with Archive.open(press.folder) as other, other.batch():
            number = 0
            while not ended.is_set():
                other.add({"id": f"{number}-{part}", "text": "نص " * 300} for part in range(20))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [press.backup(tmp_path / f"backup-{n}") for n in range(4)]
    finally:
        ended.set()
        writer.join()
    for backup in made:
        with Archive.open(backup.folder) as copy:
            # Each addition of twenty is there whole or not at all.
            assert (len(copy) - 19) % 20 == 0
            assert len(copy) == backup.records


def test_a_backup_goes_into_no_place_that_is_taken_or_within_the_archive(
    press: Archive, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    for to, said in [
        (tmp_path / "taken", "there is something at .*taken already"),
        (press.folder / "backups" / "monday", "is within the archive"),
        (press.folder / "settings.toml" / "x", "cannot be made|is within"),
    ]:
        with pytest.raises(BackupError, match=said):
            press.backup(to)
    assert not (press.folder / "backups").exists()


def test_a_backup_comes_back_as_a_new_archive_with_its_index_and_engine(
    press: Archive, tmp_path: Path
) -> None:
    press.rebuild("whoosh")  # the settings say tantivy still
    press.backup(tmp_path / "backup")
    with Archive.from_backup(tmp_path / "backup", tmp_path / "new" / "press") as restored:
        assert contents(restored) == contents(press)
        assert (restored.engine, restored.title) == ("whoosh", "صحافة الساحل")
        assert restored.search("كتاب").total == 19
        assert restored.verify(deep=True).good
        assert (restored.folder / "notes.txt").exists()
        assert not (restored.folder / "backup.json").exists()


def test_what_a_backup_takes_the_place_of_is_kept(press: Archive, tmp_path: Path) -> None:
    press.backup(tmp_path / "backup")
    press.add({"id": "late", "text": "متأخر"})
    (press.folder / "settings.toml").write_text('title = "آخر"\n', "utf-8")
    killed_before = press.folder / "before-restore-2026-11-29T104947Z.new"
    killed_before.mkdir()
    (killed_before / Archive.STORE).touch()
    result = run("restore", "-a", press.folder, tmp_path / "backup", "--workers", "1")
    assert result.exit_code == 0
    assert not killed_before.exists()
    assert "holds the 19 records of the backup" in result.stderr
    (kept,) = press.folder.glob("before-restore-*")
    assert str(kept) in result.stderr
    # Those who have it open go on with what is there now.
    assert press.search("متأخر").total == 0
    assert len(press) == 19
    with Archive.open(kept) as before, Archive.open(press.folder) as now:
        assert (before.title, now.title) == ("آخر", "صحافة الساحل")
        assert "late" in before
        assert "late" not in now
        now.add({"id": "next", "text": "جديد"})
        assert now.verify(deep=True).good
        made = now.backup(tmp_path / "second")
    assert not list(made.folder.glob("before-restore-*"))


def test_a_damaged_archive_is_told_to_take_a_backup_and_does(
    press: Archive, tmp_path: Path
) -> None:
    press.backup(tmp_path / "backup")
    folder = press.folder
    press.close()
    for file in folder.glob(f"{Archive.STORE}-*"):
        file.unlink()
    for damage in (b"", b"\xff" * 50_000):
        (folder / Archive.STORE).write_bytes(damage)
        said = run("search", "-a", folder, "كتاب")
        assert said.exit_code == 1
        assert "kashshaf restore" in said.stderr
        assert run("restore", "-a", folder, tmp_path / "backup", "--workers", "1").exit_code == 0
        assert run("verify", "-a", folder, "--deep").exit_code == 0
    assert {(kept / Archive.STORE).stat().st_size for kept in folder.glob("before-*")} == {
        0,
        50_000,
    }


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x20
    path.write_bytes(content)


def test_a_backup_that_is_damaged_or_none_changes_nothing(press: Archive, tmp_path: Path) -> None:
    press.backup(tmp_path / "backup")
    before = contents(press)

    def damaged(name: str) -> Path:
        copy = tmp_path / "damaged"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(tmp_path / "backup", copy)
        flipped(copy / name, (copy / name).stat().st_size // 2)
        return copy

    later = tmp_path / "later"
    shutil.copytree(tmp_path / "backup", later)
    stated = json.loads((later / "backup.json").read_text("utf-8"))
    (later / "backup.json").write_text(json.dumps(stated | {"format": 99}), "utf-8")
    for make, said in [
        (lambda: damaged(Archive.STORE), "archive.sqlite is damaged"),
        (lambda: damaged("settings.toml"), "settings.toml is damaged"),
        (lambda: damaged("backup.json"), "backup.json is damaged"),
        (lambda: later, "a later Kashshaf made"),
        (lambda: press.folder, "is no backup"),
        (lambda: tmp_path / "nowhere", "is no backup"),
    ]:
        with pytest.raises(BackupError, match=said):
            Archive.from_backup(make(), press.folder)
        assert contents(press) == before
        assert not list(press.folder.glob("before-restore-*"))
        assert not list(press.folder.glob("*.new*"))
    with pytest.raises(BackupError, match="is the backup itself"):
        Archive.from_backup(tmp_path / "backup", tmp_path / "backup")


def test_a_damaged_store_makes_no_backup_that_looks_whole(press: Archive, tmp_path: Path) -> None:
    press.add({"id": f"long-{n}", "text": "نص طويل " * 900} for n in range(60))
    press.close()
    path = press.folder / Archive.STORE
    content = bytearray(path.read_bytes())
    content[8192:40_960] = b"\xff" * (40_960 - 8192)
    path.write_bytes(content)
    with pytest.raises((BackupError, StoreError), match="damaged"), Archive.open(press.folder) as a:
        a.backup(tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))


def test_an_archive_that_is_being_written_to_is_not_restored_over(
    press: Archive, tmp_path: Path
) -> None:
    press.backup(tmp_path / "backup")
    blocker = threading.Event()
    held = threading.Event()

    def hold() -> None:
        with writing(press.folder, "ingest"):
            held.set()
            blocker.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        with pytest.raises(ArchiveLocked, match="ingest"):
            Archive.from_backup(tmp_path / "backup", press.folder, timeout=0.1)
    finally:
        blocker.set()
        thread.join()


KILLED = """
import os, signal, sys
from kashshaf.archive import whole_files
from kashshaf.facade import backups
calls = 0
def count(real):
    def call(*given, **named):
        global calls
        calls += 1
        if calls == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call
for name in sys.argv[2].split(","):
    setattr(backups, name, count(getattr(backups, name)))
from kashshaf.cli.main import main
main(sys.argv[3:])
"""


def killed(at: int, steps: str, *command: str | Path) -> bool:
    """Whether a command was killed just before the step of this number."""
    child = [sys.executable, "-c", KILLED, str(at), steps, *map(str, command)]
    ended = subprocess.run(child, capture_output=True, text=True, check=False)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX processes")
def test_a_backup_killed_at_any_step_is_not_there_and_the_next_is_whole(
    press: Archive, tmp_path: Path
) -> None:
    to = tmp_path / "backup"
    command = ("backup", "-a", press.folder, to)
    steps = "checksums,_copy,write_whole,sync_folder,draft_of"
    at = 1
    while killed(at, steps, *command):
        at += 1
        if to.exists():  # all but that its name is on the disk
            Archive.from_backup(to, tmp_path / f"of-{at}").close()
            shutil.rmtree(to)
    assert at > 4
    with Archive.from_backup(to, tmp_path / "whole") as restored:
        assert contents(restored) == contents(press)
    assert not (tmp_path / "backup.new").exists()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX processes")
def test_a_restore_killed_at_any_step_loses_nothing_and_goes_on_when_run_again(
    press: Archive, tmp_path: Path
) -> None:
    press.backup(tmp_path / "backup")
    expected = contents(press)
    press.add({"id": "late", "text": "متأخر"})
    press.close()
    whole = tmp_path / "whole"
    shutil.copytree(press.folder, whole)
    steps = "make_usable,_keep,_link,_replace,put_in_place"
    command = ("restore", tmp_path / "backup", "--workers", "1", "-a")
    at = 1
    while True:
        folder = tmp_path / f"press-{at}"
        shutil.copytree(whole, folder)
        was_killed = killed(at, steps, *command, folder)
        if was_killed:
            assert run(*command, folder).exit_code == 0
        with Archive.open(folder) as restored:
            assert contents(restored) == expected
            assert restored.verify().good
        kept = [path for path in folder.glob("before-restore-*") if path.suffix != ".new"]
        late = False
        for aside in kept:
            with closing(sqlite3.connect(aside / Archive.STORE)) as store:
                late |= bool(store.execute("SELECT 1 FROM records WHERE id = 'late'").fetchall())
        assert late
        if not was_killed:
            break
        at += 1
    assert at > 5
