"""Items that a program hands over, as if they were the lines of a file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..items import Item, Origin
from .columns import Columns


def handed_over(rows: Iterable[Mapping[str, Any]]) -> Iterator[Item]:
    """The rows under Kashshaf's names, with their place in the sequence."""
    columns = Columns({})
    for position, row in enumerate(rows, 1):
        yield Item(columns.arrange(row), Origin("-", position, "python"))
