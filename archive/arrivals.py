"""Which files have arrived in folders: each told once it is whole, and again once it has changed.

Folders are looked into time and again, since only that works on disks of other machines too. A
file is whole when two looks, some seconds apart, found the same size and times of it, and no
process of this machine has it open to write (which Linux tells of one's own files). So what is
moved in is taken after those seconds, and what is copied slowly when the copying has ended.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .items import UNREAD, Origin, Rejection
from .readers.walk import found, shown
from .taken_files import State, TakenFiles

QUIET = 5.0
"""Seconds in which a file that is whole does not change."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is whole, as it was when that was seen."""

    path: Path
    state: State

    @property
    def name(self) -> str:
        """What it is called from wherever it is looked at."""
        return os.path.abspath(self.path)  # noqa: PTH100  # which `absolute` leaves `..` in

    def is_so_still(self) -> bool:
        """Whether it has not changed since."""
        return state_of(self.path) == self.state


class Arrivals:
    """Looks into folders for what is not among the `taken`; a folder within is looked into too."""

    def __init__(self, folders: Sequence[Path | str], taken: TakenFiles) -> None:
        self._folders = folders
        self._taken = taken
        self._seen: dict[str, tuple[State, float]] = {}
        self._rejected: set[Rejection] = set()

    def look(self) -> list[Arrival | Rejection]:
        """What has arrived whole, and what cannot be looked into, told once while it is so."""
        now = time.monotonic()
        ready: list[Arrival | Rejection] = []
        seen: dict[str, tuple[State, float]] = {}
        rejected: set[Rejection] = set()
        for one in self._found():
            if isinstance(one, Rejection):
                rejected.add(one)
                continue
            arrival = Arrival(one, state) if (state := state_of(one)) else None
            if arrival is None or self._taken.have(arrival.name, arrival.state):
                continue
            known = self._seen.get(arrival.name)
            since = known[1] if known and known[0] == arrival.state else now
            seen[arrival.name] = arrival.state, since
            if now - since >= QUIET and not is_being_written(one):
                ready.append(arrival)
        ready += rejected - self._rejected
        self._seen, self._rejected = seen, rejected
        return ready

    def _found(self) -> Iterator[Path | Rejection]:
        for folder in map(Path, self._folders):
            if folder.is_dir():
                yield from found([folder])
            else:
                origin = Origin(shown(folder), None, UNREAD)
                yield Rejection(origin, "is no folder at present: make it, or mount it")


def state_of(path: Path) -> State | None:
    """What tells whether a file has changed; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return State(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def is_being_written(path: Path) -> bool:
    """Whether a process of this machine has the file open to write; False where nobody can tell."""
    if sys.platform != "linux":
        return False
    import fcntl
    from signal import SIGURG

    try:
        with path.open("rb") as file:
            # A lease is given of a file that nobody writes to. Who opens it meanwhile waits
            # for the end of the block, and we hear of it by a signal that is nothing to us.
            fcntl.fcntl(file, fcntl.F_SETSIG, SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # another's file, or on a disk that gives no leases
        return False
    return False
