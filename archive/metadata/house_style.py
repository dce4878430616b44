"""Agencies that are credited at the head or the foot of a text, each in the style of its house.

«دمشق-سانا», «الجزائر 16 فبراير 2024 (واج) - », «أبوظبي في 16 فبراير / وام /», «بغداد/واع:» stand
at the head, behind a place and perhaps a date; «--(بترا)», «/قنا/», «وام/س ع» at the foot. Names
that are words of prose elsewhere (معا, ومع) need no other sign there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...arabic.names import fold_name
from .authority_tables import read_table

_HEAD, _FOOT = 100, 80
"""Characters of a line at the head, and at the foot."""

_LONGEST_NAME = 25
"""Characters of a name that is a word too, or of an editor's; longer names need no style."""

_LONGEST_PLACE = 3
"""Words of a place: «صيدا جنوب لبنان»."""

_NAME = r"[^\W\d_](?:[\w .'’]{0,40}?[^\W_])?"
_DASHES = "-–—ـ"
_DASH = re.escape(_DASHES)
_JOINTS = f"{_DASHES}/"
_SLOT = re.compile(
    rf"(?P<open>^|[/(\[{_DASH}]|\d[ \xa0]*(?:هـ|ه|م)?(?=[ \xa0]))[ \xa0]*"
    rf"(?P<name>{_NAME})(?=[ \xa0]*(?P<close>[/)\]:{_DASH}]|\.\.|\.(?=\s)|$))"
)
_SIGN = re.compile(rf"[/(\[:{_DASH}]")
_BEFORE_SIGN = 60
"""Characters of a place and a date: prose has a later sign, if it has one in its first line."""

_JOINED = re.compile(rf"(?P<place>{_NAME})[{_DASH}/](?P<name>\w+(?: \w+)?)(?= )")
_PROSE = re.compile(r"[.؟?!؛«»\"“”]")
_GOES_ON = re.compile(rf"[ \xa0]*[/)\]][ \xa0]*(?:[:{_DASH}]|$)")
_PLACE_BEHIND = re.compile(rf"[ \xa0]*[{_DASH}/][ \xa0]*(?P<place>{_NAME})[ \xa0]*[:{_DASH}/,،(]")
_PLACE_AHEAD = re.compile(rf"[ \xa0]*\)[ \xa0]*(?P<place>{_NAME})[ \xa0]*[:{_DASH}/]")
_PAIRS = {"/": "/", "(": ")", "[": "]"}

_SENTENCE_END = re.compile(rf"[.؟?!…](?=[\s\"«“(/{_DASH}]|$)|\n|(?=\bانتهى)")
_PARTS = re.compile(rf"[/()\[\]«»\"“”:+{_DASH}]")
_SIGN_AT_END = re.compile(rf"[/(\[«\"“:.؟?!…\n{_DASH}]|انتهى")
_ALONE_AT_END = re.compile(rf"[/(][ \xa0]*(?P<name>{_NAME})[ \xa0]*[)/]$")
_INITIALS = 5
"""Letters and blanks of an editor's initials at the foot: «ص خ», «م م ع»."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Finds such credits.

    `agency` and `source` tell whose name it is that stands alone; `words` are folded
    names of agencies that are words of prose too.
    """

    agency: Callable[[str], str | None]
    source: Callable[[str], str | None]
    words: frozenset[str]

    def credited(self, text: str) -> tuple[str, ...]:
        """The agencies credited at the head and the foot of a text, in order."""
        text = text.strip()
        if len(text) <= _LONGEST_NAME and self.agency(text):
            return ()  # a name alone credits nobody with anything
        found: list[str] = []
        for line in _head(text):
            found += self._at_head(line)
        found += self._at_foot(_end(text))
        return tuple(dict.fromkeys(found))

    def _at_head(self, line: str) -> Iterator[str]:
        sign = _SIGN.search(line, 0, _BEFORE_SIGN)
        if _is_prose(line, sign):
            return
        for slot in _SLOT.finditer(line):
            before = line[: slot.end("open") if slot["open"][:1].isdigit() else slot.start()]
            if _PROSE.search(before):
                return
            key = self.agency(slot["name"])
            if key is not None and self._is_credit(slot, before, line):
                yield key
        if sign and sign[0] in _JOINTS and (joined := _JOINED.match(line)):
            yield from filter(None, [self._joined(joined)])

    def _is_credit(self, slot: re.Match[str], before: str, line: str) -> bool:
        dateline = _Dateline.of(before)
        is_word = fold_name(slot["name"]) in self.words
        opening, closing, behind = slot["open"], slot["close"], line[slot.end() :]
        if not opening and not closing:
            return not is_word
        if not opening:
            place = _PLACE_BEHIND.match(behind)
            return place is not None and is_reported_from(place["place"])
        if not dateline.is_one:
            return False
        if opening == "/" == closing:  # not «كيلو/وات/ساعة»
            return dateline.is_sure or not before[-1:].isalpha()
        if closing == ".":
            return not is_word and is_reported_from(dateline.place)
        if opening in "([":
            goes_on = _GOES_ON.match(behind) is not None or _leads_to_place(before, behind)
            return closing == _PAIRS[opening] and (not is_word or dateline.is_sure or goes_on)
        return closing != ")" and (not is_word or dateline.is_sure or closing in (":", "/"))

    def _joined(self, joined: re.Match[str]) -> str | None:
        """Whose name is joined to a place, with the prose right behind it: «دمشق-سانا أكد»."""
        if not is_reported_from(joined["place"]):
            return None
        return self.agency(joined["name"]) or self.agency(joined["name"].split()[0])

    def _at_foot(self, end: str) -> Iterator[str]:
        end = end.rstrip(" \xa0.،*")
        if len(end) > _LONGEST_NAME and not _SIGN_AT_END.search(end, len(end) - _LONGEST_NAME):
            return
        if end[-1:] in ")/" and (alone := _ALONE_AT_END.search(end)):
            yield from filter(None, [self.agency(alone["name"])])
        *_, last = _SENTENCE_END.split(end)
        parts = [part for part in map(str.strip, _PARTS.split(last)) if part]
        if max(map(len, parts), default=0) > _LONGEST_NAME or not any(map(self.agency, parts)):
            return
        if last.strip() == parts[0] and fold_name(last) in self.words:
            return  # «نعود إلى البحر. معا»
        signed, _, _ = last.partition("/")
        if signed.strip(f" {_DASHES}") == parts[0] and self.agency(parts[0]):
            parts = parts[:1]  # «وام/ليلى حسن/سمير عيد»
        if all(map(self._is_of_a_credit, parts)):
            yield from filter(None, map(self.agency, parts))

    def _is_of_a_credit(self, part: str) -> bool:
        return bool(_is_beside_a_credit(part) or self.agency(part) or self.source(part))


@dataclass(frozen=True, slots=True)
class _Dateline:
    """What stands before a credit: `place` in folded words, and perhaps a date."""

    place: str
    is_dated: bool
    is_one: bool

    @classmethod
    def of(cls, before: str) -> "_Dateline":
        words = fold_name(before).split()
        is_dated = any(map(str.isdigit, words))
        place = [word for word in words if not word.isdigit() and word not in _date_words()]
        return cls(" ".join(place), is_dated, len(place) <= _LONGEST_PLACE)

    @property
    def is_sure(self) -> bool:
        """Whether it can be nothing else: it has a known place, or a date behind a short one."""
        is_known = is_reported_from(self.place) or self.place in _labels()
        return is_known or (self.is_dated and " " not in self.place)


def _head(text: str) -> Iterator[str]:
    """The first line, and the next where that is no paragraph: «دمشق-سانا» has one of its own."""
    first, _, rest = text[: 3 * _HEAD].partition("\n")
    yield _beginning(first)
    if len(first) <= _HEAD and (rest := rest.lstrip()):
        yield _beginning(rest.partition("\n")[0])


def _beginning(line: str) -> str:
    return line if len(line) <= _HEAD else f"{line[:_HEAD]}…"  # where it is cut is not its end


def _end(text: str) -> str:
    return text if len(text) <= _FOOT else text[-_FOOT:].partition(" ")[2]  # no half a word


def _is_prose(line: str, sign: re.Match[str] | None) -> bool:
    """Whether no credit can stand in a line, by what stands before its first sign."""
    if sign is None:
        return len(line) > _BEFORE_SIGN
    before = line[: sign.start()]
    is_long = before.count(" ") > _LONGEST_PLACE + 1
    return (is_long or sign[0] == ":") and not any(map(str.isdigit, before))


def _leads_to_place(before: str, behind: str) -> bool:
    """Whether a credit in brackets begins its line and a place follows: «(ومع) الرباط -»."""
    place = _PLACE_AHEAD.match(behind)
    return not before.strip("( ") and place is not None and is_reported_from(place["place"])


def is_reported_from(name: str) -> bool:
    """Whether agencies name this before their own names: a city, «عواصم»."""
    return fold_name(name) in _places()


def _is_beside_a_credit(part: str) -> bool:
    words = part.split()
    is_short = len(part) <= _INITIALS and all(len(word) <= 2 for word in words)
    return is_short or fold_name(part) in _labels() or all(map(str.isdigit, words))


@cache
def _places() -> frozenset[str]:
    return frozenset(map(fold_name, read_table("agencies")["places"]))


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(fold_name, read_table("agencies")["beside"]))


@cache
def _date_words() -> frozenset[str]:
    """All words in which dates are written, whatever they mean, but for those of places.

    «بتوقيت القاهرة» is a date's, yet «القاهرة» alone is none.
    """
    words = {word for text in _texts(read_table("months")) for word in fold_name(text).split()}
    return frozenset(words.difference(*map(str.split, _places())))


def _texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    else:
        for value in table.values() if isinstance(table, dict) else table:
            yield from _texts(value)
