"""Lines of names between signs: `القدس - رويترز`, `بيروت: ليلى منصور`, `إذاعة المرفأ، 3/9/2014`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from ...arabic.names import fold_name
from ..metadata import bylines
from ..metadata.authorities import Authorities
from ..metadata.authority_tables import read_table
from ..metadata.press_dates import date_of_line

MOST_PARTS = 8
"""Parts of a line of names; what has more is prose."""

_LONGEST_OUTLET = 3
"""Words behind the kind of an outlet, in an unknown name: صحيفة صدى الوادي."""

COLONS = (":", "：")
ENDS_A_SENTENCE = (".", "؟", "?", "!", "…", "،")

# Marks of direction stand round what was copied from pages.
EDGES = " \t\xa0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# Digits keep their own signs (18:37, 12/3/2019), and a Latin letter the hyphen of its name.
_BETWEEN_PARTS = re.compile(
    r"[+،,؛;&|()\[\]«»\"“”ـ]|[:：/](?!\d)|(?<!\d)[:：/]|(?<![a-zA-Z\d])[-–—]|[-–—](?=\s)"
)
_QUOTES = frozenset('«"“')
_FROM = re.compile(r"(?P<name>.+?)\s+من\s+(?P<city>.+)")
_JOINTS = {"author": "، ", "section": " > "}
"""What joins several names of one field in a line."""

_OUTLETS = read_table("sources")
_KINDS = frozenset(map(fold_name, _OUTLETS["kinds"]))
COLLECTIVE = frozenset(map(fold_name, _OUTLETS["collective"]))
"""«وكالات», «متابعات»: credits that name nobody."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a line holds beside prose.

    `stated` are fields under Kashshaf's names, `section` and `updated`. The line is `whole` if
    nothing else stands in it, as a city would. A `sure` one is meant wherever it stands;
    another, such as the name of a person, only where particulars are looked for.
    """

    stated: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    sure: bool = False


class _Part(NamedTuple):
    """A name between the signs of a line, from `start` to `end`, and the sign after it."""

    name: str
    start: int
    end: int
    quoted: bool
    sign: str


@dataclass(frozen=True, slots=True)
class Datelines:
    """Reads such lines by the names that an archive knows."""

    authorities: Authorities

    def is_outlet(self, name: str) -> bool:
        """Whether this is a known source, or an unknown name behind the kind of one."""
        return self.authorities.known_source(name) is not None or self.has_kind(name)

    def has_kind(self, name: str) -> bool:
        """Whether this is a name behind the kind of an outlet: صحيفة الساحل, not قناة السويس."""
        kind, _, rest = name.partition(" ")
        is_one = fold_name(kind) in _KINDS and 0 < len(rest.split()) <= _LONGEST_OUTLET
        is_canal = bylines.is_common_kind(kind) and bylines.is_place(rest)
        return is_one and bylines.may_be_name(rest) and not is_canal

    def may_be_title(self, outlet: str) -> bool:
        """Whether the name of an outlet is a title as often: `الحياة`, `شبكة الطرق`."""
        kind, _, rest = outlet.partition(" ")
        is_known = self.authorities.known_source(outlet) is not None
        return not rest or (bylines.is_common_kind(kind) and not is_known)

    def read(
        self, line: str, *, cued: bool = False, may_be_unknown: bool = False
    ) -> Particulars | None:
        """`القدس - رويترز`, `بيروت: ليلى منصور`, `إذاعة المرفأ، 3/9/2014`: names between signs.

        Every part must be known for what it is. One that is not may be the author
        if a cue has said so, or the outlet that stands beside the date.
        """
        parts = _split(line)
        if not 0 < len(parts) <= MOST_PARTS or line.endswith(ENDS_A_SENTENCE):
            return None
        date, parts = _without_date(line, parts)
        alone = len(parts) == 1 and date is None and not cued
        named: dict[str | None, list[str]] = {}
        has_place = any(bylines.is_place(part.name) for part in parts)
        for part in parts:
            kind = self._kind(part, alone) or ("source" if part.quoted and has_place else None)
            if kind == "author" and part.sign in COLONS and part != parts[-1]:
                return None  # a speaker
            named.setdefault(kind, []).append(part.name)
        unknown = named.pop(None, [])
        stated = {name: joint.join(named[name]) for name, joint in _JOINTS.items() if name in named}
        if sources := named.get("source", []):
            stated["source"] = sources[0]
        if date is not None:
            stated["published"] = date
        for name in unknown:
            place = _place_of_unknown(name, stated, may_be_unknown)
            if place is None:
                return None
            stated[place] = name
        # An asterisk leads to a note on the author.
        whole = stated.keys() >= named.keys() and len(sources) < 2
        sure = len(parts) + (date is not None) > 1 and bool(stated.keys() - {"section"})
        return Particulars(stated, whole and "*" not in line, sure)

    def _kind(self, part: _Part, alone: bool) -> str | None:
        """What a part is, a field or something else; None where that is unknown."""
        name, known = part.name, self.authorities.known_source(part.name)
        if self.authorities.agency(name) is not None:
            return "source" if alone else "agency"
        if fold_name(name) in COLLECTIVE or bylines.says_nothing(name):
            return "nobody"
        if not (part.quoted and known):
            if bylines.is_place(name):
                return "place"
            if bylines.is_section(name):
                return "section"
        if self.is_outlet(name):
            return "source"
        if bylines.is_person(name, alone=alone):
            return "author"
        return None


def _split(line: str) -> list[_Part]:
    """The names between the signs of a line; «عكاظ من جدة» has two."""
    origin = _FROM.fullmatch(line.rstrip(": "))
    if origin and bylines.is_place(origin["city"]):
        line = f"{origin['name']} - {origin['city']}"
    signs = [*_BETWEEN_PARTS.finditer(line)]
    starts = [0, *(sign.end() for sign in signs)]
    ends = [*(sign.start() for sign in signs), len(line)]
    return [
        _Part(name, start, end, line[start - 1 : start] in _QUOTES, line[end : end + 1])
        for start, end in zip(starts, ends, strict=True)
        if (name := line[start:end].strip(f"{EDGES}.:*"))
    ]


def _without_date(line: str, parts: list[_Part]) -> tuple[str | None, list[_Part]]:
    """The longest run of parts that is a date, as written, and the other parts."""
    if not any(map(str.isdigit, line)):
        return None, parts
    runs = combinations(range(len(parts) + 1), 2)
    for first, end in sorted(runs, key=lambda run: run[0] - run[1]):
        written = line[parts[first].start : parts[end - 1].end].strip(EDGES)
        if date_of_line(written) is not None:
            return written, parts[:first] + parts[end:]
    return None, parts


def _place_of_unknown(name: str, stated: Mapping[str, str], may_be_author: bool) -> str | None:
    """The field in which a name that no table has can only belong, if there is such a one."""
    if may_be_author:
        is_free = "author" not in stated
        return "author" if is_free and bylines.may_be_name(name) and _is_proper(name) else None
    is_free = "published" in stated and not stated.keys() & {"source", "author"}
    return "source" if is_free and bylines.may_be_outlet(name) else None


def _is_proper(name: str) -> bool:
    """Whether names in Latin letters are written as names are; Arabic has no capitals."""
    return not name.isascii() or all(word[0].isupper() or "-" in word for word in name.split())
