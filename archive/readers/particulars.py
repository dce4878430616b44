"""A line beside an article's prose: who published it, who wrote it, when, and where it is.

`شبكة المنارة`, `القدس - رويترز`, `بقلم: سامي حداد`, `التاريخ: 3/9/2014`, `الرئيسية > ثقافة`. A line
is read by itself here; which lines of a file are such, `plain_article.py` decides.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ...arabic.names import fold_name
from ..metadata import bylines
from ..metadata.authorities import Authorities, names_of
from ..metadata.press_dates import date_of_line, parse_date
from .columns import Columns
from .datelines import (
    COLLECTIVE,
    COLONS,
    EDGES,
    ENDS_A_SENTENCE,
    MOST_PARTS,
    Datelines,
    Particulars,
)

_LONGEST_LINE = 150
"""Characters of a line of particulars; a longer one is prose."""

_LONGEST_CREDIT = 60
"""Characters that a name after «المصدر:» may have."""

_LEAST_WORDS = 3
"""Of a title beside which its site is named: in «الحياة | الموت» none is."""

_LONGEST_LABEL, _LABEL_WORDS = 40, 3
_LABEL_SIGNS = (*COLONS, "/", " - ", " – ")

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_CREDIT = re.compile(
    r"(?P<label>المصدر|المصادر|مصدر الخبر|نقلا عن|نقلًا عن|source)\s*[:：\-–]\s*(?P<value>\S.*)",
    re.I,
)
_SEGMENTS = re.compile(r"\s*[|•·¦]\s*")
_TRAIL = re.compile(r"\s*[>»›←\\/|]\s*|\s+[-–—]\s+")
_UPDATED = re.compile("تحديث|updated|modified", re.I)
_PUBLISHED = re.compile("نشر|published|أضيف", re.I)
_BY = re.compile(r"\s+(?:by|بواسطة|بقلم)\s*:?\s+", re.I)
_ON = re.compile(r"\s+(?:on|بتاريخ|في|يوم)\s*:?\s+", re.I)
_NAME_OF = re.compile(r"^اسم\s+")
_PUBLISHED_IN = re.compile(
    r"ن[\u064f]?شرت?\s+في\s+(?P<source>.+?)\s+(?:يوم|بتاريخ|في|عدد)\s+(?P<date>.*\d.*)"
)
_MARKUP = ("#", "*")
_BRACKETS = ("()", "[]")
_BRACKET = re.compile(r"[()\[\]]")

_CITED = re.compile(r"نقل[اًا]{1,2}\s+عن\s+(?P<name>\S.*)")
_A_SOURCE = fold_name("مصدر")


def _cue(kind: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(bylines.cues(kind), key=len, reverse=True)))
    return re.compile(rf"(?:{words})(?!\w)\s*(?P<sign>[:：/\\–—-]?)\s*(?P<name>\S.*)", re.I)


_CUES = {kind: _cue(kind) for kind in ("sure_cues", "cues", "forms")}


class Labelled(NamedTuple):
    """`المصدر: عكاظ`, and the `field` that the label names, if it names one."""

    label: str
    value: str
    field: str | None


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads lines by the names and the columns that an archive knows."""

    authorities: Authorities
    columns: Columns

    @property
    def datelines(self) -> Datelines:
        """What reads the lines of names alone."""
        return Datelines(self.authorities)

    def read(self, line: str) -> Particulars | None:
        """What the line holds beside prose; None for prose, and for what may be either."""
        line = _unbracketed(_short(line))
        if not line or line.startswith(_MARKUP):
            return None
        if _ADDRESS.fullmatch(line):
            return Particulars({"url": line}, sure=True)
        return (
            self._labelled(line)
            or _dated(line)
            or self._published_in(line)
            or self._cited(line)
            or self._dated_byline(line)
            or self._cued(line)
            or _trail(line)
            or self._segments(line)
            or self.datelines.read(line)
        )

    def labelled(self, line: str) -> Labelled | None:
        """The line as a label and its value, of whatever label."""
        line = _unbracketed(line.strip(EDGES))
        if credit := _CREDIT.fullmatch(line):
            return Labelled(credit["label"], credit["value"], "source")
        for sign in _LABEL_SIGNS:
            label, _, value = (part.strip() for part in line.partition(sign))
            is_label = len(label) <= _LONGEST_LABEL and 0 < len(label.split()) <= _LABEL_WORDS
            if value and is_label and label[0].isalpha():
                field = self._field_of(label)
                # Behind any other sign, the word may be no label at all.
                if field is not None or sign in COLONS:
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
        return bylines.is_person(name) or self.datelines.is_outlet(name)

    def credited(self, credit: str) -> str | None:
        """The source among the names of a credit; agencies, and who names nobody, are none."""
        names = [
            name
            for name in names_of(credit)
            if self.authorities.agency(name) is None and fold_name(name) not in COLLECTIVE
        ]
        # The whole credit comes first: an address would be cut up at its slashes.
        for name in (credit.strip(), *names) if names else ():
            if self.authorities.known_source(name) is not None:
                return name
        return names[0] if len(names) == 1 and len(names[0]) <= _LONGEST_CREDIT else None

    def beside(self, line: str, below: Particulars) -> Particulars | None:
        """What a name that no table has is above others: `صدى الوادي` a date, `حسن الحارثي`."""
        line = _short(line)
        if bylines.is_person(line):
            return Particulars({"author": line})
        is_outlet = self.datelines.is_outlet(line) or bylines.may_be_outlet(line)
        is_free = "source" not in below.stated
        return Particulars({"source": line}) if is_outlet and is_free else None

    def titled(self, line: str) -> Particulars:
        """A title, without what browsers write beside it.

        `شبكة المنارة | محليات | …`, `… - صحيفة الساحل`; behind a dash only with its kind, since
        الشرق الأوسط and اليوم السابع are words of titles too.
        """
        parts = _SEGMENTS.split(line)
        read = map(self.datelines.read, parts)
        found = [one.stated if one and one.stated else None for one in read]
        title = parts[found.index(None)] if found.count(None) == 1 else ""
        if len(parts) > 1 and len(title.split()) >= _LEAST_WORDS:
            named = {name: text for one in found if one for name, text in one.items()}
            return Particulars({**named, "title": title})
        title, dash, name = (part.strip() for part in line.rpartition(" - "))
        if dash and " " in title and self.datelines.has_kind(name):
            return Particulars({"title": title, "source": name})
        return Particulars({"title": line})

    def _labelled(self, line: str) -> Particulars | None:
        found = self.labelled(line)
        if found is None:
            return None
        value = found.value
        match found.field:
            case "author":
                return self._author(value)
            # «مصدر: الحكومة تستقيل» is a headline.
            case "source" if fold_name(found.label) != _A_SOURCE or self.datelines.is_outlet(value):
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

    def _cited(self, line: str) -> Particulars | None:
        """`نقلًا عن صحيفة الساحل`."""
        match = _CITED.fullmatch(line)
        is_one = match is not None and self.datelines.is_outlet(match["name"])
        return Particulars({"source": match["name"]}, sure=True) if match and is_one else None

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
        is_sentence = credit.endswith(ENDS_A_SENTENCE) and not self.datelines.is_outlet(source)
        if is_sentence:
            return None
        address = {"url": source} if _ADDRESS.fullmatch(source) else {}
        return Particulars({"source": source, **address}, sure=True)

    def _dated_byline(self, line: str) -> Particulars | None:
        """`Posted on 2 May 2016 by Layla Mansour`, `كتبه سامي حداد بتاريخ 3/9/2014`."""
        if not any(map(str.isdigit, line)):
            return None
        for match in (*_BY.finditer(line), *_ON.finditer(line)):
            before, after = line[: match.start()], line[match.end() :]
            date, byline = (before, after) if match.re is _BY else (after, before)
            author = self._author(byline) if match.re is _BY else self._cued(byline)
            day = date_of_line(date)
            if author is not None and day is not None and day.month is not None:
                return Particulars({**author.stated, "published": date}, author.whole, sure=True)
        return None

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
        found = self.datelines.read(value, cued=True, may_be_unknown=sure)
        if found is None or not found.stated.keys() & {"author", "source"}:
            return None
        return Particulars(found.stated, found.whole, sure=True)

    def _segments(self, line: str) -> Particulars | None:
        """`المصدر: عكاظ | 3/9/2014 | بقلم سامي حداد`: each segment is read by itself."""
        segments = [segment for segment in _SEGMENTS.split(line) if segment]
        if not 1 < len(segments) <= MOST_PARTS:
            return None
        found = list(filter(None, map(self.read, segments)))
        others = len(segments) - len(found)
        if others > sum(self.labelled(segment) is not None for segment in segments) or not found:
            return None
        stated: dict[str, str] = {}
        for one in found:
            stated = {**one.stated, **stated}
        whole = all(one.whole for one in found) and len(stated) == len(segments)
        return Particulars(stated, whole, sure=True)


def _short(line: str) -> str:
    """The line without blank ends; nothing of a line that is too long for particulars."""
    line = line.strip(EDGES)
    return line if len(line) <= _LONGEST_LINE else ""


def _unbracketed(line: str) -> str:
    """The line without brackets round all of it."""
    is_within = line[:1] + line[-1:] in _BRACKETS and not _BRACKET.search(line[1:-1])
    return line[1:-1].strip() if is_within else line


def _dated(line: str) -> Particulars | None:
    date = date_of_line(line)
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
