"""Readers' lists in one SQLite file, beside the archive's store and never in it.

Each change is a transaction on what it is about, one record, one note: two windows that work on
one list at a time undo nothing of each other. A text that was changed since it was read is not
written over. Each call has a connection of its own, so that any number of processes may share
the file, and one that is put in its place is read from then on.
"""

import hmac
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from ..errors import StoreError
from ..storage.connections import connect, store_errors, transaction
from . import rows
from .edits import settled
from .values import Collection, Edits, Entry, Gathered, Texts

COLLECTIONS_FILE: Final = "collections.sqlite"
"""What the file is called in an archive's folder."""


class Shelf:
    """The lists of all readers of an archive. A reader is known by their name.

    What is not a reader's own to change, or to see, is `CollectionNotFound`; what is too much is
    `BoundReached`, and nothing of it is kept; a file that cannot be used is a `StoreError`.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / COLLECTIONS_FILE

    def prepare(self) -> None:
        """Make the file if there is none; raise `StoreError` where it cannot be used."""
        with self._reading():
            pass

    def token(self, reader: str) -> str:
        """What shows that a form was given to this reader: 32 letters and digits."""
        with self._reading() as connection:
            (key,) = connection.execute("SELECT key FROM secret").fetchone()
        return hmac.digest(key, reader.encode(), "sha256").hex()[:32]

    def own(self, reader: str) -> list[Collection]:
        """A reader's lists, the last that were changed first."""
        with self._reading() as connection:
            return rows.collections(connection, f"WHERE owner = ? {rows.NEWEST}", reader)

    def shared_with(self, reader: str) -> list[Collection]:
        """What others share with a reader, the last that were changed first."""
        with self._reading() as connection:
            return rows.collections(
                connection, f"WHERE shared AND owner != ? {rows.NEWEST}", reader
            )

    def get(self, key: str, reader: str) -> Collection:
        """A list that the reader may see."""
        with self._reading() as connection:
            return rows.found(connection, key, reader)

    def entries(self, key: str, reader: str, offset: int = 0, limit: int = -1) -> list[Entry]:
        """The records of a list that the reader may see, in their order, or some of them."""
        with self._reading() as connection:
            return rows.entries(connection, rows.found(connection, key, reader).key, offset, limit)

    def notes(self, key: str, reader: str, ids: Iterable[str]) -> dict[str, str]:
        """Of some records those that are in a list, with the note on each, "" for none."""
        with self._reading() as connection:
            return rows.notes(connection, rows.found(connection, key, reader).key, ids)

    def holding(self, reader: str, ids: Iterable[str]) -> dict[str, list[Collection]]:
        """Of some records, those that stand in lists of the reader, with these."""
        held: dict[str, list[Collection]] = {}
        with self._reading() as connection:
            own = {one.key: one for one in rows.collections(connection, "WHERE owner = ?", reader)}
            for record_id, key in rows.holding(connection, reader, ids):
                if key in own:  # and was not made since
                    held.setdefault(record_id, []).append(own[key])
        return held

    def named(self, reader: str, name: str) -> Collection:
        """The reader's list of this name, which is made if there is none."""
        name = rows.named(name)
        with self._writing() as connection:
            known = rows.collections(connection, "WHERE owner = ? AND name = ?", reader, name)
            key = known[0].key if known else rows.make(connection, reader, Gathered(name))
            return rows.found(connection, key, reader)

    def add(self, key: str, reader: str, records: Iterable[Entry]) -> int:
        """Put records at the end of a list, but for those that it has; how many were new."""
        records = list(records)
        with self._changing(key, reader) as connection:
            return rows.add(connection, key, records)

    def remove(self, key: str, reader: str, ids: Iterable[str]) -> None:
        """Take records out of a list, with the notes on them."""
        with self._changing(key, reader) as connection:
            connection.executemany(
                "DELETE FROM entries WHERE list = ? AND id = ?", [(key, one) for one in ids]
            )

    def move_up(self, key: str, reader: str, record_id: str) -> None:
        """Put a record before the one that stands before it in a list."""
        with self._changing(key, reader) as connection:
            rows.move_up(connection, key, record_id)

    def edit(self, key: str, reader: str, edits: Edits) -> Texts:
        """Save what was typed, but for what was changed elsewhere since, which is returned.

        A name that another list of the reader has gets a number behind it.
        """
        with self._changing(key, reader) as connection:
            known = rows.found(connection, key, reader)
            there = rows.notes(connection, key, edits.notes)
            saved, unsaved = settled(known, there, edits)
            if saved.name is not None:
                name = rows.free_name(connection, reader, saved.name, key)
                connection.execute("UPDATE lists SET name = ? WHERE key = ?", (name, key))
            if saved.note is not None:
                connection.execute("UPDATE lists SET note = ? WHERE key = ?", (saved.note, key))
            connection.executemany(
                "UPDATE entries SET note = ? WHERE list = ? AND id = ?",
                [(note, key, record_id) for record_id, note in saved.notes.items()],
            )
            return unsaved

    def share(self, key: str, reader: str, shared: bool) -> None:
        """Let all readers see a list, or its owner alone."""
        with self._changing(key, reader) as connection:
            connection.execute("UPDATE lists SET shared = ? WHERE key = ?", (shared, key))

    def delete(self, key: str, reader: str) -> None:
        """Delete a list with all its notes."""
        with self._changing(key, reader) as connection:
            connection.execute("DELETE FROM lists WHERE key = ?", (key,))

    def take_in(self, reader: str, lists: Iterable[Gathered]) -> list[Collection]:
        """Keep lists of a file, all or none; a name that is taken gets a number behind it."""
        with self._writing() as connection:
            keys = [rows.make(connection, reader, one) for one in lists]
            return [rows.found(connection, key, reader) for key in keys]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with store_errors(self._path), _opened(self._path) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection, transaction(connection):
            yield connection

    @contextmanager
    def _changing(self, key: str, reader: str) -> Iterator[sqlite3.Connection]:
        """A transaction on a list that is the reader's own."""
        with self._writing() as connection:
            rows.found(connection, key, reader, own=True)
            yield connection
            rows.touch(connection, key)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file, which is made if there is none, for its owner alone."""
    if not path.exists():
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise StoreError(
                f"the readers' lists cannot be kept in {path}: {error.strerror}; whoever serves"
                " the archive must be able to write to its folder"
            ) from error
    with closing(connect(path, "rw")) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > rows.VERSION:
            raise StoreError(f"a later Kashshaf made {path}: upgrade Kashshaf")
        if not version:
            with transaction(connection):
                rows.make_tables(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
