"""Pages of Google Takeout: comments of older downloads, and histories, which hold no texts.

`my-comments.html` is a list in which each line says when and under which video something
was written, in the language of the account, and after a break what.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from ..base import Knowledge, Outcome, SourceFile, Unreadable
from ..encoding import whole_text
from ..html_text import html_text
from .exports import hashtags, post

_HISTORY = "outer-cell mdl-cell mdl-cell--12-col"
_LOOKED_AT = 2**16
_HEAD = re.compile(r"<li\b[^<>]*>((?:[^<]++|</?(?!br|li)[a-z][^<>]*>){0,40}+)<br\s*/?>", re.I)
_ENTRY = re.compile(r"<li\b[^<>]*>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LINK = re.compile(
    r"href=[\"'](?P<url>https?://(?:www\.)?youtube\.com/(?:watch\?|post/|channel/)[^\"'<>]*)[\"'][^<>]*>"
    r"(?P<title>[^<]*)",
    re.I,
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
_COMMENT = re.compile(r"[?&]lc=([\w.-]+)")
_VIDEO = re.compile(r"[?&]v=([\w-]+)")


def is_page(start: str) -> bool:
    """Whether a page is a history of Google's, or a list of comments on YouTube."""
    if not start.lstrip().startswith("<"):
        return False
    head = _HEAD.search(start[:_LOOKED_AT])
    return _HISTORY in start or (head is not None and _is_head(head[1]))


def read_page(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The comments, by their places; raise `Unreadable` for a history."""
    text = whole_text(document.chunks, "a page of comments")
    if _HISTORY in text:
        raise Unreadable("is a history of what was watched or searched for: it holds no texts")
    has_comments = False
    for position, entry in enumerate(_ENTRY.split(text)[1:], 1):
        head, *written = _BREAK.split(entry, maxsplit=1)
        if written and _is_head(head):
            has_comments = True
            if fields := _fields(head, html_text(written[0])):
                yield post(document, knowledge, fields, position)
    if not has_comments:
        raise Unreadable("is no page of comments of Google Takeout")


def _is_head(head: str) -> bool:
    return _LINK.search(head) is not None and _MOMENT.search(head) is not None


def _fields(head: str, text: str) -> dict[str, Any]:
    """What was written, under which video and when; nothing where no word of it is left."""
    links = [unescape(link["url"]) for link in _LINK.finditer(head)]
    moments = _MOMENT.findall(head)
    if not (text and links and moments):
        return {}
    url = next((link for link in links if _COMMENT.search(link)), links[0])
    comment, video = _COMMENT.search(url), _VIDEO.search(url)
    at = moments[0].replace(" ", "T")
    under = next((" ".join(unescape(link["title"]).split()) for link in _LINK.finditer(head)), "")
    return {
        "id": f"youtube:{comment[1] if comment else f'{video[1] if video else url}/{at}'}",
        "text": text,
        "published": f"{at}Z",
        "platform": "youtube",
        "url": url,
        "tags": hashtags(text),
        "kind": "comment",
        "under": under,
    }
