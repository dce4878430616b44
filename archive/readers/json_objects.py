"""JSON and JSON Lines: an item an object.

A JSON document is an array of objects, an object with such an array in it, or
a single object. What stands around the array belongs to no item and is left out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from .base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .chunks import lines, peeked
from .columns import MOST_COLUMNS
from .encoding import decoded, text_of, whole_text
from .json_lists import is_answer, items_within
from .json_values import BrokenJSON, Elements, NotANumber, Parser, TooMuch
from .tracing import show


def _read_json(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    return _read(document, knowledge, "json")


def _read_json_lines(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    return _read(document, knowledge, "jsonl")


def _begins_as_json(start: str, _: Knowledge) -> bool:
    """Whether an object or an array begins: a text may begin with a word in brackets."""
    return _BEGINNING.match(start) is not None


_BEGINNING = re.compile(r"\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$))")

JSON = Reader(
    name="json",
    description="JSON: an array of objects, an object that holds one, or a single object",
    arabic="ملفات JSON: مصفوفة كائنات، أو كائن يضمّ مصفوفة، أو كائن واحد",
    suffixes=(".json",),
    among=(".txt",),
    recognises=_begins_as_json,
    read=_read_json,
)

# Lines without a suffix are recognised as JSON, and found to be lines there.
JSON_LINES = Reader(
    name="jsonl",
    description="JSON Lines: an object on each line",
    arabic="ملفات JSON Lines: كائن في كل سطر",
    suffixes=(".jsonl", ".ndjson"),
    read=_read_json_lines,
)


def _read(
    document: SourceFile, knowledge: Knowledge, named: Literal["json", "jsonl"]
) -> Iterator[Outcome]:
    """The items of either format, whichever the suffix says: each is often saved as the other."""
    start, chunks = peeked(document.chunks)
    format_ = _format(start.decode(errors="replace"), named)
    document = replace(document, chunks=chunks, reader=format_)
    return (_lines if format_ == "jsonl" else _whole)(document, knowledge)


def _format(start: str, named: Literal["json", "jsonl"]) -> Literal["json", "jsonl"]:
    """An array is "json" and objects on lines of their own "jsonl", whatever the file is called."""
    if start.lstrip().startswith("["):
        return "json"
    first = start.split("\n", 3)[:2]
    if any(map(_is_object, first)) and len(start.strip().split("\n", 1)) > 1:
        return "jsonl"
    return named


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a line that is not blank; positions are line numbers.

    A broken line costs no other.
    """
    parser = Parser()
    for number, line in lines(document.chunks):
        if line is None:
            yield document.rejection(too_long(f"line {number}"), number)
        elif not line.isspace():
            try:
                value = _value(line, parser)
                yield from _outcomes(document, knowledge, value, number, f"line {number}:")
            except Unreadable as error:
                yield document.rejection(f"line {number}: {error}", number)


def _value(line: bytes, parser: Parser) -> Any:
    """The value on a line; raise `Unreadable` where that is no JSON."""
    try:
        return parser.whole(text_of(line))
    except BrokenJSON as error:
        raise Unreadable(_is_not_correct(error)) from error


def _whole(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item an object; positions count the array's elements from 1."""
    start, chunks = peeked(document.chunks)
    if start.lstrip().startswith(b"["):
        yield from _array(document, knowledge, Elements(decoded(chunks)))
        return
    try:
        value = Parser().whole(whole_text(chunks, "a JSON object", OBJECT_LIMIT))
    except BrokenJSON as error:
        raise Unreadable(_is_not_correct(error)) from error
    elements = items_within(value, knowledge.columns)
    if elements is None:
        yield _outcome(document, knowledge, value, None, "the file")
    else:
        for index, element in enumerate(elements, 1):
            yield _outcome(document, knowledge, element, index, f"element {index}")


def _array(document: SourceFile, knowledge: Knowledge, elements: Elements) -> Iterator[Outcome]:
    try:
        while elements.go_on():
            try:
                index, value = elements.index, elements.value()
                yield from _outcomes(document, knowledge, value, index, f"element {index}")
            except NotANumber as error:
                yield document.rejection(f"element {elements.index} holds {error}", elements.index)
    except BrokenJSON as error:
        reason = f"{_is_not_correct(error)}; nothing from element {elements.index} on is read"
        yield document.rejection(reason, elements.index)


def _outcomes(
    document: SourceFile, knowledge: Knowledge, value: Any, index: int, place: str
) -> Iterator[Outcome]:
    """The item that an element is, or those of an answer of an API that stands in its place."""
    columns = knowledge.columns
    held = items_within(value, columns) if is_answer(value, columns) else None
    for one in [value] if held is None else held:
        yield _outcome(document, knowledge, one, index, place)


def _outcome(
    document: SourceFile, knowledge: Knowledge, value: Any, index: int | None, place: str
) -> Outcome:
    try:
        found = _as_item(value)
        show("column", found)
        return document.item(knowledge.columns.arrange(found), index)
    except Unreadable as error:
        return document.rejection(f"{place} {error}", index)
    except RecursionError:
        return document.rejection(f"{place} has a value that is nested too deeply", index)


def _as_item(value: Any) -> dict[str, Any]:
    """The value, an object; raise `Unreadable`, with what to say after its name, for another."""
    if not isinstance(value, dict):
        raise Unreadable(_is_no_object(value))
    if len(value) > MOST_COLUMNS:
        raise Unreadable(f"has {len(value):,} names, and at most {MOST_COLUMNS:,} are read")
    return value


def _is_not_correct(error: BrokenJSON) -> str:
    """What to say of a text in which this is wrong, after its name."""
    if isinstance(error, TooMuch):
        return str(error)
    where = f" at character {error.character}" if error.character else ""
    return f"is not whole, correct JSON{where}: {error}"


def _is_no_object(value: Any) -> str:
    """What to say of a value that should have been an object, after its name."""
    kinds = {str: "a string", bool: "true or false", list: "an array"}
    kind = "null" if value is None else kinds.get(type(value), "a number")
    return f"is {kind}, where an object with a text or title is needed"
