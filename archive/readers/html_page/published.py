"""The day on which a page was published, as the page itself gives it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from ...dates import PartialDate
from ...metadata.press_dates import date_of_line, parse_date
from .linked_data import Thing, texts
from .statements import Statements, classes

# How pages state when they were published, the most exact first. Whatever else
# bears a date (an address, an image's name, a time in the text, a change) is
# not taken: htmldate, tried here, took the date of a battle for that of the
# article about it, and made 2014-09 into a day.
_EXACT = (
    *("article:published_time", "og:published_time", "og:article:published_time"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued"),
    *("dc.issued", "citation_publication_date", "citation_online_date", "publish-date"),
    *("publishdate", "publish_date", "published_date", "pubdate", "pub_date", "article.published"),
)
_LOOSE = ("date", "dc.date", "dcterms.date", "dc.created", "dcterms.created", "datecreated")
_CHANGED = (
    *("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod"),
)
_OF_TIMES = frozenset(
    {
        *("published", "entry-date", "dt-published", "post-date", "article-date"),
        *("publish-date", "pubdate", "date-published", "post__date", "article__date"),
        *("entry-time",),
    }
)

_PARTS = re.compile(r"[|•·\n]|\s[-–—]\s")
_OF_BYLINE = re.compile(
    r"\b(?:بواسطة|بقلم|by)\b\s*:?(?:\s+[^\W\d_]+){1,5}\s+(?:في|بتاريخ|يوم|on)\s+(.*\d.*)", re.I
)
"""«أرسل بواسطة هدى النجار في …»"""

_OF_CHANGES = re.compile(r"تحديث|تعديل|updated|modified", re.I)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(صباح|مساء|ص|م|am|pm))?", re.I)
_AFTERNOON = ("مساء", "م", "pm", "PM")
_MOST_AHEAD = dt.timedelta(hours=4)
_ROUNDED = dt.timedelta(minutes=15)
"""What the time shown may be later than the one stated, which is often that of saving it."""


class Published(NamedTuple):
    """When a page was published, and what it stated where that is another day."""

    date: str | None
    stated: str | None


class _Shown(NamedTuple):
    """A day that a reader sees near the headline."""

    text: str
    day: dt.date


def published_of(page: Statements, article: Thing, beside: Iterable[str]) -> Published:
    """The date that a page states, else the day that it shows beside its headline.

    A time in UTC is put on the day that the page shows, or on that of the offset in which
    the page gives its other times; without such a sign it stays as it is.
    """
    candidates = [stated for stated in _stated(page, article) if stated]
    stated = next((one for one in candidates if parse_date(one)), next(iter(candidates), None))
    seen = _shown_day(beside)
    if stated is None:
        return Published(seen.text if seen else None, None)
    moment = _moment(stated)
    if moment is None or moment.utcoffset() != dt.timedelta(0):
        return Published(stated, None)
    local = _local_day(moment, seen, page, article)
    return Published(local, stated) if local else Published(stated, None)


def _stated(page: Statements, article: Thing) -> Iterator[str]:
    yield from page.all(*_EXACT)
    yield from texts(article.get("datePublished"))
    for time in page.tree.iter("time", "abbr"):
        if time.get("pubdate") is not None or classes(time) & _OF_TIMES:
            yield (time.get("datetime") or (time.tag == "abbr" and time.get("title")) or "").strip()
    yield from page.all(*_LOOSE)
    yield from texts(article.get("dateCreated"))
    yield from texts(article.get("uploadDate"))


def _moment(stated: str) -> dt.datetime | None:
    """The time that a stamp states, with its offset if it has one."""
    try:
        return dt.datetime.fromisoformat(
            re.sub(r"(?<!\s)\s*+(?:UTC|GMT)$", "+00:00", stated.strip())
        )
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stated)
    except (TypeError, ValueError):
        return None


def _local_day(
    moment: dt.datetime, seen: _Shown | None, page: Statements, article: Thing
) -> str | None:
    """The day after the one in UTC where the page gives a sign that it was that; else None."""
    next_day = moment.date() + dt.timedelta(days=1)
    if seen and seen.day in (moment.date(), next_day):
        is_next = seen.day == next_day and _is_hours_after(moment, seen)
        return next_day.isoformat() if is_next else None
    days = {moment.astimezone(zone).date() for zone in _offsets(page, article)}
    return days.pop().isoformat() if len(days) == 1 and days != {moment.date()} else None


def _is_hours_after(moment: dt.datetime, seen: _Shown) -> bool:
    """Whether the time shown, if there is one, can be the local one of this moment.

    No Arab country is further ahead of UTC than four hours.
    """
    midnight = dt.datetime.combine(seen.day, dt.time(), moment.tzinfo)
    clock = _CLOCK.search(seen.text)
    if clock is None:
        return midnight - moment <= _MOST_AHEAD
    hour = int(clock[1]) % 12 if clock[3] or clock[1] == "12" else int(clock[1])
    at = midnight + dt.timedelta(hours=hour + 12 * (clock[3] in _AFTERNOON), minutes=int(clock[2]))
    return at - moment <= _MOST_AHEAD + _ROUNDED


def _offsets(page: Statements, article: Thing) -> set[dt.timezone]:
    """The offsets from UTC, other than none, of the page's other times."""
    keys = ("datePublished", "dateModified", "dateCreated", "uploadDate")
    stamps = [
        *page.all(*_EXACT, *_LOOSE, *_CHANGED),
        *(text for key in keys for text in texts(article.get(key))),
        *page.tree.xpath("//time/@datetime"),
    ]
    moments = filter(None, map(_moment, stamps))
    offsets = filter(None, (moment.utcoffset() for moment in moments))
    return {dt.timezone(offset) for offset in offsets}


def _shown_day(beside: Iterable[str]) -> _Shown | None:
    """The first day that stands by the headline, and is not that of a change."""
    for line in beside:
        for part in (line, *_PARTS.split(line), *_OF_BYLINE.findall(line)):
            if not _OF_CHANGES.search(part):
                day = _whole_day(date_of_line(part))
                if day:
                    return _Shown(part.strip(), day)
    return None


def _whole_day(date: PartialDate | None) -> dt.date | None:
    if date is None or date.year is None or date.month is None or date.day is None:
        return None
    return dt.date(date.year, date.month, date.day)
