"""Dates as far as they are known.

A press date may give a day, a month or only a year; some give a day and a
month and no year ("3 سبتمبر"). Nothing is filled in: a `PartialDate` keeps
just what was stated, and is written as the Library of Congress's Extended
Date/Time Format (EDTF) has it: `2014-12-18`, `2014-12`, `2014`, `XXXX-09-03`.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal, Self

Precision = Literal["day", "month", "year", "day-and-month"]

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with a year, a year and month, a full day, or a day and month.

    Raises `ValueError` for parts that no calendar has (month 13, 30 February)
    or that do not form one of the four precisions (a day with no month).
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and (self.year is None or self.day is not None):
            raise ValueError("a date needs at least a year, or a month and a day")
        if self.year is None and self.day is None:
            raise ValueError("a month alone is no date: give its year or its day")
        # 2000 stands in for an unstated year: a leap year, so 29 February passes.
        parts = (self.year, 2000), (self.month, 1), (self.day, 1)
        dt.date(*(default if part is None else part for part, default in parts))

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read `2014-12-18`, `2014-12`, `2014` or `XXXX-09-03`; raise `ValueError` otherwise."""
        match = _EDTF.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a date such as 2014, 2014-09 or 2014-09-03")
        year, month, day = match.groups()
        return cls(
            None if year == "XXXX" else int(year),
            int(month) if month else None,
            int(day) if day else None,
        )

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.year is None:
            return "day-and-month"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> dt.date | None:
        """The earliest day it can mean; None where the year is unknown."""
        if self.year is None:
            return None
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date | None:
        """The latest day it can mean; None where the year is unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    def following(self) -> Self:
        """The next year, month or day, as closely dated as this one, which has a year."""
        if self.last is None or self.last == dt.date.max:
            raise ValueError(f"nothing follows {self}")
        day = self.last + dt.timedelta(days=1)
        return type(self)(day.year, self.month and day.month, self.day and day.day)

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04}"
        rest = (f"-{part:02}" for part in (self.month, self.day) if part is not None)
        return year + "".join(rest)
