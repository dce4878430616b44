"""Mojibake: Arabic that was once read in a wrong encoding and saved so, and how it is undone.

«العربية» in UTF-8 that somebody opened as windows-1256 is saved as «ط§ظ„ط¹ط±ط¨ظٹط©», opened as
windows-1252 as «Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©»; in windows-1256 opened as windows-1252 it is «ÇáÚÑÈíÉ». It is
undone only where that is certain: every character goes back to a byte, the bytes are a text, and
that text is Arabic. Each step undoes one such reading; some texts went through several.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from ..items import Item
from .base import Chunks, Unreadable
from .chunks import peeked

REPAIRED = "repaired"
"""The column under which an item says what was mended in it."""

_MOST_STEPS = 3

_ARABIC = re.compile("[\u0621-\u064a]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

_LEAST_LETTERS = 4
"""Arabic letters that a text must give to be believed."""

_GARBLED = 0.5
"""The part of a text's letters beyond which it is plainly mojibake, though it cannot be undone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A wrong reading: text whose bytes are in `written`, opened as if they were in `read`."""

    written: str
    read: str

    @property
    def words(self) -> str:
        """Such as `UTF-8 read as windows-1256`."""
        return f"{_NAMES[self.written]} read as {_NAMES[self.read]}"

    def done(self, text: str) -> str:
        """What becomes of a text that is read so."""
        return "".join(_characters(self.read)[byte] for byte in text.encode(self.written))

    def undone(self, text: str, errors: str = "strict") -> str:
        """The text as it was; raise `UnicodeError` where it never was in this reading."""
        data, _ = codecs.charmap_encode(text, errors, _table(self.read))
        return data.decode(self.written, errors)


_NAMES = {
    "utf-8": "UTF-8",
    "cp1256": "windows-1256",
    "cp1252": "windows-1252",
    "latin-1": "ISO 8859-1",
    "mac_roman": "MacRoman",
    "cp1251": "windows-1251",
    "cp1250": "windows-1250",
    "cp437": "code page 437",
    "cp850": "code page 850",
}
_OF_UTF8 = [Reading("utf-8", read) for read in _NAMES if read != "utf-8"]
_OF_CP1256 = [Reading("cp1256", "cp1252"), Reading("cp1256", "latin-1")]


@lru_cache
def _characters(encoding: str) -> str:
    """What each byte is read as; those that an encoding leaves undefined pass as they are."""
    read = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256))
    return "".join(read)


@lru_cache
def _table(encoding: str) -> dict[int, bytes]:
    return {ord(one): bytes([byte]) for byte, one in enumerate(_characters(encoding))}


def _read_as(first: int, last: int) -> set[str]:
    """The characters that these bytes are read as, in any of the encodings."""
    return {
        character
        for reading in _OF_UTF8
        for character in _characters(reading.read)[first : last + 1]
    }


def _class(characters: set[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"


# UTF-8 has an Arabic letter as a byte from D8 to DB and one from 80 to BF, other signs as one from
# C2 on and more: two in a row are four characters that no language has so. (The Arabic letters
# that windows-1256 has from C2 on are left out, for speed.) Of windows-1256, three accented
# letters in a row.
_LEADS = _read_as(0xD8, 0xDB) | set(filter(lambda one: one < "\u0600", _read_as(0xC2, 0xEF)))
_PAIR = _class(_LEADS) + _class(_read_as(0x80, 0xBF))
_SHAPE = re.compile(f"(?:{_PAIR}){{2}}|[\u00c0-\u00ff]{{3}}")
# What the article becomes, by a sign of it that sound Arabic hardly has: one letter is found fast.
_READ = {reading.done("ال") for reading in _OF_UTF8}
_ARTICLES = {sign: [one for one in _READ if one[1] == sign] for sign in {one[1] for one in _READ}}
_ARTICLES["Ç"] = ["Çá"]
_ARTICLE = re.compile(r"(?<!\w)[وفبك]?ال\w")


def wrong_reading(text: str) -> Reading | None:
    """The wrong reading that this whole text has surely gone through last; None where it is none.

    The end of the text may be cut within a letter.
    """
    if not _suspicious(text):
        return None
    for reading in _OF_UTF8:
        found = _whole_but_for_its_end(reading, text)
        # What remains in Latin letters with accents may be another such reading, to be undone next.
        if found is not None and (_arabic(found) or _suspicious(found)):
            return reading if _comes_to_arabic(found) else None
    for reading in _OF_CP1256:
        found = _whole_but_for_its_end(reading, text)
        if found is not None and _arabic(found) and _reads_as_arabic(found):
            return reading
    return None


def sound(chunks: Chunks) -> tuple[Chunks, list[Reading]]:
    """UTF-8 chunks with every wrong reading undone that all of the text has gone through."""
    undone: list[Reading] = []
    while len(undone) < _MOST_STEPS:
        sample, chunks = peeked(chunks)
        text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
        reading = wrong_reading(text)
        if reading is None:
            break
        undone.append(reading)
        chunks = filter(None, mended_chunks(chunks, reading))
        # A mark was read wrongly with the rest.
        sample, chunks = peeked(chunks, len(codecs.BOM_UTF8))
        chunks = chain([next(chunks, b"").removeprefix(codecs.BOM_UTF8)], chunks)
    return filter(None, chunks), undone


def sound_item(item: Item) -> Item:
    """The item with such texts mended and that said in it, under `repaired`.

    Raises `Unreadable` if its title or text is garbled for good.
    """
    if not any(map(_to_look_at, item.fields.values())):
        return item
    undone: dict[str, None] = {}
    fields = {name: _sound_value(name, value, undone) for name, value in item.fields.items()}
    return replace(item, fields={**fields, REPAIRED: said(undone)}) if undone else item


def said(undone: Iterable[str]) -> str:
    """What is told of a text or an item of which something was mended."""
    return ", ".join(undone)


def _to_look_at(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_to_look_at, value))
    return isinstance(value, str) and _suspicious(value)


def _sound_value(name: str, value: Any, undone: dict[str, None]) -> Any:
    if isinstance(value, list):
        return [_sound_value(name, one, undone) for one in value]
    if not isinstance(value, str):
        return value
    try:
        text, readings = mended(value)
    except Unreadable as failed:
        if name in ("title", "text"):
            raise Unreadable(f"its {name} {failed}") from failed
        return value
    undone |= dict.fromkeys(reading.words for reading in readings)
    return text


def mended(text: str) -> tuple[str, list[Reading]]:
    """The text with every wrong reading undone, and which these were, the last one first.

    Raises `Unreadable` for a text that plainly is mojibake and cannot be undone.
    """
    undone: list[Reading] = []
    while len(undone) < _MOST_STEPS and (reading := wrong_reading(text)):
        try:
            text = reading.undone(text)
        except UnicodeError:
            break
        undone.append(reading)
    _check_is_not_garbled(text)
    return text, undone


def mended_chunks(chunks: Chunks, reading: Reading) -> Chunks:
    """UTF-8 chunks with this reading undone, in UTF-8."""
    into = codecs.getincrementaldecoder(reading.written)()
    for text in _decoded(chunks):
        try:
            data, _ = codecs.charmap_encode(text, "strict", _table(reading.read))
            yield data if reading.written == "utf-8" else into.decode(data).encode()
        except UnicodeError as error:
            raise Unreadable(_cannot_be_undone(reading)) from error


def _decoded(chunks: Chunks) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _suspicious(text: str) -> bool:
    """Whether to look closer. Nearly every text of some length has the article: sound or not."""
    if text.isascii():
        return False
    if "ال" in text:
        for sign, articles in _ARTICLES.items():  # in a loop, since this is asked of every text
            if sign in text and any(article in text for article in articles):
                return True
        return False
    return _SHAPE.search(text) is not None


def _whole_but_for_its_end(reading: Reading, text: str) -> str | None:
    decode: Callable[[bytes], str] = codecs.getincrementaldecoder(reading.written)().decode
    try:
        data, _ = codecs.charmap_encode(text, "strict", _table(reading.read))
        return decode(data)
    except UnicodeError:
        return None


def _comes_to_arabic(text: str) -> bool:
    for _ in range(_MOST_STEPS):
        if _arabic(text):
            return True
        reading = wrong_reading(text)
        if reading is None:
            return False
        text = _whole_but_for_its_end(reading, text) or ""
    return False


def _arabic(text: str) -> bool:
    """Whether what is beyond ASCII is Arabic for the most part, and no such text itself."""
    letters = len(_ARABIC.findall(text))
    beyond = len(_BEYOND_ASCII.findall(text))
    return letters >= _LEAST_LETTERS and letters > beyond / 2 and not _suspicious(text)


def _reads_as_arabic(text: str) -> bool:
    """Whether it has the article where words begin, which other scripts hardly ever give."""
    return bool(_ARTICLE.search(text))


def _check_is_not_garbled(text: str) -> None:
    if not _suspicious(text):
        return
    beyond = len(_BEYOND_ASCII.findall(text))
    for reading in (*_OF_UTF8, *_OF_CP1256):
        # What is sound Arabic is left out; of UTF-8, two characters were one letter.
        found = reading.undone(text, "ignore")
        size = 2 if reading.written == "utf-8" else 1
        if size * len(_ARABIC.findall(found)) > _GARBLED * beyond and _reads_as_arabic(found):
            raise Unreadable(_cannot_be_undone(reading))


def _cannot_be_undone(reading: Reading) -> str:
    return (
        f"is garbled: {reading.words} and then damaged, so that it cannot be undone; "
        "save it again from where it came, as UTF-8"
    )
