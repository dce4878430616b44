"""WhatsApp: a chat as phones export it, a text with a line for each message or more.

    16/02/2024, 23:40 - سلمى: نلتقي عند المرفأ
    [١٦/٢/٢٠٢٤، ١١:٤٠:١٠ م] سلمى: نلتقي عند المرفأ

The order of day and month, the digits and the hours are the phone's; marks that turn
the text around stand anywhere in a date. What WhatsApp says itself begins with
U+200E on an iPhone, and has no sender on Android. Messages have no ids.

A chat is private. It is read where the reader is named, or where the file, or the
folder or zip that it is in, is called after WhatsApp, as the phone names it: who
hands that over knows what it is. A chat under another name may be there by chance.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from ...media import Media
from ..base import OBJECT_LIMIT, Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..encoding import check_sound, loose_text
from ..tracing import came
from .exports import check_may_be_read, post

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARK = f"{_MARKS.pattern}{{0,3}}"
"""What may stand between any two parts of a date; bounded, so that no run of them takes long."""

_ARABIC_HOURS = "[صم]|صباحًا|مساءً"
_BEGINNING = re.compile(
    rf"""{_MARK}\[?{_MARK}(?P<first>\d{{1,4}}){_MARK}[/.-]
    {_MARK}(?P<second>\d{{1,2}}){_MARK}[/.-]
    {_MARK}(?P<third>\d{{1,4}}){_MARK}[,،]?{_MARK}\s+
    {_MARK}(?P<hour>\d{{1,2}}){_MARK}[:.]{_MARK}(?P<minute>\d{{2}})
    (?:{_MARK}[:.]{_MARK}(?P<seconds>\d{{2}}))?{_MARK}\s*
    (?P<half>[ap]\.?\s?m\.?|{_ARABIC_HOURS})?{_MARK}(?:\]|\s+[-–])\s*(?P<said>.*)""",
    re.X | re.I | re.S,
)
_SENDER = re.compile(
    rf"{_MARK}(?:~\s*)?(?P<sender>[^:\"“”«»\n]{{1,100}}?){_MARK}:\s?(?P<text>.*)", re.S
)
_OWN_WORDS = "\u200e"

_EDITED = re.compile(rf"{_MARK}<(?:This message was edited|تم تعديل هذه الرسالة)>\s*$")
_ATTACHED = re.compile(
    rf"{_MARK}<(?:attached|المُ?رفق|مُ?رفق):(?P<iphone>[^>\n]*)>"
    rf"|^{_MARK}(?P<android>[^\n]*\.\w{{2,5}}){_MARK}\s"
    rf"\((?:file attached|(?:ال)?ملف مُ?رفق)\){_MARK}$",
    re.M,
)
_NOTHING = re.compile(
    r"<[^<>\n]{1,60}>"  # <Media omitted>, in any language
    r"|(?:media|image|video|audio|sticker|gif|document|contact card|video note) omitted"
    r"|تم (?:استبعاد|حذف|إهمال) (?:ملف )?(?:الوسائط|الصورة|الفيديو|المقطع الصوتي|الملصق|المستند)"
    r"|(?:الوسائط|الصورة|صورة|فيديو|ملصق) (?:غير مُ?درجة|محذوفة|تم استبعادها)"
    r"|(?:This message was deleted|You deleted this message)\.?"
    r"|(?:تم حذف|لقد حذفت|حذفتَ|حذفت) هذه الرسالة\.?"
    r"|(?:Missed (?:voice|video|group) call|مكالمة (?:صوتية|فيديو|جماعية) فائتة).*"
    r"|null|",
    re.I,
)

_CALLED_SO = re.compile(r"whats[\s_-]*app|واتس[\s_]*[اآ]ب", re.I)
_CHAT = re.compile(
    r"(?:whatsapp chat (?:with |- )|(?:محادثة|دردشة) (?:واتساب|WhatsApp) (?:مع |- ?))"
    r"(?P<name>.+?)(?:\.(?:txt|zip))*",
    re.I,
)
_NEAR = 2
"""The parts of a path that say what a file is: its name, and that of its folder or zip."""

_BEGAN = 2009
_LOOKED_AT = 40

_Date: TypeAlias = tuple[str, str, str]


@dataclass(slots=True)
class _Message:
    """A message as it stands: the line it begins on, its date and hour, and what was said."""

    line: int
    date: _Date
    hour: str
    minute: str
    half: str
    lines: list[str]

    @property
    def said(self) -> str:
        """Who said what, with its line ends."""
        return "\n".join(self.lines)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    text, failure = loose_text(document.chunks, "a chat", OBJECT_LIMIT)
    near = PurePosixPath(document.file).parts[-_NEAR:]
    if not any(map(_CALLED_SO.search, near)):
        check_may_be_read(knowledge, "is a chat of WhatsApp", WHATSAPP.name)
    messages = _messages(text)
    if failure:
        del messages[-1:]  # which may not be whole
    if not messages and not failure:
        raise Unreadable("is no chat of WhatsApp: no line begins with a date, an hour and a sender")
    chat = next((found["name"] for part in near if (found := _CHAT.fullmatch(part))), None)
    order = _order(messages)
    for message in messages:
        try:
            check_sound(message.said)
        except Unreadable as error:
            yield document.rejection(f"the message on line {message.line} {error}", message.line)
            continue
        sender = _SENDER.fullmatch(message.said)
        if sender is None or not (said := _words(sender["text"])):
            continue
        for name in ("text", "published", "author"):
            came(name, "line", message.line)
        came("source", "file-name")
        fields = {
            "text": said,
            "source": chat,
            "published": _moment(message, order),
            "platform": "whatsapp",
            "author": sender["sender"].strip(),
            "kind": "message",
        }
        yield post(document, knowledge, fields, message.line, _media(sender["text"]))
    if failure:
        raise failure


def _recognises(start: str, _: Knowledge) -> bool:
    lines = [line for line in start.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    begun = [found for line in lines if (found := _BEGINNING.match(line))]
    if not begun or not _BEGINNING.match(lines[0]):
        return False
    return any(_SENDER.match(found["said"]) for found in begun)


WHATSAPP = Reader(
    name="whatsapp",
    description="Chats that WhatsApp exports as text; if named so or by the file's own name",
    arabic="محادثات واتساب المصدَّرة نصًا، إن سُمّي القارئ أو دلّ عليها اسم الملف",
    among=(".txt",),
    recognises=_recognises,
    read=_read,
)


def _messages(text: str) -> list[_Message]:
    """The messages in order; lines without a date go on with the one before them."""
    messages: list[_Message] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if found := _BEGINNING.fullmatch(line):
            date = (found["first"], found["second"], found["third"])
            half = found["half"] or ""
            messages.append(
                _Message(number, date, found["hour"], found["minute"], half, [found["said"]])
            )
        elif messages:
            messages[-1].lines.append(line)
    return messages


def _words(text: str) -> str:
    """What a sender wrote; nothing where WhatsApp speaks, or of media without a word."""
    said = _ATTACHED.sub("", _EDITED.sub("", text))
    if text.startswith(_OWN_WORDS) and said == text and not text.startswith(f"{_OWN_WORDS}@"):
        return ""
    said = _MARKS.sub("", said).strip()
    return "" if _NOTHING.fullmatch(said) else said


def _media(text: str) -> Iterator[Media]:
    """The files that are exported beside the chat, where it was not exported without them."""
    for found in _ATTACHED.finditer(text):
        yield Media(_MARKS.sub("", found["iphone"] or found["android"]).strip())


def _order(messages: Sequence[_Message]) -> str:
    """Whether this phone writes days or months first: `dmy` or `mdy`.

    A number over 12 tells. Where no date has one, months come first only as
    phones in American English write them: 2/6/24, 11:40 PM.
    """
    dates = [message.date for message in messages if len(message.date[0]) < len("2024")]
    if any(int(first) > 12 for first, _, _ in dates):
        return "dmy"
    if any(int(second) > 12 for _, second, _ in dates):
        return "mdy"
    american = all(
        len(message.date[2]) == len("24") and message.half.isascii() and message.half
        for message in messages
    )
    padded = all(len(part) == len("02") for date in dates for part in date[:2])
    return "mdy" if american and not padded else "dmy"


def _moment(message: _Message, order: str) -> str:
    """The minute in ISO 8601; the date as it stands where that is none of this calendar."""
    if len(message.date[0]) == len("2024"):
        order = "ymd"
    number = dict(zip(order, map(int, message.date), strict=True))
    year = number["y"] + (2000 if number["y"] < 100 else 0)
    hour = int(message.hour)
    if message.half:
        afternoon = message.half[0] in "pPم"
        hour = hour % 12 + (12 if afternoon else 0)
    try:
        moment = dt.datetime(year, number["m"], number["d"], hour, int(message.minute))
    except ValueError:
        return "/".join(message.date)
    return moment.isoformat(timespec="minutes") if year >= _BEGAN else "/".join(message.date)
