"""JSON Lines: an object on each line; a broken line costs no other."""

from collections.abc import Iterator
from typing import Any

from .chunks import lines
from .document import Knowledge, Outcome, SourceFile, Unreadable, too_long
from .encoding import text_of
from .json_values import BrokenJSON, Parser, is_no_object, is_not_correct


def read_json_lines(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a line that is not blank; positions are line numbers."""
    parser = Parser()
    for number, line in lines(document.chunks):
        if line is None:
            yield document.rejection(too_long(f"line {number}"), number)
        elif not line.isspace():
            try:
                yield document.item(knowledge.columns.arrange(_object(line, parser)), number)
            except Unreadable as error:
                yield document.rejection(f"line {number}: {error}", number)


def _object(line: bytes, parser: Parser) -> dict[str, Any]:
    """The object on a line; raise `Unreadable` with what the line is instead."""
    try:
        value = parser.whole(text_of(line))
    except BrokenJSON as error:
        raise Unreadable(is_not_correct(error)) from error
    if not isinstance(value, dict):
        raise Unreadable(is_no_object(value))
    return value
