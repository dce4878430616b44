"""What the pages say: Arabic words that depend on a number, a date or a name."""

from dataclasses import dataclass
from typing import Final

from ..archive.dates import PartialDate
from ..index import wording
from ..index.wording import FIELDS, few_or_many

FACET_TITLES: Final = {
    **{name: FIELDS["ar"][name] for name in ("source", "platform", "mentions", "agency")},
    "date": "التاريخ",
}
SORT_LABELS: Final = {"relevance": "الصلة", "newest": "الأحدث", "oldest": "الأقدم"}
MATCH_LABELS: Final = {"all": "كل الكلمات", "any": "أيّ كلمة"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A feminine noun as it stands after a number, where the accusative is written alike."""

    none: str
    one: str
    two: str
    few: str
    many: str


NO_TEXT: Final = "مادة بلا نص"

RESULT: Final = Noun("لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة")
ITEM: Final = Noun("لا موادّ", "مادة واحدة", "مادتان", "موادّ", "مادة")


def counted(number: int, noun: Noun) -> str:
    """The number with its noun: نتيجتان، 3 نتائج، 11 نتيجة، 102 نتيجة."""
    if number in (0, 1, 2):
        return (noun.none, noun.one, noun.two)[number]
    return f"{grouped(number)} {few_or_many(number, noun.few, noun.many)}"


def grouped(number: int) -> str:
    """A number with its thousands set apart: 31,030."""
    return f"{number:,}"


def date_in_words(date: PartialDate | None) -> str:
    """A date as far as it is known, saying what is not: بلا تاريخ, السنة غير مذكورة."""
    if date is None:
        return "بلا تاريخ"
    words = wording.date_in_words(date, "ar")
    return f"{words}، السنة غير مذكورة" if date.year is None else words


def period_in_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """A range of dates in words, open or closed; a single one where both ends are the same."""
    if since is None:
        return f"حتى {date_in_words(until)}"
    if until is None:
        return f"منذ {date_in_words(since)}"
    if since == until:
        return date_in_words(since)
    return f"من {date_in_words(since)} إلى {date_in_words(until)}"


SHOWN_VARIANTS: Final = 5
"""Of the ways to write one word, how many the page names."""
