"""Serial numbers of files, and the records that they stand for: see `identity.py`.

`identities` leads from a key to a record's number. A key of number 0 says nothing: its
serial number has come more than once in one file. The row with an empty key has the last
change that was made before there was this table; records of then are known by their file.
"""

import sqlite3
from dataclasses import replace
from pathlib import Path

from ..duplicates import are_duplicates
from ..identity import PIPE, Claim, have_something_in_common, is_same_item, whole_path
from ..record import Record
from . import versions
from .rows import to_record

MIGRATION = (
    "CREATE TABLE IF NOT EXISTS identities"
    " (key BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT OR IGNORE INTO identities SELECT x'', coalesce(max(change), 0) FROM versions",
)

_AMBIGUOUS = 0
_ID_DIGITS = 12
"""Hexadecimal digits that a second record of one serial number has behind it."""


def settled(connection: sqlite3.Connection, claim: Claim, since: int | None) -> Record:
    """The record under the id that it has in the archive, or will have.

    `since` is the last change before its file was begun to be read; None where
    it is in no file that comes in pieces.
    """
    record = claim.record
    if claim.known_by is None:
        return _renamed(record, _first_there(connection, (record.id, *claim.earlier)))
    keys = dict(
        connection.execute(
            "SELECT key, number FROM identities WHERE key IN (?, ?)",
            (claim.known_by, claim.counted_in),
        )
    )
    return _renamed(
        record,
        _id_of(connection, keys.get(claim.known_by, _AMBIGUOUS))
        or _counted(connection, claim, keys, since)
        or _unkeyed(connection, record, claim.known_by),
    )


def note(connection: sqlite3.Connection, claim: Claim, record_id: str) -> None:
    """Remember what the number stands for, now that the record is there."""
    for key in (claim.known_by, claim.counted_in):
        if key is not None:
            connection.execute(
                "INSERT OR IGNORE INTO identities SELECT ?, number FROM records WHERE id = ?",
                (key, record_id),
            )


def _first_there(connection: sqlite3.Connection, ids: tuple[str, ...]) -> str | None:
    """The first of these ids that a record has; None where it is the first of all, or none."""
    if len(ids) == 1:
        return None
    found = "SELECT 1 FROM records WHERE id = ?"
    return next((one for one in ids if connection.execute(found, (one,)).fetchone()), None)


def _counted(
    connection: sqlite3.Connection, claim: Claim, keys: dict[bytes, int], since: int | None
) -> str | None:
    """The id of what had this number in this file when it was read before."""
    if claim.counted_in is None or not (number := keys.get(claim.counted_in)):
        return None
    record_id, change = connection.execute(
        "SELECT id, change FROM records WHERE number = ?", (number,)
    ).fetchone()
    if since is None or change <= since:
        return str(record_id)
    connection.execute(
        "UPDATE identities SET number = ? WHERE key = ?", (_AMBIGUOUS, claim.counted_in)
    )
    return None


def _unkeyed(connection: sqlite3.Connection, record: Record, known_by: bytes) -> str | None:
    """The id for a number that no key leads to: its own where that is free, or its own record."""
    row = connection.execute(
        """
        SELECT versions.* FROM records JOIN versions USING (number)
        WHERE records.id = ? AND NOT removed ORDER BY versions.change DESC LIMIT 1
        """,
        (record.id,),
    ).fetchone()
    if row is not None:
        is_free = _is_its_own(connection, row, record)
    else:
        others = versions.listing(connection, record.id)
        is_free = others is None or are_duplicates(to_record(others), record)
    return None if is_free else f"{record.id}-{known_by.hex()[:_ID_DIGITS]}"


def _is_its_own(connection: sqlite3.Connection, row: tuple[object, ...], record: Record) -> bool:
    known = to_record(row)
    if is_same_item(known, record):
        return True
    is_told_by_file = _is_of_before(connection, row) or _file(record) == PIPE
    return is_told_by_file and _is_from_the_same_file(known, record)


def _is_of_before(connection: sqlite3.Connection, row: tuple[object, ...]) -> bool:
    """Whether the record was there before keys were."""
    _, number, *_ = row
    (is_so,) = connection.execute(
        """
        SELECT (SELECT min(change) FROM versions WHERE number = ?)
            <= (SELECT number FROM identities WHERE key = x'')
        """,
        (number,),
    ).fetchone()
    return bool(is_so)


def _is_from_the_same_file(known: Record, record: Record) -> bool:
    """Whether both came from one file; a pipe or a relative path alone does not say so."""
    before, now = _file(known), _file(record)
    return whole_path(before) == whole_path(now) and (
        Path(before).is_absolute() or have_something_in_common(known, record)
    )


def _file(record: Record) -> str:
    return record.provenance.file if record.provenance else PIPE


def _id_of(connection: sqlite3.Connection, number: int) -> str | None:
    row = connection.execute("SELECT id FROM records WHERE number = ?", (number,)).fetchone()
    return None if row is None else str(row[0])


def _renamed(record: Record, record_id: str | None) -> Record:
    return record if record_id is None else replace(record, id=record_id)
