"""The day that a post's number carries: X and TikTok number their posts by the clock.

X has done so since November 2010: above its lowest 22 bits stand the milliseconds
since then. Above the lowest 32 of TikTok's stand the seconds since 1970. Older
tweets were numbered one by one, with far smaller numbers.
"""

import datetime as dt
import re
from typing import Any

from ..dates import PartialDate

_X_BEGAN = 1288834974657
_X_SMALLEST = 10**13
"""Of the first minutes of the new numbers; the last of the old ones was under 10¹¹."""

_NUMBER = re.compile(r"(?:^|[:/])(\d{13,20})(?=$|[?#/])")
_FIRST_TIKTOK = 2014
_LATEST = 2100


def day_of_post(platform: str, *identities: Any) -> PartialDate | None:
    """The day in UTC on which a post was made, by its id or its address; None if that is no number.

    `platform` is a key of the table of platforms. Of the identities the first
    that has such a number counts: `1758…`, `twitter:1758…`, `https://x.com/…/status/1758…`.
    """
    for identity in identities:
        if found := _NUMBER.search(str(identity)):
            return _day(platform, int(found[1]))
    return None


def _day(platform: str, number: int) -> PartialDate | None:
    if platform == "twitter" and number >= _X_SMALLEST:
        day = _utc(((number >> 22) + _X_BEGAN) / 1000)
    elif platform == "tiktok":
        day = _utc(number >> 32)
        if day.year < _FIRST_TIKTOK:
            return None
    else:
        return None
    return PartialDate(day.year, day.month, day.day) if day.year < _LATEST else None


def _utc(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
