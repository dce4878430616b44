"""YouTube: what yt-dlp writes beside a video, and what Google Takeout has of comments.

`….info.json` is the video: title, description, channel, day, and its comments
where they were asked for. yt-dlp writes the same of every other site. Takeout's
`comments.csv` has texts as pieces of JSON: `{"text":"…"},{"text":"…"}`. Its header is in
the language of the account, so that its columns are known by what stands in them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import peeked
from .exports import a_text, dicts, hashtags, names_in, objects, post, rest, rows
from .spoken import INFO, with_subtitles
from .takeout_pages import is_page, read_page

_FROM_YT_DLP = (
    frozenset({"title", "webpage_url", "extractor"}),
    frozenset({"title", "description", "channel", "upload_date"}),
    # Its formats come early, and may fill the beginning.
    frozenset({"id", "title", "format_id", "protocol", "vcodec"}),
)
_HISTORY = frozenset({"titleUrl", "products", "activityControls"})
_COMMENTS = ("comment id", "comment text")
_LIVE_CHATS = ("live chat id", "live chat text")

# The first columns of Takeout's tables in every language: an id, the channel, the moment.
_ROW = re.compile(
    r'\s*"?[\w.-]{10,120}"?,"?UC[\w-]{20,24}"?,"?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(?:Z|\+00:00)"?,'
)
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_NUMBER = re.compile(r"[A-Za-z0-9_.-]{12,120}|[\d.,]*")
"""An id of another kind, or a price."""

_COLUMNS_BEFORE = 3
_KINDS = (("Ugkx", "post"), ("Ug", "comment"))
"""What an id begins with, by what it is of; those of live chats are of another make."""

_TECHNICAL = (
    *("formats", "requested_formats", "requested_downloads", "requested_subtitles", "thumbnails"),
    *(
        "automatic_captions",
        "subtitles",
        "heatmap",
        "http_headers",
        "_version",
        "_format_sort_fields",
    ),
    *("format", "format_id", "ext", "protocol", "vcodec", "acodec", "url", "filename", "_filename"),
    *("manifest_url", "fragments", "cookies", "quality", "tbr", "vbr", "abr", "asr", "fps"),
)
_USED = (
    *("id", "title", "fulltitle", "description", "channel", "uploader", "upload_date", "timestamp"),
    *("release_date", "webpage_url", "original_url", "extractor", "extractor_key", "tags"),
    *("language", "comments"),
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    document = replace(document, chunks=chunks)
    sign = start.lstrip()[:1]
    if sign == b"<":
        yield from read_page(document, knowledge)
        return
    for one in (objects if sign in (b"{", b"[") else rows)(document, knowledge):
        if isinstance(one, Rejection):
            yield one
        elif "titleUrl" in one.fields:
            raise Unreadable("is a history of what was watched or searched for: it holds no texts")
        elif one.fields.get("_type") == "playlist":
            yield from _of_playlist(document, knowledge, one.fields)
        elif "title" in one.fields:
            video, *comments = _of_video(one.fields, knowledge)
            video, rejections = with_subtitles(video, one.fields, document, knowledge)
            for fields in (video, *comments):
                yield post(document, knowledge, fields, one.origin.position)
            yield from rejections
        elif fields_ := _of_comment(one.fields):
            yield post(document, knowledge, fields_, one.origin.position)
        else:
            raise Unreadable("is neither an .info.json of yt-dlp nor comments of Google Takeout")


def _recognises(start: str, _: Knowledge) -> bool:
    names = names_in(start)
    if names >= _HISTORY or any(names >= shape for shape in _FROM_YT_DLP):
        return True
    if is_page(start):
        return True
    header, rows_ = start.lstrip()[:4000].partition("\n")[::2]
    known = header.lower()
    is_english = any(all(name in known for name in names) for names in (_COMMENTS, _LIVE_CHATS))
    return is_english or (header.count(",") > _COLUMNS_BEFORE and _ROW.match(rows_) is not None)


YOUTUBE = Reader(
    name="youtube",
    description="Videos as yt-dlp describes them (.info.json), comments of Google Takeout",
    arabic="مقاطع كما تصفها أداة yt-dlp (‎.info.json)، وتعليقات يوتيوب من Google Takeout",
    among=(".json", ".csv", ".html", ".htm"),
    leads=(INFO,),
    recognises=_recognises,
    read=_read,
)


def _of_playlist(
    document: SourceFile, knowledge: Knowledge, playlist: Mapping[str, Any]
) -> Iterator[Outcome]:
    """The videos of a list, where it has them whole (`yt-dlp -J`)."""
    videos = [one for one in dicts(playlist.get("entries")) if "description" in one]
    if not videos:
        yield document.rejection("is a list of videos: take in the .info.json of each")
    for position, video in enumerate(videos, 1):
        for fields in _of_video(video, knowledge):
            yield post(document, knowledge, fields, position)


def _of_video(video: Mapping[str, Any], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """The video, then its comments."""
    channel, uploader = video.get("channel"), video.get("uploader")
    address = a_text(video.get("webpage_url") or video.get("original_url"))
    extractor = a_text(video.get("extractor_key") or video.get("extractor"))
    known = knowledge.authorities.platform_of_url(address) if address else None
    site = extractor.partition(":")[0].lower() or known or YOUTUBE.name
    id_ = f"{site}:{video.get('id')}"
    platform = known or knowledge.authorities.platform(site)
    yield {
        "id": id_,
        "title": video.get("title"),
        "text": a_text(video.get("description")),
        "source": channel or uploader,
        "published": video.get("upload_date")
        or video.get("release_date")
        or video.get("timestamp"),
        "author": uploader if channel and uploader != channel else None,
        "platform": platform,
        "url": address,
        "language": video.get("language"),
        "tags": video.get("tags") or hashtags(a_text(video.get("description"))),
        "kind": "video",
        **rest(video, *_TECHNICAL, *_USED),
    }
    for comment in dicts(video.get("comments")):
        if text := a_text(comment.get("text")):
            yield {
                "id": f"{id_}/{comment.get('id')}",
                "text": text,
                "source": channel or uploader,
                "published": comment.get("timestamp"),
                "author": comment.get("author"),
                "platform": platform,
                "url": address,
                "kind": "comment",
                "under": video.get("title"),
                **rest(comment, "id", "text", "author", "timestamp", "author_thumbnail"),
            }


def _of_comment(row: Mapping[str, Any]) -> dict[str, Any] | None:
    by_name = {name.strip().lower(): value for name, value in row.items()}
    kind, id_, text, time = "comment", *_COMMENTS, "comment create timestamp"
    if id_ not in by_name:
        kind, id_, text, time = "live chat", *_LIVE_CHATS, "live chat create timestamp"
    if id_ not in by_name:
        return _of_row(row)
    video = by_name.get("video id")
    return {
        "id": f"youtube:{by_name[id_]}",
        "text": _pieces(by_name.get(text, "")),
        "published": by_name.get(time),
        "platform": "youtube",
        "url": f"https://www.youtube.com/watch?v={video}&lc={by_name[id_]}" if video else None,
        "kind": kind,
        **rest(by_name, id_, text, time),
    }


def _of_row(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """A row whose header is in another language: what its values are tells which they are."""
    values = [value if isinstance(value, str) else "" for value in row.values()]
    if not _ROW.match(",".join([*values[:_COLUMNS_BEFORE], ""])):
        return None
    id_, _, moment, *others = values
    video = next((value for value in others if _VIDEO.fullmatch(value)), None)
    after = others[others.index(video) + 1 :] if video else others
    told = [value for value in others if _PIECES.match(value)]
    written = [value for value in after if video or not _NUMBER.fullmatch(value)]
    text = next(iter(told or written), "")
    known = (id_, moment, text)
    return {
        "id": f"youtube:{id_}",
        "text": _pieces(text),
        "published": moment,
        "platform": "youtube",
        "url": f"https://www.youtube.com/watch?v={video}&lc={id_}" if video else None,
        "kind": next((kind for start, kind in _KINDS if id_.startswith(start)), "live chat"),
        **{name: value for name, value in row.items() if value and value not in known},
    }


_PIECES = re.compile(r'\s*\{\s*"')


def _pieces(text: str) -> str:
    """The text of a comment, which stands in pieces of JSON, or as it is in older downloads."""
    if not _PIECES.match(text):
        return text
    try:
        pieces = dicts(json.loads(f"[{text}]", strict=False))
    except (ValueError, RecursionError):
        return text
    every = [part for piece in pieces for part in dicts(piece.get("takeoutSegments")) or [piece]]
    return "".join(a_text(piece.get("text")) for piece in every)
