"""Telegram's `messages.html`, `messages2.html` …: a page has about a thousand messages.

A page does not say what kind of chat it is. In a channel all messages are the
channel's own; where others speak, it is a chat among people.
"""

import re
from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import Any
from urllib.parse import unquote

from ...media import Media
from ..base import Knowledge, Outcome, SourceFile, Unreadable
from ..tracing import show
from .exports import check_may_be_read, hashtags, post

_PAGE = re.compile(r'<div class="page_wrap|<title>Exported Data</title>')
_MESSAGE = re.compile(r'<div class="(?:message (?:default|service)|history|page_body chat_page)')
_TAG = re.compile(r"""<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*+""", re.I)
_LONGEST_TAG = 20_000
"""Characters. The parser compares each attribute with all before it."""

_BROKEN = "\ufffd"
"""What stands for broken bytes in the tree."""

_NUMBER = re.compile(r"message(\d+)$")


def is_page(start: str) -> bool:
    """Whether a text begins as a page of messages does."""
    return bool(_PAGE.search(start) and _MESSAGE.search(start))


def posts(
    document: SourceFile, knowledge: Knowledge, written: str, *, is_whole: bool
) -> Iterator[Outcome]:
    """The messages that have a text; raise `Unreadable` for a chat that is private.

    Bytes that are not valid cost the messages in which they stand; of what `loose_text` could not
    read to its end, the last message may not be whole.
    """
    text = written.encode(errors="surrogateescape").decode(errors="replace")
    page = _parsed(text)
    chat = _line(page, ".//div[contains(@class, 'page_header')]//div[contains(@class, 'bold')]")
    messages = list(_messages(page))
    if not messages:
        raise Unreadable("has no messages: it is another page of the export")
    senders = {sender for _, sender in messages if sender}
    if not chat and len(senders) == 1:
        (chat,) = senders
    if senders - {chat}:
        check_may_be_read(knowledge, f"“{chat}” is a chat among people", "telegram")
    show("element", {"page_header": chat}, lasting=True)
    broken = _BROKEN if text != written else None
    for position, (message, sender) in enumerate(messages if is_whole else messages[:-1], 1):
        show("element", partial(_shown_in, message, sender))
        fields = _fields(message, chat, sender)
        if fields and broken and broken in fields["text"]:
            yield document.rejection(f"message {position} has bytes that are not UTF-8", position)
        elif fields:
            yield post(document, knowledge, fields, position, _media(message))


def _parsed(text: str) -> Any:
    """The page's tree; raise `Unreadable` for one that Telegram cannot have written."""
    from lxml import etree, html

    if any(tag.end() - tag.start() > _LONGEST_TAG for tag in _TAG.finditer(text)):
        raise Unreadable("has a tag that is too long for a page of messages")
    parser = html.HTMLParser(encoding="utf-8")
    page = html.fromstring(text.encode(), parser=parser)
    if any(one.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        raise Unreadable("is nested too deeply, or has a text of over 10 MB")
    return page


def _messages(page: Any) -> Iterator[tuple[Any, str]]:
    """Messages with who wrote each; one that is "joined" to the last has the same sender."""
    sender = ""
    for message in page.iterfind(".//div[@id]"):
        classes = message.get("class", "").split()
        if "message" not in classes or "service" in classes:
            continue
        sender = _line(message, "./div[@class='body']/div[@class='from_name']") or sender
        yield message, sender


def _fields(message: Any, chat: str, sender: str) -> dict[str, Any]:
    """What a message says; nothing if it is a picture without a word."""
    body = next(message.iterfind("./div[@class='body']"), message)
    written = body.xpath(".//div[@class='text']")
    asked = body.xpath(".//div[@class='media_poll']/div[@class='question bold' or @class='answer']")
    text = "\n".join(filter(None, map(_lines, [*written, *asked])))
    number = _NUMBER.match(message.get("id"))
    if number is None or not text:
        return {}
    dates = body.xpath("./div[contains(@class, 'date')]/@title")
    return {
        "id": f"telegram:{chat}/{number[1]}",
        "text": text,
        "source": chat,
        "published": next(iter(dates), None),
        "platform": "telegram",
        "author": _line(body, "./div[@class='signature details']")
        or (None if sender == chat else sender),
        "tags": hashtags(text),
        "links": [
            link for one in written for link in one.xpath(".//a/@href") if link.startswith("http")
        ],
        "forwarded_from": _line(body, "./div[@class='forwarded body']/div[@class='from_name']"),
        "reactions": _reactions(body),
        "reply_to_message_id": _replied_to(body),
    }


def _media(message: Any) -> Iterator[Media]:
    """The files to which it leads; a place leads to a map, and what was not exported nowhere."""
    links = map(str, message.xpath(".//div[contains(@class, 'media_wrap')]//a/@href"))
    return (Media(unquote(link)) for link in links if "://" not in link)


def _shown_in(message: Any, sender: str) -> dict[str, Any]:
    """The number of a message, who sent it, and the texts and titles of its parts by classes."""
    parts = [(part.get("class"), part) for part in message.iter("div") if part.get("class")]
    texts = {name: [_lines(copy(part)), part.get("title")] for name, part in parts}
    return {**texts, "from_name": sender, "id": message.get("id", "").removeprefix("message")}


def _reactions(body: Any) -> list[str]:
    found = body.xpath(".//*[@class='reactions']/*[contains(@class, 'reaction')]")
    return [" ".join(one.text_content().split()) for one in found]


def _replied_to(body: Any) -> str | None:
    found = body.xpath("./div[contains(@class, 'reply_to')]//a/@href")
    number = re.search(r"message(\d+)", next(iter(found), ""))
    return number[1] if number else None


def _line(element: Any, path: str) -> str:
    """The text of the first such element, without what stands in elements of its own."""
    found = next(iter(element.xpath(path)), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def _lines(written: Any) -> str:
    """An element's text with its breaks as line ends."""
    for line_end in written.iter("br"):
        line_end.tail = f"\n{(line_end.tail or '').lstrip()}"
    return str(written.text_content()).strip()
