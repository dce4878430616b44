"""Commands in processes of their own, killed at random moments or at chosen system calls."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

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
"""The command, making many commits of little, so that many are there to be interrupted."""

CALLS = "write,pwrite64,writev,rename,unlink,unlinkat,mkdir,rmdir,ftruncate,fsync,fdatasync"
"""The system calls by which an archive is changed on disk."""

STRACE = shutil.which("strace")


@dataclass(frozen=True)
class Point:
    """The moment before a process of the command makes a system call for the n-th time."""

    call: str
    time: int

    @property
    def injection(self) -> list[str]:
        return ["-e", f"inject={self.call}:signal=KILL:when={self.time}"]


class Run:
    """A command in a process group of its own, which has loaded its modules and begun."""

    def __init__(self, command: Sequence[str | Path], before: Sequence[str] = ()) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, "-B", "-c", SMALL_BATCHES, *map(str, command)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        self.begun = self.process.stdout.readline() == "ready\n"

    @classmethod
    def traced(cls, command: Sequence[str | Path], log: Path, *options: str) -> Self:
        """The same under strace, which writes each of the `CALLS` to a log."""
        assert STRACE
        return cls(command, [STRACE, "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *options])

    def ended(self) -> str:
        """What it said of errors in the end; it is no traceback, however it ended."""
        _, said = self.process.communicate(timeout=60)
        assert "Traceback" not in said, said
        if self.process.returncode > 0:
            assert said.strip().splitlines()[-1].startswith(("Error: ", "Usage: ")), said
        return said

    def seconds(self) -> float:
        """How long it takes, undisturbed."""
        assert self.begun
        begun = time.perf_counter()
        said = self.ended()
        assert self.process.returncode == 0, said
        return time.perf_counter() - begun

    def kill_after(self, seconds: float) -> None:
        """Kill the command itself; its workers are left to notice."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(self.process.pid, signal.SIGKILL)
        self.ended()

    def assert_all_end(self) -> None:
        """No process of its group runs on."""
        until = time.monotonic() + 10
        while self._left_alive() and time.monotonic() < until:
            time.sleep(0.05)
        assert not self._left_alive()

    def _left_alive(self) -> list[str]:
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


def moments(longest: float, draw: random.Random, count: int) -> list[float]:
    """Seconds, one at random in each of `count` equal parts of a run."""
    return [longest * (part + draw.random()) / count for part in range(count)]


def points(log: Path, draw: random.Random, count: int) -> list[Point]:
    """System calls of a run that was traced, as many of each kind of call as can be."""
    met: Counter[tuple[str, str]] = Counter()
    found: dict[str, list[Point]] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        process, _, rest = line.partition(" ")
        call, parenthesis, _ = rest.lstrip().partition("(")
        if parenthesis and call in CALLS.split(","):
            met[process, call] += 1
            found.setdefault(call, []).append(Point(call, met[process, call]))
    kinds = sorted(found)
    draw.shuffle(kinds)
    return [draw.choice(found[kinds[number % len(kinds)]]) for number in range(count)]
