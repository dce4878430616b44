"""RIS, the tagged format that reference managers read.

https://en.wikipedia.org/wiki/RIS_(file_format) has the tags. A line is a tag
and a value, so a value is one line here, and none can pass for a tag.
"""

from collections.abc import Iterable, Iterator

from ..dates import PartialDate
from ..record import UNKNOWN, Record

_TEXT = 2_000
"""Characters of a text that are given as its abstract."""


def write(records: Iterable[Record]) -> Iterator[str]:
    """Give an entry for each record."""
    for record in records:
        lines = (f"{tag}  - {value}\r\n" for tag, value in _tags(record))
        yield "".join(lines) + "ER  - \r\n\r\n"


def _tags(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", kind(record.platform)
    values = [
        ("ID", record.id),
        ("TI", record.title or record.text[:80]),
        ("AU", record.author),
        ("T2", record.source),
        *_dates(record.published),
        ("AB", record.text[:_TEXT]),
        ("UR", record.url),
        ("LA", record.language),
        *(("KW", tag) for tag in record.tags),
    ]
    for tag, value in values:
        if line := " ".join((value or "").split()):
            yield tag, line


def kind(platform: str) -> str:
    """What a record is to a reference manager: a newspaper's article, or a post on the web."""
    return "NEWS" if platform in (UNKNOWN, "web", "print") else "ELEC"


def _dates(date: PartialDate | None) -> list[tuple[str, str]]:
    """`PY` and `DA`, which is YYYY/MM/DD/ with nothing where nothing is known."""
    if date is None or date.year is None:
        return []
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.day else ""
    return [("PY", f"{date.year:04}"), ("DA", f"{date.year:04}/{month}/{day}/")]
