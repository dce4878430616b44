"""The style of the Modern Language Association, 9th edition: an entry of works cited.

Names stand as the record has them: nothing says which part of a byline is the surname.
"""

from typing import Final

from ..dates import PartialDate
from .citation_text import Citation, Element, address, joined, listed, sentence, value, words
from .english import quoted_title
from .work import Work

_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_MOST_AUTHORS = 2


def mla(work: Work, url: str, accessed: PartialDate) -> Citation:
    """Author. “Title.” *Source*, date, URL. Accessed date; a date without a year is left out."""
    is_author = (work.container,) == work.creators
    source = () if is_author else value(work.container, italic=True)
    date = words(_date(work.dated)) if work.dated else ()
    whole = joined(
        " ",
        sentence(_authors(work.creators)),
        quoted_title(work),
        (*joined(", ", source, date, address(url)), *words(".")),
        words(f"Accessed {_date(accessed)}."),
    )
    return Citation.of(whole, "en")


def _authors(names: tuple[str, ...]) -> Element:
    if len(names) > _MOST_AUTHORS:
        return (*value(names[0]), *words(", et al."))
    return listed(names, " and ", " and ")


def _date(date: PartialDate) -> str:
    """As 3 Sept. 2014; Sept. 2014; 2014."""
    month = date.month and _MONTHS[date.month - 1]
    return " ".join(str(part) for part in (date.day, month, date.year) if part)
