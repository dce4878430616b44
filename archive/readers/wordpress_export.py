"""WordPress's own exports (WXR): posts and pages, an item each."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable, told_left_out
from .feed import Children, channel_of
from .html_text import html_text
from .standfirst import with_standfirst
from .tracing import show
from .xml_elements import elements, text_in

ONLY_PUBLISHED = "only published posts and pages are read"
"""Why the rest of what a site has is left out."""

_BEGINNING = re.compile(r"<rss\b[^<>]*wordpress\.org/export/")

_KINDS = ("post", "page")
# What every site has beside its texts. Other kinds may be texts, and are told of.
_NO_TEXTS = re.compile(
    "attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|"
    "wp_.*|acf-.*|elementor_.*"
)

_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+)\b[^\[\]]*\]"
)
_BLOCK = "<!-- wp:"
"""What the newer editor writes before each block; there, lines of the source mean nothing."""

_NO_DATE = "0000-00-00"


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a post or page; positions count all entries, whatever they are, from 1."""
    root, entries = elements(document.chunks, "item")
    site = channel_of(root)
    authors = _authors(site)
    show("element", lambda: {"channel": site.said()}, lasting=True)
    left_out: Counter[str] = Counter()
    for position, element in enumerate(entries, 1):
        try:
            if isinstance(element, Unreadable):
                raise element
            entry = Children(element)
            if reason := _left_out(entry):
                left_out[reason] += 1
            elif entry.text("wp:post_type") in _KINDS:
                show("element", entry.said)
                yield document.item(_fields(entry, site, authors), position)
        except Unreadable as error:
            yield document.rejection(f"entry {position} {error}", position)
    if left_out:
        yield document.rejection(told_left_out(left_out, ONLY_PUBLISHED))


def _begins_as_export(start: str, _: Knowledge) -> bool:
    return _BEGINNING.search(start) is not None


WORDPRESS = Reader(
    name="wordpress",
    description="WordPress's exports (WXR): published posts and pages",
    arabic="ملفات تصدير ووردبريس (WXR): المقالات والصفحات المنشورة",
    among=(".rss", ".txt", ".text", ".htm", ".html"),
    recognises=_begins_as_export,
    read=_read,
)


def _left_out(entry: Children) -> str | None:
    """What an entry is that may be a text and is not read; None for what is, and for no texts."""
    kind, status = entry.text("wp:post_type"), entry.text("wp:status")
    if _NO_TEXTS.fullmatch(kind):
        return None
    if kind not in _KINDS:
        return f"of the kind “{kind[:40]}”"
    if entry.text("wp:post_password"):
        return "with a password"
    return None if status == "publish" else f"not published ({status[:40]})"


def _authors(site: Children) -> dict[str, str]:
    """The names that the site shows, by the names that its authors log in with."""
    people = map(Children, site.all("wp:author"))
    return {
        person.text("wp:author_login"): person.text("wp:author_display_name") for person in people
    }


def _fields(entry: Children, site: Children, authors: Mapping[str, str]) -> dict[str, Any]:
    login, url = entry.text("dc:creator"), entry.text("link")
    local = entry.text("wp:post_date")
    title = " ".join(html_text(entry.text("title")).split())
    text, excerpt = (_shown(entry.text(f"{part}:encoded")) for part in ("content", "excerpt"))
    fields = {
        "id": entry.text("guid") or url,
        "title": title,
        "text": with_standfirst(text, title, [excerpt]) if text else excerpt,
        "source": html_text(site.text("title")),
        "published": entry.text("pubDate") if local.startswith(_NO_DATE) else local,
        "author": authors.get(login) or login,
        "url": url,
        "language": site.text("language"),
        "tags": _terms(entry, "post_tag"),
        "categories": _terms(entry, "category"),
        "description": excerpt if text else None,
    }
    return {name: value for name, value in fields.items() if value}


def _shown(content: str) -> str:
    """What WordPress shows: in what older editors wrote, a line of the source is a line."""
    return html_text(_SHORTCODE.sub("", content), keep_lines=_BLOCK not in content)


def _terms(entry: Children, taxonomy: str) -> list[str]:
    terms = (term for term in entry.all("category") if term.get("domain") == taxonomy)
    return list(dict.fromkeys(filter(None, (html_text(text_in(term)) for term in terms))))
