"""`kashshaf ingest --watch`: what arrives is taken in, each file once and whole, come what may."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kashshaf import Archive, InputError
from kashshaf.archive import arrivals
from kashshaf.archive.arrivals import Arrivals
from kashshaf.archive.lock import writing
from kashshaf.archive.taken_files import TAKEN_FILES, State, TakenFiles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")

QUIET = 0.6
PATIENCE = 240
"""Seconds that a busy machine may take for what takes one or two."""

KASHSHAF = f"""
from kashshaf.archive import arrivals, ingestion
from kashshaf.cli.main import main
arrivals.QUIET, ingestion.BATCH = {QUIET}, 20
main()
"""
"""The command, with fewer seconds to wait, and more transactions to be killed in."""


def lines(name: str, numbers: range) -> str:
    """JSON Lines of articles, whose ids are theirs alone."""
    return "".join(
        json.dumps({"id": f"{name}-2014-{number:05}", "text": f"خبر المرفأ رقم {number}"}) + "\n"
        for number in numbers
    )


class Watcher:
    """A process that watches a folder for an archive."""

    def __init__(self, home: Path, *options: str) -> None:
        self._log = home / f"log-{time.monotonic_ns()}"
        command = [sys.executable, "-c", KASHSHAF, "ingest", "-a", f"{home / 'press'}", "--watch"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, f"{home / 'in'}", "--every", "0.1", "--workers", "1", *options],
                stderr=log,
                stdout=subprocess.DEVNULL,
            )

    def said(self) -> str:
        return self._log.read_text("utf-8")

    def says(self, shape: str) -> str:
        """Wait until it says something of this shape, and return all that it has said."""
        return until(lambda: self.said() if re.search(shape, self.said()) else None, self)

    def ended(self, by: signal.Signals) -> tuple[int, str]:
        self.process.send_signal(by)
        return self.process.wait(PATIENCE), self.said()


def until(found: Callable[[], str | None], watcher: Watcher) -> str:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if (what := found()) is not None:
            return what
        time.sleep(0.02)
    raise AssertionError(watcher.said())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


@pytest.fixture
def watch(home: Path) -> Iterator[Callable[..., Watcher]]:
    started: list[Watcher] = []

    def begin(*options: str) -> Watcher:
        started.append(Watcher(home, *options))
        return started[-1]

    yield begin
    for one in started:
        one.process.kill()
        one.process.wait()


def versions(home: Path) -> list[int]:
    """How many versions each record has."""
    with Archive.open(home / "press") as archive:
        return [len(archive.history(record.id)) for record in archive]


def test_files_are_taken_once_and_whole_however_they_come(
    home: Path, watch: Callable[..., Watcher]
) -> None:
    inbox = home / "in"
    (inbox / "before.jsonl").write_text(lines("before", range(3)), "utf-8")
    watcher = watch()
    watcher.says(r"files: 1\. read 3: 3 added")
    with (inbox / "held.jsonl").open("w", encoding="utf-8", buffering=1) as held:
        for number in range(5):  # longer pauses than those by which a file is known to be whole
            held.write(lines("held", range(number, number + 1)))
            time.sleep(2 * QUIET if number == 2 else 0.1)
    for number in range(5):
        with (inbox / "slow.jsonl").open("a", encoding="utf-8") as slow:
            slow.write(lines("slow", range(number, number + 1)))
        time.sleep(QUIET / 3)
    (home / "moved").mkdir()
    (home / "moved" / "moved.jsonl").write_text(lines("moved", range(4)), "utf-8")
    (home / "moved").rename(inbox / "moved")
    (inbox / "moved" / "round").symlink_to(inbox)
    (inbox / ".hidden.jsonl").write_text(lines("hidden", range(4)), "utf-8")
    watcher.says(r"(?s)(read \d: .*){3,}read 4: 4 added|read 9: 9 added|read 14: 14 added")
    status, said = watcher.ended(signal.SIGTERM)
    assert status == 0
    assert "read 17: 17 added, 0 updated, 0 skipped as the same, 0 rejected\n" in said
    assert versions(home) == [1] * 17


@pytest.mark.parametrize("moment", [1, pytest.param(250, marks=pytest.mark.long)])
def test_killed_in_an_intake_it_goes_on_where_it_was(
    home: Path, watch: Callable[..., Watcher], moment: int
) -> None:
    for name in ("a", "b"):
        (home / "in" / f"{name}.jsonl").write_text(lines(name, range(200)), "utf-8")
    (home / "in" / "photo.png").write_bytes(b"\x89PNG")
    Archive.create(home / "press").close()
    watcher = watch()
    with Archive.open(home / "press") as archive:
        until(lambda: "so many" if len(archive) >= moment else None, watcher)
    watcher.ended(signal.SIGKILL)
    (home / "in" / "meanwhile.jsonl").write_text(lines("meanwhile", range(5)), "utf-8")
    again = watch()
    again.says(r"files: \d")
    status, said = again.ended(signal.SIGINT)
    assert (status, "Traceback" in said) == (0, False)
    assert versions(home) == [1] * 405
    with Archive.open(home / "press") as archive:
        assert archive.verify().good
        assert archive.count("المرفأ") == 405
    (home / "in" / "last.jsonl").write_text(lines("last", range(2)), "utf-8")
    third = watch()
    assert len(re.findall("files: ", third.says(r"files: 1\. read 2: 2 added"))) == 1


def test_ended_in_an_intake_it_leaves_what_it_stored_in_the_index(
    home: Path, watch: Callable[..., Watcher]
) -> None:
    (home / "in" / "a.jsonl").write_text(lines("a", range(800)), "utf-8")
    Archive.create(home / "press").close()
    watcher = watch()
    with Archive.open(home / "press") as archive:
        until(lambda: "so many" if len(archive) >= 20 else None, watcher)
        status, said = watcher.ended(signal.SIGTERM)
        assert (status, "Traceback" in said) == (0, False)
        (told,) = re.findall(r"read \d+: (\d+) added", said)
        assert len(archive) - 20 <= int(told) <= len(archive)  # stored and not yet counted
        assert archive.verify().good
        assert archive.count("المرفأ") == len(archive)


def test_a_second_watcher_is_told_who_the_first_one_is(
    home: Path, watch: Callable[..., Watcher]
) -> None:
    first = watch()
    (home / "in" / "a.jsonl").write_text(lines("a", range(3)), "utf-8")
    first.says("3 added")
    second = watch()
    assert second.process.wait(PATIENCE) == 1
    assert f"another process watches folders for this archive (pid {first.process.pid}" in (
        second.said()
    )
    first.ended(signal.SIGKILL)
    third = watch()
    (home / "in" / "b.jsonl").write_text(lines("b", range(2)), "utf-8")
    third.says("2 added")


def test_others_write_between_intakes_and_are_waited_for(
    home: Path, watch: Callable[..., Watcher]
) -> None:
    watcher = watch()
    (home / "in" / "a.jsonl").write_text(lines("a", range(3)), "utf-8")
    watcher.says("3 added")
    with Archive.open(home / "press") as archive:
        assert archive.remove("a-2014-00001") == 1
    with writing(home / "press", "rebuild"):
        (home / "in" / "b.jsonl").write_text(lines("b", range(2)), "utf-8")
        watcher.says("waiting: another process is writing to this archive")
    said = watcher.says("2 added")
    assert said.count("waiting: ") == 1


# In one process


@pytest.fixture
def archive(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setattr(arrivals, "QUIET", 0.05)
    with Archive.create(home / "press") as archive:
        yield archive


def test_a_file_that_changes_is_taken_again_and_one_that_goes_changes_nothing(
    archive: Archive, home: Path
) -> None:
    file = home / "in" / "a.jsonl"
    file.write_text(lines("a", range(3)), "utf-8")
    taken = archive.watch([home / "in"], every=0.02)
    assert next(taken).added == 3
    file.write_text(lines("a", range(4)), "utf-8")
    tally = next(taken)
    assert (tally.added, tally.same) == (1, 3)
    file.unlink()
    (home / "in" / "b.jsonl").write_text(lines("b", range(1)), "utf-8")
    assert next(taken).added == 1
    assert len(archive) == 5


def test_what_cannot_be_read_is_rejected_once_with_its_reason(archive: Archive, home: Path) -> None:
    inbox = home / "in"
    (inbox / "photo.png").write_bytes(b"\x89PNG")
    (inbox / "blank.txt").touch()
    (inbox / "broken.json").write_text("{")
    os.mkfifo(inbox / "pipe")
    (inbox / "nowhere").symlink_to(inbox / "none")
    taken = archive.watch([inbox], every=0.02)
    rejected = [*next(taken).rejections, *next(taken).rejections]
    assert {Path(one.origin.file).name for one in rejected} == {
        path.name for path in inbox.iterdir()
    }
    (inbox / "good.jsonl").write_text(lines("good", range(1)), "utf-8")
    assert next(taken).read == 1
    taken.close()
    (inbox / "more.jsonl").write_text(lines("more", range(2)), "utf-8")
    again = archive.watch([inbox], every=0.02)
    names = {Path(one.origin.file).name for one in next(again).rejections}
    assert names == {"pipe", "nowhere"}  # which are no files that could be known again
    assert next(again).read == 2


def test_a_file_is_read_again_where_it_is_read_otherwise(archive: Archive, home: Path) -> None:
    (home / "in" / "a.csv").write_text("أ,ب\nخبر المرفأ اليوم,2\n", "utf-8")
    first = archive.watch([home / "in"], every=0.02)
    assert next(first).rejected == 1
    first.close()
    assert next(archive.watch([home / "in"], {"text": "أ"}, every=0.02)).added == 1


def test_where_a_backup_was_put_back_what_it_lacks_is_taken_in_again(
    archive: Archive, home: Path
) -> None:
    for name in ("a", "b"):
        (home / "in" / f"{name}.jsonl").write_text(lines(name, range(3)), "utf-8")
        taken = archive.watch([home / "in"], every=0.02)
        assert next(taken).added == 3
        taken.close()
        if name == "a":
            archive.backup(home / "backup")
    taken = archive.watch([home / "in"], every=0.02)
    (home / "in" / "c.jsonl").write_text(lines("c", range(1)), "utf-8")
    assert next(taken).added == 1
    archive.backup(home / "unrelated")
    Archive.from_backup(home / "backup", home / "press").close()
    tally = next(taken)
    assert (tally.added, tally.same) == (4, 0)
    assert len(archive) == 7


def test_a_folder_that_is_away_is_told_once_and_found_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "QUIET", 0)
    (home / "in" / "a.txt").write_text("خبر")
    looking = Arrivals([home / "in"], TakenFiles(home, "", lambda change: ""))
    looking.look()
    (home / "in").rename(home / "away")
    assert ["no folder at present" in str(one) for one in looking.look()] == [True]
    assert looking.look() == []
    (home / "away").rename(home / "in")
    assert [type(one).__name__ for one in looking.look()] == ["Arrival"]
    shutil.rmtree(home / "in")
    assert len(looking.look()) == 1


def test_what_is_no_folder_is_refused(archive: Archive, home: Path) -> None:
    (home / "file").touch()
    with pytest.raises(InputError, match="is no folder"):
        archive.watch([home / "file"])


# The list of what was taken


def marks(change: int) -> str | None:
    return f"mark {change}" if change < 10 else None


STATE = State(1, 2, 3)


def test_what_was_taken_is_known_again(tmp_path: Path) -> None:
    TakenFiles(tmp_path, "so", marks).add({"a": STATE, "ملف \udcff": STATE}, 5)
    known = TakenFiles(tmp_path, "so", marks)
    assert known.have("a", STATE) and known.have("ملف \udcff", STATE)
    assert not known.have("a", State(1, 2, 4))
    assert not TakenFiles(tmp_path, "otherwise", marks).have("a", STATE)
    assert not TakenFiles(tmp_path, "so", lambda change: "another").have("a", STATE)


def test_a_list_that_was_cut_at_any_byte_goes_on(tmp_path: Path) -> None:
    TakenFiles(tmp_path, "so", marks).add({"a": STATE, "b": STATE}, 5)
    whole = (tmp_path / TAKEN_FILES).read_bytes()
    for cut in range(len(whole)):
        (tmp_path / TAKEN_FILES).write_bytes(whole[:cut])
        TakenFiles(tmp_path, "so", marks).add({"c": STATE}, 6)
        known = TakenFiles(tmp_path, "so", marks)
        assert known.have("c", STATE)
        assert known.have("a", STATE) == (b'"a"' in whole[:cut].rpartition(b"\n")[0])


def test_a_list_of_files_that_change_all_the_time_does_not_grow_without_end(tmp_path: Path) -> None:
    known = TakenFiles(tmp_path, "so", marks)
    known.add({str(number): STATE for number in range(100)}, 5)
    for number in range(300):
        known.add({str(name): State(number, 2, 3) for name in range(100)}, 5)
    assert len((tmp_path / TAKEN_FILES).read_bytes().splitlines()) < 11_000
    again = TakenFiles(tmp_path, "so", marks)
    assert all(again.have(str(name), State(299, 2, 3)) for name in range(100))
