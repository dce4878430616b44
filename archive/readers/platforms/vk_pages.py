"""VK's own download: a folder of pages in windows-1251, each with some dozens of entries.

`wall/wall0.html` has posts, `comments/comments0.html` what was written under others',
`messages/ID/messages0.html` a conversation. The other pages list what was liked or set,
and hold no texts. Letters that windows-1251 lacks, so all Arabic ones, are references.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from ..base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import whole
from ..html_text import html_text
from .exports import check_may_be_read, hashtags, post

_CRUMB = re.compile(r"class=[\"']ui_crumb[\"'][^<>]*>(?:\s*<a\b[^<>]*>)?([^<>]*)", re.I)
_OF_VK = (b"ui_crumb", b"vk.com")
_ENTRIES = (b"item__main", b"message__header")
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)
_BEGINNING = 4_000

_ITEM = re.compile(r"<div class=[\"']item[\"'][^<>]*>", re.I)
_MAIN = re.compile(r"<div class=[\"']item__main[\"'][^<>]*>", re.I)
_NOTES = re.compile(r"<div class=[\"']item__tertiary[\"'][^<>]*>", re.I)
_HEADER = re.compile(r"<div class=[\"']message__header[\"'][^<>]*>(.*?)</div>", re.I | re.S)
_ATTACHED = re.compile(r"<div class=[\"'](?:kludges|attachment)\b", re.I)
_EDITED = re.compile(r"<span class=[\"']message-edited\b.*?</span>", re.I | re.S)
_NUMBER = re.compile(r"data-id=[\"'](\d{1,20})[\"']")
_ADDRESS = re.compile(
    r"href=[\"'](?P<url>https://vk\.com/wall(?P<id>-?\d+_\d+)(?:\?reply=(?P<reply>\d+)[^\"']*)?)[\"']"
)
_BARE_ADDRESS = re.compile(r"https?://\S+")

_DAY = re.compile(r"(\d{1,2})\s+([^\W\d]{3,12})\.?\s+(\d{4})")
_HOUR = re.compile(r"\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(am|pm))?", re.I)
_MONTHS = (
    *(("янв", "січ", "jan"), ("фев", "лют", "feb"), ("мар", "бер", "mar"), ("апр", "кві", "apr")),
    *(("мая", "тра", "may"), ("июн", "чер", "jun"), ("июл", "лип", "jul"), ("авг", "сер", "aug")),
    *(("сен", "вер", "sep"), ("окт", "жов", "oct"), ("ноя", "лис", "nov"), ("дек", "гру", "dec")),
)
_HALF_DAY = 12
_ONESELF = frozenset(("you", "вы", "ви"))


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The posts, or the messages of a conversation, that have a text."""
    page = _decoded(whole(document.chunks, "a page of VK's download", ITEM_LIMIT))
    entries = _ITEM.split(page)[1:]
    if any(_HEADER.search(entry) for entry in entries):
        check_may_be_read(knowledge, "is a conversation of VK", VK_PAGES.name)
        chat = _chat(page)
        found = ((place, _message(entry, chat)) for place, entry in enumerate(entries, 1))
    else:
        name = PurePosixPath(document.file).name
        kind = "comment" if name.startswith("comments") else "post"
        found = ((place, _post(entry, kind)) for place, entry in enumerate(entries, 1))
    has_texts = False
    for place, fields in found:
        if fields:
            has_texts = True
            yield post(document, knowledge, fields, place)
    if not has_texts:
        raise Unreadable("is a page of VK's download with no texts in it: no posts, no comments")


def _is_page(start: bytes) -> bool:
    return all(mark in start for mark in _OF_VK) and any(mark in start for mark in _ENTRIES)


VK_PAGES = Reader(
    name="vkpages",
    description="VK's own download: the pages of posts and comments",
    arabic="ملفات فكونتاكتي التي ينزّلها صاحب الحساب: صفحات المنشورات والتعليقات",
    of_bytes=_is_page,
    read=_read,
)


def _decoded(page: bytes) -> str:
    """The page as text; raise `Unreadable` where it is not in the encoding that it states."""
    stated = _CHARSET.search(page[:_BEGINNING])
    encoding = "cp1251" if stated and stated[1].lower() in (b"windows-1251", b"cp1251") else "utf-8"
    try:
        return page.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not in {encoding}, as it says (byte {error.start + 1})") from error


def _post(entry: str, kind: str) -> dict[str, Any]:
    """What was written; nothing for a picture without a word, or what is an address alone."""
    body, *notes = _NOTES.split(entry, maxsplit=1)
    main = (_MAIN.split(body, maxsplit=2)[1:] or [""])[0]
    text = html_text(_ATTACHED.split(main, maxsplit=1)[0])
    address = _ADDRESS.search(notes[0] if notes else "") or _ADDRESS.search(body)
    if not text or address is None or _BARE_ADDRESS.fullmatch(text):
        return {}
    day, author = _day_and_author(notes[0] if notes else "")
    reply = address["reply"]
    return {
        "id": f"vk:{address['id']}{f'/{reply}' if reply else ''}",
        "text": text,
        "published": day,
        "platform": "vk",
        "author": author,
        "url": unescape(address["url"]),
        "tags": hashtags(text),
        "kind": "comment" if reply else kind,
    }


def _message(entry: str, chat: str) -> dict[str, Any]:
    """What a message says; nothing where it is a picture without a word."""
    header = _HEADER.search(entry)
    if header is None:
        return {}
    text = html_text(_ATTACHED.split(entry[header.end() :], maxsplit=1)[0])
    number = _NUMBER.search(entry[: header.start()])
    day, author = _day_and_author(_EDITED.sub("", header[1]))
    if not text:
        return {}
    return {
        "id": f"vk:message/{number[1]}" if number else None,
        "text": text,
        "source": chat,
        "published": day,
        "platform": "vk",
        "author": author,
        "tags": hashtags(text),
        "kind": "message",
    }


def _day_and_author(notes: str) -> tuple[str | None, str | None]:
    """The moment that a line tells, and who stands before it if that is not oneself."""
    line = " ".join(html_text(notes).split())
    found = _DAY.search(line)
    if found is None:
        return None, None
    before = line[: found.start()].strip(" ,·")
    name = None if before.lower() in _ONESELF or ":" in before else before or None
    month = _month(found[2])
    if month is None:
        return found[0], name
    return f"{found[3]}-{month:02}-{int(found[1]):02}{_hour(line)}", name


def _month(name: str) -> int | None:
    start = name.lower()[:3].replace("май", "мая")
    return next((number for number, names in enumerate(_MONTHS, 1) if start in names), None)


def _hour(line: str) -> str:
    found = _HOUR.search(line)
    if found is None:
        return ""
    hour = int(found[1])
    if found[3]:
        hour = hour % _HALF_DAY + (_HALF_DAY if found[3].lower() == "pm" else 0)
    return f"T{hour:02}:{found[2]}"


def _chat(page: str) -> str:
    """Who the conversation is with, which the last of the page's crumbs names."""
    crumbs = [" ".join(unescape(crumb).split()) for crumb in _CRUMB.findall(page)]
    return next(filter(None, reversed(crumbs)), "")
