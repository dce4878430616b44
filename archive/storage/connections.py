"""Connections to the store's SQLite file, for one writer and any number of readers."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from ..errors import StoreError
from ..forks import hear_of_forks, leave_behind, unforked
from .rows import DamagedRow

JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, named after it, while it is in use or was not closed."""


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """Open the file in autocommit; transactions are begun by name.

    The connection may pass from thread to thread; whoever holds it sees to it
    that one uses it at a time.
    """
    still = "&immutable=1" if mode == "ro" and _nobody_can_write(path) else ""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}{still}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def _nobody_can_write(path: Path) -> bool:
    """Whether the file is whole and on a file system that can only be read.

    There SQLite can keep no files of its own beside it, and need not.
    """
    if not hasattr(os, "statvfs"):  # as on Windows
        return False
    try:
        fixed = os.statvfs(path).f_flag & os.ST_RDONLY
        return bool(fixed) and not any(
            beside.stat().st_size for beside in files_beside(path) if beside.exists()
        )
    except OSError:
        return False


def files_beside(path: Path) -> list[Path]:
    """What SQLite may keep beside a file."""
    return [path.with_name(path.name + ending) for ending in JOURNALS]


def recover(path: Path) -> None:
    """Undo what a killed writer left half done, as only a connection that may write can.

    Where there is nothing to undo, or another is just writing, nothing is done.
    """
    if files_beside(path)[0].exists():
        with store_errors(path), closing(connect(path, "rw")) as connection:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchall()


_DAMAGED = "it is damaged: put a backup in its place with `kashshaf restore`"
_KEPT = "what was stored before is kept"
_NO_TEXT = "Could not decode to UTF-8"
# SQLite keeps two files of its own beside the store, even for one that only reads.
_FORBIDDEN = "whoever runs Kashshaf must be able to write to its folder"
_MENDS = {
    sqlite3.SQLITE_BUSY: "wait for the other process that is writing to it",
    sqlite3.SQLITE_CANTOPEN: _FORBIDDEN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: f"make room on its disk; {_KEPT}, this change is not",
    sqlite3.SQLITE_IOERR: f"its disk is full, or fails; {_KEPT}",
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
}


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into a `StoreError` of one line that names it."""
    try:
        yield
    except DamagedRow as error:
        raise StoreError(f"the store {path} has {error}; {_DAMAGED}") from error
    except sqlite3.Error as error:
        if str(error).startswith(_NO_TEXT):  # Python's own, which goes on with all of the text
            raise StoreError(f"the store {path} has bytes that are no text; {_DAMAGED}") from error
        # The low byte is the kind of error; errors of Python's own have no code.
        mend = _MENDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        hint = f"; {mend}" if mend else ""
        raise StoreError(f"the store {path} cannot be used: {error}{hint}") from error


def make_ready(connection: sqlite3.Connection) -> None:
    """Let others read while this connection writes, and each commit be on the disk at its end."""
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL, not NORMAL: were a power cut to lose a commit that an index had
    # already followed, its change number would be given out again.
    connection.execute("PRAGMA synchronous = FULL")


def remove_file(path: Path) -> None:
    """Remove a file with what SQLite keeps beside it."""
    for file in (path, *files_beside(path)):
        file.unlink(missing_ok=True)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all of the block or, where it raises, none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        with unforked():
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back on a full disk
            connection.execute("ROLLBACK")
        raise


class Readers:
    """Read-only connections to one file, each lent to one thread at a time.

    A web server's threads come and go: lending keeps no more connections than
    were ever needed at once, and `close` closes them all, whoever opened them.
    Where another file has taken the place of the one that was opened, as
    `kashshaf restore` does it, that is read from then on.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._file = self._file_now()
        self._closed = False
        hear_of_forks(self)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for the block; raise `StoreError` after `close`."""
        # SQLite has locks of its own, which a fork amid its work would leave held.
        with unforked():
            with self._guard:
                if self._closed:
                    raise StoreError(f"the store {self._path} has been closed")
                file = self._file_now()
                if file != self._file:
                    self._close_idle()
                    self._file = file
                connection = self._idle.pop() if self._idle else None
            connection = connection or connect(self._path, "ro")
            try:
                yield connection
            finally:
                self._take_back(connection, file)

    def forked(self) -> None:
        """Use none of the parent's connections: SQLite forbids even to close them."""
        self._guard = threading.Lock()
        leave_behind(self._idle)
        self._idle = []

    def close(self) -> None:
        """Close the idle connections now and the lent ones as they come back."""
        with self._guard:
            self._closed = True
            self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _take_back(self, connection: sqlite3.Connection, file: tuple[int, int] | None) -> None:
        with self._guard:
            if self._closed or file != self._file:
                connection.close()
            else:
                self._idle.append(connection)

    def _file_now(self) -> tuple[int, int] | None:
        """Which file stands at the path."""
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino
