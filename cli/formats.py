"""The formats in which rows are printed. One more is a function here and its line in `FORMATS`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import click

from ..archive.record import LIST_JOINT
from .consoles import write_for_machines
from .printing import say
from .wording import language

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """What a command found, as every format needs it.

    `whole` is all of it as JSON has it, `rows` its rows as objects, `lines` are
    for people. A table has `columns`: of `cells` where they are given, else of
    the rows by their keys. The sentences of `warnings` are said before the rows
    and those of `remarks` after them, except with the whole, which has them.
    """

    whole: Any
    rows: Sequence[Row]
    columns: Sequence[str]
    lines: Iterable[str]
    cells: Iterable[Sequence[Any]] | None = None
    warnings: Iterable[str] = ()
    remarks: Iterable[str] = ()

    def table(self) -> Iterator[Sequence[Any]]:
        """The cells of each row."""
        if self.cells is not None:
            return iter(self.cells)
        return ([row[name] for name in self.columns] for row in self.rows)


def _lines(answer: Printout) -> None:
    for line in answer.lines:
        click.echo(line)


def _json(answer: Printout) -> None:
    write_for_machines(json.dumps(answer.whole, ensure_ascii=False, indent=2) + "\n")


def _json_lines(answer: Printout) -> None:
    for row in answer.rows:
        write_for_machines(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(answer: Printout) -> None:
    from ..archive.writers.data_files import table

    for line in table(answer.columns, (map(_cell, row) for row in answer.table())):
        write_for_machines(line)


def _cell(value: Any) -> str:
    """One value in one cell: lists joined, labels in the language that was chosen."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return LIST_JOINT.join(map(_cell, value))
        case {"en": _, "ar": _}:
            return str(value[language()])
        case Mapping():
            return json.dumps(dict(value), ensure_ascii=False) if value else ""
    return str(value)


def _with_sentences(rows: Callable[[Printout], None]) -> Callable[[Printout], None]:
    def printed(answer: Printout) -> None:
        for warning in answer.warnings:
            say(warning)
        rows(answer)
        for remark in answer.remarks:
            say(remark)

    return printed


FORMATS: Final[Mapping[str, Callable[[Printout], None]]] = {
    "table": _with_sentences(_lines),
    "csv": _with_sentences(_csv),
    "json": _json,
    "jsonl": _with_sentences(_json_lines),
}


def print_answer(answer: Printout, form: str) -> None:
    """Print it in the format of this name."""
    FORMATS[form](answer)
