"""Dates as the Arabic press writes them.

`parse_date` reads a string that states a date and nothing else: `2014-12-18
07:28`, `18/12/2014`, `الخميس 18 كانون الأول/ديسمبر 2014م`, `18 جانفي 2017`. The
names of months, by country, are in `tables/months.toml`.

What it takes to be safe, it takes from how the press writes:
- `3/9/2014` is 3 September, day first; a number over 12 says where the day is.
- A month under two names (`أيلول/سبتمبر`, `سبتمبر (أيلول)`) must be one month: if
  the names disagree, one of them is a slip, and nothing says which.
- A Hijri date beside a Gregorian one is passed over; alone it is no date here,
  since the day it means depends on who sighted the moon.
- Words that are neither part of a date nor listed as harmless beside one make
  the whole string no date, so a sentence that has a date in it is none.
"""

import re
from collections.abc import Iterable

from ...arabic.names import fold_name, fold_text
from ..dates import PartialDate
from .authority_tables import read_table

EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
"""The years of the press; what lies outside is a Hijri year, a count or a slip."""

_LONGEST = 200
"""Characters of a date: two calendars, two names of the month, the hour and where it is that
take 120. A longer text is prose, and not worth folding."""

_HIJRI_YEARS = range(1300, 1500)
_MONTHS_A_YEAR = 12

_TABLE = read_table("months")
_MONTHS = {
    fold_name(name): number
    for region in _TABLE["months"].values()
    for number, names in enumerate(region, start=1)
    for name in names
}
_PASSED_OVER = frozenset(map(fold_name, _TABLE["passed_over"]))


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, longest first, so that كانون الأول is not cut short."""
    ordered = sorted(names, key=len, reverse=True)
    return f"(?:{'|'.join(ordered).replace(' ', r'[ ]+')})(?![^\\W\\d_])"


_MONTH = _any_of(_MONTHS)
_HIJRI_MONTH = _any_of(map(fold_name, _TABLE["hijri"]))
_OFFSET = r"(?:[ ]?[+-]\d{2}:?\d{2}(?![\d/.-])|[ ]?(?:gmt|utc)[ ]?[+-]\d{1,2}(?::?\d{2})?)?"

_ISO = re.compile(
    r"(\d{4}-\d{2}(?:-\d{2})?|XXXX-\d{2}-\d{2})"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_LEXEME = re.compile(
    rf"""
      (?P<time>    t?\d{{1,2}}[:h]\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?{_OFFSET}
                 | الساعه[ ]\d{{1,2}}(?![\d:h]) )
    | (?P<hijri>   \d{{1,2}}[ ]?{_HIJRI_MONTH}(?:[ ]?\d{{4}})?(?:[ ]?ه(?:جريه?)?(?!\w))? )
    | (?P<numbers> \d{{1,4}}[ ]?(?P<by>[/.-])[ ]?\d{{1,4}}(?:[ ]?(?P=by)[ ]?\d{{1,4}})?
                   (?![\d:h]|[ ]?(?P=by)[ ]?\d{{1,4}}(?![\d:h]))(?:[ ]?ه(?:جريه?)?(?!\w))? )
    | (?P<months>  {_MONTH}(?:[ ]?[/|(–-][ ]?{_MONTH}[ ]?\)?)* )
    | (?P<compact> \d{{8}}(?!\d) )
    | (?P<number>  \d+(?:st|nd|rd|th|er)? )
    | (?P<word>    [^\W\d_]+ )
    | (?P<sign>    [^\w\s] )
    """,
    re.VERBOSE,
)
_NAME = re.compile(_MONTH)
_ORDERS = frozenset({"dmy", "mdy", "ymd", "my", "ym", "dm", "md", "y"})
"""The orders in which day, month and year are written: 18 ديسمبر 2014, December 18, 2014 …"""

_HARMLESS_SIGNS = frozenset("،,؛;:.|/()[]-–—«»\"'")


def parse_date(text: str) -> PartialDate | None:
    """The date that a whole string states, as far as it states it; None where it is no date.

    `3 سبتمبر/أيلول الجاري` gives `XXXX-09-03`: the year is not invented. The day
    of a time with a zone is the local one that is written. Impossible days
    (31 فبراير), bare numbers other than a year, and Hijri dates give None.
    """
    if len(text := text.strip()) > _LONGEST:
        return None
    iso = _ISO.fullmatch(text)
    try:
        date = (
            PartialDate.from_edtf(iso[1]) if iso else _in_words(" ".join(fold_text(text).split()))
        )
    except ValueError:
        return None
    in_range = date.year is None or EARLIEST_YEAR <= date.year <= LATEST_YEAR
    # Databases write 2014-00-00 for a day that they do not know.
    return date if in_range and 0 not in (date.month, date.day) else None


def _in_words(text: str) -> PartialDate:
    """The date of a folded text; raises `ValueError` where it is none."""
    parts = [part for lexeme in _LEXEME.finditer(text) for part in _parts(lexeme)]
    if "".join(name for name, _ in parts) not in _ORDERS:
        raise ValueError(f"{text!r} is not a date")
    stated = dict(parts)
    return PartialDate(stated.get("y"), stated.get("m"), stated.get("d"))


def _parts(lexeme: re.Match[str]) -> list[tuple[str, int]]:
    """What one lexeme says of the (y)ear, (m)onth and (d)ay."""
    text = lexeme[0]
    match lexeme.lastgroup:
        case "numbers":
            return _numbers(text)
        case "months":
            return [("m", month) for month in {_MONTHS[name] for name in _NAME.findall(text)}]
        case "compact":
            return [("y", int(text[:4])), ("m", int(text[4:6])), ("d", int(text[6:]))]
        case "number":
            digits = text.rstrip("stndrhe")
            return [("y" if len(digits) == 4 else "d", int(digits))]
        case "word" if text not in _PASSED_OVER:
            raise ValueError(f"{text!r} is no part of a date")
        case "sign" if text not in _HARMLESS_SIGNS:
            raise ValueError(f"{text!r} is no part of a date")
    return []


def _numbers(text: str) -> list[tuple[str, int]]:
    """The parts of `18/12/2014`, `2014-12-18` or `12/2014`; none of a Hijri date's."""
    digits = re.findall(r"\d+", text)
    if len(digits[0]) == 4:
        digits.reverse()
    *days, month, year = map(int, digits)
    if len(digits[-1]) != len("2014"):
        raise ValueError(f"{text!r} has no year")
    if year in _HIJRI_YEARS or not text[-1].isdigit():
        return []
    if days and month > _MONTHS_A_YEAR:
        days, month = [month], days[0]
    return [*(("d", day) for day in days), ("m", month), ("y", year)]
