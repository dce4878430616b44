"""The list of items that a JSON object has round it.

APIs and databases say something of an answer before they give it, one or several
objects deep: `{"hits": {"hits": […]}}` of Elasticsearch, `{"response": {"docs": […]}}`
of Solr, `{"data": {"children": […]}}`, `{"feed": {"entry": […]}}`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..unused_texts import has_prose
from .columns import Columns

_MOST_DEPTH = 5
"""Objects in one another in which a list is looked for."""

_LOOKED_AT = 20
"""Elements of a list that tell whether these are items."""


def items_within(value: Any, columns: Columns) -> list[Any] | None:
    """The elements of the lists of items that an object holds; None if it is an item itself.

    It is where it has a text, or what may be one and no list within it has any: an
    article with its pictures, and not a feed with its description. Of several
    lists those that have texts are meant, and of these the nearest.
    """
    if not isinstance(value, Mapping) or _has_text(value, columns):
        return None
    if columns.opened(value) is not value:
        return None
    known = columns.known(name for name in value if not _is_of_answer(value, name))
    lists = list(_lists(value, 1 if "text" in known else _MOST_DEPTH))
    telling = [(depth, one, _told(one, columns)) for depth, one in lists]
    best = max((told for _, _, told in telling), default=0)
    if best == 0:
        if not columns.known(value).isdisjoint(("title", "text")):
            return None
        alone = _alone(value, columns)
        return [alone] if alone else lists[0][1] if len(lists) == 1 else None
    meant = [(depth, one) for depth, one, told in telling if told == best]
    nearest = min(depth for depth, _ in meant)
    return [element for depth, one in meant if depth == nearest for element in one]


def is_answer(value: Any, columns: Columns) -> bool:
    """Whether an element of a file can be an answer of an API, and is no item with lists in it."""
    if not isinstance(value, Mapping) or has_prose(value):
        return False
    return not columns.says(value) or "message" in value


def _has_text(value: Mapping[str, Any], columns: Columns) -> bool:
    """Whether it has a text under a name that means one for certain."""
    names = [name for name in value if not _is_of_answer(value, name)]
    return "text" in columns.known(names, later=False)


def _is_of_answer(value: Mapping[str, Any], name: str) -> bool:
    """Whether a name that may be a text's is what an answer says of itself, or has round items.

    `{"message": "OK", "data": […]}`, and `{"content": […], "totalPages": 3}` without a title.
    """
    held = value[name]
    if name.lower() == "message":
        return isinstance(held, str) and not has_prose({name: held}) and len(value) > 1
    is_list = isinstance(held, list) and any(isinstance(one, Mapping) for one in held)
    return is_list and "title" not in value


def _lists(value: Mapping[str, Any], most: int, depth: int = 1) -> Iterator[tuple[int, list[Any]]]:
    """The lists of objects in an object, with how many objects are round them."""
    for held in value.values():
        if isinstance(held, list) and any(isinstance(element, Mapping) for element in held):
            yield depth, held
        elif isinstance(held, Mapping) and depth < most:
            yield from _lists(held, most, depth + 1)


def _alone(value: Mapping[str, Any], columns: Columns) -> Mapping[str, Any] | None:
    """The one item that stands where others have a list of them."""
    for _ in range(_MOST_DEPTH):
        within = [one for one in value.values() if isinstance(one, Mapping)]
        texts = [one for one in within if "text" in columns.known(one, later=False)]
        if len(texts) == 1:
            return texts[0]
        if len(within) != 1:
            return None
        value = within[0]
    return None


def _told(elements: list[Any], columns: Columns) -> int:
    """2 for a list of objects with a text, 1 for one of objects with what may be one or a title."""
    best = 0
    for element in elements[:_LOOKED_AT]:
        if isinstance(element, Mapping):
            row = columns.opened(element)
            has_text = "text" in columns.known(row, later=False)
            best = max(best, 2 if has_text else int(columns.says(row)))
    return best
