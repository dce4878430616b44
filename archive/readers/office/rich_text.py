"""RTF, as WordPad, TextEdit and older word processors save it: an article a document."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from ..base import ITEM_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable, too_long
from ..mojibake import REPAIRED, mended, said
from .article import Paragraph, article
from .confined import confined

_HIGH = re.compile(rb"[\x80-\xff]")
_STATED = re.compile(r"\{\\(title|author|subject|keywords)\s((?:[^{}\\]|\\[^{}]|\\[{}])*)\}")
_HEADER = re.compile(r"\{\\rtf1?(?:\\[a-z]+-?\d*\s?)*")
_NAMES = {"keywords": "tags"}
_FOOTNOTE = re.compile(r"\{\\footnote\b")
_OF_HTML = re.compile(r"\\htmlrtf1?\b.*?\\htmlrtf0 ?", re.DOTALL)
_BREAK = re.compile(r"\\(?:par|line)\b")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def _begins_as_rtf(start: bytes) -> bool:
    return start.lstrip().startswith(b"{\\rtf")


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    properties: dict[str, str] = {}
    text = ""
    for piece in confined(f"{__package__}.rich_text", "striprtf", document.chunks):
        match piece:
            case dict():
                properties = piece
            case str():
                text = piece
    # Where neither the document nor its font says that its code page is the Arabic one.
    text, undone = mended(text)
    for reading in undone:
        properties = {name: reading.undone(value, "replace") for name, value in properties.items()}
    fields = article(map(Paragraph, text.split("\n")), properties, knowledge)
    if undone:
        fields[REPAIRED] = said(reading.words for reading in undone)
    yield document.item(fields)


RTF = Reader(
    name="rtf",
    description="Rich text (RTF): an article a document",
    arabic="نص منسّق RTF: مقال في كل مستند",
    suffixes=(".rtf",),
    of_bytes=_begins_as_rtf,
    read=_read,
)


def parse(file: BinaryIO) -> Iterator[dict[str, str] | str]:
    """What the document says of itself, then its text."""
    data = file.read(ITEM_LIMIT + 1)
    if len(data) > ITEM_LIMIT:
        raise Unreadable(too_long("the document"))
    rtf = _escaped(data)
    header = _HEADER.match(rtf.lstrip())
    start = header[0] if header else r"{\rtf1 "
    yield {
        _NAMES.get(name, name): stated
        for name, coded in _STATED.findall(rtf)
        if (stated := _text(f"{start} {coded}}}").strip())
    }
    yield rtf_text(data)


def rtf_text(data: bytes) -> str:
    """The text of rich text, without what a message that was HTML has only for other programs."""
    rtf = _OF_HTML.sub(_break_in, _escaped(data))
    return _text(_footnotes_last(rtf).replace("\\cell", "\\tab").replace("\\nestcell", "\\tab"))


def _break_in(hidden: "re.Match[str]") -> str:
    """Of what stands there for programs that read no HTML, the breaks."""
    return "\\par " if _BREAK.search(hidden[0]) else ""


def _escaped(data: bytes) -> str:
    """The document with letters escaped that are not, as the parser wants them."""
    return _HIGH.sub(lambda byte: b"\\'%02x" % ord(byte[0]), data).decode()


def _text(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(rtf, errors="replace")  # type: ignore[no-untyped-call]
    # A sign beyond U+FFFF is two codes in RTF.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _footnotes_last(rtf: str) -> str:
    """The document with its footnotes at its end, where the parser does not leave them out."""
    notes = []
    body = []
    end = 0
    while found := _FOOTNOTE.search(rtf, end):
        body.append(rtf[end : found.start()])
        end = _end_of_group(rtf, found.end())
        notes.append("{\\par " + rtf[found.end() : end])
    body.append(rtf[end:].rstrip().removesuffix("}"))
    return "".join([*body, *notes, "}"])


def _end_of_group(rtf: str, place: int) -> int:
    depth = 1
    for brace in _BRACE.finditer(rtf, place):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(rtf)
