"""The tables of readers' lists, and what is read of them and put into them."""

import datetime as dt
import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

from ..errors import CollectionError, CollectionNotFound
from .bounds import LONGEST_NAME, within
from .values import Collection, Entry, Gathered, one_line, plain

VERSION: Final = 1
"""Of the tables, in the file's `user_version`."""

SCHEMA: Final = (
    """
    CREATE TABLE lists (
        key TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        shared INTEGER NOT NULL DEFAULT 0,
        changed TEXT NOT NULL,
        size INTEGER NOT NULL DEFAULT 0,
        UNIQUE (owner, name)
    )
    """,
    """
    CREATE TABLE entries (
        list TEXT NOT NULL REFERENCES lists (key) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (list, id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX entries_by_place ON entries (list, place)",
    "CREATE INDEX entries_by_id ON entries (id)",
    "CREATE TABLE secret (key BLOB NOT NULL)",
    f"PRAGMA user_version = {VERSION}",
)

NEWEST: Final = "ORDER BY changed DESC, name"

_LONGEST_TITLE: Final = 300
_COLUMNS: Final = "key, owner, name, note, shared, changed, size"


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process has just done so; within a transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version:
        return
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),))


def collections(connection: sqlite3.Connection, which: str, *values: str) -> list[Collection]:
    """The lists that a condition of ours names."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM lists {which}", values)  # noqa: S608
    return [
        Collection(
            key=key,
            owner=owner,
            name=name,
            note=note,
            shared=bool(shared),
            changed=changed,
            size=size,
        )
        for key, owner, name, note, shared, changed, size in rows
    ]


def found(connection: sqlite3.Connection, key: str, reader: str, own: bool = False) -> Collection:
    """A list that is for this reader to see, or to change; raise `CollectionNotFound`."""
    which = "WHERE key = ? AND owner = ?" if own else "WHERE key = ? AND (owner = ? OR shared)"
    for one in collections(connection, which, key, reader):
        return one
    raise CollectionNotFound("there is no such list among yours: it may have been deleted")


def entries(
    connection: sqlite3.Connection, key: str, offset: int = 0, limit: int = -1
) -> list[Entry]:
    """The records of a list in their order, or so many of them."""
    rows = connection.execute(
        "SELECT id, title, note FROM entries WHERE list = ? ORDER BY place LIMIT ? OFFSET ?",
        (key, limit, offset),
    )
    return [Entry(*row) for row in rows]


def notes(connection: sqlite3.Connection, key: str, ids: Iterable[str]) -> dict[str, str]:
    """Of some records those that are in a list, with the note on each."""
    rows = connection.execute(
        "SELECT id, note FROM entries WHERE list = ? AND id IN (SELECT value FROM json_each(?))",
        (key, json.dumps([*ids])),
    )
    return dict(rows.fetchall())


def holding(
    connection: sqlite3.Connection, reader: str, ids: Iterable[str]
) -> list[tuple[str, str]]:
    """The ids of some records and the keys of the reader's lists that they are in, by name."""
    rows = connection.execute(
        "SELECT id, key FROM entries JOIN lists ON list = key"
        " WHERE id IN (SELECT value FROM json_each(?)) AND owner = ? ORDER BY name",
        (json.dumps([*ids]), reader),
    )
    return rows.fetchall()


def make(connection: sqlite3.Connection, reader: str, given: Gathered) -> str:
    """Keep a list, and return its key; a name that is taken gets a number behind it."""
    (lists,) = connection.execute(
        "SELECT count(*) FROM lists WHERE owner = ?", (reader,)
    ).fetchone()
    within("lists", lists + 1)
    within("note", len(plain(given.note)))
    key = secrets.token_urlsafe(12)
    connection.execute(
        "INSERT INTO lists (key, owner, name, note, changed) VALUES (?, ?, ?, ?, ?)",
        (key, reader, free_name(connection, reader, named(given.name)), plain(given.note), _now()),
    )
    add(connection, key, given.entries)
    touch(connection, key)
    return key


def add(connection: sqlite3.Connection, key: str, records: Sequence[Entry]) -> int:
    """Put records at the end of a list, but for those that it has; how many were new."""
    known = {one.id for one in entries(connection, key)}
    fresh = {one.id: one for one in records if one.id and one.id not in known}
    within("records", len(known) + len(fresh))
    for one in fresh.values():
        within("note", len(plain(one.note)))
    (last,) = connection.execute(
        "SELECT coalesce(max(place), 0) FROM entries WHERE list = ?", (key,)
    ).fetchone()
    rows = (
        (key, place, one.id, one_line(one.title)[:_LONGEST_TITLE], plain(one.note))
        for place, one in enumerate(fresh.values(), last + 1)
    )
    connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows)
    return len(fresh)


def move_up(connection: sqlite3.Connection, key: str, record_id: str) -> None:
    """Put a record before the one that stands before it, if it is there and is not the first."""
    last_two = connection.execute(
        "SELECT id, place FROM entries WHERE list = ?1 AND place <="
        " (SELECT place FROM entries WHERE list = ?1 AND id = ?2) ORDER BY place DESC LIMIT 2",
        (key, record_id),
    ).fetchall()
    if len(last_two) == 2:
        (one, place), (other, before) = last_two
        connection.executemany(
            "UPDATE entries SET place = ? WHERE list = ? AND id = ?",
            [(before, key, one), (place, key, other)],
        )


def named(name: str) -> str:
    """A name as it is kept; raise `CollectionError` for none, and `BoundReached`."""
    kept = one_line(name)
    if not kept:
        raise CollectionError("a list needs a name: give it one")
    within("name", len(kept))
    return kept


def free_name(connection: sqlite3.Connection, reader: str, name: str, key: str = "") -> str:
    """The name for a list, with a number behind it where another of the reader's has it."""
    rows = connection.execute("SELECT name FROM lists WHERE owner = ? AND key != ?", (reader, key))
    taken = {taken for (taken,) in rows}
    if name not in taken:
        return name
    numbered = (f"{name[: LONGEST_NAME - 6]} ({number})" for number in count(2))
    return next(one for one in numbered if one not in taken)


def touch(connection: sqlite3.Connection, key: str) -> None:
    """Note that a list has just been changed, and how many records it has."""
    connection.execute(
        "UPDATE lists SET changed = ?, size = (SELECT count(*) FROM entries WHERE list = key)"
        " WHERE key = ?",
        (_now(), key),
    )


def _now() -> str:
    # To the millisecond: the last that was changed comes first, and hands are quick.
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
