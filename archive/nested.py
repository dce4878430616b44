"""Values that stand within others, and the paths by which files are asked for them.

A path names what lies in one another with dots between: `content.rendered`. Of
a list the first element is meant, so that a path need not know of lists.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_NUMBERS = ("$numberLong", "$numberInt")
_HOLDERS = ("$date", "$oid", *_NUMBERS, "rendered")

_OF_64_BITS = re.compile(r"\d{1,20}")

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
    (`{"$date": …}`) and WordPress what it has made of a text (`{"rendered": …}`).
    """
    is_number = False
    while True:
        match value:
            case list():
                said = [one for one in value if one is not None and not _is_blank(one)]
                if len(said) != 1:
                    return value
                value = said[0]
            case Mapping():
                held = (one for one in _HOLDERS if one in value)
                name = next((one for one in held if not isinstance(value[one], list)), None)
                if name is None:
                    return value
                is_number |= name in _NUMBERS
                value = value[name]
            case _:
                return int(value) if is_number and _OF_64_BITS.fullmatch(str(value)) else value


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def beside(value: Any) -> dict[str, Any]:
    """What an object has beside what it is read as."""
    if not isinstance(value, Mapping):
        return {}
    return {name: nested for name, nested in value.items() if name not in _HOLDERS}


def first(value: Any) -> Any:
    """The value, or of a list its first element; None where there is none."""
    depth = 0
    while isinstance(value, list) and depth < MOST_DEPTH:
        value = value[0] if value else None
        depth += 1
    return value
