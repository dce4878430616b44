"""Subtitles in SRT and WebVTT: a file is what was said in one film, without numbers and times."""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .encoding import whole_text
from .tracing import came

_STAMP = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"\s*(?P<start>{_STAMP})\s*-->\s*(?P<end>{_STAMP})")
_SRT_BEGINNING = re.compile(rf"\s*\d+[ \t]*\r?\n[ \t]*{_STAMP}\s*-->")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_LANGUAGE = re.compile(r"^Language:\s*(\S+)", re.M)
_LANGUAGE_OF_NAME = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,8})?)")

_ROLLS_WITHIN = 0.2
"""Seconds after the end of a cue in which the next one still is the same caption, rolled on."""

_MOST_ROLLED = 20
"""Lines that a caption shows at once, and far more."""


class _Cue(NamedTuple):
    start: float
    end: float
    lines: list[str]


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The one item, its title from the name of the file."""
    blocks = re.split(
        r"\n[ \t]*\n", whole_text(document.chunks, "a file of subtitles").replace("\r\n", "\n")
    )
    header = blocks[0] if blocks[0].lstrip("\ufeff").startswith("WEBVTT") else ""
    cues = list(_cues(blocks))
    if not cues:
        raise Unreadable(
            "has no subtitles: no line of it has the times of one (00:00:01,000 --> 00:00:02,000)"
        )
    title, language = _named(document.file)
    stated = _LANGUAGE.search(header)
    came("title", "file-name")
    came("text", "main-text")
    came("language", *(("line", 1) if stated else ("file-name",)))
    fields = {
        "title": title,
        "text": "\n".join(_said(cues)),
        "language": stated[1] if stated else language,
        "voices": list(
            dict.fromkeys(name.strip() for block in blocks for name in _VOICE.findall(block))
        ),
    }
    yield document.item({name: value for name, value in fields.items() if value})


def _begins_as_subtitles(start: str, _: Knowledge) -> bool:
    return (
        re.match(r"WEBVTT(?=\s|\Z)", start) is not None or _SRT_BEGINNING.match(start) is not None
    )


SUBTITLES = Reader(
    name="subtitles",
    description="Subtitles in SRT and WebVTT: what was said, a film a file",
    arabic="ملفات الترجمة المرئية SRT وWebVTT: ما قيل، كل ملف لمقطع",
    suffixes=(".srt", ".vtt"),
    among=(".txt", ".text"),
    recognises=_begins_as_subtitles,
    read=_read,
)


def _cues(blocks: Iterable[str]) -> Iterator[_Cue]:
    """What stands under the times of each block; comments and styles have none."""
    for block in blocks:
        lines = block.split("\n")
        # A number or a name may stand before the times.
        for number, line in enumerate(lines):
            if times := _TIMES.match(line):
                shown = (html.unescape(_TAG.sub("", line)) for line in lines[number + 1 :])
                words = [" ".join(line.split()) for line in shown]
                yield _Cue(
                    _seconds(times["start"]), _seconds(times["end"]), list(filter(None, words))
                )
                break


def _said(cues: Iterable[_Cue]) -> list[str]:
    """The lines in order, once each where captions roll: a cue repeats what the last one showed.

    What is said twice is kept twice, since another cue stands between or time goes by.
    """
    said: list[str] = []
    last = _Cue(0, float("-inf"), [])
    for cue in cues:
        rolls = cue.start <= last.end + _ROLLS_WITHIN
        repeated = _overlap(last.lines, cue.lines) if rolls else 0
        grown = cue.lines[repeated:]
        if (
            rolls
            and not repeated
            and said
            and last.lines
            and grown
            and grown[0].startswith(f"{last.lines[-1]} ")
        ):
            said.pop()  # the same line, with more of its words
        said += grown
        last = cue
    return said


def _overlap(before: list[str], after: list[str]) -> int:
    """How many lines at the end of the one begin the other."""
    longest = min(len(before), len(after), _MOST_ROLLED)
    return next((n for n in range(longest, 0, -1) if before[-n:] == after[:n]), 0)


def _seconds(stamp: str) -> float:
    *larger, seconds = stamp.replace(",", ".").split(":")
    minutes = 0
    for part in larger:
        minutes = 60 * minutes + int(part)
    return 60 * minutes + float(seconds)


def _named(file: str) -> tuple[str, str | None]:
    """The title and the language in a file's name, as `النشرة.ar.vtt` has them."""
    name = PurePosixPath(file.removesuffix(".gz"))
    stem = name.stem if name.suffix.lower() in (".srt", ".vtt", ".txt", ".text") else name.name
    parts = _LANGUAGE_OF_NAME.fullmatch(stem)
    return (parts[1], parts[2]) if parts else (stem, None)
