"""WordPress's posts as its API gives them (`/wp-json/wp/v2/posts`), an item each.

A site that was asked with `_embed` says in words who wrote a post and how it is filed;
without that there are numbers, which are kept and are nobody's name.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..items import Rejection
from .base import Knowledge, Outcome, Reader, SourceFile, told_left_out
from .html_text import html_text
from .platforms.exports import a_text, an_object, at, dicts, names_in, objects, post, rest
from .wordpress_export import ONLY_PUBLISHED

_NAMES = frozenset({"date_gmt", "guid", "link", "rendered", "title"})
_MARKUP = ("_links", "_embedded", "yoast_head", "yoast_head_json", "rank_math_head", "class_list")
"""Beside the text, and in it or of no use without the site."""

_USED = (
    *("id", "date", "guid", "link", "title", "content", "excerpt", "author", "tags", "categories"),
    *("date_gmt", "status", *_MARKUP),
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a published post; positions count all of them."""
    left_out: Counter[str] = Counter()
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
        elif reason := _left_out(found.fields):
            left_out[reason] += 1
        else:
            fields = _fields(found.fields, knowledge)
            yield post(document, knowledge, fields, found.origin.position)
    if left_out:
        yield document.rejection(told_left_out(left_out, ONLY_PUBLISHED))


def _recognises(start: str, _: Knowledge) -> bool:
    return names_in(start) >= _NAMES


WORDPRESS_API = Reader(
    name="wpjson",
    description="WordPress's posts as its API gives them (/wp-json/wp/v2/posts)",
    arabic="مقالات ووردبريس كما تعطيها واجهته البرمجية (‎/wp-json/wp/v2/posts)",
    among=(".json", ".jsonl", ".ndjson", ".txt"),
    recognises=_recognises,
    read=_read,
)


def _left_out(entry: Mapping[str, Any]) -> str | None:
    """What a post is that is not read; None for one that its readers saw."""
    status = entry.get("status", "publish")
    if status != "publish":
        return f"not published ({status!s:.40})"
    is_locked = at(entry, "content", "protected") is True and not at(entry, "content", "rendered")
    return "with a password" if is_locked else None


def _fields(entry: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    url, seo = a_text(entry.get("link")), an_object(entry.get("yoast_head_json"))
    utc, excerpt = a_text(entry.get("date_gmt")), _shown(entry.get("excerpt"))
    text = _shown(entry.get("content"))
    terms = list(_terms(entry))
    fields = {
        **rest(entry, *_USED),
        "id": _raw(entry.get("guid")) or url or entry.get("id"),
        "title": " ".join(_shown(entry.get("title")).split()),
        "text": text or excerpt,
        "source": _source(url, seo, knowledge),
        "published": entry.get("date") or (f"{utc}Z" if utc else None),
        "author": _names(at(entry, "_embedded", "author")) or a_text(seo.get("author")),
        "url": url,
        "tags": [name for kind, name in terms if kind != "category"],
        "categories": [name for kind, name in terms if kind == "category"]
        or entry.get("categories"),
        "description": excerpt if text else None,
        "number": entry.get("id"),
        "author_number": entry.get("author"),
        "tag_numbers": None if terms else entry.get("tags"),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _raw(value: Any) -> str:
    """A text of the API's, which stands alone or in what was made of it."""
    return a_text(at(value, "rendered") if isinstance(value, dict) else value)


def _shown(value: Any) -> str:
    return html_text(_raw(value))


def _source(url: str, seo: Mapping[str, Any], knowledge: Knowledge) -> str | None:
    """The site that a known host is, or as it calls itself."""
    of_host = knowledge.authorities.source_of_url(url) if url else None
    return of_host or a_text(seo.get("og_site_name")) or None


def _names(people: Any) -> list[str]:
    return [html_text(name) for person in dicts(people) if (name := a_text(person.get("name")))]


def _terms(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """How a post is filed: the kind of each term and its name."""
    groups = at(entry, "_embedded", "wp:term")
    for group in groups if isinstance(groups, list) else []:
        for term in dicts(group):
            if name := a_text(term.get("name")):
                yield a_text(term.get("taxonomy")), html_text(name)
