"""Atom 1.0: records as a feed that readers subscribe to (RFC 4287).

Atom wants whole timestamps and the press gives days, months or years. `published` is the
first moment that a record's date can mean, in UTC, and is left out where no year is known.
`updated` is when the record was taken in, since a feed tells of what is new in the archive;
where that is not known it is `published`, or the time of the feed.

Atom has no way to say the direction of a text, so summaries are HTML, which has.
"""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from ..dates import PartialDate
from ..metadata.authorities import Authorities
from ..record import Provenance, Record
from .texts import direction, one_line
from .work import Work

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A record in a feed: the address of its page, which is also its id, and a plain summary."""

    record: Record
    url: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is: its title, its own address, the page that shows the same, and its time.

    `updated` has a time zone.
    """

    title: str
    url: str
    page: str
    updated: dt.datetime


def atom(feed: Feed, entries: Iterable[FeedEntry], authorities: Authorities) -> bytes:
    """The feed as UTF-8 XML. Characters that XML does not have are left out."""
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "ar"})
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    _add(root, "updated", _timestamp(feed.updated))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(_add(root, "author"), "name", feed.title)
    for entry in entries:
        work = Work.of(entry.record, authorities, "ar")
        _add_entry(root, entry, work, feed.updated)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(root: ET.Element, entry: FeedEntry, work: Work, otherwise: dt.datetime) -> None:
    record = entry.record
    published = _first_moment(record.published)
    updated = _taken_in(record.provenance) or published or otherwise
    element = _add(root, "entry", **_language(record.language))
    _add(element, "id", entry.url)
    _add(element, "title", work.heading)
    _add(element, "updated", _timestamp(updated))
    if published:
        _add(element, "published", _timestamp(published))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if work.link:
        _add(element, "link", rel="via", href=work.link)
    for creator in work.creators or filter(None, [work.source]):
        _add(_add(element, "author"), "name", creator)
    for tag in filter(None, map(one_line, record.tags)):
        _add(element, "category", term=tag)
    summary = f'<p dir="{direction(entry.summary)}">{escape(entry.summary)}</p>'
    _add(element, "summary", summary, type="html")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    clean = {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, clean)
    element.text = _NOT_IN_XML.sub("", text) or None
    return element


def _language(tag: str | None) -> dict[str, str]:
    """The language as an attribute, if it is a tag that XML allows."""
    return {"xml:lang": tag} if tag and _LANGUAGE_TAG.fullmatch(tag) else {}


def _first_moment(date: PartialDate | None) -> dt.datetime | None:
    first = date and date.first
    return dt.datetime.combine(first, dt.time(), dt.UTC) if first else None


def _taken_in(provenance: Provenance | None) -> dt.datetime | None:
    try:
        taken_in = dt.datetime.fromisoformat(provenance.taken_in) if provenance else None
    except ValueError:  # of a program's own making
        return None
    # Without a zone it is UTC, as `Provenance` says.
    return taken_in and (taken_in if taken_in.tzinfo else taken_in.replace(tzinfo=dt.UTC))


def _timestamp(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat(timespec="seconds")
