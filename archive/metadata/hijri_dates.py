"""Hijri dates that stand alone, as Gregorian dates that are sure.

A month of the Hijri year begins when its moon is sighted, which one country does a
day or two before another. The calendar of Umm al-Qura is computed, and `hijridate`
has its months from 1343 (1924) to 1500 (2077); whoever sights the moon is at most
two days from it. So the day of a Hijri date is never certain, and what is kept is
its Gregorian month where all the days that it may be lie in one, else the year.
"""

import datetime as dt

from ..dates import PartialDate

_DAYS_APART = dt.timedelta(days=2)
_LONGEST_MONTH = 30


def of_hijri(year: int, month: int, day: int | None) -> PartialDate:
    """The Gregorian month or year of a Hijri day, or of a month where the day is None.

    Raises `ValueError` where not even the year is sure, for a day that no month has,
    and for years of which the lengths of the months are not known.
    """
    from hijridate import Hijri  # here, since few archives have such a date

    if not 1 <= (day or 1) <= _LONGEST_MONTH:
        raise ValueError(f"no month of the Hijra has a day {day}")
    try:
        begins = dt.date(*Hijri(year, month, 1).to_gregorian().datetuple())
    except OverflowError as error:
        raise ValueError(f"the months of {year} are not known: {error}") from None
    first = begins + dt.timedelta((day or 1) - 1) - _DAYS_APART
    last = begins + dt.timedelta((day or _LONGEST_MONTH) - 1) + _DAYS_APART
    if first.year != last.year:
        raise ValueError(f"{month}/{year} may be of {first.year} or of {last.year}")
    return PartialDate(first.year, first.month if first.month == last.month else None)
