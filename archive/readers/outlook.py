"""Messages of Outlook (`.msg`), each with those that are attached to it."""

import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email import message_from_string
from typing import Any, BinaryIO, Final

from .base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from .html_text import html_text
from .mail import best
from .mime import header
from .office.confined import confined
from .office.rich_text import rtf_text
from .tracing import show

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_MESSAGE = "__substg1.0_".encode("utf-16-le")
_PROPERTIES: Final = "__properties_version1.0"
_ATTACHED = "__attach_version1.0_"
_INNER = "__substg1.0_3701000D"
"""Where a message that is attached to another stands within its attachment."""

_DEEPEST = 10
"""Messages within each other that are read."""

_TEXTS: Mapping[str, str] = {
    **{"title": "0037", "author": "0C1A", "address": "5D01", "address_as_kept": "0C1F"},
    **{"for": "0042", "to": "0E04", "plain": "1000", "html": "1013", "id": "1035"},
    **{"headers": "007D"},
}
"""Properties of a message by their numbers in MAPI."""

_NAMES = ("3707", "3704", "3001")
"""What an attachment is called: whole, in eight letters, as it is shown."""

_SENT, _RECEIVED, _CODE_PAGE, _PAGE_OF_HTML = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_UTF_8 = 65001
_SINCE = datetime(1601, 1, 1, tzinfo=UTC)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a message; those that are attached follow it, and positions count all of them."""
    is_many = False
    for position, said in enumerate(confined(__name__, "olefile", document.chunks), 1):
        is_many = is_many or said["has_others"]
        place = position if is_many else None
        show("property", said)
        try:
            yield document.item(_fields(said), place)
        except Unreadable as error:
            yield document.rejection(str(error), place)


def _is_message(start: bytes) -> bool:
    """Whether it is one of Outlook's, or may be, since its directory stands further behind."""
    if not start.startswith(_OLE) or len(start) < _HEADER.size:
        return False
    (power, sector) = _HEADER.unpack_from(start)
    return _OF_MESSAGE in start or (1 + sector) << min(power, 16) >= len(start)


_HEADER = struct.Struct("<30xH16xI")

OUTLOOK = Reader(
    name="outlook",
    description="Messages of Outlook, with those attached to them",
    arabic="رسائل Outlook وما أُرفق بها من رسائل",
    suffixes=(".msg",),
    of_bytes=_is_message,
    read=_read,
)


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields as those of a mail; what is sent by Exchange alone has no headers."""
    headers = message_from_string(said.get("headers", ""))
    address = said.get("address") or said.get("address_as_kept", "")
    shown = said.get("for") or said.get("author", "")
    sender = f"{shown} <{address}>" if "@" in address and address != shown else shown or address
    fields = {
        "id": (said.get("id") or header(headers, "message-id")).strip("<> "),
        "title": said.get("title", ""),
        "text": _text(said),
        "published": header(headers, "date") or said.get("sent"),
        "author": [shown or address] if shown or address else [],
        "url": header(headers, "archived-at").strip("<>"),
        "from": header(headers, "from") or sender,
        "to": header(headers, "to") or said.get("to"),
        "list": header(headers, "list-id"),
        "attachments": said.get("attachments"),
    }
    return {name: value for name, value in fields.items() if value}


def _text(said: Mapping[str, Any]) -> str:
    """The plain text, unless HTML says more; rich text where there is neither."""
    texts = [("text/plain", said.get("plain", "").strip())]
    if markup := said.get("html"):
        texts.append(("text/html", html_text(markup)))
    return best(texts) or said.get("rich", "").strip()


def parse(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """What a message says, and then each that is attached to it."""
    from olefile import OleFileIO

    with OleFileIO(file) as ole:
        if not ole.exists(_PROPERTIES):
            raise Unreadable(
                "is not text but an old or a locked Office document: save it as .docx or .csv,"
                " unlocked"
            )
        yield from _messages(ole, [])


def _messages(ole: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    storages = sorted(
        {"/".join(one[: len(path) + 1]) for one in ole.listdir() if _is_in(one, path)}
    )
    attachments = [[*path, name.rpartition("/")[2]] for name in storages]
    message = _Storage(ole, path)
    said = message.said()
    said["attachments"] = [name for one in attachments if (name := _called(_Storage(ole, one)))]
    inner = [[*one, _INNER] for one in attachments if len(path) < 2 * _DEEPEST]
    others = [one for one in inner if ole.exists("/".join([*one, _PROPERTIES]))]
    said["has_others"] = bool(others)
    yield said
    for one in others:
        yield from _messages(ole, one)


def _is_in(stream: list[str], path: list[str]) -> bool:
    deep = len(path)
    return len(stream) > deep and stream[:deep] == path and stream[deep].startswith(_ATTACHED)


def _called(attachment: "_Storage") -> str:
    return next((name for number in _NAMES if (name := attachment.text(number))), "")


class _Storage:
    """The properties of a message, or of an attachment."""

    def __init__(self, ole: Any, path: list[str]) -> None:
        self._ole = ole
        self._path = path
        self._fixed = self._read_fixed()
        self._encoding = _encoding(self._number(_CODE_PAGE))

    def said(self) -> dict[str, Any]:
        """All that is read of a message, as JSON holds it."""
        said: dict[str, Any] = {name: self.text(number) for name, number in _TEXTS.items()}
        if not said["html"] and (markup := self._stream("10130102")):
            said["html"] = markup.decode(_encoding(self._number(_PAGE_OF_HTML)), "replace")
        if not (said["plain"].strip() or said["html"].strip()) and (
            rich := self._stream("10090102")
        ):
            said["rich"] = rtf_text(unpacked_rtf(rich))
        said["sent"] = self._time(_SENT) or self._time(_RECEIVED)
        return said

    def text(self, number: str) -> str:
        """A text, which is in UTF-16 or in the message's own code page."""
        wide = self._stream(f"{number}001F")
        text = wide.decode("utf-16-le", "replace") if wide else ""
        return (text or self._stream(f"{number}001E").decode(self._encoding, "replace")).rstrip(
            "\0"
        )

    def _stream(self, property_: str) -> bytes:
        name = [*self._path, f"__substg1.0_{property_}"]
        if not self._ole.exists("/".join(name)):
            return b""
        with self._ole.openstream(name) as stream:
            data: bytes = stream.read(ITEM_LIMIT + 1)
        if len(data) > ITEM_LIMIT:
            raise Unreadable(too_long("a text of it"))
        return data

    def _read_fixed(self) -> dict[int, bytes]:
        """The properties of eight bytes, by number, behind what is longer in the first message."""
        name = [*self._path, _PROPERTIES]
        if not self._ole.exists("/".join(name)):
            return {}
        with self._ole.openstream(name) as stream:
            data = stream.read(ITEM_LIMIT)
        is_attachment = bool(self._path) and self._path[-1].startswith(_ATTACHED)
        first = 8 if is_attachment else 24 if self._path else 32
        rows = (data[at : at + 16] for at in range(first, len(data) - 15, 16))
        return {int.from_bytes(row[2:4], "little"): row[8:] for row in rows}

    def _number(self, property_: int) -> int:
        return int.from_bytes(self._fixed.get(property_, b"")[:4], "little")

    def _time(self, property_: int) -> str:
        """A time in UTC, which MAPI counts in tenths of microseconds."""
        count = int.from_bytes(self._fixed.get(property_, b""), "little")
        try:
            return (_SINCE + timedelta(microseconds=count // 10)).isoformat() if count else ""
        except OverflowError:
            return ""


def _encoding(code_page: int) -> str:
    """Python's name of a code page; that of Windows for Arabic where none is stated or known."""
    name = "utf-8" if code_page == _UTF_8 else f"cp{code_page}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1256"
    return name


_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern"
    b" \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window of the compression begins with (MS-OXRTFCP 2.1.2.1)."""


def unpacked_rtf(packed: bytes) -> bytes:
    """Rich text as Outlook compresses it (MS-OXRTFCP), or keeps it as it is."""
    if packed[8:12] == b"MELA":
        return packed[16:]
    if packed[8:12] != b"LZFu":
        raise Unreadable("is damaged: its rich text is compressed in an unknown way")
    out = bytearray(_RTF_START)
    at = 16
    while at < len(packed) and len(out) < ITEM_LIMIT:
        control = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not control >> bit & 1:
                out.append(packed[at])
                at += 1
                continue
            reference = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            # A place in a window of 4,096 bytes, of which what is written next is the end.
            back = (len(out) - (reference >> 4)) % 4096
            if back == 0:
                return bytes(out[len(_RTF_START) :])
            if back > len(out):
                raise Unreadable("is damaged: its rich text refers to what it has not")
            for _ in range((reference & 15) + 2):
                out.append(out[-back])
    return bytes(out[len(_RTF_START) :])
