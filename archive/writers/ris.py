"""RIS: references for Zotero, EndNote and Mendeley, a line a value.

A line is a tag of two letters and a value. Values are put on one line each, so that
none can begin a line, which is all that it would take to forge a tag.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..dates import PartialDate
from ..metadata.authorities import Authorities
from ..record import Record
from .texts import one_line
from .work import Kind, Work

_TYPES: Final[Mapping[Kind, str]] = {
    "article": "NEWS",
    "post": "ELEC",
    "video": "VIDEO",
    "forum": "ELEC",
}


def ris(records: Iterable[Record], authorities: Authorities) -> Iterator[str]:
    """An entry a record, lines ended with CRLF; to be written in UTF-8."""
    for record in records:
        values = _values(record, Work.of(record, authorities, "en"))
        lines = [f"{tag}  - {value}" for tag, value in values if value]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def _values(record: Record, work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.kind]
    yield "ID", one_line(record.id)
    yield "TI", work.heading
    yield from (("AU", author) for author in work.creators)
    yield "T2", work.container
    if work.dated:
        yield "PY", f"{work.dated.year:04}"
        yield "DA", _date(work.dated)
    yield "UR", work.link
    yield "LA", one_line(record.language or "")
    yield from (("KW", one_line(tag)) for tag in record.tags)


def _date(date: PartialDate) -> str:
    """YYYY/MM/DD/, a part that is not known left empty: 2014/09//."""
    parts = ("" if part is None else f"{part:02}" for part in (date.month, date.day))
    return "/".join([f"{date.year:04}", *parts, ""])
