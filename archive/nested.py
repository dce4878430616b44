"""Values that stand within others, and the paths by which files are asked for them.

A path names what lies in one another with dots between: `content.rendered`. Of
a list the first element is meant, so that a path need not know of lists.
"""

from collections.abc import Iterator, Mapping
from typing import Any

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


def first(value: Any) -> Any:
    """The value, or of a list its first element; None where there is none."""
    depth = 0
    while isinstance(value, list) and depth < MOST_DEPTH:
        value = value[0] if value else None
        depth += 1
    return value
