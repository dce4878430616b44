"""Bibliographies: what was found as one list, each record cited in one style.

They are ordered as bibliographies are, by what each entry begins with, and so are known only when
all of their records have been read; a bound keeps that to little memory and time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from ..alphabet import place_of
from ..dates import PartialDate
from ..record import Record
from . import Context, Style
from .citation_text import Citation
from .citations import cite, language_of
from .work import Work

MOST_CITED: Final = 2_000
"""Entries of a bibliography: as many as a list of records holds."""

_HEADINGS: Final[dict[Style, str]] = {
    "arabic": "المراجع",
    "apa": "References",
    "chicago": "Bibliography",
    "mla": "Works Cited",
}
_CUT: Final = {
    "ar": f"لا تضم هذه القائمة إلا أول {MOST_CITED:,} مادة مما عُثر عليه.",
    "en": f"Only the first {MOST_CITED:,} of the items found are listed here.",
}


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries in their order, under the heading that the style gives them.

    `cut` says that there were more records than entries, "" where there were not.
    """

    heading: str
    entries: tuple[Citation, ...]
    cut: str


def bibliography(records: Iterable[Record], context: Context) -> Bibliography:
    """The first of these records, as many as a bibliography has, in `context.style`."""
    first = iter(records)
    entries = sorted(
        (_entry(record, context) for record in islice(first, MOST_CITED)), key=lambda one: one[0]
    )
    is_cut = next(first, None) is not None
    return Bibliography(
        heading=_HEADINGS[context.style],
        entries=tuple(citation for _, citation in entries),
        cut=_CUT[language_of(context.style)] if is_cut else "",
    )


def _entry(record: Record, context: Context) -> tuple[tuple[Any, ...], Citation]:
    """A record as the style cites it, behind what says where it stands among others.

    The authors come first, where none is known what stands for them; the scripts one after the
    other, that of the style before others. Then comes the title, in APA after the date.
    """
    style = context.style
    language = language_of(style)
    work = Work.of(record, context.platform_label, language)
    page = "" if work.link else context.page_of(record)
    citation = cite(record, style, page, context.read_on, context.platform_label)
    begins = ", ".join(work.creators) or _first_value(citation)
    title = place_of(work.heading, latin_first=language == "en")
    date = _in_order(work.published)
    then = (date, title) if style == "apa" else (title, date)
    return (place_of(begins, latin_first=language == "en"), *then, record.id), citation


def _first_value(citation: Citation) -> str:
    return next((span.text for span in citation.spans if span.direction), "")


def _in_order(date: PartialDate | None) -> tuple[int, int, int]:
    """Undated works come first, as APA has them; what is not known of a date before the rest."""
    return (date.year or 0, date.month or 0, date.day or 0) if date else (0, 0, 0)
