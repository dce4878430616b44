"""JSON: an array of objects, an object that holds one such array, or a single object.

What stands around the array in an object that holds one belongs to no item
and is left out.
"""

from collections.abc import Iterator
from typing import Any

from .chunks import peeked, whole
from .document import OBJECT_LIMIT, Knowledge, Outcome, SourceFile, Unreadable
from .encoding import decoded, text_of
from .json_array import Elements
from .json_values import BrokenJSON, NotANumber, Parser, is_no_object, is_not_correct


def read_json(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item an object; positions count the array's elements from 1."""
    start, chunks = peeked(document.chunks)
    if start.lstrip().startswith(b"["):
        yield from _array(document, knowledge, Elements(decoded(chunks)))
        return
    try:
        value = Parser().whole(text_of(whole(chunks, "a JSON object", OBJECT_LIMIT)))
    except BrokenJSON as error:
        raise Unreadable(is_not_correct(error)) from error
    elements = _held(value, knowledge)
    if elements is None:
        yield _outcome(document, knowledge, value, None)
    else:
        for index, element in enumerate(elements, 1):
            yield _outcome(document, knowledge, element, index)


def _array(document: SourceFile, knowledge: Knowledge, elements: Elements) -> Iterator[Outcome]:
    try:
        while elements.go_on():
            try:
                yield _outcome(document, knowledge, elements.value(), elements.index)
            except NotANumber as error:
                yield document.rejection(f"element {elements.index} holds {error}", elements.index)
    except BrokenJSON as error:
        reason = f"{is_not_correct(error)}; nothing from element {elements.index} on is read"
        yield document.rejection(reason, elements.index)


def _held(value: Any, knowledge: Knowledge) -> list[Any] | None:
    """The one array of objects that an object holds, unless it has a text and is an item itself."""
    if not isinstance(value, dict) or "text" in knowledge.columns.known(value):
        return None
    arrays = [held for held in value.values() if _is_array_of_objects(held)]
    return arrays[0] if len(arrays) == 1 else None


def _is_array_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(element, dict) for element in value)


def _outcome(document: SourceFile, knowledge: Knowledge, value: Any, index: int | None) -> Outcome:
    if isinstance(value, dict):
        return document.item(knowledge.columns.arrange(value), index)
    place = "the file" if index is None else f"element {index}"
    return document.rejection(f"{place} {is_no_object(value)}", index)
