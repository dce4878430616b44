"""Killed at any moment, the same command run again makes everything good.

The kills come at random moments, seeded and spread over the whole of a run
that was measured before, at a small size: batches are made small so that many
commits are there to be interrupted.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kashshaf import Archive, Record
from kashshaf.archive.lock import writing
from kashshaf.archive.storage.store import Store
from kashshaf.cli.main import main

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX processes")

ENGINES = ["whoosh", "tantivy"]
KILLS = 20
SIZE = 300
"""Records that a round takes in."""

WORDS = (
    "كتاب مدرسة نهر صحيفة خبر مدينة قرية شارع قطار مكتبة معرض جسر ميناء سفينة طريق حديقة"
    " وزارة مجلس جامعة طبيب مهندس معلم فلاح صياد سوق متحف مسرح ملعب مطار محطة"
)

SMALL_BATCHES = """
from kashshaf.archive import ingestion
from kashshaf.facade import archive
from kashshaf.index.building import maintenance
ingestion.BATCH = maintenance.BATCH = maintenance.SLICE = 20
from kashshaf.cli import progress
from kashshaf.archive import readers
from kashshaf.cli.main import main
print("ready", flush=True)
main()
"""


def records(round_: int, size: int = SIZE) -> list[dict[str, Any]]:
    """Articles of one round; each has the round's own word."""
    draw, words = random.Random(round_), WORDS.split()
    return [
        {
            "id": f"{round_}-{number}",
            "title": " ".join(draw.choices(words, k=5)),
            "text": f"{mark(round_)} " + " ".join(draw.choices(words, k=40)),
        }
        for number in range(size)
    ]


def mark(round_: int) -> str:
    return f"round{round_}"


def write(file: Path, *rounds: int) -> Path:
    lines = (json.dumps(record, ensure_ascii=False) for n in rounds for record in records(n))
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


class Run:
    """A command in a process group of its own, which has loaded its modules and begun."""

    def __init__(self, *command: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SMALL_BATCHES, *map(str, command)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout and self.process.stdout.readline() == "ready\n"

    def seconds(self) -> float:
        """How long it takes, undisturbed."""
        begun = time.perf_counter()
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said
        return time.perf_counter() - begun

    def kill_after(self, seconds: float) -> None:
        """Kill the command itself; its workers are left to notice."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()

    def left_alive(self) -> list[str]:
        """The processes of its group that run on."""
        alive = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, _, rest = stat.read_text().partition(" (")
            except OSError:  # it has just ended
                continue
            state, _, group = rest.rpartition(") ")[2].split()[:3]
            if int(group) == self.process.pid and state != "Z":
                alive.append(pid)
        return alive


def moments(longest: float, seed: int, count: int = KILLS) -> Iterator[float]:
    """Seconds, one at random in each of `count` equal parts of a run."""
    draw = random.Random(seed)
    for part in range(count):
        yield longest * (part + draw.random()) / count


def again(*command: str | Path) -> None:
    result = CliRunner().invoke(main, [str(part) for part in command], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr


def assert_all_good(folder: Path, *rounds: int) -> None:
    """Store and index agree, each record is there once, is found, and nothing is left over."""
    with Archive.open(folder) as archive:
        found = archive.verify()
        assert found.good, found
        kept = [(record.id, record.text) for record in archive.records()]
        given = [(record["id"], record["text"]) for n in rounds for record in records(n)]
        assert sorted(kept) == sorted(given)
        for round_ in rounds:
            assert archive.search(mark(round_), limit=1).total == SIZE
    current = (folder / "index" / "current").read_text().strip()
    assert {entry.name for entry in (folder / "index").iterdir()} == {"current", current}
    assert not (folder / "writer.json").exists()
    with writing(folder, "look"):
        pass


def assert_all_end(run: Run) -> None:
    until = time.monotonic() + 10
    while run.left_alive() and time.monotonic() < until:
        time.sleep(0.05)
    assert not run.left_alive()


def test_a_killed_first_ingest_goes_on_when_run_again(tmp_path: Path) -> None:
    file = write(tmp_path / "given.jsonl", 0)
    longest = Run("ingest", "-a", tmp_path / "whole", file, "--workers", "1").seconds()
    for number, moment in enumerate(moments(longest, seed=1, count=KILLS // 2)):
        command = ("ingest", "-a", tmp_path / str(number), file, "--workers", "1")
        Run(*command).kill_after(moment)
        again(*command)
        assert_all_good(tmp_path / str(number), 0)


def test_a_killed_ingest_into_an_archive_goes_on_when_run_again(tmp_path: Path) -> None:
    folder, file = tmp_path / "press", tmp_path / "given.jsonl"
    again("ingest", "-a", folder, write(file, 0), "--workers", "1")
    command = ("ingest", "-a", folder, file, "--workers", "1")
    write(file, 1)
    longest = Run(*command).seconds()
    for round_, moment in enumerate(moments(longest, seed=2, count=KILLS // 2), 2):
        write(file, round_)
        Run(*command).kill_after(moment)
        again(*command)
        assert_all_good(folder, *range(round_ + 1))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_rebuild_leaves_the_old_index_and_runs_again(tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "press"
    again("init", "-a", folder, "--engine", engine)
    again("ingest", "-a", folder, write(tmp_path / "given.jsonl", 0, 1), "--workers", "1")
    command = ("rebuild", "-a", folder, "--workers", "2")
    longest = Run(*command).seconds()
    for moment in moments(longest, seed=3, count=KILLS // 2):
        run = Run(*command)
        run.kill_after(moment)
        with Archive.open(folder) as archive:
            assert archive.search(mark(0), limit=1).total == SIZE
        again(*command)
        assert_all_end(run)
        assert_all_good(folder, 0, 1)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_sync_goes_on_when_run_again(tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "press"
    again("init", "-a", folder, "--engine", engine)
    again("ingest", "-a", folder, write(tmp_path / "given.jsonl", 0), "--workers", "1")

    def put(round_: int) -> None:
        """As a program does that was itself killed before it came to the index."""
        with Store.open(folder / Archive.STORE) as store:
            store.put(Record(**fields) for fields in records(round_))

    command = ("sync", "-a", folder, "--workers", "1")
    put(1)
    longest = Run(*command).seconds()
    for round_, moment in enumerate(moments(longest, seed=4, count=6), 2):
        put(round_)
        Run(*command).kill_after(moment)
        again(*command)
        assert_all_good(folder, *range(round_ + 1))
