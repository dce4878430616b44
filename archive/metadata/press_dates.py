"""Dates as the Arabic press writes them.

`parse_date` reads a string that states a date and nothing else: `2014-12-18
07:28`, `18/12/2014`, `الخميس 18 كانون الأول/ديسمبر 2014م`, `18 جانفي 2017`. The
words, and the names of months by country, are in `tables/months.toml`;
`date_parts.py` knows what each says.

What it takes to be safe, it takes from how the press writes:
- `3/9/2014` is 3 September, day first; a number over 12 says where the day is, and so does
  a weekday that only the other order has (`الأحد 3/9/2014`).
- A month under two names (`أيلول/سبتمبر`, `سبتمبر (أيلول)`) must be one month: if
  the names disagree, one of them is a slip, and nothing says which.
- A season is no month, and words of every day that Libya called its months by
  are months beside a day or another name only.
- Of a line that says when it was published and when it was changed, the first counts.
- A Hijri or Coptic date beside a Gregorian one is passed over. Of a Hijri date alone the day
  depends on who sighted the moon: `hijri_dates.py` says as much of it as is sure.
- Words that are neither part of a date nor listed as harmless beside one make
  the whole string no date, so a sentence that has a date in it is none.
"""

import re
from collections.abc import Iterator, Sequence

from ...arabic.names import fold_text
from ..dates import PartialDate
from .date_parts import PRESS_YEARS, Part, parts, weekdays
from .hijri_dates import of_hijri

_LONGEST = 200
"""Characters of a date: two calendars, two names of the month, the hour and where it is that
take 120. A longer text is prose, and not worth folding."""

_HAS_A_NUMBER = re.compile(r"\d|\bال\S+\s+من\s")
"""Digits, or a day in words: الثالث من آذار. Most lines of a text have neither, and are no date."""

_CLOCK = r"\d{2}(?:[:.]?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?"
_ZONE = r"(?:[ ]?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2}){0,2})(?:\[[\w/+-]+\])?)?"
_ISO = re.compile(
    rf"((?:\d{{4}}|XXXX)-\d{{2}}-\d{{2}})(?:Z|[+-]\d{{2}}:\d{{2}}|[Tt ]{_CLOCK}{_ZONE})?"
    r"|(\d{4}-\d{2})"
)
_STAMP = re.compile(
    r"(?:D:)?(\d{4})[:_]?(\d{2})[:_]?(\d{2})"
    r"(?:[T _.-]?(?:[01]\d|2[0-4]):?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?"
    rf"(?:{_ZONE}|[+-]\d{{2}}'\d{{2}}'?))?"
)

_MONTHS_A_YEAR = 12
_BARE_NUMBER = re.compile(r"\d{9,}")
_RUN_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[0-2]\d:[0-5]\d)")
"""A year and an hour whose markup is lost: 3/9/201407:28."""

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[ ]?[/.-][ ]?(\d{1,2})[ ]?[/.-][ ]?(\d{4})(?!\d)")

_OTHER_CALENDAR = re.compile(r"(?:[hc]do|o[hc]d|d?[hc]o?|x|o(?=[eE]))[eE]*")
"""A date of another calendar in the letters of its parts: day, month, year, era."""

_HIJRI = re.compile(r"p?(?:d?hoe*|hdoe*|oe*hd|xe+)")
"""Such a date alone, of the Hijra for certain: in numbers it must say so."""

_NAMES_OF_A_MONTH = re.compile(r"[mlL]*m[mlL]*")
_LIBYAN_MONTH = re.compile(r"[lL]")
_ORDERS = frozenset({"dmy", "mdy", "ymd", "ydm", "my", "ym", "dm", "md", "y"})
"""The orders in which day, month and year are written: 18 ديسمبر 2014, December 18, 2014 …"""

_SAID_TWICE = re.compile(r"(?:dmy|mdy|ymd|ydm){2}")  # in words, and again in numbers
_SEASONS = re.compile(r"[sL]+y|y[sL]+")


def parse_date(text: str) -> PartialDate | None:
    """The date that a whole string states, as far as it states it; None where it is no date.

    `3 سبتمبر/أيلول الجاري` gives `XXXX-09-03`: the year is not invented. The day
    of a time with a zone is the local one that is written. Impossible days
    (31 فبراير) and bare numbers other than a year give None. A Hijri date alone gives
    its month, or its year, since its day is known to within two days: `20 محرم 1445`
    is `2023-08`.
    """
    text = text.strip()
    if len(text) > _LONGEST or not _HAS_A_NUMBER.search(text):
        return None
    try:
        date = _in_numbers(text) or _in_words(" ".join(fold_text(text).split()))
    except ValueError:
        return None
    in_range = date.year is None or date.year in PRESS_YEARS
    # Databases write 2014-00-00 for a day that they do not know.
    return date if in_range and 0 not in (date.month, date.day) else None


def date_of_line(line: str) -> PartialDate | None:
    """The date of a line of which nothing says that it is one; as `parse_date` reads it.

    A long number, such as 202402161837, may count anything there.
    """
    return None if _BARE_NUMBER.fullmatch(line.strip()) else parse_date(line)


def _in_numbers(text: str) -> PartialDate | None:
    """The date of an ISO 8601 text or of a stamp without signs; None where it is neither."""
    if iso := _ISO.fullmatch(text):
        return PartialDate.from_edtf(iso[1] or iso[2])
    if stamp := _STAMP.fullmatch(text):
        return PartialDate(*map(int, stamp.groups()))
    return None


def _in_words(text: str) -> PartialDate:
    """The date of a folded text; raises `ValueError` where it is none, or more than one."""
    if text.startswith("من "):
        raise ValueError(f"{text!r} is where a time begins")
    text = _RUN_TOGETHER.sub(r"\1 ", text)
    dates = {"P": set[PartialDate](), "U": set[PartialDate]()}
    for label, stated in _by_label(parts(text)):
        if any(part.number for part in stated):
            dates[label].add(_date(stated))
    found = dates["P"] or dates["U"]
    if len(found) != 1:
        raise ValueError(f"{text!r} states {len(found)} dates")
    return _by_weekday(found.pop(), text)


def _by_weekday(date: PartialDate, text: str) -> PartialDate:
    """The date with its day and month turned where only so it falls on the weekday named.

    Raises `ValueError` for «الثلاثاء الأول من ديسمبر», the first Tuesday, unless that is the first.
    """
    named = weekdays(text)
    if not named or date.day is None or _falls_on(named, date):
        return date
    if not re.search(rf"(?<!\d)0?{date.day}(?!\d)", text):
        raise ValueError(f"{text!r} has no such weekday, and says the day in words")
    written = _DAY_FIRST.findall(text)
    if len(written) != 1 or text.count(written[0][-1]) > 1 or date.day > _MONTHS_A_YEAR:
        return date
    turned = PartialDate(date.year, date.day, date.month)
    as_written = [int(number) for number in written[0]] == [date.day, date.month, date.year]
    return turned if as_written and _falls_on(named, turned) else date


def _falls_on(named: set[int], date: PartialDate) -> bool:
    return date.first is not None and named == {date.first.weekday()}


def _by_label(stated: Sequence[Part]) -> Iterator[tuple[str, Sequence[Part]]]:
    """What stands after each "published" and "updated"; what stands before is of publication."""
    label, start = "P", 0
    for place, part in enumerate(stated):
        if part.kind in "PU":
            yield label, stated[start:place]
            label, start = part.kind, place + 1
    yield label, stated[start:]


def _date(stated: Sequence[Part]) -> PartialDate:
    """The date of parts that state one and no more; raises `ValueError` otherwise."""
    order = "".join([part.kind for part in stated])
    if _HIJRI.fullmatch(order):
        return of_hijri(*_year_month_day(stated))
    if order not in _ORDERS:  # most are, and have nothing to be put aside
        order, stated = _simplified(order, stated)
    numbers = set(stated)
    said = dict(numbers)
    if _SEASONS.fullmatch(order):
        return PartialDate(said["y"])
    if not (order in _ORDERS or _SAID_TWICE.fullmatch(order)) or len(said) < len(numbers):
        raise ValueError(f"{order!r} is no order of a date, or two parts of it differ")
    return PartialDate(said.get("y"), said.get("m"), said.get("d"))


def _year_month_day(hijri: Sequence[Part]) -> tuple[int, int, int | None]:
    said = dict(hijri)
    if number := said.get("x"):
        return number // 10_000, number // 100 % 100, number % 100 or None
    return said["o"], said["h"], said.get("d")


def _simplified(kinds: str, stated: Sequence[Part]) -> tuple[str, Sequence[Part]]:
    """The order without other calendars and places, one month for its names, and the parts."""
    for other in reversed([*_OTHER_CALENDAR.finditer(kinds)]):
        start, end = other.span()
        kinds, stated = kinds[:start] + kinds[end:], [*stated[:start], *stated[end:]]
    order = _NAMES_OF_A_MONTH.sub("m", kinds)
    if "d" in order:
        order = _LIBYAN_MONTH.sub("m", order)
    elif "p" in order:
        raise ValueError("a place beside a year or a month may be the name of anything")
    named = [Part("m", part.number) if part.kind in "lL" else part for part in stated]
    return order.replace("p", ""), named
