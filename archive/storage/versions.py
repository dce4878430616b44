"""Versions of one record: adding one, taking the record out, finding them by its id.

Each function works on a connection that its caller lends, within the caller's transaction.
"""

import sqlite3
from typing import Literal, NamedTuple

from ..errors import InputError, RecordNotFound
from ..record import Record
from ..times import now
from .rows import INSERT, Row, to_row, unkeepable


class Put(NamedTuple):
    """What became of a record, and the file of the version that it took the place of."""

    outcome: Literal["added", "updated", "same"]
    former: str | None = None


def put(connection: sqlite3.Connection, record: Record) -> Put:
    """Make the record current; "same" where it already was, and then nothing is written.

    Raises `InputError` where it cannot be kept exactly.
    """
    try:
        digest = record.digest()
        known = connection.execute(
            """
            SELECT records.number, digest, removed, file FROM records JOIN versions USING (change)
            WHERE records.id = ?
            """,
            (record.id,),
        ).fetchone()
        number, known_digest, removed, file = known or (_next_number(connection), None, True, None)
        if digest == known_digest:
            return Put("same")
        change = connection.execute(INSERT, to_row(number, record, digest)).lastrowid
    except (TypeError, ValueError) as error:
        reason = unkeepable(record) or error
        raise InputError(f"the record {record.id!r} cannot be kept: {reason}") from error
    _point(connection, number, record.id, change)
    return Put("added") if removed else Put("updated", file)


def remove(connection: sqlite3.Connection, record_id: str) -> None:
    """Take the record out; raise `RecordNotFound` where it is not current."""
    _, number, *_ = current(connection, record_id)
    change = connection.execute(
        "INSERT INTO versions (number, id, removed, taken_in) VALUES (?, ?, 1, ?)",
        (number, record_id, now()),
    ).lastrowid
    _point(connection, number, record_id, change)


def current(connection: sqlite3.Connection, record_id: str) -> Row:
    """Return the row of the current version; raise `RecordNotFound` where there is none."""
    statement = """
        SELECT * FROM current_records WHERE number = (SELECT number FROM records WHERE id = ?)
    """
    (row,) = _find(connection, statement, record_id)
    return row


def history(connection: sqlite3.Connection, record_id: str) -> list[Row]:
    """Return the rows of every version, each with whether the record was there before it.

    Oldest first; raises `RecordNotFound` for an id that no version has.
    """
    statement = """
        SELECT *, NOT lag(removed, 1, 1) OVER (ORDER BY change) FROM versions
        WHERE number = (SELECT number FROM records WHERE id = ?) ORDER BY change
    """
    return _find(connection, statement, record_id)


def changed(connection: sqlite3.Connection, after: int, page: range, size: int) -> list[Row]:
    """Return the rows of the first `size` records whose latest change is on the page.

    Each comes with whether the record was there at the change `after`.
    """
    return connection.execute(
        """
        SELECT versions.*, coalesce((
            SELECT NOT removed FROM versions AS earlier
            WHERE earlier.number = records.number AND earlier.change <= ?
            ORDER BY earlier.change DESC LIMIT 1
        ), 0)
        FROM records JOIN versions USING (change)
        WHERE records.change BETWEEN ? AND ? ORDER BY records.change LIMIT ?
        """,
        (after, page.start, page.stop - 1, size),
    ).fetchall()


def _find(connection: sqlite3.Connection, statement: str, record_id: str) -> list[Row]:
    try:
        rows = connection.execute(statement, (record_id,)).fetchall()
    except UnicodeEncodeError:  # half of a surrogate pair, which no id in the store can have
        rows = []
    if not rows:
        raise RecordNotFound(f"no record has the id {record_id!r}")
    return rows


def _next_number(connection: sqlite3.Connection) -> int:
    (highest,) = connection.execute("SELECT coalesce(max(number), 0) FROM records").fetchone()
    return int(highest) + 1


def _point(connection: sqlite3.Connection, number: int, record_id: str, change: int | None) -> None:
    connection.execute(
        """
        INSERT INTO records (number, id, change) VALUES (?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET change = excluded.change
        """,
        (number, record_id, change),
    )
