"""Atom 1.0: records as a feed that readers subscribe to, or as a file (RFC 4287).

Atom wants whole timestamps and the press gives days, months or years. `published` is the
first moment that a record's date can mean, in UTC, and is left out where no year is known.
`updated` is when the record was taken in, since a feed tells of what is new in the archive;
where that is not known it is `published`, or the time of the feed.

An entry's id is to be the same for ever and nobody else's. The address of a record's page will
not do, since an archive may move to another server; nor the original's, from which several
records may have come; nor a `tag:` URI, for which an archive would need a domain of its own. So
the id is a UUID of the archive's name and the record's id, in a feed and in a file alike, and
a feed's own is one of the name and of what is asked for. A file's entries have the whole text,
which RFC 4287 wants of entries that lead nowhere.

Atom has no way to say the direction of a text, so texts are HTML, which has.
"""

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final
from urllib.parse import urlsplit

from ..dates import PartialDate
from ..record import Record
from ..times import moment
from . import Context, Writer
from .texts import direction, in_xml, one_line
from .work import Work

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_ARCHIVES: Final = uuid.UUID("6b736866-6174-4f6d-8a1c-0c5d2f7e9b34")
"""What the ids of archives are made within; it may never change, or readers show all again."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def atom(records: Iterable[Record], context: Context) -> Iterator[str]:
    """A feed as XML, an entry a record. Characters that XML does not have are left out."""
    archive = context.name or context.title
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield _text(_feed(context, _own_id(archive))).removesuffix("</feed>") + "\n"
    for record in records:
        yield _text(_entry(record, context, archive)) + "\n"
    yield "</feed>\n"


def entry_id(record_id: str, archive: str) -> str:
    """What a record is called in the feeds of an archive that is called so."""
    return uuid.uuid5(_own_id(archive), record_id).urn


def _own_id(archive: str) -> uuid.UUID:
    return uuid.uuid5(_ARCHIVES, archive)


def _feed(context: Context, own_id: uuid.UUID) -> ET.Element:
    """The feed without its entries."""
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "ar"})
    site = context.site
    asked = urlsplit(site.feed).query if site else ""
    _add(root, "id", (uuid.uuid5(own_id, f"?{asked}") if asked else own_id).urn)
    _add(root, "title", context.title)
    _add(root, "updated", _timestamp(context.updated))
    if site:
        _add(root, "link", rel="self", type="application/atom+xml", href=site.feed)
        _add(root, "link", rel="alternate", type="text/html", href=site.page)
    _add(_add(root, "author"), "name", context.title)
    return root


def _entry(record: Record, context: Context, archive: str) -> ET.Element:
    work = Work.of(record, context.platform_label, "ar")
    published = _first_moment(record.published)
    taken_in = moment(record.provenance.taken_in) if record.provenance else None
    entry = ET.Element("entry", _language(record.language))
    # A file has all of a record, which may be in its title.
    _add(entry, "title", work.heading if context.site else one_line(record.title) or work.heading)
    _add(entry, "updated", _timestamp(taken_in or published or context.updated))
    if published:
        _add(entry, "published", _timestamp(published))
    for creator in work.creators or filter(None, [work.source]):
        _add(_add(entry, "author"), "name", creator)
    for tag in filter(None, map(one_line, record.tags)):
        _add(entry, "category", term=tag)
    _add(entry, "id", entry_id(record.id, archive))
    if site := context.site:
        page = context.page_of(record)
        _add(entry, "link", rel="alternate", type="text/html", href=page)
        _add(entry, "summary", _html(site.summary_of(record)), type="html")
    else:
        paragraphs = filter(str.strip, record.text.splitlines())
        _add(entry, "content", "".join(map(_html, paragraphs)), type="html")
    if work.link:
        _add(entry, "link", rel="via" if site else "alternate", href=work.link)
    return entry


def _html(text: str) -> str:
    """A paragraph that runs in the direction of its letters."""
    return f'<p dir="{direction(text)}">{escape(text)}</p>'


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    clean = {key: in_xml(value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, clean)
    element.text = in_xml(text) or None
    return element


def _text(element: ET.Element) -> str:
    return ET.tostring(element, encoding="unicode")


def _language(tag: str | None) -> dict[str, str]:
    """The language as an attribute, if it is a tag that XML allows."""
    return {"xml:lang": tag} if tag and _LANGUAGE_TAG.fullmatch(tag) else {}


def _first_moment(date: PartialDate | None) -> dt.datetime | None:
    first = date and date.first
    return dt.datetime.combine(first, dt.time(), dt.UTC) if first else None


def _timestamp(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat(timespec="seconds")


ATOM: Final = Writer(
    name="atom",
    label="Atom (a file)",
    arabic="Atom (ملف)",
    media_type="application/atom+xml",
    suffix="atom",
    write=atom,
)
