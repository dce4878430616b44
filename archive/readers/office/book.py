"""EPUB: an e-book, of which each chapter is an item."""

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..containers import read_zip
from ..tracing import came, show
from .parts import beside, part, stated_types, texts, xml, xml_if_any

_DC = "{http://purl.org/dc/elements/1.1/}"
_STATED = {
    f"{_DC}title": "source",
    f"{_DC}creator": "author",
    f"{_DC}publisher": "publisher",
    f"{_DC}date": "published",
    f"{_DC}language": "language",
    f"{_DC}subject": "tags",
    f"{_DC}identifier": "book",
}
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|center|d[dlt]|div|figcaption|figure|footer|h[1-6]|header|hr|li"
    "|main|ol|p|pre|section|table|tr|ul"
)
_LEFT_OUT = frozenset(["script", "style", "head", "svg", "template"])
_HEADINGS = ("h1", "h2", "h3")
_PAGES = ("application/xhtml+xml", "text/html")


def _is_book(archive: ZipFile) -> bool:
    return stated_types(archive).strip() == "application/epub+zip"


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a chapter that has a text, in reading order; positions count the book's files."""
    with read_zip(document) as archive:
        package = _package(archive)
        root = xml(archive, package)
        stated = texts(root, _STATED)
        properties = {name.rpartition("}")[2]: stated.get(told) for name, told in _STATED.items()}
        show("property", properties, lasting=True)
        _check_is_not_locked(archive)
        chapters = 0
        for place, chapter in enumerate(_chapters(root, package), 1):
            try:
                title, text = _chapter(part(archive, chapter))
            except Unreadable as failed:
                yield document.rejection(str(failed), place)
                continue
            if text:
                chapters += 1
                came("title", "element", "h1")
                came("text", "main-text")
                yield document.item(stated | {"title": title, "text": text}, place)
        if not chapters:
            raise Unreadable("has no text: its pages are blank, or only images")


EPUB = Reader(
    name="epub",
    description="E-books (EPUB): a chapter each",
    arabic="كتب إلكترونية EPUB: كل فصل مادة",
    suffixes=(".epub",),
    of_zip=_is_book,
    read=_read,
)


def _package(archive: ZipFile) -> str:
    container = xml(archive, "META-INF/container.xml")
    for file in container.iter("{*}rootfile"):
        return str(file.get("full-path", ""))
    raise Unreadable("is damaged: it does not say which files the book has; download it again")


def _chapters(root: Any, package: str) -> Iterator[str]:
    pages = {
        item.get("id"): item.get("href", "")
        for item in root.iter("{*}item")
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    }
    named = (reference.get("idref") for reference in root.iter("{*}itemref"))
    for name in dict.fromkeys(named):  # no book has a chapter twice, and a trap a thousand times
        if name in pages:
            yield beside(package, pages[name])


def _check_is_not_locked(archive: ZipFile) -> None:
    """Raise `Unreadable` where chapters are encrypted; fonts are, in many books that are not."""
    encryption = xml_if_any(archive, "META-INF/encryption.xml")
    for reference in () if encryption is None else encryption.iter("{*}CipherReference"):
        if reference.get("URI", "").lower().endswith((".xhtml", ".html", ".htm", ".xml")):
            raise Unreadable("is locked (DRM): only programs of its seller open it")


def _chapter(data: bytes) -> tuple[str, str]:
    """The title and the text of a chapter; the title is "" where it has no heading."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    try:
        tree = document_fromstring(data, HTMLParser(encoding="utf-8", no_network=True))
    except (LxmlError, ValueError):
        return "", ""  # nothing is in it
    body = next(tree.iter("body"), tree)
    heading = next(body.iter(*_HEADINGS), None)
    lines = _lines(body)
    title = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    if lines and lines[0] == title:
        del lines[0]
    return title, "\n".join(lines)


def _lines(body: Any) -> list[str]:
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            pieces.append("\n" if _BLOCKS.fullmatch(tag) else "")
            if not tag or tag in _LEFT_OUT:
                walk.skip_subtree()
            else:
                pieces.append(" ".join((element.text or "").split("\n")))
        else:
            pieces.append("\n" if _BLOCKS.fullmatch(tag) else "\t" if tag in ("td", "th") else "")
            if element is not body:
                pieces.append(" ".join((element.tail or "").split("\n")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]
