"""An Atom feed (RFC 4287) of a search's newest results."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from ..archive.record import Record
from ..index.results import Hit

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, however it is written."""

_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def feed(
    title: str, own_address: str, page: str, hits: Iterable[Hit], address: Callable[[Record], str]
) -> bytes:
    """The feed as XML; `page` is the search's own page, `address` where a record is read."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": "ar"})
    entries = [(hit, _updated(hit.record)) for hit in hits]
    _add(root, "title", title)
    _add(root, "id", own_address)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=own_address)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    _add(root, "updated", max((when for _, when in entries), default=_LONG_AGO).isoformat())
    for hit, when in entries:
        _entry(root, hit, when, address(hit.record))
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(root: ET.Element, hit: Hit, when: dt.datetime, address: str) -> None:
    record = hit.record
    entry = _add(root, "entry")
    _add(entry, "title", record.title or str(hit.snippet)[:80])
    _add(entry, "id", address)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "updated", when.isoformat())
    author = record.author or record.source
    _add(_add(entry, "author"), "name", author or "—")
    for tag in record.tags:
        _add(entry, "category", term=tag)
    _add(entry, "summary", str(hit.snippet))


def _updated(record: Record) -> dt.datetime:
    """The first moment that its date can mean, or when it was taken in: Atom wants one."""
    first = record.published.first if record.published else None
    if first is not None:
        return dt.datetime.combine(first, dt.time(), dt.UTC)
    if record.provenance:
        try:
            taken_in = dt.datetime.fromisoformat(record.provenance.taken_in)
        except ValueError:
            return _LONG_AGO
        return taken_in if taken_in.tzinfo else taken_in.replace(tzinfo=dt.UTC)
    return _LONG_AGO


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    clean = {key: _FORBIDDEN.sub("", value) for key, value in attributes.items()}
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", clean)
    child.text = None if text is None else _FORBIDDEN.sub("", text)
    return child
