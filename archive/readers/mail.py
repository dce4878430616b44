"""Mail: a message a file (`.eml`), or many in one (mbox), as newsletters and lists arrive in."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import getaddresses
from typing import Any

from .base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, megabytes
from .chunks import lines, peeked
from .html_text import html_text
from .mime import OF_MAIL, decoded_header, header, headers_at, leaves, message_of, text_content
from .tracing import came, show

_BETWEEN = re.compile(rb"From \S.*\d\d:\d\d")
"""The line before each message of an mbox: who sent it, and when."""

_SENDER = re.compile(rb"From \S+@\S+[ \t]*(?=\r?\n)")
"""What a mail server has put before a single message."""

_QUOTED = re.compile(rb">+From ")
_LEAST = 1 / 2
"""Of the letters in a message's HTML, how many its plain text has that says the same."""


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a message; positions count those of an mbox from 1, and a single one has none."""
    start, document_chunks = peeked(document.chunks)
    is_many = _BETWEEN.match(start) is not None
    for number, data in enumerate(_messages(document_chunks), 1):
        position = number if is_many else None
        place = f"message {number} " if is_many else ""
        try:
            if data is None:
                raise Unreadable(f"is over {megabytes(OBJECT_LIMIT)} with what is attached")
            yield document.item(_fields(message_of(data)), position)
        except Unreadable as error:
            yield document.rejection(f"{place}{error}", position)


def _is_mail(start: bytes) -> bool:
    if before := _BETWEEN.match(start) or _SENDER.match(start):
        start = start[before.end() :].partition(b"\n")[2]
    headers = headers_at(start)
    return "from" in headers and ("date" in headers or not OF_MAIL.isdisjoint(headers))


MAIL = Reader(
    name="mail",
    description="Mail: a message a file, or an mbox of many",
    arabic="البريد الإلكتروني: رسالة في كل ملف، أو صندوق mbox",
    suffixes=(".eml", ".mbox"),
    of_bytes=_is_mail,
    read=_read,
)


def _messages(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too large."""
    held: list[bytes] | None = []
    size = 0
    is_after_blank = is_begun = is_many = False
    for _, line in lines(chunks):
        if not is_begun or (is_many and is_after_blank):
            between = line is not None and _BETWEEN.match(line) is not None
            if between and is_begun:
                yield None if held is None else b"".join(held)
                held, size = [], 0
            is_many = is_many or between
            is_begun = is_begun or between or bool(line and line.strip())
            if between:
                is_after_blank = False
                continue
        size += OBJECT_LIMIT if line is None else len(line)
        if held is not None and line is not None and size <= OBJECT_LIMIT:
            held.append(line[1:] if is_many and _QUOTED.match(line) else line)
        else:
            held = None
        is_after_blank = line is not None and not line.strip()
    if is_begun:
        yield None if held is None else b"".join(held)


def _fields(message: Message) -> dict[str, Any]:
    show("header", lambda: {name: header(message, name.lower()) for name in message})
    came("text", "main-text")
    fields = {
        "id": header(message, "message-id").strip("<>"),
        "title": header(message, "subject"),
        "text": _text(message),
        "published": header(message, "date"),
        "author": _people(message, "from"),
        "url": header(message, "archived-at").strip("<>"),
        "tags": [
            tag.strip() for tag in header(message, "x-gmail-labels").split(",") if tag.strip()
        ],
        "from": header(message, "from"),
        "to": header(message, "to"),
        "list": header(message, "list-id"),
        "attachments": [name for part in leaves(message) if (name := _attached(part))],
    }
    return {name: value for name, value in fields.items() if value}


def _text(part: Message) -> str:
    """The text of a message or of a part of it, without what is attached."""
    kind = part.get_content_type()
    if part.is_multipart():
        inside = part.get_payload()
        parts = inside if isinstance(inside, list) else []
        texts = [
            (inner.get_content_type(), _text(inner))
            for inner in parts
            if isinstance(inner, Message)
        ]
        if kind == "multipart/alternative":
            return best(texts)
        return "\n".join(text for _, text in texts if text)
    if _attached(part) or kind not in ("text/plain", "text/html"):
        return ""
    text = text_content(part)
    return html_text(text) if kind == "text/html" else text.strip()


def best(texts: list[tuple[str, str]]) -> str:
    """Of texts that should say the same, by their types, the plain one, unless it says far less."""
    plain = next((text for kind, text in texts if kind == "text/plain"), "")
    rest = max((text for kind, text in texts if kind != "text/plain"), key=len, default="")
    return plain if len(plain) >= _LEAST * len(rest) else rest


def _attached(part: Message) -> str:
    """The name of an attached file; empty for what belongs to the message itself."""
    try:
        name = decoded_header(part.get_filename() or "")
    except (LookupError, ValueError):
        name = ""
    if part.get_content_disposition() == "attachment":
        return name or part.get_content_type()
    return name


def _people(message: Message, name: str) -> list[str]:
    raw = [str(value) for key, value in message.raw_items() if key.lower() == name]
    alone = [decoded_header(value) for value in raw if "@" not in value]
    try:
        addressed = getaddresses([value for value in raw if "@" in value])
    except RecursionError:
        raise Unreadable("has comments in an address that are nested too deeply") from None
    people = [decoded_header(shown) or decoded_header(address) for shown, address in addressed]
    return list(filter(None, (*alone, *people)))
