"""What separates the columns of a CSV file, read off its first row."""

import csv

from .columns import Columns

_DELIMITERS = ",;\t|"


def delimiter_of(start: str, columns: Columns) -> str:
    """The delimiter that finds the most columns with a known name, then the most columns."""

    def finds(delimiter: str) -> tuple[int, int]:
        names = _split(start, delimiter)
        return len(columns.known(names)), len(names)

    return max(_DELIMITERS, key=finds)


def header_of(start: str, columns: Columns) -> list[str]:
    """The names in the first row of a text that may be CSV."""
    return _split(start, delimiter_of(start, columns))


def _split(start: str, delimiter: str) -> list[str]:
    first = start.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return []
