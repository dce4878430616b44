"""MHTML: a page as browsers save it in one file, with its pictures beside it."""

from collections.abc import Iterator

from .base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable
from .chunks import whole
from .mime import OF_MAIL, content, header, headers_at, leaves, message_of
from .saved_page import read_page
from .tracing import show

_PAGES = ("text/html", "application/xhtml+xml")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The one item: the first page in the file, of which the others are frames."""
    message = message_of(whole(document.chunks, "a saved page", OBJECT_LIMIT))
    page = next((part for part in leaves(message) if part.get_content_type() in _PAGES), None)
    if page is None:
        raise Unreadable("has no page in it: save it from the browser again")
    address = header(message, "snapshot-content-location") or header(page, "content-location")
    stated = {
        "url": address if address.startswith(("http://", "https://")) else "",
        "title": header(message, "subject"),
        "saved": header(message, "date"),
    }
    show("header", lambda: {name: header(message, name.lower()) for name in message})
    yield from read_page(document, content(page), stated, knowledge)


def _is_saved_page(start: bytes) -> bool:
    headers = headers_at(start)
    kind = headers.get("content-type", "").lower()
    return (
        "mime-version" in headers
        and kind.startswith(("multipart/related", *_PAGES))
        and OF_MAIL.isdisjoint(headers)
    )


MHTML = Reader(
    name="mhtml",
    description="Pages that a browser saved in one file (MHTML)",
    arabic="صفحات حفظها المتصفح في ملف واحد (MHTML)",
    suffixes=(".mhtml", ".mht"),
    of_bytes=_is_saved_page,
    read=_read,
)
