"""What news agencies send: NewsML-G2, the older NewsML 1, and NITF, an item a report.

The three name the same things alike but for their letters (`headline`, `HeadLine`), so
that elements are known by their local names in small letters.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..metadata.authorities import Authorities
from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable, told_left_out
from .chunks import peeked
from .html_text import html_text
from .tracing import show
from .xml_elements import elements, text_in

_ROOT = re.compile(
    r"\s*+(?:<\?[^>]*>\s*+|<!--.*?-->\s*+|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*+)*+"
    r"<(?:[\w.-]+:)?(?P<root>newsMessage|newsItem|NewsML|nitf)\b",
    re.S | re.I,
)
_MOST_BEFORE_ROOT = 20_000

_BODIES = ("body.content", "body", "inlinedata", "datacontent", "inlinexml")
_LINE_TAGS = frozenset(("hl1", "hl2", "block", "media", "media-caption", "bq", "nitf-table"))
"""NITF's elements that stand on lines of their own."""

_DATES = ("contentcreated", "firstcreated", "date.issue", "story.date", "versioncreated")
_BASIC_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(.*)", re.S)
_BEFORE_NAME = re.compile(r"(?:by\s|بقلم|إعداد|تقرير)\s*[:/]?\s*", re.I)
_REVISION = re.compile(r":\d+[A-Z]?$")
_COLONS_TO_REVISION = 5
"""`urn:newsml:PROVIDER:DAY:NUMBER:REVISION`."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_USABLE = ("", "usable")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a report; positions count all items, pictures too, from 1."""
    start, chunks = peeked(document.chunks)
    found = _ROOT.match(start[:_MOST_BEFORE_ROOT].decode(errors="replace"))
    if found is None:
        raise Unreadable("is no NewsML and no NITF")
    root = found["root"].lower()
    names = ("nitf",) if root == "nitf" else ("newsItem", "NewsItem")
    _, reports = elements(chunks, *names, alone=root in ("nitf", "newsitem"))
    left_out: Counter[str] = Counter()
    number = 0
    for number, report in enumerate(reports, 1):
        if isinstance(report, Unreadable):
            yield document.rejection(f"item {number} {report}", number)
            continue
        parts = _Parts(report)
        show("element", parts.said)
        fields = _fields(parts, knowledge.authorities)
        if reason := _left_out(parts, fields):
            left_out[reason] += 1
        else:
            yield document.item(fields, number)
    if number == 0:
        raise Unreadable("has no report in it: it is a package or a list of others")
    if left_out:
        yield document.rejection(told_left_out(left_out, "it is no report"))


def _begins_as_news(start: str, _: Knowledge) -> bool:
    return _ROOT.match(start[:_MOST_BEFORE_ROOT]) is not None


NEWSML = Reader(
    name="newsml",
    description="Reports as agencies send them: NewsML-G2, NewsML 1 and NITF",
    arabic="تقارير الوكالات كما ترسلها: NewsML-G2 وNewsML 1 وNITF",
    suffixes=(".nitf", ".newsml"),
    among=(".txt", ".text", ".htm", ".html"),
    recognises=_begins_as_news,
    read=_read,
)


class _Parts:
    """The elements of a report by their local names in small letters, in their order."""

    def __init__(self, report: Any) -> None:
        self.report = report
        self._found: dict[str, list[Any]] = {}
        for element in report.iter():
            local = str(element.tag).rpartition("}")[2].lower()
            self._found.setdefault(local, []).append(element)

    def all(self, *names: str) -> list[Any]:
        return [element for name in names for element in self._found.get(name, ())]

    def said(self) -> dict[str, list[str]]:
        """What the elements say, by their names, and what the report states of itself."""
        found = {name: [_words(one) for one in elements] for name, elements in self._found.items()}
        return {**found, **{name: [str(value)] for name, value in self.report.items()}}

    def text(self, *names: str) -> str:
        """The first text that one of these elements has, on one line."""
        texts = (" ".join(text_in(element).split()) for element in self.all(*names))
        return next(filter(None, texts), "")

    def stated(self, *names: str) -> list[str]:
        """What these elements say in words: in them, in a name in them, or as their attribute."""
        return list(dict.fromkeys(filter(None, map(_words, self.all(*names)))))


def _words(element: Any) -> str:
    names = [child for child in element if str(child.tag).lower().endswith("}name")]
    arabic = [name for name in names if name.get(_LANGUAGE, "").startswith("ar")]
    inside = text_in((arabic or names)[0]) if names else text_in(element)
    attributes = ("literal", "key", "content", "value")
    said = (inside, *(element.get(name, "") for name in attributes))
    return next((" ".join(one.split()) for one in said if one.strip()), "")


def _left_out(parts: _Parts, fields: dict[str, Any]) -> str | None:
    """What an item is that is no report; None for one."""
    status = _code(parts, "pubstatus", "status").lower()
    if status not in _USABLE:
        return f"not published ({status[:40]})"
    if "text" in fields or "title" not in fields:
        return None
    kind = _code(parts, "itemclass").lower()
    return f"of the kind “{kind[:40]}”" if kind not in ("", "text") else None


def _code(parts: _Parts, *names: str) -> str:
    """The last part of the code that an element has: `text` of `ninat:text`."""
    element = next(iter(parts.all(*names)), None)
    if element is None:
        return ""
    stated = element.get("qcode") or element.get("FormalName") or ""
    return str(stated).rpartition(":")[2]


def _fields(parts: _Parts, authorities: Authorities) -> dict[str, Any]:
    dateline, body = parts.text("dateline"), _body(parts)
    senders = [*parts.stated("provider"), *parts.stated("creditline"), *parts.stated("infosource")]
    codes = [one.get("qcode", "").rpartition(":")[2] for one in parts.all("provider", "infosource")]
    codes += [one.get("FormalName", "") for one in parts.all("party")]
    is_beside = bool(dateline) and dateline not in body
    fields = {
        "id": parts.report.get("guid") or _public_id(parts) or _doc_id(parts),
        "title": parts.text("headline", "hl1", "title"),
        "text": f"{dateline}\n{body}" if is_beside and body else body,
        "source": _source([*senders, *filter(None, codes)], authorities),
        "published": _published(parts),
        "author": [_BEFORE_NAME.sub("", name, count=1) for name in _authors(parts)],
        "language": _language(parts),
        "tags": parts.stated("subject", "keyword", "keywordline"),
        "section": parts.stated("service"),
        "located": parts.stated("located"),
        "slugline": parts.text("slugline"),
        "description": parts.text("description", "abstract"),
        "creditline": parts.text("creditline"),
        "version": parts.report.get("version"),
    }
    return {name: value for name, value in fields.items() if value}


def _body(parts: _Parts) -> str:
    """The report's text: what NITF or HTML has in its body, or what stands there without one."""
    for name in _BODIES:
        for element in parts.all(name):
            if text := _shown(element):
                return text
    return ""


def _shown(element: Any) -> str:
    from lxml.etree import tostring

    if not len(element):
        return html_text(text_in(element))
    for child in element.iter():
        local = str(child.tag).rpartition("}")[2]
        child.tag = "div" if local in _LINE_TAGS else local
    return html_text(tostring(element, encoding="unicode", with_tail=False))


def _source(stated: list[str], authorities: Authorities) -> str | None:
    """Who sent it: the first that is known, else the first that is named."""
    known = (name for name in stated if authorities.known_source(name))
    return next(known, None) or next(iter(stated), None)


def _authors(parts: _Parts) -> list[str]:
    named = parts.stated("by", "byline")
    people = [one for one in parts.all("person") if str(one.getparent().tag).endswith("byline")]
    return list(dict.fromkeys(map(_words, people))) or named or parts.stated("creator")


def _published(parts: _Parts) -> str:
    for element in parts.all(*_DATES, "thisrevisioncreated"):
        stated = text_in(element) or element.get("norm", "")
        if stated:
            basic = _BASIC_TIME.fullmatch(stated)
            if basic is None:
                return stated
            year, month, day, hour, minute, _, zone = basic.groups()
            return f"{year}-{month}-{day}T{hour}:{minute}{zone}"
    return ""


def _public_id(parts: _Parts) -> str:
    """NewsML 1's, without its revision: what was corrected is a new version of one record."""
    stated = parts.text("publicidentifier")
    return _REVISION.sub("", stated) if stated.count(":") >= _COLONS_TO_REVISION else stated


def _doc_id(parts: _Parts) -> str:
    return next((str(one.get("id-string", "")) for one in parts.all("doc-id")), "")


def _language(parts: _Parts) -> str:
    tags = (one.get("tag") or one.get("FormalName") for one in parts.all("language"))
    return str(next(filter(None, tags), None) or parts.report.get(_LANGUAGE, ""))
