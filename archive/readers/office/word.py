"""DOCX, as Word, Google Docs, Pages and LibreOffice save it: an article a document."""

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from ..base import Knowledge, Outcome, Reader, SourceFile
from ..containers import read_zip
from .article import Paragraph, article
from .parts import beside, stated_types, tag_of, texts, xml, xml_if_any

_MAIN_TYPES = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
_OVERRIDE = re.compile(r"<Override\b[^>]*>")
_PART = re.compile(r'PartName="/?([^"]+)"')

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_DC}creator": "author",
    f"{_DC}subject": "subject",
    f"{_DC}description": "description",
    f"{_CORE}keywords": "tags",
    f"{_TERMS}created": "created",
    f"{_TERMS}modified": "modified",
}

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# What Word keeps of a text beside the text: what was moved away, and the same for older programs.
_LEFT_OUT = {"del", "moveFrom", "Fallback", "instrText"}


def _is_word(archive: ZipFile) -> bool:
    stated = stated_types(archive)
    return any(main in stated for main in _MAIN_TYPES)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    with read_zip(document) as archive:
        main = _main_part(archive)
        headings = _headings(xml_if_any(archive, beside(main, "styles.xml")))
        paragraphs = list(_paragraphs(xml(archive, main), headings))
        for notes in ("footnotes.xml", "endnotes.xml"):
            paragraphs += _notes(xml_if_any(archive, beside(main, notes)))
        properties = texts(xml_if_any(archive, "docProps/core.xml"), _PROPERTIES)
    yield document.item(article(paragraphs, properties, knowledge))


DOCX = Reader(
    name="docx",
    description="Word's documents: an article each",
    arabic="مستندات Word: مقال في كل مستند",
    suffixes=(".docx", ".docm", ".dotx"),
    of_zip=_is_word,
    read=_read,
)


def _main_part(archive: ZipFile) -> str:
    for override in _OVERRIDE.findall(stated_types(archive)):
        if any(main in override for main in _MAIN_TYPES) and (named := _PART.search(override)):
            return named[1]
    return "word/document.xml"


def _attribute(element: Any, name: str) -> str:
    return element.get(_W + name) or element.get(f"{{{_STRICT}}}{name}") or ""


def _headings(styles: Any) -> frozenset[str]:
    """The ids of the styles that are titles and headings; in an Arabic Word they are numbers."""
    found = set()
    for style in () if styles is None else styles.iter("{*}style"):
        name = next((_attribute(one, "val") for one in style.iter("{*}name")), "").lower()
        if name == "title" or name.startswith("heading"):
            found.add(_attribute(style, "styleId"))
    return frozenset(found)


def _paragraphs(element: Any, headings: frozenset[str]) -> Iterator[Paragraph]:
    """The paragraphs within an element, in order; a row of a table is one, its cells by tabs."""
    for child in element:
        match tag_of(child):
            case "p":
                yield Paragraph(_text(child), _style(child) in headings)
                for box in _boxes(child):
                    yield from _paragraphs(box, headings)
            case "tr":
                cells = (
                    " ".join(p.text for p in _paragraphs(cell, headings)).strip()
                    for cell in child.iter("{*}tc")
                    if _row_of(cell) is child
                )
                yield Paragraph("\t".join(cells))
            case tag if tag not in _LEFT_OUT:
                yield from _paragraphs(child, headings)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors("{*}tr"), None)


def _style(paragraph: Any) -> str:
    return next((_attribute(one, "val") for one in paragraph.iterfind("{*}pPr/{*}pStyle")), "")


def _text(element: Any) -> str:
    """The text of a paragraph, without that of boxes that are anchored in it."""
    pieces = []
    for child in element:
        match tag_of(child):
            case "t":
                pieces.append(child.text or "")
            case "footnoteReference" | "endnoteReference":
                pieces.append(f"[{_attribute(child, 'id')}]")
            case tag if tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            case tag if tag not in _LEFT_OUT and tag not in ("txbxContent", "pPr", "rPr"):
                pieces.append(_text(child))
    return "".join(pieces)


def _boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter("{*}txbxContent"):
        around = {tag_of(one) for one in box.iterancestors()}
        if not around & _LEFT_OUT and next(box.iterancestors("{*}p")) is paragraph:
            yield box


def _notes(root: Any) -> Iterator[Paragraph]:
    """Footnotes after the text, under their numbers; separators are none."""
    for note in () if root is None else root:
        if tag_of(note) in ("footnote", "endnote") and not _attribute(note, "type"):
            said = " ".join(paragraph.text for paragraph in _paragraphs(note, frozenset())).strip()
            if said:
                yield Paragraph(f"[{_attribute(note, 'id')}] {said}")
