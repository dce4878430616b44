"""Messages as Telegram's API has them, which scripts with Telethon and 4CAT write down.

An object a message (`"_": "Message"`), whose chat is a number (`peer_id`); 4CAT puts
beside it what the chat is called.
"""

from collections.abc import Mapping
from typing import Any

from .exports import a_text, at, hashtags, names_in, rest

_NAMES = frozenset({"_", "peer_id", "message", "date"})
_USED = ("_", "id", "message", "date", "peer_id", "post_author", "_chat", "entities")


def is_of_api(start: str) -> bool:
    """Whether a JSON text begins with a message of the API."""
    return names_in(start) >= _NAMES


def is_published(message: Mapping[str, Any]) -> bool:
    """Whether a message stands in a channel or a large group, and not between people."""
    return at(message, "peer_id", "channel_id") is not None


def fields_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """What a message says; nothing for an event, or media without a word."""
    text = a_text(message.get("message"))
    if not text:
        return {}
    username = a_text(at(message, "_chat", "username"))
    number = at(message, "peer_id", "channel_id")
    peer = number or at(message, "peer_id", "chat_id") or at(message, "peer_id", "user_id")
    place = f"https://t.me/{username}" if username else number and f"https://t.me/c/{number}"
    return {
        "id": f"telegram:{peer}/{message.get('id')}",
        "text": text,
        "source": at(message, "_chat", "title") or username or None,
        "published": message.get("date"),
        "platform": "telegram",
        "author": message.get("post_author"),
        "url": f"{place}/{message.get('id')}" if place else None,
        "tags": hashtags(text),
        **rest(message, *_USED),
    }
