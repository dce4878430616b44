"""What is said in a video: the subtitles that yt-dlp puts beside its description.

`film.info.json` has `film.ar.vtt` and `film.en.vtt` beside it. They are no records of
their own: the Arabic ones, else those in the video's language, are part of its text.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ...items import Item, Rejection
from ..base import Knowledge, SourceFile, Unreadable
from .exports import a_text, an_object

INFO = ".info.json"
_ENDING = re.compile(
    r"(?:\.(?P<language>[A-Za-z]{2,3}(?:-[\w-]{1,30})?))?"
    r"\.(?P<kind>vtt|srt|ttml|srv[123]|json3|ass|lrc)",
    re.I,
)
_HEARD = "-orig"
"""Ends the language of what a machine heard."""

_READ = ("vtt", "srt")


def with_subtitles(
    video: Mapping[str, Any],
    stated: Mapping[str, Any],
    document: SourceFile,
    knowledge: Knowledge,
) -> tuple[dict[str, Any], list[Rejection]]:
    """The video with what is said in it after its description, and what could not be read of that.

    `stated` is all that the description has; all subtitles beside it are kept from being
    read by themselves.
    """
    names = _ordered(document, stated)
    rejections: list[Rejection] = []
    for name in names:
        try:
            for outcome in knowledge.read_beside(document, name):
                if isinstance(outcome, Rejection):
                    rejections.append(outcome)
                elif spoken := _text(outcome):
                    return _joined(video, spoken, name, names), rejections
        except Unreadable as failed:
            rejections.append(document.rejection(str(failed)))
    return dict(video), rejections


def _joined(video: Mapping[str, Any], spoken: str, name: str, names: list[str]) -> dict[str, Any]:
    others = [other for other in names if other != name]
    text = "\n".join(filter(None, [a_text(video.get("text")), spoken]))
    beside = {"other_subtitles": others} if others else {}
    return {**video, "text": text, "subtitles": name, **beside}


def _text(item: Item) -> str:
    return a_text(item.fields.get("text"))


def _ordered(document: SourceFile, stated: Mapping[str, Any]) -> list[str]:
    """The files of subtitles beside the description, those first that are to be its text.

    Arabic comes before the video's own language and this before others, what somebody
    wrote before what a machine heard.
    """
    name = PurePosixPath(document.file.removesuffix(".gz")).name
    if not name.lower().endswith(INFO):
        return []
    stem = name[: -len(INFO)]
    found = ((one, _ENDING.fullmatch(one, len(stem))) for one in document.beside.names(f"{stem}."))
    subtitles = [(one, ending) for one, ending in found if ending]
    for one, _ in subtitles:
        document.beside.keep(one)
    readable = [pair for pair in subtitles if pair[1]["kind"].lower() in _READ]
    return [one for one, _ in sorted(readable, key=lambda pair: (*_rank(pair[1], stated), pair[0]))]


def _rank(ending: "re.Match[str]", stated: Mapping[str, Any]) -> tuple[bool, bool, bool, bool]:
    language, own = (ending["language"] or "").lower(), a_text(stated.get("language")).lower()
    return (
        language[:2] != "ar",
        not own or language[:2] != own[:2],
        ending["language"] not in an_object(stated.get("subtitles")),
        language.endswith(_HEARD),
    )
