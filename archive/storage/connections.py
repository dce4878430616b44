"""Connections to the store's SQLite file, for one writer and any number of readers."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from ..errors import StoreError
from ..forks import hear_of_forks, leave_behind, unforked


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """Open the file in autocommit; transactions are begun by name.

    The connection may pass from thread to thread; whoever holds it sees to it
    that one uses it at a time.
    """
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


_DAMAGED = "restore it from a copy"
# SQLite keeps two files of its own beside the store, even for one that only reads.
_FORBIDDEN = "whoever runs Kashshaf must be able to write to its folder"
_MENDS = {
    sqlite3.SQLITE_BUSY: "wait for the other process that is writing to it",
    sqlite3.SQLITE_CANTOPEN: _FORBIDDEN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
}


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into a `StoreError` of one line that names it."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the kind of error; errors of Python's own have no code.
        mend = _MENDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        hint = f"; {mend}" if mend else ""
        raise StoreError(f"the store {path} cannot be used: {error}{hint}") from error


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
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
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
                connection = self._idle.pop() if self._idle else None
            connection = connection or connect(self._path, "ro")
            try:
                yield connection
            finally:
                self._take_back(connection)

    def forked(self) -> None:
        """Use none of the parent's connections: SQLite forbids even to close them."""
        self._guard = threading.Lock()
        leave_behind(self._idle)
        self._idle = []

    def close(self) -> None:
        """Close the idle connections now and the lent ones as they come back."""
        with self._guard:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def _take_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)
