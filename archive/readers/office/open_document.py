"""ODT, as LibreOffice saves it: an article a document."""

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..containers import read_zip
from .article import Paragraph, article
from .parts import part, stated_types, tag_of, texts, xml, xml_if_any

_TYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.sun.xml.writer")

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_META, _DC = f"{{{_NAMES}meta:1.0}}", "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_META}initial-creator": "author",
    f"{_DC}subject": "subject",
    f"{_DC}description": "description",
    f"{_META}keyword": "tags",
    f"{_META}creation-date": "created",
    f"{_DC}date": "modified",
}
_MANY = re.compile(r"\d{1,2}", re.ASCII)
_SPACE = re.compile(r"[ \t\r\n]+")
_SIGNS = {"tab": "\t", "line-break": "\n"}
_LEFT_OUT = {"tracked-changes", "annotation", "forms", "sequence-decls", "note", "desc", "title"}
_BOXES = ("text-box",)


def _is_text(archive: ZipFile) -> bool:
    return stated_types(archive).strip().startswith(_TYPES)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    with read_zip(document) as archive:
        if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
            raise Unreadable("is locked with a password: save it without one")
        body = next(xml(archive, "content.xml").iter(f"{{{_NAMES}office:1.0}}text"), None)
        if body is None:
            raise Unreadable("is damaged: it has no text part; save it again")
        paragraphs = [*_paragraphs(body), *_notes(body)]
        properties = texts(xml_if_any(archive, "meta.xml"), _PROPERTIES)
    yield document.item(article(paragraphs, properties, knowledge))


ODT = Reader(
    name="odt",
    description="LibreOffice's text documents: an article each",
    arabic="مستندات LibreOffice النصية: مقال في كل مستند",
    suffixes=(".odt", ".ott"),
    of_zip=_is_text,
    read=_read,
)


def _paragraphs(element: Any) -> Iterator[Paragraph]:
    """The paragraphs within an element, in order; a row of a table is one, its cells by tabs."""
    for child in element:
        match tag_of(child):
            case "p" | "h" as tag:
                yield Paragraph(_text(child), tag == "h")
                for box in child.iter("{*}text-box"):
                    if next(box.iterancestors("{*}p", "{*}h")) is child:
                        yield from _paragraphs(box)
            case "table-row":
                cells = (" ".join(one.text for one in _paragraphs(cell)).strip() for cell in child)
                yield Paragraph("\t".join(cells))
            case tag if tag not in _LEFT_OUT:
                yield from _paragraphs(child)


def _text(element: Any) -> str:
    pieces = [_SPACE.sub(" ", element.text or "")]
    for child in element:
        match tag_of(child):
            case "s":
                many = child.get(f"{{{_NAMES}text:1.0}}c", "1")
                pieces.append(" " * (int(many) if _MANY.fullmatch(many) else 1))
            case "note":
                pieces.append(f"[{_citation(child)}]")
            case tag if tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            case tag if tag not in _LEFT_OUT and tag not in _BOXES:
                pieces.append(_text(child))
        pieces.append(_SPACE.sub(" ", child.tail or ""))
    return "".join(pieces)


def _citation(note: Any) -> str:
    return "".join(next(note.iter("{*}note-citation"), note).itertext()).strip()


def _notes(body: Any) -> Iterator[Paragraph]:
    """Footnotes after the text, under their numbers."""
    for note in body.iter("{*}note"):
        for text in note.iter("{*}note-body"):
            said = " ".join(paragraph.text for paragraph in _paragraphs(text)).strip()
            if said:
                yield Paragraph(f"[{_citation(note)}] {said}")
