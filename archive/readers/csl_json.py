"""CSL-JSON: references as Zotero, pandoc and every citeproc have them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable
from .json_values import whole_json
from .reference import doi_of, keywords, turned, with_attachments, with_files, work
from .tracing import show

_BEGINNING = re.compile(r"\s*\[\s*\{")
_OF_CSL = re.compile(r'"(?:issued|container-title|citation-key|accessed)"\s*:')
_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-\w+)?|bill|book|broadcast|chapter|classic|dataset|document'
    r"|entry(?:-\w+)?|event|interview|legal_case|manuscript|motion_picture|pamphlet|paper-conference"
    r"|periodical|personal_communication|post(?:-weblog)?|report|review(?:-book)?|song|speech"
    r'|thesis|treaty|webpage)"'
)
_LOOKED_AT = 2**16
"""Characters of the beginning in which the first references stand."""

_TAKEN_NAMES = "id title abstract author issued URL DOI language keyword"
_TAKEN = frozenset(_TAKEN_NAMES.split())
_SOURCES = ("container-title", "publisher")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a reference; positions count them from 1."""
    works = whole_json(document.chunks, "a bibliography", OBJECT_LIMIT)
    if not isinstance(works, list):
        raise Unreadable("is no list of references, as CSL-JSON is")
    for position, one in enumerate(works, 1):
        if isinstance(one, dict):
            show("column", one)
            names = _attached(one)
            fields = with_attachments(_fields(one), names, document, knowledge)
            yield document.item(with_files(fields, names), position)
        else:
            yield document.rejection(f"reference {position} is no object", position)


def _begins_as_csl(start: str, _: Knowledge) -> bool:
    if not _BEGINNING.match(start):
        return False
    return bool(_TYPE.search(start, 0, _LOOKED_AT) and _OF_CSL.search(start, 0, _LOOKED_AT))


CSL_JSON = Reader(
    name="csl",
    description="References in CSL-JSON",
    arabic="مراجع بصيغة CSL-JSON",
    among=(".json",),
    leads=(".json",),
    recognises=_begins_as_csl,
    read=_read,
)


def _fields(one: Mapping[str, Any]) -> dict[str, Any]:
    source = next((name for name in _SOURCES if one.get(name)), "")
    people = one.get("author")
    fields = {
        "title": " ".join(_text(one, "title").split()),
        "text": _text(one, "abstract"),
        "source": _text(one, source),
        "published": _date(one.get("issued")),
        "author": [name for person in people if (name := _name(person))]
        if isinstance(people, list)
        else None,
        "url": _text(one, "URL"),
        "language": _text(one, "language"),
        "tags": keywords(_text(one, "keyword")),
        **{name: value for name, value in one.items() if name not in (*_TAKEN, source)},
    }
    return work(fields, key=_text(one, "id"), doi=doi_of(_text(one, "DOI")))


def _attached(one: Mapping[str, Any]) -> list[str]:
    """The files that are named, as programs add them to what the standard has."""
    named = [one.get(name) for name in ("file", "files", "attachments")]
    files = [file for value in named for file in (value if isinstance(value, list) else [value])]
    paths = [_text(file, "path") if isinstance(file, dict) else file for file in files]
    return [path for path in paths if isinstance(path, str) and path]


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return str(value) if isinstance(value, str | int | float) else ""


def _name(person: Any) -> str:
    """A name as it is spoken; one that was written as a whole may have its surname first."""
    if not isinstance(person, dict):
        return ""
    if whole := _text(person, "literal"):
        return turned(whole)
    parts = ("given", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_text(person, part) for part in parts)))


def _date(issued: Any) -> str:
    """The first day of what may be a span, as exactly as it is stated."""
    if not isinstance(issued, dict):
        return ""
    spans = issued.get("date-parts")
    first = spans[0] if isinstance(spans, list) and spans else None
    if isinstance(first, list) and first:
        parts = [str(part) for part in first if str(part).isdigit()]
        return "-".join(part.zfill(2) for part in parts)
    return _text(issued, "raw") or _text(issued, "literal")
