"""WARC: what a crawl has fetched; each page of HTML in it is an item.

The records are cut here and not by a library: what was tried (warcio 1.8) reads
lines of any length and unpacks a page of brotli to any size, and ends at the
first record that is damaged, where the next one can be found.
"""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urljoin

from .base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, megabytes
from .chunks import CHUNK, stream_of
from .saved_page import read_page
from .tracing import show

_LONGEST_LINE = 2**16
_MOST_HEADERS = 500
_ROOM_FOR_HEADERS = 2**20
"""Bytes that the headers of an HTTP response may take beside its page."""

_KINDS = ("text/html", "application/xhtml+xml")
_CHUNK_SIZE = re.compile(rb"([\da-fA-F]{1,8})(?:[ \t]*;[^\r\n]*)?[ \t]*\r\n")
_BETWEEN_RECORDS = (b"\r\n", b"\n", b"")
_STATUS = re.compile(rb"HTTP/[\d.]+ (\d{3})\b")
_FOUND = range(200, 300)
_MOVED = (301, 302, 303, 307, 308)
_NOT_CHANGED = 304

# What pages are made of, by its type.
_OF_PAGES = ("image/", "font/", "audio/", "video/", "text/css", "text/javascript")
_ENDINGS_OF_PAGES = ("javascript", "ecmascript", "octet-stream", "font-woff", "mpegurl")


_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_LEFT_OUT = "holds also what is left out, since only pages of HTML that were found are read"


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The type of what it holds, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _Record(NamedTuple):
    headers: Mapping[str, str]
    block: bytes
    is_whole: bool


class Pages:
    """Which pages of a crawl are read: all, unless a subclass knows those that are meant."""

    def wants(self, address: str) -> bool:
        """Whether the page at an address is read."""
        return True

    def moved(self, address: str, to: str) -> None:
        """Hear that a site sends on from one address to another."""

    def stated(self, address: str) -> Mapping[str, str]:
        """What is known of a page beside what it says itself."""
        return {}


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    return read_crawl(document, knowledge, Pages())


def read_crawl(
    document: SourceFile, knowledge: Knowledge, pages: Pages, *, is_part: bool = False
) -> Iterator[Outcome]:
    """An item a page that was fetched; positions count records from 1, whatever they hold.

    What else was fetched is counted in one rejection at the end. Raises `Unreadable` where
    there is no page, unless this `is_part` of a crawl.
    """
    number, has_pages = 0, False
    left_out: Counter[str] = Counter()
    for number, record in enumerate(_records(stream_of(document.chunks)), 1):
        place = f"record {number}"
        try:
            if isinstance(record, Unreadable):
                raise record
            address = record.headers.get("warc-target-uri", "").strip("<>")
            answer = _answer(record)
            if answer is None:
                continue
            reason = _left_out(answer, address, pages)
            if reason:
                left_out[reason] += 1
                continue
            has_pages = True
            place = f"the page {address}"
            stated = {**pages.stated(address), **_stated(record, address)}
            show("header", record.headers)
            yield from read_page(document, _page(answer, record), stated, knowledge, number)
        except Unreadable as error:
            yield document.rejection(f"{place} {error}", number)
            has_pages = True
    told = ", ".join(f"{what} ({count:,})" for what, count in left_out.most_common())
    if not has_pages and not is_part:
        among = f": {told}" if told else ""
        raise Unreadable(f"has no page of HTML that was fetched, among {number:,} records{among}")
    if told:
        yield document.rejection(f"{_LEFT_OUT}: {told}")


WARC = Reader(
    name="warc",
    description="Web archives in WARC: the HTML pages that a crawl has fetched",
    arabic="أرشيفات الويب بصيغة WARC: صفحات HTML التي جمعها الزاحف",
    suffixes=(".warc",),
    of_bytes=lambda start: start.startswith(b"WARC/"),
    read=_read,
)


def _stated(record: _Record, address: str) -> dict[str, str]:
    is_site = address.lower().startswith(("http://", "https://"))
    return {
        "id": address,
        "url": address if is_site else "",
        "address": address,
        "crawled": record.headers.get("warc-date", ""),
    }


def _records(stream: io.BufferedReader) -> Iterator[_Record | Unreadable]:
    """Each record; an error for what stands where none begins, once, up to the next one.

    Of a block that is larger than a page may be, only the beginning is kept.
    """
    is_lost = False
    while line := stream.readline(_LONGEST_LINE):
        if line.startswith(b"WARC/"):
            is_lost = False
            headers = _headers(stream)
            length = headers.get("content-length", "")
            if length.isascii() and length.isdigit() and len(length) < 20:
                yield _record(stream, headers, int(length))
            else:
                yield Unreadable("does not say how long it is: it is left out")
        elif line not in _BETWEEN_RECORDS and not is_lost:
            is_lost = True
            yield Unreadable("is damaged: it is left out up to the next record")


def _record(stream: io.BufferedReader, headers: Mapping[str, str], length: int) -> _Record:
    block = stream.read(min(length, ITEM_LIMIT + _ROOM_FOR_HEADERS))
    rest = length - len(block)
    while rest > 0 and (skipped := stream.read(min(rest, CHUNK))):
        rest -= len(skipped)
    return _Record(headers, block, rest <= 0 and "warc-truncated" not in headers)


def _headers(stream: io.BufferedIOBase) -> dict[str, str]:
    """The named fields up to the blank line after them, their names in small letters."""
    found: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = stream.readline(_LONGEST_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _answer(record: _Record) -> _Answer | None:
    """What a site answered, or what was made of that; None for what a crawler notes for itself."""
    kind = record.headers.get("warc-type", "").lower()
    if kind in ("resource", "conversion"):
        return _Answer(200, record.headers, record.block)
    if kind not in ("response", "revisit"):
        return None
    block = io.BytesIO(record.block)
    status = _STATUS.match(block.readline(_LONGEST_LINE))
    headers = _headers(block)
    code = 304 if kind == "revisit" else int(status[1]) if status else 0
    return _Answer(code, headers, block.read())


def _left_out(answer: _Answer, address: str, pages: Pages) -> str | None:
    """What is no page to be read; None for one that is."""
    if answer.status == _NOT_CHANGED:
        return "visited again without having changed"
    if answer.status in _MOVED:
        pages.moved(address, urljoin(address, answer.headers.get("location", "")))
        return "sent on to another address"
    if answer.status not in _FOUND:
        return "not found on their sites"
    kind = answer.kind
    if kind not in _KINDS:
        is_of_page = kind.startswith(_OF_PAGES) or kind.endswith(_ENDINGS_OF_PAGES) or not kind
        return "pictures, styles, scripts and the like" if is_of_page else f"of the type {kind:.60}"
    return None if pages.wants(address) else "frames and what else is not listed as a page"


def _page(answer: _Answer, record: _Record) -> bytes:
    """The HTML of a page, unpacked; raise `Unreadable` where it is not whole."""
    headers, body = answer.headers, answer.body
    if not record.is_whole:
        raise Unreadable("holds a page that is cut short")
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    body = _unpacked(body, headers.get("content-encoding", "").strip().lower())
    if len(body) > ITEM_LIMIT:
        raise Unreadable(f"holds a page of over {megabytes(ITEM_LIMIT)}")
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a body; itself if it has none, as what records from a browser writes it."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length + 2
        if not length:
            break
    return b"".join(parts) if parts else body


def _unpacked(body: bytes, coding: str) -> bytes:
    """A body as it was packed for the way, up to a little over the limit.

    Many crawlers unpack it and leave the header, so what is not packed is taken as it is.
    """
    if coding in ("gzip", "x-gzip", "deflate"):
        windows = (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS) if coding == "deflate" else (31,)
        for window in windows:
            unpacker = zlib.decompressobj(window)
            try:
                unpacked = unpacker.decompress(body, ITEM_LIMIT + 1)
            except zlib.error:
                continue
            if not unpacker.eof and len(unpacked) <= ITEM_LIMIT:
                raise Unreadable("holds a page that is cut short")
            return unpacked
        return body
    if body.startswith(_ZSTANDARD):
        raise Unreadable("holds a page packed with zstd, which is not read")
    return _of_brotli(body) if coding == "br" else body


def _of_brotli(body: bytes) -> bytes:
    try:
        import brotli

        return bytes(brotli.Decompressor().process(body, output_buffer_limit=ITEM_LIMIT + 1))
    except (ImportError, TypeError):
        raise Unreadable("holds a page packed with brotli: `pip install 'brotli>=1.2'`") from None
    except brotli.error:
        return body
