"""RIS: references as Zotero, EndNote, Mendeley and catalogues write them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from .base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .chunks import lines
from .encoding import text_of
from .reference import doi_of, keywords, turned, with_attachments, with_files, work
from .tracing import show

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
_BEGINNING = re.compile(r"\s*TY {1,2}- ?[A-Z]{3,6}\s")
_DATE = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?(?:/.*)?")

_TITLES = ("TI", "T1", "CT")
_TEXTS = ("AB", "N2")
_SOURCES = ("T2", "JF", "JO", "BT", "JA", "J2", "PB")
_DATES = ("DA", "PY", "Y1")
_AUTHORS = ("AU", "A1")
_FILES = ("L1", "L2", "L3", "L4")
_TAKEN = frozenset(
    ("TI", "T1", "AB", "AU", "A1", "DA", "PY", "Y1", "UR", "KW", "LA", "ID", "DO", "TY")
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a reference; positions count them from 1. What is broken in one costs no other."""
    for position, (values, reason) in enumerate(_references(document), 1):
        if reason:
            yield document.rejection(f"reference {position} {reason}", position)
        else:
            names = [name for tag, value in values if tag in _FILES for name in value]
            fields = with_attachments(_fields(values), names, document, knowledge)
            yield document.item(with_files(fields, names), position)


RIS = Reader(
    name="ris",
    description="References in RIS",
    arabic="مراجع بصيغة RIS",
    suffixes=(".ris",),
    among=(".txt", ".text"),
    leads=(".ris",),
    recognises=lambda start, knowledge: _BEGINNING.match(start) is not None,
    read=_read,
)

_Values: TypeAlias = list[tuple[str, list[str]]]


def _references(document: SourceFile) -> Iterator[tuple[_Values, str]]:
    """The tags and values of each, and what keeps it from being read."""
    values: _Values = []
    reason, size = "", 0
    for _, line in lines(document.chunks):
        try:
            if line is None or size > ITEM_LIMIT:
                raise Unreadable(too_long("a text of it"))
            size += len(line)
            text = text_of(line).rstrip("\r\n")
        except Unreadable as error:
            reason = str(error)
            continue
        found = _TAG.fullmatch(text)
        if found and found[1] in ("TY", "ER") and (values or reason):
            yield values, reason
            values, reason, size = [], "", 0
        if found and found[1] != "ER":
            values.append((found[1], [(found[2] or "").strip()]))
        elif not found and values and text.strip():
            values[-1][1].append(text.strip())
    if values or reason:
        yield values, reason


def _fields(values: _Values) -> dict[str, Any]:
    by_tag: dict[str, list[str]] = {}
    for tag, written in values:
        if value := "\n".join(written).strip():
            by_tag.setdefault(tag, []).append(value)
    show("column", by_tag)
    source = next((tag for tag in _SOURCES if tag in by_tag), "")
    fields = {
        "title": " ".join(_first(by_tag, _TITLES).split()),
        "text": _first(by_tag, _TEXTS),
        "source": _first(by_tag, (source,)),
        "published": _date(_first(by_tag, _DATES)),
        "author": [turned(name) for tag in _AUTHORS for name in by_tag.get(tag, ())],
        "url": _first(by_tag, ("UR",)).split("\n")[0],
        "language": _first(by_tag, ("LA",)),
        "tags": keywords("\n".join(by_tag.get("KW", ()))),
        **{tag: "\n".join(of_it) for tag, of_it in by_tag.items() if tag not in (*_TAKEN, source)},
    }
    return work(fields, key=_first(by_tag, ("ID",)), doi=doi_of(_first(by_tag, ("DO",))))


def _first(by_tag: dict[str, list[str]], tags: Sequence[str]) -> str:
    return next((by_tag[tag][0] for tag in tags if tag in by_tag), "")


def _date(stated: str) -> str:
    """A date of RIS, 2014/09/03/ or 2014/09//, as it is written elsewhere."""
    found = _DATE.fullmatch(stated)
    if found is None:
        return stated
    month, day = (f"-{int(part):02}" if part else "" for part in found.group(2, 3))
    return f"{found[1]}{month}{day if month else ''}"
