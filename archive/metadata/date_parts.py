"""What each word and number in the text of a date says.

`parts(text)` takes a text apart into its parts, each of one kind, so that
`press_dates.py` can judge their order by a pattern over the kinds' letters:

    d  a day, 1 to 31              h  a month of the Hijri year
    m  a month                     c  one of the Copts, of Iran, or of the zodiac
    l  a month of Libya            o  a year of another calendar
    s  a season                    x  its day in numbers, as 14450806
    L  what may be either          e  "of the Hijra", after such a year
    y  a year of the press         E  "of the Martyrs", likewise
    p  a place                     P  "published"        U  "updated"

Words that say nothing that a date keeps (weekdays, hours, zones of time, the number
of an issue) are passed over. Any other word, number or sign is no part of a date.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Final, NamedTuple

from ...arabic.names import fold_name
from .authority_tables import read_table

PRESS_YEARS = range(1800, 2101)
"""The years of the press; what lies outside is of another calendar, a count or a slip."""

_OTHER_YEARS = range(1200, 1800)  # of the Hijra since 1785, of the Martyrs since 1483
_MONTHS_A_YEAR = 12
_DIGITS_OF_A_YEAR = 4
_WORD = re.compile(r"[^\W\d_]+")
_AGAIN = 4096
"""Lexemes that are remembered: the same few stand in most dates."""


class Part(NamedTuple):
    """A part of a date: its kind, as above, and the number that it states (0 where none)."""

    kind: str
    number: int = 0


_TABLE: Final = read_table("months")
_MONTHS: Final[Mapping[str, list[list[str]]]] = _TABLE["months"]


def _key(name: str) -> str:
    """A name as it is looked up; blanks in it do not matter: `تشرينالأول`, `ك 2`."""
    return fold_name(name).replace(" ", "")


def _numbered(kind: str, lists: Iterable[Iterable[str]]) -> dict[str, Part]:
    return {name: Part(kind, number) for number, names in enumerate(lists, 1) for name in names}


def _meanings() -> dict[str, Part | None]:
    """What each name says, None where it says nothing; months last, since they count."""
    libyan = _numbered("l", _MONTHS["libya"])
    seasons = dict.fromkeys(_TABLE["seasons"], Part("s"))
    meanings: dict[str, Part | None] = dict.fromkeys(_TABLE["passed_over"])
    meanings |= dict.fromkeys(chain.from_iterable(_TABLE["weekdays"]))
    for table, kind in _KINDS_OF_WORDS.items():
        meanings |= dict.fromkeys(_TABLE[table], Part(kind))
    meanings |= _numbered("h", _TABLE["hijri"]) | libyan | seasons
    meanings |= {name: Part("L", libyan[name].number) for name in libyan.keys() & seasons.keys()}
    # In Beirut and of Beirut, joined: حرر ببيروت, بالتوقيت المحلي لبيروت.
    meanings |= {f"{joined}{place}": Part("p") for joined in "بل" for place in _TABLE["places"]}
    for region in _MONTHS.keys() - {"libya"}:
        meanings |= _numbered("m", _MONTHS[region])
    return meanings


_KINDS_OF_WORDS: Final = {
    "places": "p",
    "published": "P",
    "updated": "U",
    "coptic": "c",
    "zodiac": "c",
    "iran": "c",
    "hijri_era": "e",
    "other_era": "E",
}
_NAMES: Final = _meanings()
_MEANINGS: Final[Mapping[str, tuple[Part, ...]]] = {
    _key(name): (meaning,) if meaning else () for name, meaning in _NAMES.items()
}
_WEEKDAYS: Final = {
    fold_name(name): day for day, names in enumerate(_TABLE["weekdays"]) for name in names
}
_ORDINALS: Final = _numbered("d", _TABLE["ordinals"])
_DAYS_IN_WORDS: Final = {_key(name): day for name, day in _ORDINALS.items()}


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, longest first, so that كانون الأول is not cut short."""
    ordered = sorted(set(map(fold_name, names)), key=len, reverse=True)
    loose = (re.sub(r" |(?<=[^\W\d])(?=\d)", "[ ]?", name) for name in ordered)
    # No letter may follow, nor a digit after a digit: تشرين 2023 is no تشرين 2.
    return rf"(?:{'|'.join(loose)})(?![^\W\d_])(?:(?<!\d)|(?!\d))"


_PHRASES: Final = [name for name in _NAMES if not fold_name(name).isalpha()]
"""The names that are of several words, or hold a number."""

_HARMLESS_SIGNS = r"""،,؛;:.|/()\[\]\-–—«»"'“”‘’=•·●⏰⏱\uFE0F\U0001F4C5-\U0001F5D3"""
"""What may stand between the parts; the last are pictures, calendars and clocks among them."""

_OFFSET = r"[+-]\d{1,2}(?::?\d{2})?(?![\d/.-])"
_TENS = _any_of(_TABLE["tens_in_words"])
_IN_WORDS = rf"(?:{_any_of(_TABLE['units_in_words'])}(?:[ ]عشره?\b|[ ]و[ ]?{_TENS})?|{_TENS})"
_COUNTED = _any_of(_TABLE["counted"])
_COUNT = rf"""
      (?<![^\W\d_][ ])\d[\d,.]*[ ]?{_COUNTED}(?:[ ](?:للقراءه|قراءه|read)\b)?
    | (?:(?:عدد|مده|وقت|زمن)[ ])?{_COUNTED}[ ]?[:(][ ]?\d[\d,.]*(?!\d|[ ]?/)(?:[ ]{_COUNTED})?
    | (?:لا[ ](?:[تي]وجد[ ])?|بدون[ ]|no[ ]){_COUNTED}
"""
_ISSUE = rf"""
      (?:رقم[ ])?(?:ال)?(?:عدد|مجلد|جزء)[ ]?(?:رقم[ ]?)?[:(\[]?[ ]?
      (?:\d{{3,}}(?![\d]|[/.-]\d)|\d{{1,2}}(?!\d|[ ]?[/.-][ ]?\d)|{_IN_WORDS})
    | السنه[ ](?:\d{{1,3}}(?!\d)|{_IN_WORDS})
    | (?:مج|[سعج])\.?[ ]?\d{{1,3}}(?!\d|[ ]?[/.-][ ]?\d)
"""
_HALF_OF_THE_DAY = r"(?:ص|صباحا|مساءا?|ظهرا|عصرا|فجرا|ليلا|[ap]\.?m)\b"
_TIME = rf"""
    (?: t?\d{{1,2}}(?:[ ]?[:h][ ]?|سا?)\d{{2}}(?!\d)(?:[ ]?:[ ]?\d{{2}}(?:[.,:]\d+)?)?
      | \d{{1,2}}h\b
      | \A\d{{4}}(?=[ ](?:بتوقيت|gmt)\b)
      | \d{{1,2}}\.\d{{2}}(?=[ ]?(?:{_HALF_OF_THE_DAY}|م\b|gmt|بتوقيت))
      | (?:0?\d|1[0-2])(?=[ ]?{_HALF_OF_THE_DAY})
      | الساعه[ ]?:?[ ]?(?: \d{{1,2}}(?:\.\d{{2}}|[ ]?و[ ]?\d{{1,2}}(?:[ ]دقيقه)?)?(?![\d:h])
                         | {_any_of(_TABLE["hours"])}(?:[ ]و(?:النصف|الربع|الثلث))? ) )
    (?: [ ]?{_HALF_OF_THE_DAY}\.? | [ ]?م\b | [ ](?:قبل|بعد)[ ](?:منتصف[ ]الليل|الظهر) )?
    (?: [ ]?[+-]\d{{2}}:?\d{{2}}(?![\d/.-])
      | [ ]?[+]\d{{1,2}}(?![\d/.-])
      | [ ]?\(?{_any_of(_TABLE["zones"])}(?:[ ]?{_OFFSET})?\)?
      | [ ]?\(?ت[ .]?غ\b\)? )?
    (?: [ ]?\([^()\d]*(?:توقيت|time)\b[^()\d]*\)
      | [ ](?:africa|america|asia|europe|etc)/\w+(?:/\w+)? )?
"""
_NUMBERS = r"""
      \d{1,4}[ ]?(?P<by>[/.\\–-])[ ]?\d{1,2}[ ]?(?P=by)[ ]?\d{1,4}
      (?![\d:h]|[ ]?(?P=by)[ ]?\d{1,4}(?![\d:h]))
    | (?<!\d[ _])(?:\d{4}(?P<blank>[ _])\d\d(?P=blank)\d\d|\d\d[ _]\d\d[ _]\d{4})
      (?![\d:h]|[ _]\d+(?![\d:h]))
    | (?<![^\W\d_][/.-])(?:\d{4}[/.-]\d{1,2}|\d{1,2}(?:[ ]?/[ ]?|[.-])\d{4})
      (?![\d:h]|[/.-]\d{1,4}(?![\d:h]))
"""


@cache
def _lexeme() -> re.Pattern[str]:
    """Made when first needed: it takes longer than to import the rest of this."""
    return re.compile(
        rf"""
          (?P<time>    {_TIME} )
        | (?P<zone>    (?:ب|ب?حسب[ ]|وفقا?[ ]ل?)?(?:ال)?توقيت[ ]
                       (?:{_any_of(_PHRASES)}|[^\W\d_]+)(?:[ ]?{_OFFSET})? )
        | (?P<count>   {_COUNT} )
        | (?P<issue>   {_ISSUE} )
        | (?P<numbers> {_NUMBERS} )
        | (?P<compact> \d{{8}}(?!\d) )
        | (?P<number>  (?:ال[ ]?)?\d+(?:(?:st|nd|rd|th|er)\b)? )
        | (?P<ordinal> {_any_of(_ORDINALS)}(?=[ ]من[ ]) )
        | (?P<first>   {_any_of(_TABLE["first_of"])}(?=[ ](?!من[ ])) )
        | (?P<phrase>  {_any_of(_PHRASES)} )
        | (?P<word>    [^\W\d_]+ )
        | (?P<sign>    [^\w\s{_HARMLESS_SIGNS}] )
        """,
        re.VERBOSE,
    )


def parts(text: str) -> list[Part]:
    """The parts of a folded text; raises `ValueError` for what is no part of a date."""
    found: list[Part] = []
    for lexeme in _lexeme().finditer(text):
        found += _read(lexeme.lastgroup, lexeme[0])
    return found


def weekdays(text: str) -> set[int]:
    """The days of the week that a folded text names, Monday being 0."""
    return {_WEEKDAYS[word] for word in _WORD.findall(text) if word in _WEEKDAYS}


@lru_cache(_AGAIN)
def _read(kind: str | None, text: str) -> tuple[Part, ...]:
    """What a lexeme says: nothing for a time, its zone, or the number of an issue."""
    match kind:
        case "numbers":
            return _numbers(text)
        case "compact":
            return _year(int(text[:4])), Part("m", int(text[4:6])), Part("d", int(text[6:]))
        case "number":
            return (_number(text.removeprefix("ال").strip(" stndrhe")),)
        case "ordinal":
            return (_DAYS_IN_WORDS[text.replace(" ", "")],)
        case "first":
            return (Part("d", 1),)
        case "phrase" | "word" | "sign":
            return _name(text.replace(" ", ""))
    return ()


def _numbers(text: str) -> tuple[Part, ...]:
    """The parts of `18/12/2014`, `2014-12-18` or `12/2014`."""
    digits = re.findall(r"\d+", text)
    if len(digits[0]) == _DIGITS_OF_A_YEAR:
        digits.reverse()
    if [len(number) == _DIGITS_OF_A_YEAR for number in digits].count(True) != 1:
        raise ValueError(f"{text!r} has no year, or two")
    *days, month, year = map(int, digits)
    if days and month > _MONTHS_A_YEAR:
        days, month = [month], days[0]
    if year in _OTHER_YEARS:
        return (Part("x", (year * 100 + month) * 100 + (days[0] if days else 0)),)
    return *(Part("d", day) for day in days), Part("m", month), _year(year)


def _number(digits: str) -> Part:
    if len(digits) == _DIGITS_OF_A_YEAR:
        return _year(int(digits))
    if len(digits) > len("31"):
        raise ValueError(f"{digits} is neither a day nor a year")
    return Part("d", int(digits))


def _year(year: int) -> Part:
    if year in PRESS_YEARS:
        return Part("y", year)
    if year in _OTHER_YEARS:
        return Part("o", year)
    raise ValueError(f"{year} is no year of the press")


def _name(key: str) -> tuple[Part, ...]:
    try:
        return _MEANINGS[key]
    except KeyError:
        raise ValueError(f"{key!r} is no part of a date") from None
