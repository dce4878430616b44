"""Versions of one record: adding one, taking the record out, finding them by its id.

Each function works on a connection that its caller lends, within the caller's transaction.
"""

import sqlite3
from contextlib import suppress
from typing import Literal, NamedTuple, TypeAlias

from ..duplicates import id_key
from ..errors import InputError, RecordNotFound
from ..record import Record
from ..times import now
from .rows import INSERT, Row, to_row, unkeepable

Outcome: TypeAlias = Literal["added", "updated", "same", "duplicate"]
"""What can become of a record that is put."""


class Put(NamedTuple):
    """What became of a record, and the file of the version that it took the place of."""

    outcome: Outcome
    former: str | None = None


class Known(NamedTuple):
    """The latest version of a record, as far as it says what a new one is to it."""

    number: int
    digest: str | None
    removed: bool
    file: str | None
    extra: str | None


def known(connection: sqlite3.Connection, record_id: str) -> Known | None:
    """The latest version of the record with this id; None where there was none."""
    # What no id in the store can have: half of a surrogate pair.
    with suppress(UnicodeEncodeError):
        row = connection.execute(
            """
            SELECT records.number, digest, removed, file, extra
            FROM records JOIN versions USING (change) WHERE records.id = ?
            """,
            (record_id,),
        ).fetchone()
        return row and Known(*row)
    return None


def put(connection: sqlite3.Connection, record: Record, before: Known | None) -> Put:
    """Make the record current; "same" where it already was, and then nothing is written.

    Raises `InputError` where it cannot be kept exactly.
    """
    try:
        digest = record.digest()
        if before is not None and digest == before.digest:
            return Put("same")
        number = before.number if before else _next_number(connection)
        change = connection.execute(INSERT, to_row(number, record, digest)).lastrowid
    except (TypeError, ValueError) as error:
        reason = unkeepable(record) or error
        raise InputError(f"the record {record.id!r} cannot be kept: {reason}") from error
    _point(connection, number, record.id, change)
    return Put("updated", before.file) if before and not before.removed else Put("added")


def remove(connection: sqlite3.Connection, number: int, record_id: str) -> None:
    """Take out a current record."""
    change = connection.execute(
        "INSERT INTO versions (number, id, removed, taken_in) VALUES (?, ?, 1, ?)",
        (number, record_id, now()),
    ).lastrowid
    _point(connection, number, record_id, change)


def current(connection: sqlite3.Connection, record_id: str) -> Row:
    """Return the row of the current version, or of the record that lists this id as a duplicate.

    Raises `RecordNotFound` where there is neither.
    """
    rows = (current_row(connection, number) for number in _numbers(connection, record_id))
    row = next(filter(None, rows), None)
    if row is None:
        raise _not_found(record_id)
    return row


def current_row(connection: sqlite3.Connection, number: int) -> Row | None:
    """Return the row of a record's current version; None where it has none."""
    row: Row | None = connection.execute(
        "SELECT * FROM current_records WHERE number = ?", (number,)
    ).fetchone()
    return row


def listing(connection: sqlite3.Connection, record_id: str) -> Row | None:
    """Return the current row of the record that lists this id as a duplicate."""
    row = connection.execute(
        "SELECT number FROM identities WHERE key = ?", (id_key(record_id),)
    ).fetchone()
    return row and current_row(connection, *row)


def history(connection: sqlite3.Connection, record_id: str) -> list[Row]:
    """Return the rows of every version, each with whether the record was there before it.

    Oldest first; raises `RecordNotFound` for an id that no version has, and no duplicate.
    """
    numbers = _numbers(connection, record_id)
    if not numbers:
        raise _not_found(record_id)
    return connection.execute(
        """
        SELECT *, NOT lag(removed, 1, 1) OVER (ORDER BY change) FROM versions
        WHERE number = ? ORDER BY change
        """,
        numbers[:1],
    ).fetchall()


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


def _numbers(connection: sqlite3.Connection, record_id: str) -> list[int]:
    """The number of the record with this id, then of the one that lists it as a duplicate."""
    with suppress(UnicodeEncodeError):  # as in `known`
        rows = connection.execute(
            """
            SELECT 1, number FROM records WHERE id = ?
            UNION ALL SELECT 2, number FROM identities WHERE key = ? ORDER BY 1
            """,
            (record_id, id_key(record_id)),
        )
        return [number for _, number in rows]
    return []


def _not_found(record_id: str) -> RecordNotFound:
    return RecordNotFound(f"no record has the id {record_id!r}")


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
