"""JSON Lines, one record a line, which the readers take in again as it was."""

import json
from collections.abc import Iterable, Iterator

from ..record import Record


def write(records: Iterable[Record]) -> Iterator[str]:
    """Give a line for each record."""
    return (json.dumps(record.as_item(), ensure_ascii=False) + "\n" for record in records)
