"""ninjs, the press's JSON: what agencies and newsrooms (Superdesk) send, an item a report.

Generation 1 has a text a name (`headline`, `body_html`); generations 2 and 3 have lists
of texts, each with what it is for (`headlines: [{"role": "main", "value": …}]`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..items import Rejection
from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable, told_left_out
from .html_text import html_text
from .platforms.exports import a_text, dicts, names_in, objects, post, rest

_TEXTS = frozenset(
    ("headline", "headlines", "body_text", "body_html", "body_xhtml", "bodies", "description_text")
)
_NAMES = frozenset(("uri", "versioncreated"))
_MAIN_FIRST = ("main", "full", "")
_MANY = {"headline": "headlines", "body": "bodies", "description": "descriptions"}
_USED = (
    *("uri", "headline", "headlines", "bodies", "body_text", "body_html", "body_xhtml"),
    *("description_text", "description_html", "description_xhtml", "descriptions"),
    *("versioncreated", "firstcreated", "contentcreated", "byline", "by", "language"),
    *("subject", "subjects", "keyword", "keywords", "source", "infosource", "infosources"),
    *("pubstatus", "renditions", "associations", "standard"),
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a report; positions count all of them from 1."""
    left_out: Counter[str] = Counter()
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        for position, report in _reports(found.fields, found.origin.position):
            status = a_text(report.get("pubstatus")).rpartition(":")[2].lower()
            fields = _fields(report, knowledge)
            if status not in ("", "usable"):
                left_out[f"not published ({status[:40]})"] += 1
            elif not fields.get("text") and report.get("type", "text") != "text":
                left_out[f"of the kind “{report['type']!s:.40}”"] += 1
            else:
                yield post(document, knowledge, fields, position)
    if left_out:
        yield document.rejection(told_left_out(left_out, "it is no report"))


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    return names >= _NAMES and not names.isdisjoint(_TEXTS)


NINJS = Reader(
    name="ninjs",
    description="Reports of agencies in ninjs, the press's JSON",
    arabic="تقارير الوكالات بصيغة ninjs، وهي JSON الصحافة",
    among=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    read=_read,
)


def _reports(
    found: Mapping[str, Any], position: int | None
) -> Iterable[tuple[int | None, Mapping[str, Any]]]:
    """The report that an object is, or those of the one list that it has round them."""
    if "uri" in found:
        return [(position, found)]
    lists = [dicts(held) for held in found.values()]
    reports = [one for held in lists for one in held if "uri" in one]
    if not reports:
        raise Unreadable("has no report of ninjs: none has a uri")
    return enumerate(reports, 1)


def _fields(report: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    body, description = _text(report, "body"), _text(report, "description")
    address = a_text(report.get("uri"))
    fields = {
        **rest(report, *_USED),
        "id": address,
        "title": " ".join(_text(report, "headline").split()),
        "text": body or description,
        "source": _source(report, knowledge),
        "published": report.get("contentcreated")
        or report.get("firstcreated")
        or report.get("versioncreated"),
        "author": report.get("byline") or report.get("by"),
        "url": address if address.startswith(("http://", "https://")) else None,
        "language": report.get("language"),
        "tags": list(dict.fromkeys(_tags(report))),
        "description": description if body else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _text(report: Mapping[str, Any], what: str) -> str:
    """The main one of a report's texts of a kind, as plain text if it has that, else as it shows.

    HTML has the paragraphs that a plain text may lack, so a body's comes first.
    """
    for name in (f"{what}_html", f"{what}_xhtml"):
        if shown := html_text(a_text(report.get(name))):
            return shown
    if plain := a_text(report.get(f"{what}_text")) or a_text(report.get(what)):
        return html_text(plain) if "<" in plain else plain
    texts = sorted(dicts(report.get(_MANY[what])), key=_rank)
    return next(filter(None, map(_shown, texts)), "")


def _rank(text: Mapping[str, Any]) -> int:
    role = a_text(text.get("role")).rpartition(":")[2].lower()
    return _MAIN_FIRST.index(role) if role in _MAIN_FIRST else len(_MAIN_FIRST)


def _shown(text: Mapping[str, Any]) -> str:
    value = a_text(text.get("value"))
    kind = a_text(text.get("contentType") or text.get("contenttype")).lower()
    return value if kind == "text/plain" else html_text(value)


def _source(report: Mapping[str, Any], knowledge: Knowledge) -> str | None:
    """The first of those that are said to have sent it that is known, else the first."""
    sent = [report.get("source"), *_called(report, "infosource", "infosources")]
    sent += [report.get("copyrightholder")]
    named = [name for name in sent if isinstance(name, str) and name.strip()]
    known = (name for name in named if knowledge.authorities.known_source(name))
    return next(known, None) or next(iter(named), None)


def _tags(report: Mapping[str, Any]) -> Iterator[str]:
    yield from _called(report, "subject", "subjects")
    for name in ("keyword", "keywords"):
        stated = report.get(name)
        if isinstance(stated, list):
            yield from (one for one in stated if isinstance(one, str))
            yield from _called(report, name)


def _called(report: Mapping[str, Any], *names: str) -> list[str]:
    """What the objects of these lists are called; a single object counts as a list of one."""
    lists = (report.get(name) for name in names)
    found = [one for held in lists for one in dicts([held] if isinstance(held, dict) else held)]
    return [name for one in found if (name := a_text(one.get("name")).strip())]
