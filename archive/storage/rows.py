"""Records as rows of the store's `versions` table, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from ..dates import PartialDate
from ..record import Provenance, Record

INSERT = """
    INSERT INTO versions (
        number, id, digest, title, text, source, published, platform, author, url, language,
        mentions, agencies, tags, extra, file, position, reader, taken_in
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

Row: TypeAlias = tuple[Any, ...]
"""The columns of `versions`, in the table's order."""

Kind: TypeAlias = Literal["added", "updated", "removed"]

# Dates repeat: an archive has far fewer days than records.
_date = lru_cache(maxsize=4096)(PartialDate.from_edtf)


class DamagedRow(Exception):
    """A row is not as it was written; `store_errors` says in which store."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record as the change so numbered left it; `record` is None where it was removed.

    `number` is the record's own, the same at every change. `kind` says what the
    change was to those who knew what was before. `when` is the time it was taken
    in, or removed: UTC, ISO 8601; None where it came with no provenance.
    """

    change: int
    number: int
    id: str
    kind: Kind
    record: Record | None
    when: str | None


def to_row(number: int, record: Record, digest: str) -> Row:
    """Return the values for `INSERT`; raise `TypeError` for what JSON cannot hold."""
    provenance = record.provenance
    return (
        number,
        record.id,
        digest,
        record.title,
        record.text,
        record.source,
        None if record.published is None else str(record.published),
        record.platform,
        record.author,
        record.url,
        record.language,
        _to_json(record.mentions),
        _to_json(record.agencies),
        _to_json(record.tags),
        _to_json(record.extra),
        *(
            (None, None, None, None)
            if provenance is None
            else (provenance.file, provenance.position, provenance.reader, provenance.taken_in)
        ),
    )


def to_change(row: Row) -> Change:
    """Return the change that a whole row of `versions` tells of.

    Behind its columns stands whether the record was there before.
    """
    *columns, was_there = row
    change, number, record_id, removed, *_, when = columns
    if removed:
        return Change(change, number, record_id, "removed", None, when)
    kind: Kind = "updated" if was_there else "added"
    return Change(change, number, record_id, kind, to_record(tuple(columns)), when)


def to_record(row: Row) -> Record:
    """Return the record in a whole row of `versions` that is not a removal.

    Raises `DamagedRow` where the disk has made something else of what was written.
    """
    try:
        return _record(row)
    except (TypeError, ValueError) as error:  # columns that are empty, no date, no JSON
        raise DamagedRow(f"a row that cannot be read, of change {row[0]}: {error}") from error


def to_text(value: object) -> str:
    """Return a text of a record; raise `DamagedRow` where it has become something else."""
    if not isinstance(value, str):
        raise DamagedRow("a text that cannot be read")
    return value


def _record(row: Row) -> Record:
    # fmt: off
    (
        _change, _number, record_id, _removed, _digest, title, text, source, published, platform,
        author, url, language, mentions, agencies, tags, extra, file, position, reader, taken_in,
    ) = row
    # fmt: on
    return Record(
        id=to_text(record_id),
        title=to_text(title),
        text=to_text(text),
        source=source,
        published=None if published is None else _date(published),
        platform=platform,
        mentions=_tuple(mentions),
        agencies=_tuple(agencies),
        author=author,
        url=url,
        language=language,
        tags=_tuple(tags),
        extra={} if extra == "{}" else json.loads(extra),
        provenance=None if file is None else Provenance(file, position, reader, taken_in),
    )


def unkeepable(record: Record, content: Mapping[str, Any] | None = None) -> str | None:
    """Say which field holds what Unicode text and JSON cannot; None if the record can be kept.

    `content` has the fields that are looked at beside the name of its file; all by default.
    """
    fields = dict(record.content() if content is None else content)
    if record.provenance is not None:
        fields["file name"] = record.provenance.file
    try:
        _check_keepable(fields)
    except (TypeError, ValueError):  # of which encoding errors are
        return _unkeepable_field(fields)
    return None


def _unkeepable_field(fields: Mapping[str, Any]) -> str | None:
    for name, value in fields.items():
        try:
            _check_keepable(value)
        except UnicodeEncodeError as error:
            character = error.object[error.start]
            return f"its {name} has half of a surrogate pair ({character!r}), which is no character"
        except (TypeError, ValueError) as error:
            return f"its {name} has a value that JSON cannot hold: {error}"
    return None


def _check_keepable(value: Any) -> None:
    json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _to_json(value: tuple[str, ...] | Mapping[str, Any]) -> str:
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    # Letters stay letters, so that the file can be read and searched by other tools.
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)


def _tuple(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))
