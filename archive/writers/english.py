"""What the styles of English share: the full names of months, and titles in quotation marks."""

from typing import Final

from ..dates import PartialDate
from ..metadata.months import MONTHS
from .citation_text import Element, quoted, sentence, words
from .work import Work

_NOUNS: Final = {"article": "article", "post": "post", "video": "video", "forum": "forum post"}


def month_day(date: PartialDate) -> str:
    """The month, and the day if it is known: September 3, September, or nothing."""
    month = MONTHS["en"][date.month - 1] if date.month else ""
    return f"{month} {date.day or ''}".strip()


def quoted_title(work: Work) -> Element:
    """The title between quotation marks, of a post its words; else what it is, without marks."""
    title = work.title if work.kind == "article" else work.heading
    if title:
        return quoted(title, "“”", "‘’", stop=".")
    return sentence(words(f"Untitled {_NOUNS[work.kind]}"))
