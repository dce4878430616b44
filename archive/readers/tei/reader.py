"""Editions in TEI XML: a text, a corpus of many, or an issue of a paper with its articles.

An issue is divided where its `div`s say that they are articles; what its header states of
the paper, the day and the number holds for each of them.
"""

import re
from collections.abc import Iterator
from typing import Any

from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import peeked
from ..xml_elements import elements, name_of, whole_xml
from .header import Header, day_of
from .words import is_division, language_of, parts_of, plain, words

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:TEI|teiCorpus)(?:\.2)?[\s>]")
_CORPUS = re.compile(rb"<(?:[\w.-]+:)?teiCorpus(?:\.2)?[\s>]")
_SIGNS = ("http://www.tei-c.org/ns/1.0", "teiHeader")
_LOOKED_AT = 2**16
"""Characters of the beginning in which the root stands, behind schemas and comments."""

_ITEMS = frozenset(("article", "chapter", "editorial", "item", "letter", "news", "review", "story"))
"""Types of divisions that are items. Sections are too in what has such, and are parts elsewhere."""


_OF_DATES = frozenset(("dateline", "docDate", "byline"))
"""Where a text says of what day it is, and not of what."""

_PEOPLE = frozenset(("persName", "author", "docAuthor"))


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item an article of an issue, else a text; positions count them from 1."""
    start, chunks = peeked(document.chunks)
    headers: list[Any] = []
    fault = ""
    if _CORPUS.search(start, 0, _LOOKED_AT):
        root, texts = elements(chunks, r"TEI(?:\.2)?")
        headers = [child for child in root if name_of(child) == "teiHeader"]
    else:
        whole, fault = whole_xml(chunks, "an edition")
        texts = iter([whole])
    position = 0
    for number, text in enumerate(texts, 1):
        if isinstance(text, Unreadable):
            yield document.rejection(f"text {number} {text}")
            continue
        for fields in _Edition(text, headers).items():
            position += 1
            known = {name: value for name, value in fields.items() if value}
            yield document.item(known, position)
    if fault:
        yield document.rejection(f"{fault}: what stands there may be missing")


def _begins_as_tei(start: str, _: Knowledge) -> bool:
    head = start[:_LOOKED_AT]
    return bool(_ROOT.search(head)) and any(sign in head for sign in _SIGNS)


TEI = Reader(
    name="tei",
    description="Editions in TEI XML: a text, or each article of an issue",
    arabic="نصوص محرَّرة بصيغة TEI: نص، أو كل مقالة من عدد",
    suffixes=(".tei",),
    among=(".txt", ".text"),
    recognises=_begins_as_tei,
    read=_read,
)


class _Edition:
    """A text with its header; what it leaves open may stand in the header of its corpus."""

    def __init__(self, tei: Any, of_corpus: list[Any]) -> None:
        own = [child for child in tei if name_of(child) == "teiHeader"]
        self._header = Header([*own, *of_corpus])
        self._identity = tei.get(_ID) or Header(own).identity
        self._texts = [child for child in tei if name_of(child) == "text"]
        divisions = [one for text in self._texts for one in parts_of(text) if is_division(one)]
        has_items = any(one.get("type") in _ITEMS for one in divisions)
        is_issue = has_items or any(text.get("type") == "issue" for text in self._texts)
        self._types = {*_ITEMS, "section"} if is_issue else set[str]()
        self._items = list(filter(self._is_item, divisions))

    def items(self) -> Iterator[dict[str, Any]]:
        """The fields of each item that has a text; what stands outside of articles is one too."""
        known = self._header.fields()
        address = self._header.address
        for text in self._texts:
            said = self._said(text)
            if said["text"] or not self._items:
                title = self._header.title
                said["text"] = said["text"].removeprefix(f"{title}\n")
                own = {"id": self._identity, "url": address, "title": title}
                authors = self._header.authors or said["author"]
                yield {**known, **_open(said, known), **own, "author": authors}
        for division in self._items:
            said = self._said(division)
            if not said["text"] and any(self._is_item(one) for one in _below(division)):
                continue  # a heading over articles
            name = division.get(_ID)
            yield {
                **known,
                **_open(said, known),
                "id": f"{self._identity}/{name}" if self._identity and name else "",
                "url": f"{address}#{name}" if address and name else address,
                "section": self._section(division),
                "edition": self._header.edition,
                "kind": division.get("subtype"),
            }

    def _said(self, element: Any) -> dict[str, Any]:
        """What an item says itself, without what stands in another one."""
        head = next((one for one in element if name_of(one) == "head"), None)
        bylines = [one for one in self._own(element) if name_of(one) == "byline"]
        apart = {head, *bylines}
        lines, notes = words(element, lambda one: one in apart or self._is_item(one))
        if head is not None:
            notes = words(head)[1] + notes
        places = [one for one in self._own(element) if name_of(one) in _OF_DATES]
        dates = [one for place in places for one in parts_of(place) if name_of(one) == "date"]
        people = [plain(one) for line in bylines for one in parts_of(line) if _is_person(one)]
        credited = [plain(one) for one in bylines]
        return {
            "title": plain(head) if head is not None else "",
            "text": "\n".join([*lines, *(f"[{at}] {note}" for at, note in enumerate(notes, 1))]),
            "author": people or credited,
            "byline": credited if people != credited else [],
            "published": next(filter(None, map(day_of, dates)), ""),
            "language": language_of(element),
        }

    def _own(self, element: Any) -> Iterator[Any]:
        """All that is in an item and in none within it."""
        for child in element:
            if isinstance(child.tag, str) and not self._is_item(child):
                yield child
                yield from self._own(child)

    def _is_item(self, element: Any) -> bool:
        return is_division(element) and element.get("type") in self._types

    def _section(self, division: Any) -> str:
        """The heading of the section that it stands in."""
        above = (one for one in division.iterancestors() if self._is_item(one))
        heads = (head for one in above for head in one if name_of(head) == "head")
        return next(filter(None, map(plain, heads)), "")


def _below(element: Any) -> Iterator[Any]:
    return (one for one in parts_of(element) if one is not element)


def _is_person(element: Any) -> bool:
    """Whether it names a person, and is no part of a name."""
    above = map(name_of, element.iterancestors())
    return name_of(element) in _PEOPLE and _PEOPLE.isdisjoint(above)


def _open(said: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What an item says, but for its day where that of the issue is known: news are older."""
    return {
        name: value
        for name, value in said.items()
        if value and not (name == "published" and known["published"])
    }
