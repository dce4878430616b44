"""Items that a program hands over, as if they were the lines of a file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..fields import STANDARD, Fields
from ..items import Item, Origin, Rejection
from .columns import Columns


def handed_over(rows: Iterable[Any], fields: Fields = STANDARD) -> Iterator[Item | Rejection]:
    """The rows under Kashshaf's names, with their place in the sequence; each a mapping."""
    columns = Columns({}, fields)
    for position, row in enumerate(rows, 1):
        origin = Origin("-", position, "python")
        if isinstance(row, Mapping):
            named = {str(name): value for name, value in row.items()}
            yield Item(columns.arrange(named), origin)
        else:
            yield Rejection(origin, f"is a {type(row).__name__}, where a mapping is needed")
