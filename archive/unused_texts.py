"""Texts that a file has and the archive does not search, since no field knows their column."""

import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .nested import leaves
from .record import CONTENT, Record

_FEWEST_SPACES = 4
"""In what is taken for prose: names, dates and headings of sections have fewer."""

_LONG = 600
"""Letters from which on prose is looked for in records that have a text."""

_MOST_TOLD = 12
"""Columns that a message tells."""

_MOST_COLUMNS = 1_000
"""Of a file in which prose is counted: strangers' objects may have other names each time."""


@dataclass(frozen=True, slots=True)
class UnusedText:
    """A file of which the texts in one column, or at a path such as `a.b`, are not searched.

    Either no item of the file has got a text, or what it has got is shorter than these.
    """

    file: str
    column: str


class UnusedTexts:
    """Hears of a file's records one after the other, and says at its end what was not used."""

    def __init__(self) -> None:
        self._file: str | None = None
        self._used = 0
        self._prose: Counter[str] = Counter()

    def see(self, record: Record) -> UnusedText | None:
        """Hear of one record; what there is to say of the file before, where that has ended."""
        file = record.provenance.file if record.provenance else None
        ended = None
        if file != self._file:
            ended = self.end()
            self._file = file
        self._used += len(record.text)
        if record.extra:
            self._count(record.extra, _LONG if record.text else 0)
        return ended

    def end(self) -> UnusedText | None:
        """What there is to say of the file that was read, of which nothing more comes."""
        ((column, size),) = self._prose.most_common(1) or [("", 0)]
        file, used = self._file, self._used
        self._used = 0
        self._prose.clear()
        return UnusedText(file, column) if file is not None and size > used else None

    def _count(self, extra: Mapping[str, Any], shortest: int) -> None:
        for column, size in prose(extra):
            if size >= shortest and (column in self._prose or len(self._prose) < _MOST_COLUMNS):
                self._prose[column] += size


def has_prose(row: Mapping[str, Any]) -> bool:
    """Whether a column, and not what lies within one, has a text in sentences."""
    texts = (value for value in row.values() if isinstance(value, str))
    return any(text.count(" ", 0, _LONG) >= _FEWEST_SPACES for text in texts)


def prose(extra: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The columns and paths with a text in sentences, and how long it is."""
    return [
        (path, len(value))
        for path, value in leaves(extra)
        if isinstance(value, str)
        and value.count(" ", 0, _LONG) >= _FEWEST_SPACES
        and not path.endswith("_as_written")
        and not value.startswith("<")  # a page or its markup, of which the text was taken
    ]


def advice(extra: Mapping[str, Any]) -> str:
    """What to do about an item with neither title nor text, which has these columns."""
    unknown = {name: value for name, value in extra.items() if name not in CONTENT}
    if found := prose(unknown):
        column, _ = max(found, key=lambda one: one[1])
        return f"; to have “{column}” as its text: --map {shlex.quote(f'text={column}')}"
    names = [path for path, value in islice(leaves(unknown), _MOST_TOLD) if value is not None]
    return f"; say which column is one, --map text=NAME: it has {', '.join(names)}" if names else ""
