"""Facebook: what its users and pages download as JSON.

A file is of one kind: posts are an array, comments and posts in groups an object
that holds one. They have no id and no address. What Facebook says of a post
("… updated her status") is no title of it, and kept as `activity`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...media import Media
from ..base import Knowledge, Outcome, Reader, SourceFile
from . import meta_download
from .exports import a_text, at, dicts, hashtags, names_in, post, rest

_IN_POSTS = frozenset({"post", "update_timestamp", "attachments", "comment", "reaction"})
_IN_ENTRIES = frozenset({"data", "attachments", "timestamp"})


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    return meta_download.read(document, knowledge, "Facebook", _posts)


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    if {"timestamp", "data"} <= names and names & _IN_POSTS:
        return True
    if meta_download.has_messages(start):
        return True
    is_list = "timestamp" in names and "string_map_data" not in names  # which Instagram has
    return is_list and meta_download.is_mis_encoded(start)


FACEBOOK = Reader(
    name="facebook",
    description="Facebook's downloads as JSON: posts and comments; messages when it is named",
    arabic="ما يُنزَّل من فيسبوك بصيغة JSON: المنشورات والتعليقات، والرسائل إن سُمّي القارئ",
    among=(".json",),
    recognises=_recognises,
    read=_read,
)


def _posts(
    document: SourceFile, knowledge: Knowledge, found: Mapping[str, Any], position: int | None
) -> Iterator[Outcome]:
    entries: Iterable[tuple[int | None, dict[str, Any]]] = [(position, dict(found))]
    if not _IN_ENTRIES & found.keys():
        entries = enumerate((one for held in found.values() for one in _listed(held)), 1)
    for place, entry in entries:
        if fields := _fields(entry):
            yield post(document, knowledge, fields, place, _media(entry))


def _listed(found: Any) -> list[dict[str, Any]]:
    """The entries of a list, which stood in an object of its own in older downloads."""
    return dicts(at(found, "activity_log_data") if isinstance(found, dict) else found)


def _fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says; nothing if it is a picture or a "like" without a word."""
    data = dicts(entry.get("data"))
    comment: dict[str, Any] = next(
        (one["comment"] for one in data if isinstance(one.get("comment"), dict)), {}
    )
    attached = _attached(entry)
    said = [a_text(one.get("post")) for one in data] + [a_text(comment.get("comment"))]
    text = "\n".join(filter(None, said)) or "\n".join(_described(attached))
    if not text:
        return {}
    links = [at(one, "external_context", "url") for one in attached]
    return {
        "text": text,
        "published": comment.get("timestamp") or entry.get("timestamp"),
        "platform": "facebook",
        "author": comment.get("author"),
        "tags": hashtags(text),
        "kind": "comment" if comment else "post",
        "group": comment.get("group"),
        "links": list(filter(None, links)),
        "activity": entry.get("title"),
        "people": entry.get("tags"),
        **rest(entry, "timestamp", "data", "title", "tags"),
    }


def _attached(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for part in dicts(entry.get("attachments")) for one in dicts(part.get("data"))]


def _media(entry: Mapping[str, Any]) -> Iterator[Media]:
    """The pictures and videos that the download has, with what was written under each."""
    for one in _attached(entry):
        media = at(one, "media")
        yield Media(a_text(at(media, "uri")), a_text(at(media, "description")))


def _described(attached: list[dict[str, Any]]) -> Iterator[str]:
    """What is said of pictures and links, once each."""
    said = (
        a_text(told)
        for one in attached
        for told in (
            one.get("text"),
            at(one, "media", "description"),
            at(one, "external_context", "name"),
        )
    )
    return iter(dict.fromkeys(filter(None, said)))
