"""Instagram: what its users download as JSON.

A post is its pictures; what is written under them stands as `title`, of the post
where there are several, else of its one picture. Comments are tables whose names
are in the language of the account (`Comment`, تعليق), but always in one order:
what was said, then under whose post.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..base import Knowledge, Outcome, Reader, SourceFile
from . import meta_download
from .exports import a_text, at, dicts, hashtags, names_in, post, rest

_LISTS = (
    "ig_reels_media",
    "ig_igtv_media",
    "ig_stories",
    "comments_media_comments",
    "comments_reels_comments",
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    return meta_download.read(document, knowledge, "Instagram", _posts)


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    has_pictures = {"uri", "creation_timestamp"} <= names
    return (has_pictures and bool(names & {"media", *_LISTS})) or "string_map_data" in names


INSTAGRAM = Reader(
    name="instagram",
    description="Instagram's downloads as JSON: posts and comments; messages when it is named",
    arabic="ما يُنزَّل من إنستغرام بصيغة JSON: المنشورات والتعليقات، والرسائل إن سُمّي القارئ",
    among=(".json",),
    recognises=_recognises,
    read=_read,
)


def _posts(
    document: SourceFile, knowledge: Knowledge, found: Mapping[str, Any], position: int | None
) -> Iterator[Outcome]:
    listed = [one for name in _LISTS for one in dicts(found.get(name))]
    entries = enumerate(listed, 1) if listed else [(position, dict(found))]
    for place, entry in entries:
        fields = _comment(entry) if "string_map_data" in entry else _post(entry)
        if fields["text"]:
            yield post(document, knowledge, fields, place)


def _post(entry: Mapping[str, Any]) -> dict[str, Any]:
    media = dicts(entry.get("media"))
    written = [a_text(one.get("title")) for one in (entry, *media)]
    text = "\n".join(dict.fromkeys(filter(None, written)))
    return {
        "text": text,
        "published": entry.get("creation_timestamp") or at(media, 0, "creation_timestamp"),
        "platform": "instagram",
        "tags": hashtags(text),
        "kind": "post",
        **rest(entry, "title", "creation_timestamp"),
    }


def _comment(entry: Mapping[str, Any]) -> dict[str, Any]:
    told = at(entry, "string_map_data")
    values = dicts(list(told.values())) if isinstance(told, dict) else []
    said = [a_text(one.get("value")) for one in values if one.get("value")]
    times = [one["timestamp"] for one in values if one.get("timestamp")]
    return {
        "text": said[0] if said else "",
        "published": next(iter(times), None),
        "platform": "instagram",
        "kind": "comment",
        "under_a_post_of": said[1] if len(said) > 1 else None,
        **rest(entry, "string_map_data", "title"),
    }
