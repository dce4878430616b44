"""One writer at a time in an archive's folder.

The operating system holds the lock and frees it however the writer ends, by
`kill -9` too. A note beside it says who holds it, for the message that others get.
"""

import datetime as dt
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import ArchiveError, ArchiveLocked, ArchiveNotFound

LOCK_FILE = "write.lock"
NOTE_FILE = "writer.json"

PATIENCE = 1.0
"""Seconds to wait for the lock: long enough for a writer that is just ending."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who writes: `since` is ISO 8601 with its offset from UTC."""

    pid: int
    host: str
    doing: str
    since: str

    @classmethod
    def this_process(cls, doing: str) -> "_Holder":
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(os.getpid(), platform.node(), doing, now)

    def __str__(self) -> str:
        since = dt.datetime.fromisoformat(self.since).astimezone()
        today = since.date() == dt.datetime.now().astimezone().date()
        when = since.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
        return f"pid {self.pid} on {self.host}, doing “{self.doing}” since {when}"


@contextmanager
def writing(folder: Path, doing: str) -> Iterator[None]:
    """Hold the archive's write lock for the block; `doing` tells others what for.

    A thread that holds it may ask again, as ingestion does when it updates the
    index; the outermost block's `doing` stands. Raises `ArchiveLocked` naming
    the holder where another process, or another thread, has the lock for longer
    than `PATIENCE`.

    A child process does not inherit the right to write. Children should be
    started by `spawn`: with `fork` one that outlives its killed parent may
    keep the lock until it ends.
    """
    if not folder.is_dir():
        raise ArchiveNotFound(f"there is no folder {folder}: make the archive first")
    # One object a path in this process, which counts how often its thread has entered.
    lock = FileLock(folder.resolve() / LOCK_FILE, is_singleton=True)
    if lock.is_locked:
        with lock:
            yield
        return
    _acquire(lock, folder)
    note = folder / NOTE_FILE
    try:
        _write(note, _Holder.this_process(doing))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, folder: Path) -> None:
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        # A note left by a killed writer misleads nobody: whoever has held the
        # lock all through our wait has long since put its own in its place.
        holder = _read(folder / NOTE_FILE)
        named = f": {holder}" if holder else ""
        raise ArchiveLocked(
            f"another process is writing to this archive{named}; wait for it to end"
        ) from None
    except OSError as error:
        raise ArchiveError(f"cannot write in the folder {folder}: {error.strerror}") from error


def _write(note: Path, holder: _Holder) -> None:
    draft = note.with_suffix(".new")
    with suppress(OSError):  # a courtesy to others: without it they are told less, no more
        draft.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
        draft.replace(note)


def _read(note: Path) -> str | None:
    try:
        return str(_Holder(**json.loads(note.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):  # the holder is just ending, or the note is damaged
        return None
