"""Sheets of Excel and LibreOffice: each is a table, with a header and an item a row, as CSV is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from zipfile import ZipFile

from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..columns import header_of
from ..tracing import show
from .confined import confined
from .parts import stated_types

_TYPES = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroEnabled.main+xml",
    "ms-excel.sheet.binary.macroEnabled.main",
    "application/vnd.oasis.opendocument.spreadsheet",
)
_OLD, _WORKBOOK = b"\xd0\xcf\x11\xe0", "Workbook".encode("utf-16-le")


def _is_sheets(archive: ZipFile) -> bool:
    stated = stated_types(archive)
    return any(kind in stated for kind in _TYPES)


def _is_old_excel(start: bytes) -> bool:
    return start.startswith(_OLD) and _WORKBOOK in start


@dataclass(slots=True)
class _Sheet:
    """The sheet that is being read, as a document of its own."""

    document: SourceFile
    header: list[str] | None = None
    refused: bool = False


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a row that is not blank; positions are the numbers of rows in their sheet."""
    sheet = _Sheet(document)
    for piece in confined(f"{__package__}.sheets", "python_calamine", document.chunks):
        match piece:
            case str():
                sheet = _Sheet(replace(document, file=f"{document.file}/{piece}"))
            case [int(number), [*row]] if sheet.header is None:
                sheet.header, reason = header_of(map(str, row), knowledge.columns)
                sheet.refused = bool(reason)
                if reason:
                    yield sheet.document.rejection(reason, number)
            case [int(number), [*row]] if sheet.header and not sheet.refused:
                fields = dict(zip(sheet.header, row, strict=False))
                show("column", fields)
                yield sheet.document.item(knowledge.columns.arrange(fields), number)


SHEETS = Reader(
    name="sheets",
    description="Sheets of Excel and LibreOffice: a header, then an item a row",
    arabic="جداول Excel وLibreOffice: أسماء الأعمدة أولاً، ثم مادة في كل صف",
    suffixes=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    of_bytes=_is_old_excel,
    of_zip=_is_sheets,
    read=_read,
)


def parse(file: BinaryIO) -> Iterator[str | list[Any]]:
    """The name of each sheet, then its rows that are not blank, each with its number."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            yield name
            sheet = book.get_sheet_by_name(name)
            first = 1 + (sheet.start or (0, 0))[0]
            for number, row in enumerate(sheet.iter_rows(), first):
                width = max(
                    (at for at, cell in enumerate(row, 1) if cell not in (None, "")), default=0
                )
                if width:  # cells that are but coloured may go on for thousands of columns
                    yield [number, list(map(_said, row[:width]))]
    except PasswordError as error:
        raise Unreadable("is locked with a password: save it without one") from error
    except CalamineError as error:
        raise Unreadable(f"is damaged ({error}): save it again") from error


def _said(cell: Any) -> Any:
    """A cell as JSON holds it: a day in ISO 8601, a whole number without a point."""
    match cell:
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case float() if cell.is_integer():
            return int(cell)
        case _:
            return "" if cell is None else cell
