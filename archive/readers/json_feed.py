"""JSON Feed, of either version: an item an item."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable
from .html_text import html_text
from .json_values import whole_json
from .standfirst import with_standfirst
from .tracing import show

_BEGINNING = re.compile(r"\s*\{")
_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The items; positions count them from 1."""
    feed = whole_json(document.chunks, "a feed", OBJECT_LIMIT)
    entries = feed.get("items")
    if not isinstance(entries, list):
        raise Unreadable("has no list of items, as a JSON Feed must: download it again")
    show("column", lambda: {**feed, "items": None}, lasting=True)
    for position, entry in enumerate(entries, 1):
        try:
            if not isinstance(entry, dict):
                raise Unreadable("is no object")
            show("column", entry)
            yield document.item(_fields(entry, feed), position)
        except Unreadable as error:
            yield document.rejection(f"item {position} {error}", position)


def _begins_as_json_feed(start: str, _: Knowledge) -> bool:
    return _BEGINNING.match(start) is not None and _VERSION.search(start) is not None


JSON_FEED = Reader(
    name="jsonfeed",
    description="JSON Feed: an item an entry",
    arabic="تلقيمات JSON Feed: كل مدخل مادة",
    among=(".json",),
    recognises=_begins_as_json_feed,
    read=_read,
)

_TAKEN_NAMES = (
    "id title content_html content_text summary date_published date_modified author authors url"
    " external_url language tags"
)
_TAKEN = frozenset(_TAKEN_NAMES.split())


def _fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    html, summary = _text(entry, "content_html"), _text(entry, "summary")
    text = html_text(html) or _text(entry, "content_text")
    # A number in the feed's own system is not what an entry is known by, if it has an address.
    stated, address = entry.get("id"), _text(entry, "url") or _text(entry, "external_url")
    title = " ".join(html_text(_text(entry, "title")).split())
    fields = {
        "id": stated if ":" in str(stated) else address or stated,
        "title": title,
        "text": with_standfirst(text, title, [summary]) if text else summary,
        "source": _text(feed, "title"),
        "published": _text(entry, "date_published") or _text(entry, "date_modified"),
        "author": _people(entry) or _people(feed),
        "url": address or (stated if _is_address(stated) else ""),
        "language": _text(entry, "language") or _text(feed, "language"),
        "tags": entry.get("tags"),
        "description": summary if text and summary != text else None,
        **{name: value for name, value in entry.items() if name not in _TAKEN},
    }
    return {name: value for name, value in fields.items() if value}


def _text(thing: Mapping[str, Any], name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""


def _is_address(stated: Any) -> bool:
    return isinstance(stated, str) and stated.startswith(("http://", "https://"))


def _people(thing: Mapping[str, Any]) -> list[str]:
    """The names of `authors`, as version 1.1 has them, or of the one `author` of version 1."""
    stated = thing.get("authors") or [thing.get("author")]
    people = stated if isinstance(stated, list) else []
    return [
        name for person in people if isinstance(person, dict) and (name := _text(person, "name"))
    ]
