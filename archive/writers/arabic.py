"""How Arabic research cites the press: parts between commas, the title in guillemets."""

from collections.abc import Mapping
from typing import Final

from ..dates import PartialDate
from ..metadata.months import date_in_words
from .citation_text import (
    Citation,
    Element,
    address,
    joined,
    listed,
    quoted,
    sentence,
    value,
    words,
)
from .texts import direction
from .work import Kind, Work

_UNDATED = "د.ت."  # دون تاريخ, as n.d.
_YEAR_NOT_STATED = "السنة غير مذكورة"

_UNTITLED: Final[Mapping[Kind, str]] = {
    "article": "مقال بلا عنوان",
    "post": "منشور بلا عنوان",
    "video": "مقطع مصور بلا عنوان",
    "forum": "مشاركة بلا عنوان",
}
# What it is, before the name of the platform.
_POSTED: Final[Mapping[Kind, str]] = {
    "article": "",
    "post": "منشور على ",
    "video": "مقطع مصور على ",
    "forum": "مشاركة في ",
}


def arabic(work: Work, url: str, accessed: PartialDate) -> Citation:
    """المؤلف، «العنوان»، المصدر، التاريخ، الرابط، تاريخ الاطلاع: اليوم."""
    # «و» is written together with the name after it, which no Latin name takes.
    joint = " و" if all(direction(name) == "rtl" for name in work.creators) else "؛ "
    whole = joined(
        "، ",
        listed(work.creators, joint, joint),
        _title(work),
        _container(work),
        *map(words, _date(work.published)),
        address(url),
        words(f"تاريخ الاطلاع: {date_in_words(accessed, 'ar')}"),
    )
    return Citation.of(sentence(whole), "ar")


def _title(work: Work) -> Element:
    title = work.title if work.kind == "article" else work.heading
    return quoted(title, "«»", "“”") if title else words(_UNTITLED[work.kind])


def _container(work: Work) -> Element:
    if (work.container,) == work.creators or not work.container:
        return ()
    return (*words(_POSTED[work.kind]), *value(work.container))


def _date(date: PartialDate | None) -> tuple[str, ...]:
    if date is None:
        return (_UNDATED,)
    stated = date_in_words(date, "ar")
    return (stated,) if date.year else (stated, _YEAR_NOT_STATED)
