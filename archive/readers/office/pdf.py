"""PDF: an article a file, its pages one after the other."""

from collections.abc import Iterator

from ..base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .article import Paragraph, article
from .confined import confined

_MARK_WITHIN = 1024
"""Bytes that may stand before the mark of a PDF."""

_MOST_UNREADABLE = 0.3
"""The part of the letters that may be no letters, beyond which the fonts tell nothing."""


def _begins_as_pdf(start: bytes) -> bool:
    return b"%PDF-" in start[:_MARK_WITHIN]


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    properties: dict[str, str] = {}
    lines: list[str] = []
    damaged: list[int] = []
    pages = size = 0
    for piece in confined("kashshaf.archive.readers.office.pdf_text", "pypdfium2", document.chunks):
        match piece:
            case dict():
                properties = piece
            case list():
                pages += 1
                lines += piece
                size += sum(map(len, piece))
                if size > ITEM_LIMIT:
                    raise Unreadable(too_long("the text"))
            case None:
                pages += 1
                damaged.append(pages)
    if damaged and not lines:
        raise Unreadable("is damaged: none of its pages can be read; copy or download it again")
    _check_is_readable("".join(lines), pages)
    fields = article([Paragraph(line) for line in lines], properties, knowledge)
    yield document.item({**fields, "pages": pages})
    for page in damaged:
        yield document.rejection(f"page {page} is damaged, and is missing in the text", page)


PDF = Reader(
    name="pdf",
    description="PDF with a text: an article a file",
    arabic="ملفات PDF ذات نص: مقال في كل ملف",
    suffixes=(".pdf",),
    of_bytes=_begins_as_pdf,
    read=_read,
)


def _check_is_readable(text: str, pages: int) -> None:
    """Raise `Unreadable` where there are only images, or letters that the fonts do not name."""
    said = "".join(text.split())
    if not said:
        raise Unreadable(
            f"is a scan: its {pages} pages are images without a text; run text recognition over it"
            " (`ocrmypdf -l ara`), and take in what comes of it"
        )
    unreadable = sum(not one.isprintable() or "\ue000" <= one <= "\uf8ff" for one in said)
    if unreadable > _MOST_UNREADABLE * len(said):
        raise Unreadable(
            "has letters that its fonts do not name, so that its text cannot be told: print it to"
            " images and run text recognition over them (`ocrmypdf --force-ocr -l ara`)"
        )
