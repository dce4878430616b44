"""Who wrote, by what stands in an author's place: datelines, agencies and desks are no persons.

«القاهرة - د ب أ» and «عواصم - وكالات» name nobody; «أبها: ليلى منصور», «ليلى منصور (أبها)» and
«كتب - ليلى منصور» name one person. Where no part is known to be none, all of it stays.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...arabic.names import fold_name
from . import bylines
from .authorities import Authorities, qualifiers
from .countries import country
from .house_style import is_reported_from
from .press_dates import parse_date

_SIGN = re.compile(r"[:：|/()\[\]«»\"“”،,;؛+&]|(?<=\s)[-–—ـ_]+|[-–—_]+(?=\s)")
_HYPHEN = re.compile(r"[-–—_]+")
"""Within a word it is a name's own (جان-كلود), unless a side of it is known to be none."""

_COMMAS = frozenset("،,;؛+&")
"""Signs that stand between persons, and within one of a catalogue: «منصور, ليلى»."""

_OPENING = frozenset('«"“')
_CLOSING = frozenset('»"”')
_UNQUOTED = {ord(sign): None for sign in _OPENING | _CLOSING}

_EDGES = " \t\xa0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff*:-–—ـ_،"
_FROM = re.compile(r"(?:(?P<name>.+)\s+)?(?:من|from|in)\s+(?P<place>.+)", re.I)

_SHORTEST_COUNTRY = 3
"""Letters of a country's name; two are its code, or somebody's initials."""

_LONGEST_CUE = 3
"""Words that lead to a name: «أجرى الحوار», «reporting by»."""

_SHORTEST_NAME = 2
"""Words of a person behind a cue to which no sign leads, and before such a place."""

_JOINT = "، "


class _Part(NamedTuple):
    """What stands between two signs, and the one before it; "" before the first."""

    name: str
    sign: str = ""


@lru_cache(maxsize=4096)
def persons(credit: str, source: str | None, authorities: Authorities) -> str | None:
    """The persons whom an author's column names, or None where it names none.

    `source` is the record's own, which may stand there as well.
    """
    known = _Known(source, authorities)
    whole = credit.strip(_EDGES)
    parts = known.with_nicknames(known.parts(whole))
    named = [part for part in parts if not known.is_nobody(part)]
    names = [part.name for part in named if " " in part.name]
    signs = {part.sign for part in parts[1:]}
    # Of one word it is a place or an outlet that no table has as often as a person.
    is_beside = len(named) < len(parts) or (len(names) < len(named) and names)
    in_catalogue = signs <= _COMMAS and len(names) < len(named)
    if not is_beside or in_catalogue or not all(map(_may_be_name, names)):
        as_it_is = parts[0].name if len(parts) == 1 else whole
        return None if parse_date(whole) else " ".join(as_it_is.split())
    return _JOINT.join(dict.fromkeys(names)) or None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known to be no person, for a record of one source."""

    source: str | None
    authorities: Authorities

    def parts(self, credit: str) -> Iterator[_Part]:
        """The names between the signs of a credit, without the words that lead to them."""
        start, sign = 0, ""
        for match in (*_SIGN.finditer(credit), None):
            end = match.start() if match else len(credit)
            for name in self._apart(credit[start:end].strip(_EDGES), goes_on=match is not None):
                yield _Part(name, sign)
            if match:
                start, sign = match.end(), match[0].strip()

    def with_nicknames(self, parts: Iterable[_Part]) -> list[_Part]:
        """The same, and names whole that have another in their midst: ليلى حسن «أم البحر» منصور.

        One word follows it: of more there may be two persons, and an outlet between them.
        """
        told: list[_Part] = []
        for part in parts:
            told.append(part)
            if len(told) > 2 and self._is_one_name(*told[-3:]):
                before, nickname, after = told[-3:]
                quoted = f"{nickname.sign}{nickname.name}{after.sign}"
                told[-3:] = [_Part(f"{before.name} {quoted} {after.name}", before.sign)]
        return told

    def _is_one_name(self, before: _Part, nickname: _Part, after: _Part) -> bool:
        is_quoted = nickname.sign in _OPENING and after.sign in _CLOSING
        is_word = " " not in after.name
        return is_quoted and is_word and not any(map(self.is_nobody, (before, nickname, after)))

    def is_nobody(self, part: _Part) -> bool:
        """Whether a part is a place, an agency, an outlet, a section or nobody at all."""
        in_brackets = part.sign in ("(", "[")
        return self._is_none(part.name) or (in_brackets and not bylines.is_person(part.name))

    def _apart(self, text: str, *, goes_on: bool) -> Iterator[str]:
        """The names in a text between two signs, which has none but hyphens."""
        sides = [side.strip(_EDGES) for side in _HYPHEN.split(text)]
        if len(sides) > 1 and any(map(self._is_none, sides)):
            yield from filter(None, sides)
            return
        name = _without_cue(text)
        if (origin := _FROM.fullmatch(name)) and _is_place(origin["place"]):
            yield from filter(None, (origin["name"], origin["place"]))
        elif goes_on and not self._is_none(name):
            yield from filter(None, _without_next_place(name))
        elif name:
            yield name

    def _is_none(self, name: str) -> bool:
        """Whether this is known to be no person, as a whole or in two halves: «مكتب الساحل»."""
        if _is_none_to(self, name):
            return True
        words = name.split()
        halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        return any(_is_none_to(self, first) and _is_none_to(self, rest) for first, rest in halves)

    def is_outlet(self, name: str) -> bool:
        """Whether this is an outlet's name: a known one, the record's own, or it looks like one."""
        if self.authorities.known_source(name) is not None:
            return True
        is_named_so = bylines.has_outlet_word(name) and not bylines.is_person(name)
        return is_named_so or (self._is_own(name) and bylines.may_be_outlet(name))

    def _is_own(self, name: str) -> bool:
        """Whether the record's source is called so, perhaps with a word behind it: its country."""
        folded, own = fold_name(name), fold_name(self.source or "")
        return own == folded or (
            own.startswith(f"{folded} ") and self.authorities.known_source(own) is not None
        )


@lru_cache(maxsize=8192)
def _is_none_to(known: _Known, name: str) -> bool:
    return (
        known.authorities.agency(name) is not None
        or _is_place(name)
        or bylines.is_nobody(name)
        or bylines.says_nothing(name)
        or bylines.is_cue(name)
        or bylines.is_section(name)
        or fold_name(name) in qualifiers()
        or known.is_outlet(name)
    )


def _may_be_name(name: str) -> bool:
    """Whether this is no piece of a sentence; of two words one may be a name's (أيهم)."""
    return len(name.split()) == _SHORTEST_NAME or bylines.may_be_name(name.translate(_UNQUOTED))


def _without_cue(name: str) -> str:
    """A name without the words that lead to it: بقلم, كتب, إعداد وتحرير."""
    words = name.split()
    for length in range(min(_LONGEST_CUE, len(words) - _SHORTEST_NAME), 0, -1):
        if bylines.is_cue(" ".join(words[:length])):
            return " ".join(words[length:]).strip(_EDGES)
    return name


def _without_next_place(name: str) -> tuple[str, ...]:
    """A person, and the place that begins the next dateline: «ليلى منصور لندن: سامي حداد»."""
    words = name.split()
    for length in (1, 2):
        place = " ".join(words[-length:])
        if len(words) - length >= _SHORTEST_NAME and _is_place(place):
            return " ".join(words[:-length]), place
    return (name,)


def _is_place(name: str) -> bool:
    is_country = len(name) >= _SHORTEST_COUNTRY and country(name) is not None
    return is_country or bylines.is_place(name) or is_reported_from(name)
