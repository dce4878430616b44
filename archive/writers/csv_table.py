"""A table for spreadsheets, under column names that the readers know.

Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula,
and would run what a stranger wrote. Such a cell gets an apostrophe before it,
as OWASP advises ("CSV Injection"): it is the only thing that a table changes.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from ..record import Record

COLUMNS: Final = (
    "id",
    "title",
    "text",
    "source",
    "published",
    "platform",
    "mentions",
    "agencies",
    "author",
    "url",
    "language",
    "tags",
)

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads Arabic as Windows-1252; other programs pass over it."""

# Full-width signs are signs too to some spreadsheets, and spaces before them are none.
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def write(records: Iterable[Record]) -> Iterator[str]:
    """Give the header, then a row for each record; what is in `extra` is left out."""
    yield BYTE_ORDER_MARK + row(COLUMNS)
    for record in records:
        content = record.content()
        yield row(map(_cell, map(content.__getitem__, COLUMNS)))


def row(cells: Iterable[str]) -> str:
    """One line of a table, its cells made harmless."""
    line = StringIO()
    csv.writer(line).writerow(map(harmless, cells))
    return line.getvalue()


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cell(value: str | list[str] | None) -> str:
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, list) else value
