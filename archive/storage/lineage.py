"""Which line of descent a store is of.

A store that is put back from a copy and then added to gives out the same numbers for
other changes. So each transaction leaves a random mark beside the number of its last
change; 0 has the mark that the store was made with. Two stores that have the same mark
at a change have all changes up to it in common, and a store that went another way has
another mark there.
"""

import sqlite3

MIGRATION = (
    "CREATE TABLE marks (change INTEGER PRIMARY KEY, mark TEXT NOT NULL)",
    "INSERT INTO marks VALUES (0, lower(hex(randomblob(16))))",
    "INSERT INTO marks SELECT change, lower(hex(randomblob(16))) FROM versions"
    " WHERE change > 0 ORDER BY change DESC LIMIT 1",
)


def leave_mark(connection: sqlite3.Connection) -> None:
    """Mark what has changed since the last mark, if anything has."""
    connection.execute(
        """
        INSERT INTO marks SELECT change, lower(hex(randomblob(16))) FROM versions
        WHERE change > (SELECT max(change) FROM marks) ORDER BY change DESC LIMIT 1
        """
    )


def mark_of(connection: sqlite3.Connection, change: int) -> str | None:
    """The mark of the transaction that made a change; None where there is no such change yet."""
    row = connection.execute(
        "SELECT mark FROM marks WHERE change >= ? ORDER BY change LIMIT 1", (change,)
    ).fetchone()
    return None if row is None else str(row[0])
