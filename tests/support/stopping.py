"""Commands in processes of their own, killed at random moments or at chosen system calls."""

import atexit
import json
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOADED = """
import json, os, sys
from kashshaf.archive import ingestion, readers
from kashshaf.cli import progress
from kashshaf.cli.main import main
from kashshaf.facade import archive
from kashshaf.index.building import maintenance
from kashshaf.index.engines import opensearch, tantivy, whoosh
ingestion.BATCH = maintenance.BATCH = maintenance.SLICE = 20
for asked in iter(sys.stdin.readline, ""):
    child = os.fork()
    if child == 0:
        break
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()
os.setsid()
os.read(0, 1)
command, said = json.loads(asked.lstrip("!"))  # what was killed at once has left its letter
for number, path in enumerate((os.devnull, os.devnull, said)):
    os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
sys.argv[1:] = command
main()
"""
"""A process that has loaded all modules, and forks one for each command that it is told.

Commands make many commits of little, so that many are there to be interrupted, and begin when
they are sent a letter.
"""

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


_TRACEBACK_OF_OURS = 'File ".*/kashshaf/'


@cache
def _loaded() -> subprocess.Popen[str]:
    loaded = subprocess.Popen(
        [sys.executable, "-B", "-c", LOADED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=1,
        text=True,
    )
    atexit.register(loaded.communicate)
    return loaded


class Run:
    """A command in a process group of its own, one at a time.

    Where there is a log, strace writes each of the `CALLS` to it, with these options of its.
    """

    def __init__(self, command: Sequence[str | Path], log: Path | None = None, *options: str):
        self._said = Path(tempfile.mkstemp(prefix="kashshaf-said-")[1])
        self._tell(json.dumps([[str(part) for part in command], str(self._said)]) + "\n")
        self.pid = self._heard()
        self._strace = _attached(self.pid, log, options) if log else None
        self._tell("!")

    def ended(self) -> str:
        """What it said of errors in the end; it is no traceback, however it ended."""
        assert self._ends_within(60), "it does not end"
        self.status = self._heard()
        if self._strace:
            self._strace.wait(60)
        said = self._said.read_text("utf-8", "replace")
        self._said.unlink()
        # A worker that is just starting when the command is killed says so in Python's own words.
        killed = self.status == -signal.SIGKILL
        assert not re.search(_TRACEBACK_OF_OURS if killed else "Traceback", said), said
        if self.status > 0:
            assert said.strip().splitlines()[-1].startswith(("Error: ", "Usage: ")), said
        return said

    def seconds(self) -> float:
        """How long it takes, undisturbed."""
        begun = time.perf_counter()
        said = self.ended()
        assert self.status == 0, said
        return time.perf_counter() - begun

    def kill_after(self, seconds: float) -> None:
        """Kill the command itself; its workers are left to notice."""
        if not self._ends_within(seconds):
            os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def kill_within(self, log: Path, part: str, times: int) -> None:
        """Kill the command once its log has so many calls of files with this in their path."""
        seen = 0
        with log.open(encoding="utf-8", errors="replace") as calls:
            while seen < times and not self._ends_within(0):
                seen += sum(part in line for line in calls)
        if seen >= times:
            os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def _tell(self, what: str) -> None:
        stdin = _loaded().stdin
        assert stdin
        stdin.write(what)
        stdin.flush()

    def _heard(self) -> int:
        heard = b""
        while not heard.endswith(b"\n"):  # nothing is read ahead, so that `select` knows
            heard += os.read(self._answers, 1)
        return int(heard)

    def _ends_within(self, seconds: float) -> bool:
        return bool(select.select([self._answers], [], [], seconds)[0])

    @property
    def _answers(self) -> int:
        stdout = _loaded().stdout
        assert stdout
        return stdout.fileno()

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
            if int(group) == self.pid and state != "Z":
                alive.append(pid)
        return alive


def _attached(pid: int, log: Path, options: Sequence[str]) -> subprocess.Popen[bytes]:
    """An strace that follows a process from now on."""
    assert STRACE
    strace = subprocess.Popen(
        [
            STRACE,
            "-f",
            "-qq",
            "-y",
            "-p",
            str(pid),
            "-o",
            str(log),
            "-e",
            f"trace={CALLS}",
            *options,
        ]
    )
    until = time.monotonic() + 10
    while "TracerPid:\t0\n" in Path(f"/proc/{pid}/status").read_text():
        assert time.monotonic() < until and strace.poll() is None, "strace may not attach"
        time.sleep(0.002)
    return strace


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
