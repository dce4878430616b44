"""Copies of a store, made while others read it and write to it, and put in the place of one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from ..errors import StoreError
from ..whole_files import sync_file, sync_folder
from .connections import connect, files_beside, make_ready
from .migrations import check, migrate

Watch: TypeAlias = Callable[[int, int], None]
"""Hears how many pages are copied, of how many."""

_PAGES = 2_500
"""Pages that are copied at a time, ten megabytes: between them, Ctrl+C is heard."""


def copy(source: sqlite3.Connection, target: Path, watch: Watch) -> None:
    """Copy what a connection sees at this moment to a file, which is then whole in itself."""
    source.execute("BEGIN")
    try:
        # What is seen now is what is seen until the end, whoever writes meanwhile.
        source.execute("SELECT 1 FROM sqlite_schema").fetchone()
        with closing(connect(target, "rwc")) as copied:
            source.backup(
                copied,
                pages=_PAGES,
                progress=lambda _, left, total: watch(total - left, total),
                sleep=0,
            )
            # A file without a write-ahead log can be read where nothing can be written.
            copied.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
        mend = "; make room on its disk" if full else ""
        raise StoreError(f"the copy {target} cannot be written: {error}{mend}") from error
    finally:
        source.execute("ROLLBACK")
    sync_file(target)


def make_usable(draft: Path) -> None:
    """Make of a copy a store of today's version that can be written to."""
    with closing(connect(draft, "rw")) as connection:
        migrate(connection, check(connection, draft))
        make_ready(connection)
    sync_file(draft)


def empty_journal(path: Path) -> None:
    """Have all that a store holds in its one file, where it can be read at all."""
    with suppress(sqlite3.Error), closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def put_in_place(draft: Path, path: Path) -> None:
    """Put a store in the place of another, in one step; whoever has that open looks again.

    What SQLite keeps beside the other would be taken for the new one's, and goes first.
    """
    for file in files_beside(path):
        file.unlink(missing_ok=True)
    draft.replace(path)
    sync_folder(path.parent)
