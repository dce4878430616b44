"""One writer at a time in an archive's folder.

The operating system holds the lock and frees it however the writer ends, by
`kill -9` too. A note beside it says who holds it, for the message that others get.
Threads of one process queue for it first among themselves.
"""

import datetime as dt
import json
import os
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from filelock import FileLock

from .errors import ArchiveError, ArchiveLocked, ArchiveNotFound
from .forks import hear_of_forks
from .turns import Turns
from .whole_files import draft_of

LOCK_FILE = "write.lock"
NOTE_FILE = "writer.json"
WATCH_LOCK_FILE = "watch.lock"
WATCH_NOTE_FILE = "watcher.json"
LOCK_FILES = frozenset({LOCK_FILE, NOTE_FILE, WATCH_LOCK_FILE, WATCH_NOTE_FILE})
"""What stands in an archive's folder for locks alone."""

TIMEOUT = 5.0
"""Seconds to wait for the lock unless others are named: longer than adding a few records takes."""


class _Queues:
    """The queue of this process's threads for each folder."""

    def __init__(self) -> None:
        self.forked()
        hear_of_forks(self)

    def forked(self) -> None:
        """Begin without queues: the threads that stood in the parent's are not here."""
        self._guard = threading.Lock()
        self._turns: WeakValueDictionary[Path, Turns] = WeakValueDictionary()

    def at(self, folder: Path) -> Turns:
        with self._guard:
            return self._turns.setdefault(folder.resolve(), Turns())


_queues = _Queues()


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who writes: `since` is ISO 8601 with its offset from UTC."""

    pid: int
    host: str
    thread: str
    doing: str
    since: str

    @classmethod
    def this_thread(cls, doing: str) -> "_Holder":
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(os.getpid(), platform.node(), threading.current_thread().name, doing, now)

    def __str__(self) -> str:
        return f"{self._who}, doing “{self.doing}” since {self.when}"

    @property
    def process(self) -> str:
        """Which process it is."""
        return f"pid {self.pid} on {self.host}"

    @property
    def when(self) -> str:
        """Since when it has had the lock: the hour, and the day where that is not today."""
        since = dt.datetime.fromisoformat(self.since).astimezone()
        today = since.date() == dt.datetime.now().astimezone().date()
        return since.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")

    @property
    def _who(self) -> str:
        if (self.pid, self.host) == (os.getpid(), platform.node()):
            return f"another thread of this process is writing to this archive: “{self.thread}”"
        return f"another process is writing to this archive: {self.process}"


@contextmanager
def writing(folder: Path, doing: str, timeout: float | None = TIMEOUT) -> Iterator[None]:
    """Hold the archive's write lock for the block; `doing` tells others what for.

    A thread that holds it may ask again, as ingestion does when it updates the
    index; the outermost block's `doing` stands. Threads of this process get it
    in the order in which they asked. Raises `ArchiveLocked` naming the process
    or the thread that has it for longer than `timeout` seconds; None waits for
    as long as it takes.

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
    with ExitStack() as held:
        _acquire(held, lock, folder, timeout)
        note = folder / NOTE_FILE
        held.callback(note.unlink, missing_ok=True)
        _write(note, _Holder.this_thread(doing))
        yield


@contextmanager
def watching(folder: Path) -> Iterator[None]:
    """Be the only one who watches folders for this archive, for the block; others may write.

    Raises `ArchiveLocked` at once, naming the process that does.
    """
    note = folder / WATCH_NOTE_FILE
    lock = FileLock(folder.resolve() / WATCH_LOCK_FILE)
    try:
        lock.acquire(timeout=0)
    except TimeoutError:
        holder = _read(note)
        who = f" ({holder.process}, since {holder.when})" if holder else ""
        raise ArchiveLocked(
            f"another process watches folders for this archive{who}: let that one watch all of"
            " them, or end it"
        ) from None
    except OSError as error:
        raise ArchiveError(f"cannot write in the folder {folder}: {error.strerror}") from error
    try:
        _write(note, _Holder.this_thread("watch"))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _acquire(held: ExitStack, lock: FileLock, folder: Path, timeout: float | None) -> None:
    """Wait for the threads of this process and then for other processes, so long in all."""
    started = time.monotonic()
    try:
        held.enter_context(_queues.at(folder).turn(timeout))
        left = -1 if timeout is None else max(timeout - (time.monotonic() - started), 0)
        held.enter_context(lock.acquire(timeout=left))
    except TimeoutError:  # filelock's too
        # A note left by a killed writer misleads nobody: whoever has held the
        # lock all through our wait has long since put its own in its place.
        holder = _read(folder / NOTE_FILE) or "another process is writing to this archive"
        raise ArchiveLocked(f"{holder}; wait for it to end") from None
    except OSError as error:
        raise ArchiveError(f"cannot write in the folder {folder}: {error.strerror}") from error


def _write(note: Path, holder: _Holder) -> None:
    draft = draft_of(note)
    with suppress(OSError):  # a courtesy to others: without it they are told less, no more
        draft.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
        draft.replace(note)


def _read(note: Path) -> _Holder | None:
    try:
        return _Holder(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # the holder is just ending, or the note is damaged
        return None
