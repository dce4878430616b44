"""Ranges of numbers and dates, as filters and queries write them: 10..20, 2014.., ..2014-09, 7."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from .dates import PartialDate
from .errors import QueryError
from .fields import Field
from .metadata.press_dates import parse_date

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
    found = parse_date(text)
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
        ends = [end.strip() for end in _TO.split(text.strip(), maxsplit=1)]
        spans = [span(end) if end else None for end in ends]
        if not any(ends) or any(end and not found for end, found in zip(ends, spans, strict=True)):
            raise QueryError(f"“{text}” is no range of {field.key}: write {_EXAMPLES[field.kind]}")
        first, last = spans[0], spans[-1]
        low, high = first and first[0], last and last[1]
        if low is not None and high is not None and low > high:
            # As easily typed backwards as a range of dates.
            low, high = last and last[0], first and first[1]
        return cls(low, high, span)

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
    found = parse_date(text)
    return str(found) if isinstance(found, PartialDate) and found.year is not None else None
