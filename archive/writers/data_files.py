"""Files of data, CSV and JSON Lines, which `ingest` takes in again as the same records.

Excel reads Arabic only in a file that begins with a byte order mark, so the table has one.
Columns of a file's own (`extra`) are not in it: each record may have others, and a
table is to have one header. JSON Lines have them all.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ..record import CONTENT, LIST_JOINT, Record
from . import Context, Writer

_COLUMNS: Final = tuple(name for name in CONTENT if name != "extra")

# What a spreadsheet would run as a formula (OWASP, «CSV Injection»), also after blanks and
# signs that cannot be seen; full-width signs are the same to those set to East Asian languages.
_BLANK = r"\s\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SIGN = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(f"[\t\r\n]|[{_BLANK}]*{_SIGN}")

# Where the system's delimiter is a semicolon, as it is in most Arabic locales, Excel does
# not see our quotes, and begins a cell at each semicolon and line. A dash before Arabic, as
# dialogues have it, is no formula there.
_WITHIN = re.compile(f"(?<![;{_BLANK}])[;{_BLANK}]++(?={_SIGN}[{_BLANK}]*+[!-~])")
_BEGINS_A_CELL = frozenset(";\t\r\n")


def json_lines(records: Iterable[Record], _: Context) -> Iterator[str]:
    """A line a record with all that is known of it, Arabic as it reads."""
    for record in records:
        yield json.dumps(record.as_item(), ensure_ascii=False) + "\n"


def csv_table(records: Iterable[Record], _: Context) -> Iterator[str]:
    """The header and a row a record.

    Lists are joined by "; ". What a spreadsheet could run as a formula has an
    apostrophe before it, and keeps it when it is taken in again.
    """
    contents = (record.content() for record in records)
    return table(_COLUMNS, ([content[name] for name in _COLUMNS] for content in contents))


def table(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The header and the rows of any table, as safe as that of records."""
    yield "\ufeff" + _row(map(_cell, columns))
    yield from (_row(map(_cell, cells)) for cells in rows)


def _cell(value: Any) -> str:
    known = "" if value is None else value
    text = LIST_JOINT.join(known) if isinstance(known, list) else str(known)
    apart = _WITHIN.sub(_with_apostrophe, text)
    return f"'{apart}" if _FORMULA.match(text) else apart


def _with_apostrophe(found: re.Match[str]) -> str:
    return f"{found[0]}'" if _BEGINS_A_CELL & set(found[0]) else found[0]


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(cells)
    return out.getvalue()


CSV: Final = Writer(
    name="csv",
    label="Table (CSV)",
    arabic="جدول (CSV)",
    media_type="text/csv",
    suffix="csv",
    write=csv_table,
)
JSON_LINES: Final = Writer(
    name="jsonl",
    label="JSON Lines",
    arabic="JSON Lines",
    media_type="application/x-ndjson",
    suffix="jsonl",
    write=json_lines,
)
