"""CSV and TSV: a header, then an item a row; a broken row costs no other.

Quoting is strict (RFC 4180): a quote that is never closed, or text after a
closing quote, would otherwise swallow rows or shift columns unseen.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from threading import Lock
from typing import TypeAlias

from .base import ITEM_LIMIT, Chunks, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .chunks import lines, peeked
from .columns import Columns, header_of
from .encoding import text_of
from .tracing import show

_DELIMITERS = ",;\t|"

_Line: TypeAlias = tuple[int, bytes | None]

# The csv module has one limit of a field's length for the whole process. Ours
# stands only while a row is parsed, so that an application that embeds the
# archive keeps its own.
_limit = Lock()

# Of the lines that an unclosed quote swallowed, how many must be rows by
# themselves to be believed: prose in a quoted field seldom has the right number
# of commas line after line.
_MOST_ARE_ROWS = 0.9


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a row that is not blank; positions are the lines on which rows start."""
    start, chunks = peeked(document.chunks)
    rows = _Rows(chunks, _delimiter_of(start.decode(errors="replace"), knowledge.columns))
    header, reason = header_of(rows.header(), knowledge.columns)
    if reason:
        raise Unreadable(reason)
    for line, row in rows:
        if isinstance(row, _BadRow):
            yield document.rejection(str(row), line)
        else:
            found = dict(zip(header, row, strict=True))
            show("column", found)
            yield document.item(knowledge.columns.arrange(found), line)


def _has_known_columns(start: str, knowledge: Knowledge) -> bool:
    """Whether the first row is a header of several columns, a text's among them."""
    delimiter = _delimiter_of(start, knowledge.columns)
    header = _split(start, delimiter)
    known = knowledge.columns.known(header)
    # A word such as “description” begins a line of prose as well.
    is_sure = "text" in knowledge.columns.known(header, later=False) or len(known) > 1
    is_header = len(header) > 1 and "text" in known and is_sure
    return is_header and _goes_on_as(header, start, delimiter)


def _goes_on_as(header: list[str], start: str, delimiter: str) -> bool:
    """Whether a row follows: the title of an article may have a bar, and a column's name, too."""
    following = start.lstrip("\r\n").partition("\n")[2].lstrip("\r\n").partition("\n")[0]
    return not following or '"' in following or len(_split(following, delimiter)) == len(header)


CSV = Reader(
    name="csv",
    description="Tables in CSV or TSV: a header, then an item a row",
    arabic="جداول CSV أو TSV: أسماء الأعمدة أولاً، ثم مادة في كل صف",
    suffixes=(".csv", ".tsv"),
    # Excel calls a table with tabs in UTF-16 “Unicode text”, and .txt.
    among=(".txt",),
    recognises=_has_known_columns,
    read=_read,
)


def _delimiter_of(start: str, columns: Columns) -> str:
    """The delimiter that finds the most columns with a known name, then the most columns."""

    def finds(delimiter: str) -> tuple[int, int]:
        names = _split(start, delimiter)
        return len(columns.known(names)), len(names)

    return max(_DELIMITERS, key=finds)


def _split(start: str, delimiter: str) -> list[str]:
    first = start.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return []


class _BadRow(Exception):
    """Why a row cannot be read."""


class _Rows:
    """Rows as lists of text, or `_BadRow` in the place of one that cannot be read."""

    def __init__(self, chunks: Chunks, delimiter: str) -> None:
        self._lines = lines(chunks)
        self._delimiter = delimiter
        self._again: deque[_Line] = deque()
        self._failure: Unreadable | None = None
        self._width = 0

    def header(self) -> list[str]:
        """The first row that is not blank, which says how many columns the others have."""
        for _, row in self._rows():
            if isinstance(row, _BadRow):
                raise Unreadable(f"has a header that cannot be read: {row}") from row
            if any(row):
                self._width = len(row)
                return row
        return []

    def __iter__(self) -> Iterator[tuple[int, list[str] | _BadRow]]:
        """The other rows that are not blank, each with the line it starts on."""
        for line, row in self._rows():
            if isinstance(row, _BadRow):
                yield line, row
            elif any(row):
                yield line, self._fitted(row, line)
        if self._failure:
            raise self._failure

    def _fitted(self, row: list[str], line: int) -> list[str] | _BadRow:
        """The row without blank cells beyond the header's last column."""
        if len(row) < self._width or any(row[self._width :]):
            return _BadRow(
                f"line {line}: the row has {len(row)} columns and the header {self._width}; "
                "is a quote or a delimiter missing?"
            )
        return row[: self._width]

    def _rows(self) -> Iterator[tuple[int, list[str] | _BadRow]]:
        while first := self._line():
            taken = [first]
            flaws: list[Unreadable] = []
            try:
                row = self._parsed(self._texts(taken, flaws))
            except csv.Error as error:
                self._give_back(taken)
                yield first[0], _BadRow(f"{_place(taken)}: {_reason(error)}")
            else:
                yield first[0], _BadRow(f"{_place(taken)}: {flaws[0]}") if flaws else row

    def _parsed(self, texts: Iterator[str]) -> list[str]:
        reader = csv.reader(texts, delimiter=self._delimiter, strict=True)
        with _limit:
            before = csv.field_size_limit(ITEM_LIMIT)
            try:
                return next(reader)
            finally:
                csv.field_size_limit(before)

    def _texts(self, taken: list[_Line], flaws: list[Unreadable]) -> Iterator[str]:
        """The lines of one row, those after the first as they are asked for and `taken`."""
        size = 0
        line: _Line | None = taken[0]
        while line:
            size += ITEM_LIMIT + 1 if line[1] is None else len(line[1])
            if line[1] is None or size > ITEM_LIMIT:
                raise csv.Error(too_long("the row"))
            try:
                yield text_of(line[1])
            except Unreadable as flaw:
                # The row is refused, but only when it is known where it ends.
                flaws.append(flaw)
                yield line[1].decode(errors="replace")
            if line := self._line():
                taken.append(line)

    def _line(self) -> _Line | None:
        """The next line; None at the end, or where the file cannot be read on."""
        if self._again:
            return self._again.popleft()
        try:
            return next(self._lines, None)
        except Unreadable as failure:
            self._failure = failure
            return None

    def _give_back(self, taken: list[_Line]) -> None:
        """Undo taking the lines after a broken row's first, if they look like rows themselves."""
        # The header has no width to compare with, and a broken one ends the reading anyway.
        rows = self._width and sum(line is not None and self._is_row(line) for _, line in taken[1:])
        if rows and rows >= _MOST_ARE_ROWS * len(taken[1:]):
            self._again.extendleft(reversed(taken[1:]))
            del taken[1:]

    def _is_row(self, line: bytes) -> bool:
        cell = f'(?:"(?:[^"]|"")*+"|[^"{re.escape(self._delimiter)}\r\n]*+)'
        cells = f"{cell}(?:{re.escape(self._delimiter)}{cell}){{{self._width - 1}}}\r?\n?"
        return re.fullmatch(cells, line.decode(errors="replace")) is not None


def _place(taken: list[_Line]) -> str:
    first, last = taken[0][0], taken[-1][0]
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _reason(error: csv.Error) -> str:
    message = str(error)
    if "unexpected end of data" in message:
        return "a quote is opened and never closed"
    if "expected after" in message:
        return "text follows a closing quote; a quote within quotes is written twice"
    if "new-line character" in message:
        return "a carriage return stands outside quotes; save the file with usual line ends"
    return message
