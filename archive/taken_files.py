"""Which files of folders that are watched have been taken in, kept in the archive's folder.

`taken-files.jsonl` has a head for each time that something was taken in, and below it a line a
file. The head says how the files were read, and the last change of the store with its mark: where
a store was put back that does not have that change, its files count as not taken. Lines are
added when the records are stored and on the disk. Whoever is killed before that reads these
files again, which changes nothing; what is half written at the end is left out.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .errors import ArchiveError
from .whole_files import os_errors, write_whole

TAKEN_FILES = "taken-files.jsonl"

_SPARE = 10_000
"""Lines that say nothing new, beyond as many as there are files, before all is written anew."""


class State(NamedTuple):
    """What of a file changes when its contents do: its size in bytes, and its times in ns."""

    size: int
    modified: int
    changed: int
    """When its contents, name or rights were changed last; on Windows, when it was made."""


class TakenFiles:
    """The files that were taken in, as they were; for one process at a time.

    `how` says how files are read now: those that were read in another way count as not
    taken. `mark` gives the mark of a change of the store.
    """

    def __init__(self, folder: Path, how: str, mark: Callable[[int], str | None]) -> None:
        self._path = folder / TAKEN_FILES
        self._how = how
        self._mark = mark
        self._states: dict[str, State] = {}
        self._lines = 0
        self._last: tuple[int, str | None] | None = None
        with os_errors(ArchiveError, f"{self._path} cannot be read"):
            self._read()

    def have(self, name: str, state: State) -> bool:
        """Whether this file was taken in as it is."""
        return self._states.get(name) == state

    @property
    def is_of_this_store(self) -> bool:
        """Whether the store has what was last noted; not where a backup was put in its place."""
        return self._last is None or self._mark(self._last[0]) == self._last[1]

    def add(self, states: Mapping[str, State], change: int) -> None:
        """Note files that have been taken in, by the last change of the store."""
        self._states.update(states)
        self._last = change, self._mark(change)
        self._lines += len(states)
        with os_errors(ArchiveError, f"{self._path} cannot be written"):
            if self._lines > 2 * len(self._states) + _SPARE:
                write_whole(self._path, self._written(self._states, change))
                self._lines = len(self._states)
            else:
                with self._path.open("ab") as file:
                    file.write(self._written(states, change))
                    file.flush()
                    os.fsync(file.fileno())

    def _written(self, states: Mapping[str, State], change: int) -> bytes:
        head = {"how": self._how, "change": change, "mark": self._mark(change)}
        lines = [head, *([name, *state] for name, state in states.items())]
        return "".join(f"{json.dumps(line)}\n" for line in lines).encode()

    def _read(self) -> None:
        if not self._path.exists():
            return
        whole, counts = 0, False
        with self._path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                match _parsed(line):
                    case {"how": how, "change": int(change), "mark": mark}:
                        counts = how == self._how and mark == self._mark(change)
                    case [str(name), int(size), int(modified), int(changed)]:
                        if counts:
                            self._states[name] = State(size, modified, changed)
                            self._lines += 1
                    case _:  # damaged: what follows may be of another head
                        counts = False
        os.truncate(self._path, whole)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
