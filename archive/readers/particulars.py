"""A line beside an article's prose: who published it, who wrote it, when, and where it is.

`شبكة المنارة`, `القدس - رويترز`, `بقلم: سامي حداد`, `التاريخ: 3/9/2014`, `الرئيسية > ثقافة`. A line
is read by itself here; which lines of a file are such, `plain_article.py` decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from ...arabic.names import fold_name
from ..metadata import bylines
from ..metadata.authorities import Authorities, names_of
from ..metadata.authority_tables import read_table
from ..metadata.press_dates import parse_date
from .columns import Columns

_LONGEST_LINE, _MOST_PARTS = 150, 8
"""Characters and parts of a line of particulars; a longer one is prose."""

_LONGEST_CREDIT = 60
"""Characters that a name after «المصدر:» may have."""

_LONGEST_OUTLET = 3
"""Words behind the kind of an outlet, in an unknown name: صحيفة صدى الوادي."""

_LONGEST_LABEL, _LABEL_WORDS = 40, 3
_COLONS = (":", "：")
_LABEL_SIGNS = (*_COLONS, "/", " - ", " – ")

# Marks of direction stand round what was copied from pages.
_EDGES = " \t\xa0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_CREDIT = re.compile(
    r"(?P<label>المصدر|المصادر|مصدر الخبر|نقلا عن|نقلًا عن|source)\s*[:：\-–]\s*(?P<value>\S.*)",
    re.I,
)
_JOINTS = {"author": "، ", "section": " > "}
"""What joins several names of one field in a line."""

_SEGMENTS = re.compile(r"\s*[|•·¦]\s*")
_TRAIL = re.compile(r"\s*[>»›←\\/|]\s*|\s+[-–—]\s+")
# Digits keep their own signs (18:37, 12/3/2019), and a Latin letter the hyphen of its name.
_BETWEEN_PARTS = re.compile(
    r"[+،,؛;&|()\[\]«»\"“”ـ]|[:：/](?!\d)|(?<!\d)[:：/]|(?<![a-zA-Z\d])[-–—]|[-–—](?=\s)"
)
_QUOTES = frozenset('«"“')
_FROM = re.compile(r"(?P<name>.+?)\s+من\s+(?P<city>.+)")
_UPDATED = re.compile("تحديث|updated|modified", re.I)
_PUBLISHED = re.compile("نشر|published|أضيف", re.I)
_NAME_OF = re.compile(r"^اسم\s+")
_PUBLISHED_IN = re.compile(
    r"ن[\u064f]?شرت?\s+في\s+(?P<source>.+?)\s+(?:يوم|بتاريخ|في|عدد)\s+(?P<date>.*\d.*)"
)
_MARKUP = ("#", "*")
_ENDS_A_SENTENCE = (".", "؟", "?", "!", "…", "،")

_OUTLETS = read_table("sources")
_KINDS = frozenset(map(fold_name, _OUTLETS["kinds"]))
_A_SOURCE = fold_name("مصدر")
_COLLECTIVE = frozenset(map(fold_name, _OUTLETS["collective"]))
"""«وكالات», «متابعات»: credits that name nobody."""


def _cue(kind: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(bylines.cues(kind), key=len, reverse=True)))
    return re.compile(rf"(?:{words})(?!\w)\s*(?P<sign>[:：/\\–—-]?)\s*(?P<name>\S.*)", re.I)


_CUES = {kind: _cue(kind) for kind in ("sure_cues", "cues", "forms")}


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


class Labelled(NamedTuple):
    """`المصدر: عكاظ`, and the `field` that the label names, if it names one."""

    label: str
    value: str
    field: str | None


class _Part(NamedTuple):
    """A name between the signs of a line, from `start` to `end`, and the sign after it."""

    name: str
    start: int
    end: int
    quoted: bool
    sign: str


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads lines by the names and the columns that an archive knows."""

    authorities: Authorities
    columns: Columns

    def read(self, line: str) -> Particulars | None:
        """What the line holds beside prose; None for prose, and for what may be either."""
        line = _short(line)
        if not line or line.startswith(_MARKUP):
            return None
        if _ADDRESS.fullmatch(line):
            return Particulars({"url": line}, sure=True)
        return (
            self._labelled(line)
            or _dated(line)
            or self._published_in(line)
            or self._cued(line)
            or _trail(line)
            or self._segments(line)
            or self._parts(line)
        )

    def labelled(self, line: str) -> Labelled | None:
        """The line as a label and its value, of whatever label."""
        line = line.strip(_EDGES)
        if credit := _CREDIT.fullmatch(line):
            return Labelled(credit["label"], credit["value"], "source")
        for sign in _LABEL_SIGNS:
            label, _, value = (part.strip() for part in line.partition(sign))
            is_label = len(label) <= _LONGEST_LABEL and 0 < len(label.split()) <= _LABEL_WORDS
            if value and is_label and label[0].isalpha():
                field = self._field_of(label)
                # Behind any other sign, the word may be no label at all.
                if field is not None or sign in _COLONS:
                    return Labelled(label, value, field)
        return None

    def label_alone(self, line: str) -> str | None:
        """The field that a label names whose value stands on the next line: `الكاتب:`."""
        label, sign, rest = _short(line).partition(":")
        if not sign or rest:
            return None
        return "author" if bylines.is_cue(label) else self._field_of(label)

    def signed(self, line: str, above: str, below: str) -> Particulars | None:
        """The name under a letter: what closes it stands above the name, or a place below."""
        line = _short(line)
        is_signature = bylines.is_closing(_short(above)) or bylines.is_place(_short(below))
        return Particulars({"author": line}) if is_signature and bylines.is_person(line) else None

    def is_known_name(self, name: str) -> bool:
        """Whether the words tell a person or an outlet."""
        return bylines.is_person(name) or self.is_outlet(name)

    def credited(self, credit: str) -> str | None:
        """The source among the names of a credit; agencies, and who names nobody, are none."""
        names = [
            name
            for name in names_of(credit)
            if self.authorities.agency(name) is None and fold_name(name) not in _COLLECTIVE
        ]
        # The whole credit comes first: an address would be cut up at its slashes.
        for name in (credit.strip(), *names) if names else ():
            if self.authorities.known_source(name) is not None:
                return name
        return names[0] if len(names) == 1 and len(names[0]) <= _LONGEST_CREDIT else None

    def is_outlet(self, name: str) -> bool:
        """Whether this is a known source, or an unknown name behind the kind of one."""
        kind, _, rest = name.partition(" ")
        has_kind = fold_name(kind) in _KINDS and 0 < len(rest.split()) <= _LONGEST_OUTLET
        is_canal = bylines.is_common_kind(kind) and bylines.is_place(rest)
        return self.authorities.known_source(name) is not None or (
            has_kind and bylines.may_be_name(rest) and not is_canal
        )

    def may_be_title(self, outlet: str) -> bool:
        """Whether the name of an outlet is a title as often: `الحياة`, `شبكة الطرق`."""
        kind, _, rest = outlet.partition(" ")
        is_known = self.authorities.known_source(outlet) is not None
        return not rest or (bylines.is_common_kind(kind) and not is_known)

    def beside_date(self, line: str) -> Particulars | None:
        """What a name that no table has is before the date: `صدى الوادي`, `حسن الحارثي`."""
        line = _short(line)
        if bylines.is_person(line):
            return Particulars({"author": line})
        is_outlet = self.is_outlet(line) or bylines.may_be_outlet(line)
        return Particulars({"source": line}) if is_outlet else None

    def _labelled(self, line: str) -> Particulars | None:
        found = self.labelled(line)
        if found is None:
            return None
        value = found.value
        match found.field:
            case "author":
                return self._author(value)
            # «مصدر: الحكومة تستقيل» is a headline.
            case "source" if fold_name(found.label) != _A_SOURCE or self.is_outlet(value):
                return self._source(value)
            case "published" if parse_date(value):
                return Particulars({"published": value}, sure=True)
            case "url" if _ADDRESS.fullmatch(value):
                return Particulars({"url": value}, sure=True)
            case "title" | "tags" | "language" | "platform":
                return Particulars({found.field: value}, sure=True)
        return None

    def _field_of(self, label: str) -> str | None:
        return next(iter(self.columns.known([_NAME_OF.sub("", label)])), None)

    def _published_in(self, line: str) -> Particulars | None:
        """`نشر في الأهرام يوم 12 - 03 - 2014`."""
        match = _PUBLISHED_IN.fullmatch(line)
        if match is None or parse_date(match["date"]) is None:
            return None
        stated = {"source": match["source"].strip('«»"'), "published": match["date"]}
        return Particulars(stated, sure=True) if bylines.may_be_name(stated["source"]) else None

    def _source(self, credit: str) -> Particulars | None:
        agency = credit if self.authorities.agency(credit) else None
        source = self.credited(credit) or agency
        if source is None:
            return None
        is_sentence = credit.endswith(_ENDS_A_SENTENCE) and not self.is_outlet(source)
        if is_sentence:
            return None
        address = {"url": source} if _ADDRESS.fullmatch(source) else {}
        return Particulars({"source": source, **address}, sure=True)

    def _cued(self, line: str) -> Particulars | None:
        """`كتب سامي حداد`, `إعداد/ هدى النجار - حلب`, `By Layla Mansour`."""
        for kind, cue in _CUES.items():
            if match := cue.fullmatch(line):
                sign = match["sign"]
                if kind == "forms":
                    return self._author(match["name"], sure=False) if sign else None
                # «بقلم الرصاص» is a pencil.
                is_sure = kind == "sure_cues" and " " in match["name"].strip()
                return self._author(match["name"], sure=bool(sign) or is_sure)
        return None

    def _author(self, value: str, *, sure: bool = True) -> Particulars | None:
        """Who wrote; the words must tell a person if it is not `sure` that one is named."""
        found = self._parts(value, cued=True, may_be_unknown=sure)
        if found is None or "author" not in found.stated:
            return None
        return Particulars(found.stated, found.whole, sure=True)

    def _segments(self, line: str) -> Particulars | None:
        """`المصدر: عكاظ | 3/9/2014 | بقلم سامي حداد`: each segment is read by itself."""
        segments = [segment for segment in _SEGMENTS.split(line) if segment]
        if not 1 < len(segments) <= _MOST_PARTS:
            return None
        found = list(filter(None, map(self.read, segments)))
        if len(found) < len(segments):
            return None
        stated: dict[str, str] = {}
        for one in found:
            stated = {**one.stated, **stated}
        whole = all(one.whole for one in found) and len(stated) == len(found)
        return Particulars(stated, whole, sure=True)

    def _parts(
        self, line: str, *, cued: bool = False, may_be_unknown: bool = False
    ) -> Particulars | None:
        """`القدس - رويترز`, `بيروت: ليلى منصور`, `إذاعة المرفأ، 3/9/2014`: names between signs.

        Every part must be known for what it is. One that is not may be the author
        if a cue has said so, or the outlet that stands beside the date.
        """
        parts = _split(line)
        if not 0 < len(parts) <= _MOST_PARTS or line.endswith(_ENDS_A_SENTENCE):
            return None
        date, parts = _without_date(line, parts)
        alone = len(parts) == 1 and date is None and not cued
        named: dict[str | None, list[str]] = {}
        has_place = any(bylines.is_place(part.name) for part in parts)
        for part in parts:
            kind = self._kind(part, alone) or ("source" if part.quoted and has_place else None)
            if kind == "author" and part.sign in _COLONS and part != parts[-1]:
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
        if fold_name(name) in _COLLECTIVE or bylines.says_nothing(name):
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


def _short(line: str) -> str:
    """The line without blank ends; nothing of a line that is too long for particulars."""
    line = line.strip(_EDGES)
    return line if len(line) <= _LONGEST_LINE else ""


def _dated(line: str) -> Particulars | None:
    date = parse_date(line)
    if date is None:
        return None
    name = "updated" if _UPDATED.search(line) and not _PUBLISHED.search(line) else "published"
    # A year alone may be a heading of the text.
    return Particulars({name: line}, sure=date.month is not None)


def _trail(line: str) -> Particulars | None:
    """`الرئيسية > ثقافة > مسرح`."""
    home, *headings = _TRAIL.split(line)
    if not headings or not bylines.is_home(home):
        return None
    return Particulars({"section": " > ".join(headings)}, sure=True)


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
        if (name := line[start:end].strip(f"{_EDGES}.:*"))
    ]


def _without_date(line: str, parts: list[_Part]) -> tuple[str | None, list[_Part]]:
    """The longest run of parts that is a date, as written, and the other parts."""
    if not any(map(str.isdigit, line)):
        return None, parts
    runs = combinations(range(len(parts) + 1), 2)
    for first, end in sorted(runs, key=lambda run: run[0] - run[1]):
        written = line[parts[first].start : parts[end - 1].end].strip(_EDGES)
        if parse_date(written) is not None:
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
