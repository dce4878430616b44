r"""What the downloads of Facebook and Instagram have in common ("Download your information").

Both write the bytes of UTF-8 as if each were a letter of Latin-1 (`\u00d8\u00a7`
is ا). Both have conversations in files of one shape, `message_1.json`, which are
private and only read when a reader is named.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ...items import Item
from ..base import Knowledge, Outcome, SourceFile, Unreadable
from ..tracing import show
from .exports import a_text, at, check_may_be_read, dicts, names_in, objects, post, rest

_MIS_ENCODED = re.compile(r"(?:\\u00[cd][0-9a-f]\\u00[89ab][0-9a-f]){3}", re.I)
_MESSAGES = frozenset({"participants", "messages", "sender_name", "timestamp_ms"})


Posts: TypeAlias = Callable[
    [SourceFile, Knowledge, Mapping[str, Any], int | None], Iterator[Outcome]
]
"""The posts and comments of one object of a file, at this position."""


def read(document: SourceFile, knowledge: Knowledge, whose: str, posts: Posts) -> Iterator[Outcome]:
    """What a file of such a download holds; raise `Unreadable` where there is none of it."""
    none = True
    for found in objects(document, knowledge):
        for outcome in _outcomes(document, knowledge, found, posts):
            none = False
            yield outcome
    if none:
        raise Unreadable(f"is a list of {whose}'s download that holds no posts and no comments")


def _outcomes(
    document: SourceFile, knowledge: Knowledge, found: Outcome, posts: Posts
) -> Iterable[Outcome]:
    """What one object of the file is read as, its texts as they were written."""
    if not isinstance(found, Item):
        return (found,)
    fields: dict[str, Any] = mended(found.fields)
    show("column", fields)
    if "messages" in fields:
        return _messages(document, knowledge, fields)
    return posts(document, knowledge, fields, found.origin.position)


def mended(found: Any) -> Any:
    """A value in which each text that is UTF-8 read as Latin-1 is itself again."""
    match found:
        case str():
            try:
                return found.encode("latin-1").decode()
            except UnicodeError:  # it has other letters, or is no UTF-8: it was right
                return found
        case list():
            return [mended(one) for one in found]
        case dict():
            return {mended(name): mended(value) for name, value in found.items()}
        case _:
            return found


def is_mis_encoded(start: str) -> bool:
    """Whether a JSON text is written as only these two write it."""
    return _MIS_ENCODED.search(start) is not None


def has_messages(start: str) -> bool:
    """Whether a JSON text begins as a conversation does."""
    return names_in(start) >= _MESSAGES


def _messages(
    document: SourceFile, knowledge: Knowledge, conversation: Mapping[str, Any]
) -> Iterator[Outcome]:
    """The messages that have a text; raise `Unreadable` where they were not asked for."""
    platform = document.reader
    name = a_text(conversation.get("title"))
    check_may_be_read(knowledge, f"“{name}” is a conversation", platform)
    for position, message in enumerate(dicts(conversation.get("messages")), 1):
        if text := a_text(message.get("content")):
            fields = {
                "text": text,
                "source": name,
                "published": message.get("timestamp_ms"),
                "platform": platform,
                "author": message.get("sender_name"),
                "kind": "message",
                "link": at(message, "share", "link"),
                **rest(message, "content", "timestamp_ms", "sender_name", "type"),
            }
            yield post(document, knowledge, fields, position)
