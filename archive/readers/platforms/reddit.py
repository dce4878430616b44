"""Reddit: an account's download (CSV), pages of the site saved as .json, dumps of all posts.

A dump (Pushshift, Arctic Shift) has an object a line; a page is a "Listing" of things,
whose comments have further Listings as replies. The download has the network
address from which each post was sent, which is not kept, and private messages,
which are only read when the reader is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import peeked
from .exports import (
    a_text,
    at,
    check_may_be_read,
    dicts,
    names_in,
    objects,
    post,
    rest,
    rows,
)

_SHAPES = (
    frozenset({"subreddit", "author", "created_utc", "selftext"}),
    frozenset({"subreddit", "author", "created_utc", "body", "link_id"}),
)
_COLUMNS = (
    frozenset({"id", "permalink", "subreddit", "body"}),
    frozenset({"id", "permalink", "thread_id", "from", "to", "body"}),
    frozenset({"id", "subreddit", "created_utc", "selftext"}),
)
_GONE = frozenset({"[deleted]", "[removed]", ""})
_SITE = "https://www.reddit.com"

_USED = (
    *("id", "name", "title", "selftext", "body", "author", "permalink", "created_utc", "created"),
    *("date", "subreddit", "ip", "selftext_html", "body_html", "replies", "preview", "media_embed"),
    *("all_awardings", "author_flair_richtext", "link_flair_richtext", "secure_media_embed"),
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    document = replace(document, chunks=chunks)
    is_json = start.lstrip()[:1] in (b"{", b"[")
    for found in (objects if is_json else rows)(document, knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        if "thread_id" in found.fields:
            check_may_be_read(knowledge, "is a table of messages", REDDIT.name)
        for thing in _things(found.fields):
            if "body" not in thing and "selftext" not in thing:
                raise Unreadable("has no posts and no comments of Reddit")
            if fields := _fields(thing):
                yield post(document, knowledge, fields, found.origin.position)


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    header = start.lstrip()[:2000].partition("\n")[0].strip().lower()
    columns = {name.strip(' "') for name in header.split(",")}
    return any(shape <= names for shape in _SHAPES) or any(shape <= columns for shape in _COLUMNS)


REDDIT = Reader(
    name="reddit",
    description="Posts and comments of Reddit: an account's download, saved pages, dumps",
    arabic="منشورات ريديت وتعليقاته: تنزيل حساب، وصفحات محفوظة، ونسخ كاملة",
    among=(".json", ".jsonl", ".ndjson", ".csv"),
    recognises=_recognises,
    read=_read,
)


def _things(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The posts and comments in an object, one after the other, each before its replies."""
    waiting = [dict(found)]
    while waiting:
        thing = waiting.pop()
        if thing.get("kind") == "Listing":
            children = dicts(at(thing, "data", "children"))
            waiting += [child for child in reversed(children) if child.get("kind") != "more"]
        elif isinstance(data := thing.get("data"), dict):
            waiting.append(data)
        else:
            yield thing
            if isinstance(replies := thing.get("replies"), dict):
                waiting.append(replies)


def _fields(thing: Mapping[str, Any]) -> dict[str, Any]:
    """What a post or a comment says; nothing if its text is gone and it has no title."""
    title = unescape(a_text(thing.get("title")))
    said = a_text(thing.get("selftext") or thing.get("body"))
    text = "" if said.strip() in _GONE else unescape(said)
    if not (title or text):
        return {}
    is_message = "thread_id" in thing
    is_post = bool(title) and not is_message
    number = a_text(thing.get("id")).removeprefix("t3_").removeprefix("t1_")
    author = a_text(thing.get("author") or thing.get("from"))
    subreddit = a_text(thing.get("subreddit"))
    kind = "message" if is_message else "post" if is_post else "comment"
    return {
        "id": f"reddit:{'t4' if is_message else 't3' if is_post else 't1'}_{number}",
        "title": title,
        "text": text,
        "source": f"r/{subreddit}" if subreddit else None,
        "published": thing.get("created_utc") or thing.get("date"),
        "platform": "reddit",
        "author": None if author in _GONE else author,
        "url": _address(thing, number if is_post else ""),
        "kind": kind,
        **_left(thing),
    }


def _left(thing: Mapping[str, Any]) -> dict[str, Any]:
    """All else; the address that a post leads to is kept as `link`, as `url` is its own."""
    left = rest(thing, *_USED)
    return rest(left, "url") | {"leads_to": left.get("url")}


def _address(thing: Mapping[str, Any], number: str) -> str | None:
    permalink = a_text(thing.get("permalink"))
    if permalink:
        return permalink if permalink.startswith("http") else f"{_SITE}{permalink}"
    return f"{_SITE}/comments/{number}" if number else None
