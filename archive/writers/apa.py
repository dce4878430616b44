"""The style of the American Psychological Association, 7th edition: a reference list's entry.

Names stand as the record has them: nothing says which part of a byline is the surname.
"""

from collections.abc import Mapping
from typing import Final

from ..dates import PartialDate
from .citation_text import Citation, Element, address, joined, listed, sentence, value, words
from .english import month_day
from .work import Kind, Work

_WORDS = 20
"""How many words of a post stand for its title."""

_DESCRIPTIONS: Final[Mapping[Kind, str]] = {
    "article": "[Untitled article]",
    "post": "[Post]",
    "video": "[Video]",
    "forum": "[Online forum post]",
}


def apa(work: Work, url: str, _accessed: PartialDate) -> Citation:
    """Author. (Date). Title. Source. URL; the title comes first where no author is known.

    A date without a year is «n.d.», since the style begins dates with it; the
    day of access is only for pages that are made to change.
    """
    author = sentence(listed(work.creators, ", ", ", & "))
    date = words(f"({_date(work.dated)}).")
    title = sentence(_title(work))
    first = (author, date, title) if author else (title, date)
    source = sentence(value(work.container, italic=work.kind == "article"))
    is_author = (work.container,) == work.creators
    return Citation.of(joined(" ", *first, () if is_author else source, address(url)), "en")


def _title(work: Work) -> Element:
    """In italics, except within a periodical; described where there is none, or it is a post."""
    description = words(_DESCRIPTIONS[work.kind])
    if work.kind == "article":
        return value(work.title, italic=not work.source) or description
    title = work.title or " ".join(work.text.split()[:_WORDS])
    return joined(" ", value(title, italic=True), description)


def _date(date: PartialDate | None) -> str:
    if date is None:
        return "n.d."
    return ", ".join(filter(None, (str(date.year), month_day(date))))
