"""Which encoding a text is in, and the text as UTF-8.

A byte order mark decides first, then UTF-16's pattern of zero bytes, then
strict UTF-8, then the one of the Arabic code pages in which the text reads
as Arabic. Nothing is replaced: bytes that no encoding explains are an error.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain, pairwise

from .base import ITEM_LIMIT, Chunks, Unreadable
from .chunks import failing, peeked, whole
from .tracing import decoded_from

# UTF-32's little-endian mark begins with UTF-16's, so it must come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# In the order of how often they are met. MacArabic has ISO 8859-6's letters, so
# it is tried only for bytes that ISO 8859-6 does not have.
_CODE_PAGES = ("cp1256", "iso8859_6", "mac_arabic")
_NAMES = {"cp1256": "windows-1256", "iso8859_6": "ISO-8859-6", "mac_arabic": "MacArabic"}

# How much more Arabic a rarer code page must read before it is believed. With
# 0.15, 5-word pieces of news are told apart 99 times in 100, 10-word pieces always.
_MARGIN = 0.15
_LEAST_ARABIC = 0.1

_ARABIC = "\u0621-\u0652"
_LATIN = "A-Za-z\u00c0-\u024f"
_CODED = re.compile(f"[{_ARABIC}\u0080-\u009f]")
_COMMON = frozenset("اليمونرتب")
_ARTICLE = re.compile(f"(?<![{_ARABIC}])[وفبك]?ال")
# Teh marbuta and alef maksura end a word, marks follow a letter, and scripts do not meet in a word.
_MISPLACED = re.compile(
    f"[ةى](?=[ء-ي])|(?<![{_ARABIC}])[\u064b-\u0652]"
    f"|[{_ARABIC}](?=[{_LATIN}])|[{_LATIN}](?=[{_ARABIC}])|[\u0080-\u009f]"
)

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
_LEAST_ZEROS = 0.05


class _NoText(Unreadable):
    """Text may stand before what is none, as where a disk lost a block, or UTF-16 was added."""


def as_utf8(chunks: Chunks) -> Chunks:
    """The same text in UTF-8 without a mark; raise `Unreadable` if it is no text at all.

    UTF-8 passes as it is, broken bytes too, so that a reader can say which
    line they spoil.
    """
    sample, chunks = peeked(chunks)
    mark, encoding = next((known for known in _MARKS if sample.startswith(known[0])), (b"", ""))
    if mark:
        chunks = chain([next(chunks)[len(mark) :]], chunks)
    else:
        try:
            encoding = _recognised(sample)
        except _NoText as failure:
            if not (sample := _lines_before_damage(sample)):
                raise
            encoding = _recognised(sample)
            chunks = failing(failure, after=sample)
    decoded_from(_NAMES.get(encoding, encoding.upper()))
    if encoding != "utf-8":
        chunks = (text.encode() for text in decoded(chunks, encoding))
    return filter(None, chunks)


def decoded(chunks: Chunks, encoding: str = "utf-8") -> Iterator[str]:
    """The text of the chunks; raise `Unreadable` at the first byte that has no meaning."""
    decoder = codecs.getincrementaldecoder(encoding)()
    seen = 0
    for chunk in chain(chunks, [b""]):
        seen += len(chunk)
        try:
            yield decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            yield error.object[: error.start].decode(encoding)
            raise Unreadable(_broken(error, seen - len(error.object), encoding)) from error


def whole_text(chunks: Chunks, what: str, limit: int = ITEM_LIMIT) -> str:
    """UTF-8 chunks as one text; raise `Unreadable`, naming `what` this is, if it is over `limit`.

    Limits are in bytes. Raises `Unreadable` for broken bytes as well.
    """
    return text_of(whole(chunks, what, limit))


def loose_text(chunks: Chunks, what: str, limit: int) -> tuple[str, Unreadable | None]:
    """The text of many items as far as it can be read, and what kept the rest from it.

    Broken bytes stay in it, so that they cost no more than the item in which `check_sound` finds
    them. Raises `Unreadable` only for one that is over the limit.
    """
    failures: list[Unreadable] = []

    def readable() -> Chunks:
        try:
            yield from chunks
        except Unreadable as failure:
            failures.append(failure)

    text = whole(readable(), what, limit).decode(errors="surrogateescape")
    return text, next(iter(failures), None)


def check_sound(text: str) -> None:
    """Raise `Unreadable` for the first broken byte in a part of what `loose_text` gave."""
    text_of(text.encode(errors="surrogateescape"))


def text_of(data: bytes) -> str:
    """UTF-8 data as text; raise `Unreadable` at the first byte that has no meaning."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(_broken(error, 0, "utf-8")) from error


def _broken(error: UnicodeDecodeError, before: int, encoding: str) -> str:
    byte = error.object[error.start]
    name = _NAMES.get(encoding, encoding.upper())
    return (
        f"has a byte that is not valid {name} (byte {before + error.start + 1}, 0x{byte:02X}): "
        "correct it there, or save the text again as UTF-8"
    )


def _recognised(sample: bytes) -> str:
    if encoding := _utf16(sample):
        return encoding
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise _NoText("is not text: it is full of zero or control bytes")
    if _is_utf8(sample):
        return "utf-8"
    return _code_page(sample)


def _lines_before_damage(sample: bytes) -> bytes:
    """The whole lines before what is no text or no UTF-8; nothing where there are none."""
    places = [*(found.start() for found in _CONTROLS.finditer(sample)), len(sample)]
    dense = (one for one, next_ in pairwise(places) if next_ - one < 1 / _MOST_CONTROLS)
    end = next(dense, places[0])
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        end = min(end, error.start)
    return sample[: sample.rfind(b"\n", 0, end) + 1]


def _utf16(sample: bytes) -> str | None:
    """UTF-16 has a zero byte in each space, digit and line end, always on the same side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if most < _LEAST_ZEROS * len(sample) / 2 or least > most / 100:
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    # The sample may end between the halves of a pair.
    return encoding if "\0" not in text and text.count("\ufffd") <= 1 else None


def _is_utf8(sample: bytes) -> bool:
    """Whether this is UTF-8, damaged here and there perhaps, or cut in the middle of a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        text = sample.decode("utf-8", "surrogateescape")
        broken = sum("\udc80" <= character <= "\udcff" for character in text)
        return broken < sum(character > "\x7f" for character in text) - broken
    return True


def _code_page(sample: bytes) -> str:
    best, best_score = "", -1.0
    for encoding in _CODE_PAGES:
        if encoding == "mac_arabic" and _decodes(sample, "iso8859_6"):
            break
        if _decodes(sample, encoding):
            score = _arabic_in(sample.decode(encoding))
            if not best or score > best_score + _MARGIN:
                best, best_score = encoding, score
    if best_score < _LEAST_ARABIC:
        raise _NoText(
            "is neither UTF-8 nor an Arabic code page (windows-1256, ISO-8859-6, MacArabic): "
            "save it again as UTF-8"
        )
    return best


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _arabic_in(text: str) -> float:
    """How well a text reads as Arabic: about 0.5 where it does, below 0.1 where it does not.

    Common letters and words with the article count for it, letters in places
    where Arabic never has them against it. Text with no Arabic in it (French,
    which windows-1256 writes as windows-1252 does) is not doubted.
    """
    coded = _CODED.findall(text)
    if not coded:
        return 1.0
    common = sum(letter in _COMMON for letter in coded)
    return (common + 2 * len(_ARTICLE.findall(text)) - 2 * len(_MISPLACED.findall(text))) / len(
        coded
    )
