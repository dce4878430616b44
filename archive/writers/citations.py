"""Citations: one record in the styles that researchers are asked for.

Names stand as the record has them: nothing says which part of a byline is the surname.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from ..dates import PartialDate
from ..fields import Language
from ..metadata.months import MONTHS, date_in_words
from ..record import Record
from . import PlatformLabel, Style
from .citation_text import (
    Citation,
    Element,
    address,
    joined,
    listed,
    quoted,
    sentence,
    stopped,
    value,
    words,
)
from .texts import direction, in_one_piece
from .work import Kind, Work


def cite(
    record: Record, style: Style, url: str, accessed: dt.date, platform_label: PlatformLabel
) -> Citation:
    """A record as a style cites it.

    `url` is the record's page here, cited where the record has no web address of
    its own, "" where there is none either; `accessed` is the day on which it was read;
    `platform_label` says what platforms are called.
    """
    language, write = _STYLES[style]
    work = Work.of(record, platform_label, language)
    day = PartialDate(accessed.year, accessed.month, accessed.day)
    return Citation(write(work, work.link or in_one_piece(url), day), language)


def language_of(style: Style) -> Language:
    """The language in which a style writes its own words."""
    return _STYLES[style][0]


# Arabic research: parts between commas, the title in guillemets.

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


def _arabic(work: Work, url: str, accessed: PartialDate) -> Element:
    """المؤلف، «العنوان»، المصدر، التاريخ، الرابط، تاريخ الاطلاع: اليوم."""
    # «و» is written together with the name after it, which no Latin name takes.
    joint = " و" if all(direction(name) == "rtl" for name in work.creators) else "؛ "
    title = work.title if work.kind == "article" else work.heading
    whole = joined(
        "، ",
        listed(work.creators, joint, joint),
        quoted(title, "«»", "“”") if title else words(_UNTITLED[work.kind]),
        _arabic_container(work),
        *map(words, _arabic_date(work.published)),
        address(url),
        words(f"تاريخ الاطلاع: {date_in_words(accessed, 'ar')}"),
    )
    return sentence(whole)


def _arabic_container(work: Work) -> Element:
    if _is_own(work) or not work.container:
        return ()
    return (*words(_POSTED[work.kind]), *value(work.container))


def _arabic_date(date: PartialDate | None) -> tuple[str, ...]:
    if date is None:
        return (_UNDATED,)
    stated = date_in_words(date, "ar")
    return (stated,) if date.year else (stated, _YEAR_NOT_STATED)


# The American Psychological Association, 7th edition: a reference list's entry.

_APA_WORDS = 20
"""How many words of a post stand for its title."""

_APA_DESCRIPTIONS: Final[Mapping[Kind, str]] = {
    "article": "[Untitled article]",
    "post": "[Post]",
    "video": "[Video]",
    "forum": "[Online forum post]",
}


def _apa(work: Work, url: str, _accessed: PartialDate) -> Element:
    """Author. (Date). Title. Source. URL; the title comes first where no author is known.

    A date without a year is «n.d.», since the style begins dates with it; the
    day of access is only for pages that are made to change.
    """
    author = sentence(listed(work.creators, ", ", ", & "))
    date = words(f"({_apa_date(work.dated)}).")
    title = sentence(_apa_title(work))
    first = (author, date, title) if author else (title, date)
    source = sentence(value(work.container, italic=work.kind == "article"))
    return joined(" ", *first, () if _is_own(work) else source, address(url))


def _apa_title(work: Work) -> Element:
    """In italics, except within a periodical; described where there is none, or it is a post."""
    description = words(_APA_DESCRIPTIONS[work.kind])
    if work.kind == "article":
        return value(work.title, italic=not work.source) or description
    title = work.title or " ".join(work.opening.split()[:_APA_WORDS])
    return joined(" ", value(title, italic=True), description)


def _apa_date(date: PartialDate | None) -> str:
    if date is None:
        return "n.d."
    return ", ".join(filter(None, (str(date.year), _month_day(date))))


# The Chicago Manual of Style, 17th edition: a bibliography's entry.


def _chicago(work: Work, url: str, accessed: PartialDate) -> Element:
    """Author. “Title.” Source, date. URL.

    The newspaper stands for the author of unsigned articles (14.199). What has no
    date, or one without a year, gives the day of access instead (14.12).
    """
    authors = listed(work.creators, ", ", ", and " if work.creators[2:] else " and ")
    source = value(work.container, italic=work.kind == "article")
    if not authors and work.kind == "article":
        authors = source
    if authors == source or _is_own(work):
        source = ()
    date = words(_chicago_date(work.dated)) if work.dated else ()
    return joined(
        " ",
        sentence(authors),
        _quoted_title(work),
        sentence(joined(", ", source, date)),
        () if date else words(f"Accessed {_chicago_date(accessed)}."),
        stopped(address(url)),
    )


def _chicago_date(date: PartialDate) -> str:
    """As September 3, 2014; September 2014; 2014."""
    return f"{_month_day(date)}{',' if date.day else ''} {date.year}".strip()


# The Modern Language Association, 9th edition: an entry of works cited.

_MLA_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_MLA_AUTHORS = 2
"""How many authors are named; of more, the first stands for all."""


def _mla(work: Work, url: str, accessed: PartialDate) -> Element:
    """Author. “Title.” *Source*, date, URL. Accessed date; a date without a year is left out."""
    source = () if _is_own(work) else value(work.container, italic=True)
    date = words(_mla_date(work.dated)) if work.dated else ()
    return joined(
        " ",
        sentence(_mla_authors(work.creators)),
        _quoted_title(work),
        stopped(joined(", ", source, date, address(url))),
        words(f"Accessed {_mla_date(accessed)}."),
    )


def _mla_authors(names: tuple[str, ...]) -> Element:
    if len(names) > _MLA_AUTHORS:
        return (*value(names[0]), *words(", et al."))
    return listed(names, " and ", " and ")


def _mla_date(date: PartialDate) -> str:
    """As 3 Sept. 2014; Sept. 2014; 2014."""
    month = date.month and _MLA_MONTHS[date.month - 1]
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


# What several styles share.

_NOUNS: Final = {"article": "article", "post": "post", "video": "video", "forum": "forum post"}


def _is_own(work: Work) -> bool:
    """Whether it appeared with its author, who is not to be named twice."""
    return (work.container,) == work.creators


def _month_day(date: PartialDate) -> str:
    """The month, and the day if it is known: September 3, September, or nothing."""
    month = MONTHS["en"][date.month - 1] if date.month else ""
    return f"{month} {date.day or ''}".strip()


def _quoted_title(work: Work) -> Element:
    """The title between quotation marks, of a post its words; else what it is, without marks."""
    title = work.title if work.kind == "article" else work.heading
    if title:
        return quoted(title, "“”", "‘’", stop=".")
    return sentence(words(f"Untitled {_NOUNS[work.kind]}"))


_Write: TypeAlias = Callable[[Work, str, PartialDate], Element]
_STYLES: Final[Mapping[Style, tuple[Language, _Write]]] = {
    "arabic": ("ar", _arabic),
    "apa": ("en", _apa),
    "chicago": ("en", _chicago),
    "mla": ("en", _mla),
}
