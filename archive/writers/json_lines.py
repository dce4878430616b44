"""JSON Lines: a record a line with all that is known of it, which `ingest` takes in again."""

import json
from collections.abc import Iterable, Iterator

from ..record import Record


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """A line a record, Arabic as it reads; to be written in UTF-8."""
    for record in records:
        yield json.dumps(record.as_item(), ensure_ascii=False) + "\n"
