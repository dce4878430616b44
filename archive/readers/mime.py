"""What mails and saved pages share: MIME messages, their headers and parts, in any encoding."""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from .base import Unreadable
from .encoding import as_utf8, text_of

OF_MAIL = frozenset(("received", "message-id", "delivered-to", "to"))
"""Headers of what was sent, which no page that was saved has."""

_HEADER_LINE = re.compile(rb"([\x21-\x39\x3b-\x7e]+):")
_WESTERN = ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252")

_MOST_PARTS = 10_000
_MOST_MULTIPARTS = 200
"""Each line of a message is compared with the boundaries of all the parts round it."""

_MOST_HEADERS = 200
"""Lines of the beginning that are looked at for what kind of message it is."""


def headers_at(start: bytes) -> dict[str, str]:
    """The headers that a document begins with, if it does, by their names in small letters."""
    found: dict[str, str] = {}
    name = ""
    for line in start.lstrip(b"\r\n").split(b"\n", _MOST_HEADERS)[:_MOST_HEADERS]:
        named = _HEADER_LINE.match(line)
        if named:
            name = named[1].decode().lower()
            found[name] = line[named.end() :].decode("ascii", "replace").strip()
        elif name and line[:1] in (b" ", b"\t"):
            found[name] += " " + line.decode("ascii", "replace").strip()
        elif not line.strip():
            return found
        else:
            return {}
    return found


def message_of(data: bytes) -> Message:
    """The message; raise `Unreadable` for one of too many parts, or too many in one another."""
    parts, multiparts = data.count(b"\n--"), data.lower().count(b"multipart/")
    if parts > _MOST_PARTS or multiparts > _MOST_MULTIPARTS:
        raise Unreadable(f"has over {_MOST_PARTS:,} parts, or over {_MOST_MULTIPARTS} of parts")
    try:
        # Whatever is wrong in it is passed over; its headers are looked at below.
        return message_from_bytes(data, policy=policy.compat32)
    except RecursionError:
        raise Unreadable("has parts that are nested too deeply") from None


def header(message: Message, name: str) -> str:
    """The text of a header, decoded; empty if there is none."""
    raw = (value for key, value in message.raw_items() if key.lower() == name)
    return decoded_header(str(next(raw, "")))


def decoded_header(raw: str) -> str:
    """The text of a header's value; what cannot be decoded stays as it is written."""
    try:
        if "=?" not in raw:
            text = _text(raw.encode("utf-8", "surrogateescape"), None)
        else:
            text = "".join(
                part if isinstance(part, str) else _text(part, charset)
                for part, charset in decode_header(raw)
            )
    except (HeaderParseError, ValueError, Unreadable):
        text = raw.encode("utf-8", "replace").decode()
    return " ".join(text.split())


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others, in their order."""
    for part in message.walk():
        if not part.is_multipart():
            yield part


def content(part: Message) -> bytes:
    """The bytes of a part, decoded from how they were sent."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_content(part: Message) -> str:
    """The text of a part; raise `Unreadable` where no encoding explains it."""
    return _text(content(part), part.get_content_charset()).replace("\r\n", "\n")


def _text(data: bytes, charset: str | None) -> str:
    """The text in the encoding that explains it, the stated one or another.

    What is UTF-8 is that, whatever is stated. A western code page explains any
    bytes, and is what many programs state of Arabic: it is believed last.
    """
    ways: list[Callable[[], str]] = [
        data.decode,
        lambda: data.decode(charset or "ascii"),
        lambda: text_of(b"".join(as_utf8(iter([data])))),
    ]
    if (charset or "").lower() in _WESTERN:
        ways[1:] = reversed(ways[1:])
    reason: Exception | None = None
    for way in ways if data else ():
        try:
            return way()
        except (LookupError, ValueError, Unreadable) as error:
            reason = error
    if reason is not None:
        raise Unreadable("is in no encoding that is known") from reason
    return ""
