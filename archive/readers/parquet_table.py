"""Parquet, as data scientists and collections of texts keep tables: an item a row."""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from ..missing import is_missing
from .base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .columns import MOST_COLUMNS, too_wide, without_text
from .containers import FREE_GROWTH, MOST_GROWTH, too_much
from .office.confined import confined
from .tracing import show

_MOST_ROWS = 1_000
"""Rows that are read at once, where they are short."""

_READ_AT_ONCE = 2**24
"""Bytes that they should not be more than."""

_BYTES_A_SECOND = 2**20
"""Of a file, for which its parser has a second beyond those that every document has."""

_INDEX = "__index_level_"
"""What pandas calls the numbers of rows, which it adds."""


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a row; positions count them from 1."""
    parser = confined(
        __name__, "pyarrow", document.chunks, extra="parquet", bytes_a_second=_BYTES_A_SECOND
    )
    for position, row in enumerate(parser, 1):
        if row is None:
            yield document.rejection(too_long(f"row {position}"), position)
            continue
        show("column", row)
        fields = knowledge.columns.arrange(row)
        if position == 1 and (reason := without_text(row, fields)):
            raise Unreadable(reason)
        yield document.item(fields, position)


PARQUET = Reader(
    name="parquet",
    description="Tables in Parquet: an item a row",
    arabic="جداول Parquet: مادة في كل صف",
    suffixes=(".parquet",),
    of_bytes=lambda start: start.startswith((b"PAR1", b"PARE")),
    read=_read,
)


def parse(file: BinaryIO) -> Iterator[dict[str, Any] | None]:
    """The rows, as JSON holds them; None for one that is too long."""
    # Of a pool of its own Arrow gives nothing back, which counts against what may be used.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    from pyarrow import parquet, set_cpu_count

    size = os.fstat(file.fileno()).st_size
    if file.read(4) == b"PARE":
        raise Unreadable("is locked with a key: save it without one")
    set_cpu_count(1)
    table = parquet.ParquetFile(file, buffer_size=2**16)
    if len(table.schema_arrow) > MOST_COLUMNS:
        raise Unreadable(too_wide(len(table.schema_arrow)))
    wanted = _readable(table.schema_arrow)
    unpacked = 0
    for group in range(table.num_row_groups):
        rows = _rows_at_once(table.metadata.row_group(group))
        for batch in table.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
            for row in _rows(batch, wanted):
                length = len(json.dumps(row, ensure_ascii=False))
                unpacked += length
                if unpacked > FREE_GROWTH + MOST_GROWTH * size:
                    raise Unreadable(too_much())
                yield row if length <= ITEM_LIMIT else None


def _rows_at_once(group: Any) -> int:
    a_row = group.total_byte_size // max(group.num_rows, 1)
    return int(max(1, min(_MOST_ROWS, _READ_AT_ONCE // max(a_row, 1))))


def _rows(batch: Any, wanted: Any) -> Iterator[dict[str, Any]]:
    """Rows without columns that are empty in them."""
    from pyarrow import Table

    for row in Table.from_batches([batch]).cast(wanted, safe=False).to_pylist():
        said = {name: _said(value) for name, value in row.items() if not name.startswith(_INDEX)}
        yield {name: value for name, value in said.items() if value is not None}


def _readable(schema: Any) -> Any:
    """The same with times that Python can hold: to the microsecond, in zones that are known."""
    import pyarrow

    return pyarrow.schema([field.with_type(_held(field.type)) for field in schema])


def _held(kind: Any) -> Any:
    import pyarrow
    from pyarrow import types

    if types.is_timestamp(kind):
        return pyarrow.timestamp("us", _zone(kind.tz))
    if types.is_time64(kind):
        return pyarrow.time64("us")
    if types.is_duration(kind):
        return pyarrow.duration("us")
    if types.is_dictionary(kind):
        return _held(kind.value_type)
    if types.is_struct(kind):
        return pyarrow.struct([field.with_type(_held(field.type)) for field in kind])
    if types.is_map(kind):
        return pyarrow.map_(_held(kind.key_type), _held(kind.item_type))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return pyarrow.large_list(_held(kind.value_type))
    return kind


def _zone(name: str | None) -> str | None:
    """The zone, or that of the hour which is kept where it has no such name here."""
    from pyarrow.lib import string_to_tzinfo

    try:
        return name and string_to_tzinfo(name) and name
    except Exception:  # of whichever library has the zones
        return "UTC"


def _said(value: Any) -> Any:
    """A value as JSON holds it; texts may be kept as bytes, and a map is a list of pairs."""
    match value:
        case str() | bool() | int() | None:
            return value
        case bytes():
            return _decoded(value)
        case datetime() | date() | time():
            return value.isoformat()
        case dict():
            return {str(name): _said(inside) for name, inside in value.items()}
        case [tuple(), *_]:
            return {str(name): _said(inside) for name, inside in value}
        case list():
            return list(map(_said, value))
        case float():
            return None if is_missing(value) else value
        case _:
            return str(value)


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return f"{len(value):,} bytes that are no text"
