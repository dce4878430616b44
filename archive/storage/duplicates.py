"""Records put in, or listed by those that they are duplicates of: see `../duplicates.py`.

`identities` leads from a `text_key` to the record that has the text, and from the
`id_key` of a duplicate to the record that lists it. That is where to look, and no more:
what is found there may have changed since, or be removed.
"""

import json
import sqlite3
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ..dates import PartialDate
from ..duplicates import (
    ALSO_AT,
    are_duplicates,
    duplicates_of,
    id_key,
    text_key,
    with_duplicate,
    with_duplicates,
    without_duplicate,
)
from ..identity import Claim
from ..record import Record
from . import versions
from .rows import to_record
from .versions import Known, Put

MIGRATION = (
    # What is damaged has no key (NULL), and is passed over.
    """
    INSERT OR IGNORE INTO identities
        SELECT text_key(title, text, source, published, platform, author, url), number
        FROM current_records ORDER BY number
    """,
)


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the function that the migration calls."""
    connection.create_function("text_key", 7, _key_of_columns, deterministic=True)


def put(connection: sqlite3.Connection, record: Record, claim: Claim | None = None) -> Put:
    """Make the record current, or have the one list it that it is a duplicate of.

    What has no claim is kept as it is, and what has been exported stays a record.
    """
    known = versions.known(connection, record.id)
    if known is None or known.removed:
        may_be_listed = claim is not None and not claim.is_exported
        return _put_anew(connection, record, known, may_be_listed)
    if claim is not None and known.extra and ALSO_AT in known.extra:
        record = with_duplicates(record, json.loads(known.extra))
    done = versions.put(connection, record, known)
    if done.outcome != "same":
        key = text_key(record)
        _note(connection, record, key, _kept(connection, key).get(key))
    return done


def _put_anew(
    connection: sqlite3.Connection, record: Record, known: Known | None, may_be_listed: bool
) -> Put:
    """Put a record of which there is no current version, or list it; then "same" if it was."""
    key, own = text_key(record), id_key(record.id)
    kept = _kept(connection, key, own)
    listing, first = kept.get(own), kept.get(key)
    if listing is not None:
        if may_be_listed and key is not None and are_duplicates(listing, record):
            return Put("same")
        _release(connection, listing, record)
    if first is not None and not are_duplicates(first, record):
        first = None
    if first is not None and may_be_listed:
        _lead(connection, own, first.id)
        _change(connection, first, with_duplicate(first, record), record)
        return Put("duplicate")
    done = versions.put(connection, record, known)
    _note(connection, record, key, first)
    return done


def _kept(
    connection: sqlite3.Connection, key: bytes | None, other: bytes | None = None
) -> dict[bytes | None, Record]:
    """The current records to which one or two keys lead."""
    numbers = connection.execute(
        "SELECT key, number FROM identities WHERE key IN (?, ?)", (key, other)
    ).fetchall()
    rows = ((key, versions.current_row(connection, number)) for key, number in numbers)
    return {key: to_record(row) for key, row in rows if row is not None}


def _release(connection: sqlite3.Connection, listing: Record, record: Record) -> None:
    """Let what has been listed as a duplicate be a record of its own."""
    connection.execute("DELETE FROM identities WHERE key = ?", (id_key(record.id),))
    _change(connection, listing, without_duplicate(listing, record.id), record)


def _change(
    connection: sqlite3.Connection, record: Record, changed: Record, because_of: Record
) -> None:
    """Give a record a new version, as old as that because of which it has changed."""
    if record.provenance and because_of.provenance:
        when = because_of.provenance.taken_in
        changed = replace(changed, provenance=replace(record.provenance, taken_in=when))
    versions.put(connection, changed, versions.known(connection, record.id))


def _note(
    connection: sqlite3.Connection, record: Record, key: bytes | None, first: Record | None
) -> None:
    """Have the record found by its text, unless another has it too, and by its duplicates."""
    if key is not None and (first is None or not are_duplicates(first, record)):
        _lead(connection, key, record.id)
    for one in duplicates_of(record.extra):
        _lead(connection, id_key(one["id"]), record.id)


def _lead(connection: sqlite3.Connection, key: bytes, record_id: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO identities SELECT ?, number FROM records WHERE id = ?",
        (key, record_id),
    )


def _key_of_columns(*columns: Any) -> bytes | None:
    """The key of a record of which only these columns are needed; None where one is damaged."""
    title, text, source, published, platform, author, url = columns
    with suppress(TypeError, ValueError, AttributeError):
        stated = Record(
            id="",
            title=title,
            text=text,
            source=source,
            published=None if published is None else PartialDate.from_edtf(published),
            platform=platform,
            author=author,
            url=url,
        )
        return text_key(stated)
    return None
