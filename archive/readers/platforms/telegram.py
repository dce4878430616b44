"""Telegram: what its desktop application exports, a chat's or a whole account's.

A chat is `{"name", "type", "id", "messages": [...]}`; an account has its chats in
`chats.list`. What happened in a chat ("service" messages) and media without a word
are no posts. A post is known by its chat's number and its own, which every
export has alike. Chats among people are private and only read when the reader
is named; channels and public groups are published.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...items import Rejection
from ...media import Media
from ..base import ITEM_LIMIT, Chunks, Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import peeked
from ..encoding import loose_text
from ..tracing import show
from . import telegram_api, telegram_pages
from .exports import a_text, at, dicts, is_private, names_in, objects, post, rest

_PUBLISHED = frozenset({"public_channel", "private_channel", "public_supergroup"})
_WITH_ADDRESSES = frozenset({*_PUBLISHED, "private_supergroup"})
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
_BRACE = 16
"""Bytes in which the end of an object stands, with blanks round it."""

_ACCOUNT = re.compile(r'\s*\{\s*"about"\s*:')
_IN_ACCOUNTS = frozenset({"personal_information", "chats", "left_chats"})
_MESSAGE = re.compile(r'"type"\s*:\s*"(?:message|service)"')

_USED = ("id", "type", "text", "text_entities", "date", "from", "author")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    beginning = start.decode(errors="replace")
    document = replace(document, chunks=chunks)
    if telegram_pages.is_page(beginning):
        text, failure = loose_text(document.chunks, "a page", ITEM_LIMIT)
        yield from telegram_pages.posts(document, knowledge, text, is_whole=failure is None)
        if failure:
            raise failure
    elif _is_export(beginning):
        yield from _exported(document, knowledge)
    elif telegram_api.is_of_api(beginning):
        yield from _collected(document, knowledge)
    else:
        raise Unreadable("is no export of Telegram: give its result.json or messages.html")


def _exported(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    document = replace(document, chunks=chunks)
    chat, begins = _head_of_chat(start)
    if chat:
        array = replace(document, chunks=_array(chunks, begins))
        yield from _posts(document, knowledge, chat, objects(array, knowledge))
        return
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
        else:
            for one in _chats(found.fields):
                messages = enumerate(dicts(one.get("messages")), 1)
                items = (document.item(message, position) for position, message in messages)
                yield from _posts(document, knowledge, one, items)


def _collected(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    private = 0
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
        elif not (telegram_api.is_published(found.fields) or knowledge.is_named):
            private += 1
        elif fields := telegram_api.fields_of(found.fields):
            yield post(document, knowledge, fields, found.origin.position)
    if private:
        yield document.rejection(
            is_private(f"has messages of chats among people ({private})", TELEGRAM.name)
        )


def _head_of_chat(start: bytes) -> tuple[dict[str, Any], int]:
    """What is said of one chat before its messages, and where their array begins.

    They stand last, and may be more than can be held. Empty for an account, and
    where the kind of the chat is not among what stands before.
    """
    if messages := _MESSAGES.search(start):
        try:
            chat = json.loads(start[: messages.start()] + b'"messages": []}')
        except (ValueError, RecursionError):
            return {}, 0
        if "type" in chat:
            return chat, messages.end() - 1
    return {}, 0


def _array(chunks: Chunks, begins: int) -> Chunks:
    """The array alone: without what stands before it, and the brace after it."""
    held = next(chunks)[begins:]
    for chunk in chunks:
        if len(chunk) > _BRACE:
            yield held
            held = chunk
        else:
            held += chunk
    yield held.rstrip().removesuffix(b"}")


def _recognises(start: str, _: Knowledge) -> bool:
    return telegram_pages.is_page(start) or _is_export(start) or telegram_api.is_of_api(start)


def _is_export(start: str) -> bool:
    names = names_in(start)
    if _ACCOUNT.match(start):
        return bool(names & _IN_ACCOUNTS)
    return {"messages", "type", "date"} <= names and _MESSAGE.search(start) is not None


TELEGRAM = Reader(
    name="telegram",
    description="Telegram's exports: result.json of a chat or an account, messages.html",
    arabic="ما تصدّره تلغرام: ملف result.json لمحادثة أو لحساب، وصفحات messages.html",
    among=(".json", ".jsonl", ".ndjson", ".html"),
    recognises=_recognises,
    read=_read,
)


def _chats(export: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "messages" in export:
        return [dict(export)]
    return [
        chat for part in ("chats", "left_chats") for chat in dicts(at(export.get(part), "list"))
    ]


def _posts(
    document: SourceFile,
    knowledge: Knowledge,
    chat: Mapping[str, Any],
    messages: Iterator[Outcome],
) -> Iterator[Outcome]:
    if not (_is_published(chat) or knowledge.is_named):
        what = f"“{chat.get('name') or chat.get('type')}” is a chat among people"
        yield document.rejection(is_private(what, TELEGRAM.name))
        return
    show("column", rest(chat, "messages"), lasting=True)
    for found in messages:
        if isinstance(found, Rejection):
            yield found
            continue
        show("column", found.fields)
        if found.fields.get("type") == "message" and (text := _text(found.fields)):
            fields = _fields(chat, found.fields, text)
            position = found.origin.position
            yield post(document, knowledge, fields, position, _media(found.fields))


def _is_published(chat: Mapping[str, Any]) -> bool:
    """Whether a chat is for all to read; one of no stated kind is if none but itself speaks."""
    if "type" in chat:
        return a_text(chat["type"]) in _PUBLISHED
    senders = {a_text(message.get("from")) for message in dicts(chat.get("messages"))}
    return senders <= {a_text(chat.get("name")), ""}


def _fields(chat: Mapping[str, Any], message: Mapping[str, Any], text: str) -> dict[str, Any]:
    name = a_text(chat.get("name"))
    sender = message.get("author") or message.get("from")
    parts = _parts(message)
    return {
        "id": f"telegram:{chat.get('id') or name}/{message.get('id')}",
        "text": text,
        "source": name,
        "published": message.get("date"),
        "platform": "telegram",
        "author": None if sender == name else sender,
        "url": _address(chat, message),
        "tags": [part["text"].lstrip("#") for part in parts if part.get("type") == "hashtag"],
        "links": list(filter(None, map(_link, parts))),
        **rest(message, *_USED),
    }


def _text(message: Mapping[str, Any]) -> str:
    """What the message says; of a poll, its question and the answers to choose from."""
    text = "".join(part["text"] for part in _parts(message))
    poll = message.get("poll")
    asked = [at(poll, "question"), *(answer.get("text") for answer in dicts(at(poll, "answers")))]
    return "\n".join(filter(None, [text.strip(), *map(a_text, asked)]))


def _parts(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The text in pieces: plain ones, and such as are a link, a tag or bold."""
    text = message.get("text")
    pieces = text if isinstance(text, list) else [text]
    objects_ = [{"text": one} if isinstance(one, str) else one for one in pieces]
    return [one for one in dicts(objects_) if isinstance(one.get("text"), str)]


def _media(message: Mapping[str, Any]) -> Iterator[Media]:
    """The message's picture or file; of one that was not exported, a sentence in brackets tells."""
    names = (a_text(message.get(kind)) for kind in ("photo", "file"))
    return (Media(name) for name in names if not name.startswith("("))


def _link(part: Mapping[str, Any]) -> str | None:
    return part.get("href") or (part["text"] if part.get("type") == "link" else None)


def _address(chat: Mapping[str, Any], message: Mapping[str, Any]) -> str | None:
    """The message's address, by the channel's name where the export tells it, or its number."""
    if chat.get("username"):
        return f"https://t.me/{chat['username']}/{message.get('id')}"
    if a_text(chat.get("type")) in _WITH_ADDRESSES and chat.get("id"):
        return f"https://t.me/c/{chat['id']}/{message.get('id')}"
    return None
