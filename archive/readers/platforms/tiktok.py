"""TikTok: an account's download as JSON, and videos as the site and its research API tell them.

The download (`user_data_tiktok.json`) has comments and the titles of the account's
own videos, and chats, which are private and only read when the reader is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .exports import a_text, account, at, dicts, hashtags, is_private, names_in, objects, post, rest

_SHAPES = (
    frozenset({"desc", "createTime", "author", "uniqueId"}),
    frozenset({"video_description", "create_time", "username"}),
)
_DOWNLOAD = frozenset({"Activity", "Your Activity", "Profile", "Profile And Settings"})
_IN_DOWNLOAD = frozenset(
    {"CommentsList", "VideoList", "ChatHistory", "ItemFavoriteList", "FansList"}
)
_COMMENTS = (
    ("Comment", "Comments", "CommentsList"),
    ("Your Activity", "Comments", "CommentsList"),
)
_VIDEOS = (
    ("Video", "Videos", "VideoList"),
    ("Post", "Posts", "VideoList"),
)
_CHATS = (
    ("Direct Messages", "Chat History", "ChatHistory"),
    ("Direct Message", "Direct Messages", "ChatHistory"),
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    for found in objects(document, knowledge):
        if isinstance(found, Rejection):
            yield found
        elif _is_download(found.fields):
            yield from _of_download(document, knowledge, found.fields)
        else:
            videos = [fields for one in _videos(found.fields) if (fields := _video(one, knowledge))]
            if not videos:
                reason = "is no video of TikTok in a shape that is known, or has no words"
                yield document.rejection(reason, found.origin.position)
            for fields in videos:
                yield post(document, knowledge, fields, found.origin.position)


def _is_download(names: Mapping[str, Any]) -> bool:
    """Whether an object has the parts of an account's download."""
    return bool(_DOWNLOAD & names.keys())


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    if any(shape <= names for shape in _SHAPES):
        return True
    return bool(names & _DOWNLOAD) and bool(names & _IN_DOWNLOAD)


TIKTOK = Reader(
    name="tiktok",
    description="TikTok: an account's download, videos as the site and the research API tell them",
    arabic="تيك توك: تنزيل حساب، ومقاطع كما يصفها الموقع وواجهة البحث العلمي",
    among=(".json", ".jsonl", ".ndjson"),
    recognises=_recognises,
    read=_read,
)


def _of_download(
    document: SourceFile, knowledge: Knowledge, found: Mapping[str, Any]
) -> Iterator[Outcome]:
    entries = [("comment", one) for path in _COMMENTS for one in dicts(at(found, *path))]
    entries += [("post", one) for path in _VIDEOS for one in dicts(at(found, *path))]
    chats = [one for path in _CHATS if isinstance(one := at(found, *path), dict)]
    if knowledge.is_named:
        said = [one for chat in chats for told in chat.values() for one in dicts(told)]
        entries += [("message", one) for one in said]
    elif any(chats):
        yield document.rejection(is_private("has chats among people", TIKTOK.name))
    if not entries:
        raise Unreadable("is a download of TikTok that holds no comments and no titles of videos")
    for position, (kind, entry) in enumerate(entries, 1):
        if fields := _entry(kind, entry):
            yield post(document, knowledge, fields, position)


def _entry(kind: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says, whose names are written large or small from year to year."""
    told = {name.lower(): value for name, value in entry.items()}
    text = a_text(told.get("comment") or told.get("title") or told.get("content"))
    if not text:
        return {}
    return {
        "text": text,
        "published": told.get("date"),
        "platform": "tiktok",
        "author": told.get("from"),
        "tags": hashtags(text),
        "kind": kind,
        **rest(told, "comment", "title", "content", "date", "from", "url"),
    }


def _videos(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The videos of an answer of the research API, or the one there is, in its wrapping or bare."""
    data = found.get("data")
    if isinstance(videos := at(data, "videos"), list):
        return dicts(videos)
    return [data] if isinstance(data, dict) else [dict(found)]


def _video(video: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any] | None:
    text = a_text(video.get("desc") or video.get("video_description"))
    username = a_text(at(video, "author", "uniqueId") or video.get("username"))
    id_ = video.get("id")
    if not text or id_ is None:
        return None
    used = ("id", "desc", "video_description", "createTime", "create_time", "author", "video")
    return {
        "id": f"tiktok:{id_}",
        "text": text,
        "published": video.get("createTime") or video.get("create_time"),
        "platform": "tiktok",
        **account(knowledge, at(video, "author", "nickname") or username),
        "url": f"https://www.tiktok.com/@{username}/video/{id_}" if username else None,
        "tags": hashtags(text),
        "kind": "video",
        **rest(video, *used, "contents", "textExtra", "hashtag_names"),
    }
