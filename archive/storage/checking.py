"""Damage to a store: what SQLite finds, and what only the digests of the records tell."""

import sqlite3
from collections.abc import Iterator

from .rows import DamagedRow, to_record

_MOST = 20
"""Faults of the file that are told."""


def file_faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file, in its words: pages, indexes, references."""
    rows = connection.execute(f"PRAGMA integrity_check({_MOST})")
    # One row may have many lines, below a heading that says no more than which database it is.
    found = [line for row in rows for line in str(row[0]).splitlines() if line[:3] != "***"]
    if found != ["ok"]:
        return found
    return [
        f"{table} has a row that refers to none in {parent}"
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]


def altered(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of versions that are not as they were stored, once for each of these.

    Letters of a text may change on a disk without harm to the file.
    """
    for row in connection.execute("SELECT * FROM versions WHERE NOT removed ORDER BY change"):
        _, _, record_id, _, digest, *_ = row
        try:
            same = to_record(row).digest() == digest
        except (DamagedRow, TypeError):  # what JSON cannot hold has no digest
            same = False
        if not same:
            yield str(record_id)
