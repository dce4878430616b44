"""Values that stand within others, and the paths by which files are asked for them.

A path names what lies in one another with dots between: `content.rendered`. Of
a list the first element is meant, so that a path need not know of lists.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_NUMBERS = ("$numberLong", "$numberInt")
_OF_MONGODB = ("$date", "$oid", *_NUMBERS, "$numberDouble", "$numberDecimal", "$uuid")
# What makers of JSON call the text of an element of XML, beside its attributes.
_OF_XML = ("$t", "#text", "_text", "__text", "$text", "__cdata", "_cdata", "#cdata-section")
_HOLDERS = (*_OF_MONGODB, *_OF_XML, "rendered", "processed", "value", "main", "href")
_NAMES = ("name", "display_name", "full_name", "original", "label", "title", "term")
_WORDS_FOR_HTML = ("type", "@type", "format")
_PAGE = "alternate"
"""What a feed's link leads to that is a page to read."""

_DIGITS = re.compile(r"-?\d{1,400}")  # of more, Python makes no number

_EPOCH = dt.datetime(1970, 1, 1)

MOST_DEPTH = 8
"""Names in a path: what lies deeper says nothing that a record could have."""


def leaves(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """The single values within a value, each with the path that leads to it."""
    value = first(value)
    if not isinstance(value, Mapping):
        yield path, value
    elif depth < MOST_DEPTH:
        for name, nested in value.items():
            yield from leaves(nested, f"{path}.{name}" if path else name, depth + 1)


def at(value: Any, path: list[str], key: Callable[[str], str]) -> Any:
    """What stands at a path, whose names `key` makes alike; None where nothing does."""
    for name in path:
        value = first(value)
        if not isinstance(value, Mapping):
            return None
        value = next((value[one] for one in value if key(str(one)) == name), None)
    return value


def single(value: Any) -> Any:
    """What a value says that stands alone in a list or in an object made to hold it.

    So scrapers write what they find (`["title"]`), MongoDB its dates and ids
    (`{"$date": …}`), WordPress what it has made of a text (`{"rendered": …}`), Drupal
    `{"value": …}`, and what was XML `{"#text": …}`.
    """
    if isinstance(value, list):
        said = [one for one in value if one not in (None, "") and not str(one).isspace()]
        pages = [one for one in said if isinstance(one, Mapping) and one.get("rel") == _PAGE]
        alone = said if len(said) == 1 else pages
        return single(alone[0]) if len(alone) == 1 else value
    if isinstance(value, Mapping):
        for name in _HOLDERS:
            if value.get(name) is not None and not isinstance(value[name], list):
                held = single(value[name])
                return _typed(name, held)
    return value


def named(value: Any) -> Any:
    """What people, outlets and tags are called that are objects (`{"name": …}`), also in a list."""
    if isinstance(value, list):
        every = [named(one) for one in value]
        return every if any(map(operator.is_not, every, value)) else value
    if not isinstance(value, Mapping) or single(value) is not value:
        return single(value)
    names = (single(value[name]) for name in _NAMES if value.get(name))
    found = next((name for name in names if isinstance(name, str)), None)
    if found is None and len(value) == 1:
        (inner,) = value.values()
        found = named(inner) if isinstance(inner, Mapping) else None
    return found if isinstance(found, str) else value


def _typed(name: str, held: Any) -> Any:
    """A value of MongoDB's as it is meant: its numbers as such, its milliseconds as a time."""
    if name in _NUMBERS and _DIGITS.fullmatch(str(held)):
        return int(held)
    if name == "$date" and isinstance(held, int):
        try:
            return f"{(_EPOCH + dt.timedelta(milliseconds=held)).isoformat(timespec='seconds')}Z"
        except OverflowError:
            return held
    return held


def is_of_mongodb(value: Any) -> bool:
    """Whether it is a value with its type, as `mongoexport` writes dates, ids and numbers."""
    return isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in _OF_MONGODB


def is_html(value: Any) -> bool:
    """Whether an object says that what it holds is HTML."""
    return isinstance(value, Mapping) and (
        not value.keys().isdisjoint(("rendered", "processed"))
        or any("html" in str(value.get(name)).lower() for name in _WORDS_FOR_HTML)
    )


def beside(value: Any) -> Any:
    """What an object has beside what it is read as; of a list, all where its objects have more."""
    if isinstance(value, list):
        return value if any(map(beside, value)) else None
    if not isinstance(value, Mapping):
        return None
    held = next((name for name in (*_HOLDERS, *_NAMES) if value.get(name) is not None), None)
    return {name: nested for name, nested in value.items() if name != held and nested is not None}


def first(value: Any) -> Any:
    """The value, or of a list its first element; None where there is none."""
    depth = 0
    while isinstance(value, list) and depth < MOST_DEPTH:
        value = value[0] if value else None
        depth += 1
    return value
