"""The store's tables, as the ordered list of migrations that make them.

A store's `PRAGMA user_version` counts the migrations it has had. A new version
of Kashshaf that keeps more appends a migration and never edits an old one.

`versions` keeps every version of every record: a row with `removed` = 1 says
that the record was taken out by that change. `records` points to the current
one. `number` is the short stable name by which an index knows a record. `marks`
says which line of descent the store is of (`lineage.py`), and `identities` what the
serial numbers of files stand for (`identities.py`), and which record has what text
(`duplicates.py`). Lists are JSON; `published` is EDTF; `taken_in` is UTC and for a
removal its time.
"""

import sqlite3
from pathlib import Path
from typing import TypeAlias

from ..errors import StoreError
from . import duplicates, identities, lineage
from .connections import transaction

Migration: TypeAlias = tuple[str, ...]
"""The statements that bring a store one version forward."""

APPLICATION_ID = 0x6B736866
"""`kshf` in the file's header, which tells a Kashshaf store from any other SQLite file."""

FIRST: Migration = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """
    CREATE TABLE versions (
        change INTEGER PRIMARY KEY AUTOINCREMENT,
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0,
        digest TEXT,
        title TEXT,
        text TEXT,
        source TEXT,
        published TEXT,
        platform TEXT,
        author TEXT,
        url TEXT,
        language TEXT,
        mentions TEXT,
        agencies TEXT,
        tags TEXT,
        extra TEXT,
        file TEXT,
        position INTEGER,
        reader TEXT,
        taken_in TEXT
    )
    """,
    "CREATE INDEX versions_of_a_number ON versions (number)",
    # Small, and spares counting from reading every text to find what was removed.
    "CREATE INDEX removals ON versions (change) WHERE removed",
    """
    CREATE TABLE records (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        change INTEGER NOT NULL UNIQUE REFERENCES versions (change)
    )
    """,
    """
    CREATE VIEW current_records AS
        SELECT versions.* FROM records JOIN versions USING (change) WHERE NOT removed
    """,
)

MIGRATIONS: tuple[Migration, ...] = (
    FIRST,
    lineage.MIGRATION,
    identities.MIGRATION,
    duplicates.MIGRATION,
)


class EarlierStore(StoreError):
    """An earlier Kashshaf made the store: to be opened for writing, which brings it up to date."""


def check(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many migrations the store at `path` has had.

    Raises `StoreError` where the file is no Kashshaf store or a later version made it.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is not a Kashshaf store: choose another folder; or, where it was one and is"
            " damaged, put a backup in its place with `kashshaf restore`"
        )
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StoreError(
            f"a later Kashshaf made {path} (store version {version}, and this one reads up to "
            f"{len(MIGRATIONS)}): upgrade Kashshaf"
        )
    return int(version)


def check_current(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `EarlierStore`, or what `check` does, unless the store can be read as it is."""
    if check(connection, path) < len(MIGRATIONS):
        raise EarlierStore(
            f"an earlier Kashshaf made {path}: run `kashshaf sync` to bring it up to date"
        )


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Apply the migrations after `version`, all or none."""
    if version == len(MIGRATIONS):
        return
    duplicates.prepare(connection)
    with transaction(connection):
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
