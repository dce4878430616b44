"""Ranges of numbers and dates, as filters and queries write them: 10..20, 2014.., ..2014-09, 7."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final, Self

from .dates import PartialDate
from .errors import QueryError
from .fields import Field, Language
from .metadata.months import date_in_words
from .metadata.press_dates import parse_date

known_date = lru_cache(maxsize=4096)(parse_date)
"""`parse_date` of what is said again and again: a page names each of its dates several times."""

_TO = re.compile(r"\.{2,}|…")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[,٬،]\d{3})+(?:[.٫]\d+)?")
_DIGITS = 40
"""Digits of a number that counts: what is longer is an identifier."""


def number_of(text: str) -> Decimal | None:
    """The number that a text is, in the digits of any script; None where it is none."""
    text = text.strip()
    if len(text) > _DIGITS:
        return None
    if _GROUPED.fullmatch(text):
        text = re.sub("[,٬،]", "", text)
    try:
        number = Decimal(text.replace("٫", ".").replace("\N{MINUS SIGN}", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _DIGITS else None


def written(number: Decimal) -> str:
    """A number as a facet's value has it: no sign of how it was written, 7.50 as 7.5."""
    return f"{number.normalize():f}" if number else "0"


def _days(text: str) -> tuple[date, date] | None:
    found = known_date(text)
    if found is None or found.first is None or found.last is None:
        return None
    return found.first, found.last


def _number_span(text: str) -> tuple[Decimal, Decimal] | None:
    number = number_of(text)
    return None if number is None else (number, number)


_SPANS: dict[str, Callable[[str], tuple[Any, Any] | None]] = {
    "number": _number_span,
    "date": _days,
}
_EXAMPLES = {"number": "10, 10..20, 10.. or ..20", "date": "2014, 2014-09..2015 or 2014.."}


def ends(text: str) -> tuple[str, str]:
    """The ends of a range as they are written, "" for an open one; a single value is both."""
    first, *last = (end.strip() for end in _TO.split(text.strip(), maxsplit=1))
    return first, last[0] if last else first


def between(low: str, high: str) -> str:
    """A range as it is written from the one to the other, which `ends` takes apart again."""
    return low if low == high else f"{low}..{high}"


_IN_WORDS: Final[Mapping[str, Mapping[Language, tuple[str, str, str]]]] = {
    "number": {
        "ar": ("من {low} إلى {high}", "{low} فأكثر", "{high} فأقل"),
        "en": ("{low} to {high}", "{low} or more", "{high} or less"),
    },
    "date": {
        "ar": ("من {low} إلى {high}", "منذ {low}", "حتى {high}"),
        "en": ("{low} to {high}", "since {low}", "until {high}"),
    },
}
"""How a closed range is told, one that is open upwards, and one that is open downwards."""


def in_words(text: str, field: Field, language: Language) -> str:
    """A value or a range of numbers or dates as its reader says it."""
    low, high = (_end_in_words(end, field, language) for end in ends(text))
    if low == high:
        return low
    closed, upwards, downwards = _IN_WORDS[field.kind][language]
    told = closed if low and high else upwards if low else downwards
    return told.format(low=low, high=high)


def _end_in_words(end: str, field: Field, language: Language) -> str:
    known = known_date(end) if field.kind == "date" else None
    return date_in_words(known, language) if known else end


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; None where it is open."""

    low: Any
    high: Any
    span: Callable[[str], tuple[Any, Any] | None]

    @classmethod
    def read(cls, text: str, field: Field) -> Self:
        """Read a range of a field's values; raise `QueryError` that says how it is written."""
        span = _SPANS[field.kind]
        written_ends = ends(text)
        first, last = (span(end) if end else None for end in written_ends)
        read = zip(written_ends, (first, last), strict=True)
        if not any(written_ends) or any(end and not found for end, found in read):
            raise QueryError(f"“{text}” is no range of {field.key}: write {_EXAMPLES[field.kind]}")
        low, high = first and first[0], last and last[1]
        if low is not None and high is not None and low > high:
            # As easily typed backwards as a range of dates.
            low, high = last and last[0], first and first[1]
        return cls(low, high, span)

    @classmethod
    def of_dates(cls, since: PartialDate | None, until: PartialDate | None) -> Self:
        """From one date to another, of any years: those of the press are none of 1000 or 9999."""
        return cls(since and since.first, until and until.last, _days)

    def holds(self, value: str) -> bool:
        """Whether a facet's value lies wholly within it."""
        found = self.span(value)
        return (
            found is not None
            and (self.low is None or self.low <= found[0])
            and (self.high is None or found[1] <= self.high)
        )


def edtf(text: str) -> str | None:
    """A stated date as a facet's value has it; None where no year can be read from it."""
    found = known_date(text)
    return str(found) if isinstance(found, PartialDate) and found.year is not None else None
