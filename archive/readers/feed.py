"""Feeds: RSS of all versions and Atom, an item an entry."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..metadata.authorities import Authorities
from .addresses import joined
from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .html_text import html_text
from .standfirst import with_standfirst
from .tracing import show
from .xml_elements import elements, name_of, text_in

_BEGINNING = re.compile(
    r"\s*+(?:<\?[^>]*>\s*+|<!--.*?-->\s*+|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*+)*+"
    r"<(?:[\w.-]+:)?(?P<root>rss|feed|rdf)\b(?P<attributes>[^>]*)",
    re.I | re.S,
)
_RSS_IN_RDF = ("purl.org/rss/", "netscape.com/rdf/")

_OF_A_PICTURE = "media:description"
# The full text before its beginning, as publishers of either kind name them.
_TEXTS = (
    "content:encoded",
    "atom:content",
    "xhtml:body",
    "description",
    "atom:summary",
    "itunes:summary",
    _OF_A_PICTURE,
)
# When it was published; if nothing says so, when it was last changed.
_PUBLISHED = (
    "pubDate",
    "atom:published",
    "atom:issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:updated",
    "atom:modified",
)
_AUTHORS = ("dc:creator", "author", "atom:author", "itunes:author")
_TAGS = ("category", "atom:category", "dc:subject", "media:keywords", "itunes:keywords")
_TITLES = ("title", "atom:title", "dc:title", "media:title")

# What WordPress puts below excerpts in feeds, in English and Arabic.
_FOOTER = re.compile(
    "The post .* (?:appeared first|first appeared) on .|ظهرت? .* (?:أولا|أولاً|أولًا) على ."
)
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<name>.+)\)")
_BETWEEN_KEYWORDS = re.compile("[،,]")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item an entry; positions count them from 1. A broken entry costs no other."""
    root, entries = elements(document.chunks, "item", "entry")
    channel = channel_of(root)
    show("element", lambda: {"channel": channel.said()}, lasting=True)
    for position, entry in enumerate(entries, 1):
        try:
            if isinstance(entry, Unreadable):
                raise entry
            children = Children(entry)
            show("element", children.said)
            yield document.item(_fields(children, channel, knowledge.authorities), position)
        except Unreadable as error:
            yield document.rejection(f"entry {position} {error}", position)


def _begins_as_feed(start: str, _: Knowledge) -> bool:
    found = _BEGINNING.match(start)
    if found is None:
        return False
    is_rdf = found["root"].lower() == "rdf"
    return not is_rdf or any(name in found["attributes"] for name in _RSS_IN_RDF)


FEED = Reader(
    name="feed",
    description="Feeds: RSS and Atom, an item an entry",
    arabic="تلقيمات RSS وAtom: كل مدخل مادة",
    suffixes=(".rss", ".atom"),
    among=(".txt", ".text", ".htm", ".html"),
    recognises=_begins_as_feed,
    read=_read,
)


class Children:
    """The children of an element by their names (`dc:creator`)."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self._by_name: dict[str, list[Any]] = {}
        for child in element:
            self._by_name.setdefault(name_of(child), []).append(child)

    def all(self, *names: str) -> list[Any]:
        """Those of these names, in the order of the names."""
        return [child for name in names for child in self._by_name.get(name, ())]

    def first(self, *names: str) -> Any:
        """The first that is not empty; None if none is."""
        return next((child for child in self.all(*names) if len(child) or text_in(child)), None)

    def text(self, *names: str) -> str:
        """The first text there is, as it is written."""
        found = self.first(*names)
        return "" if found is None else text_in(found)

    def said(self) -> dict[str, list[Any]]:
        """The texts and the attributes of all, by their names."""
        return {
            name: [part for child in children for part in (text_in(child), dict(child.attrib))]
            for name, children in self._by_name.items()
        }


def channel_of(root: Any) -> Children:
    """What a feed says of itself: RSS has it in an element of its own, Atom in the root."""
    here = (child for child in root if name_of(child) == "channel")
    return Children(next(here, root))


def shown_text(element: Any) -> str:
    """What a reader sees of an element that holds HTML, escaped, as markup or as Atom states it."""
    from lxml.etree import tostring

    if len(element):
        return html_text(tostring(element, encoding="unicode", with_tail=False))
    is_plain = name_of(element).startswith("atom:") and element.get("type", "text") in (
        "text",
        "text/plain",
    )
    return text_in(element) if is_plain else html_text(text_in(element))


def _fields(entry: Children, channel: Children, authorities: Authorities) -> dict[str, Any]:
    title = _title(entry)
    text, description = _text(entry, title)
    url = joined(channel.element.base or "", _address(entry))
    source, feed = _source(entry, channel, url, authorities)
    fields = {
        "id": _identity(entry, url),
        "title": title,
        "text": text,
        "source": source,
        "published": entry.text(*_PUBLISHED),
        "author": _people(entry) or _people(channel),
        "url": url,
        "language": _language(entry) or _language(channel),
        "tags": _tags(entry),
        "description": description,
        "feed": feed,
        "enclosures": _enclosures(entry),
    }
    return {name: value for name, value in fields.items() if value}


def _text(entry: Children, title: str) -> tuple[str, str | None]:
    """The text, below what the entry's summaries say besides, and the first of them."""
    shown = [
        (name_of(element), text) for element in entry.all(*_TEXTS) if (text := shown_text(element))
    ]
    if not shown:
        return "", None
    (_, text), *others = shown
    summaries = [_without_footer(other) for name, other in others if name != _OF_A_PICTURE]
    description = next((other for _, other in others if other != text), None)
    return with_standfirst(text, title, summaries), description


def _without_footer(summary: str) -> str:
    above, _, last = summary.rpartition("\n")
    return above if _FOOTER.match(last) else summary


def _title(children: Children) -> str:
    found = children.first(*_TITLES)
    return "" if found is None else " ".join(shown_text(found).split())


def _address(entry: Children) -> str:
    """The page of the entry."""
    if original := entry.text("feedburner:origLink"):
        return original
    for link in entry.all("link", "atom:link"):
        address = str(link.get("href") or text_in(link))
        if address and link.get("rel", "alternate") == "alternate":
            return joined(str(link.base or ""), address)
    guid = entry.first("guid")
    is_address = guid is not None and guid.get("isPermaLink", "true").strip() != "false"
    return text_in(guid) if is_address and _is_address(text_in(guid)) else ""


def _identity(entry: Children, url: str) -> str:
    """What no other entry has anywhere: its number in the feed's own system comes last."""
    stated = entry.text("guid", "atom:id", "dc:identifier")
    return stated if ":" in stated else url or stated


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _source(
    entry: Children, channel: Children, url: str, authorities: Authorities
) -> tuple[str, str | None]:
    """Whose the entry is, and the feed's title where that is another.

    An entry that a feed took from elsewhere says so. The title of a feed is
    often that of a section, so that the name of a known host comes before it.
    """
    feed = _title(channel)
    origin = entry.first("source", "atom:source")
    stated = feed if origin is None else _title(Children(origin)) or shown_text(origin) or feed
    by_host = authorities.source_of_url(url) if url else None
    is_known = authorities.known_source(stated) is not None
    source = stated if is_known or by_host is None else by_host
    return source, feed if feed != source else None


def _people(children: Children) -> list[str]:
    names = []
    for person in children.all(*_AUTHORS):
        inside = Children(person)
        name = inside.text("atom:name", "name") if len(person) else html_text(text_in(person))
        mail = _MAIL_AND_NAME.fullmatch(name)
        names.append(mail["name"] if mail else name)
    return list(dict.fromkeys(filter(None, names)))


def _tags(entry: Children) -> list[str]:
    tags: list[str] = []
    for tag in entry.all(*_TAGS):
        stated = html_text(tag.get("label") or tag.get("term") or text_in(tag))
        is_list = name_of(tag).endswith(":keywords")
        tags += _BETWEEN_KEYWORDS.split(stated) if is_list else [stated]
    return list(dict.fromkeys(filter(None, map(str.strip, tags))))


def _language(children: Children) -> str:
    return children.text("language", "dc:language") or children.element.get(_XML_LANGUAGE, "")


def _enclosures(entry: Children) -> list[str]:
    """The addresses of sounds, films and pictures that go with an entry."""
    addresses = [part.get("url") for part in entry.all("enclosure", "media:content")]
    addresses += [part.get("href") for part in entry.all("atom:link") if _is_enclosure(part.attrib)]
    return list(dict.fromkeys(filter(None, addresses)))


def _is_enclosure(link: Mapping[str, str]) -> bool:
    return link.get("rel") == "enclosure"
