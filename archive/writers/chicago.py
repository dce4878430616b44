"""The Chicago Manual of Style, 17th edition: a bibliography's entry.

Names stand as the record has them: nothing says which part of a byline is the surname.
"""

from ..dates import PartialDate
from .citation_text import Citation, address, joined, listed, sentence, value, words
from .english import month_day, quoted_title
from .work import Work


def chicago(work: Work, url: str, accessed: PartialDate) -> Citation:
    """Author. “Title.” Source, date. URL.

    The newspaper stands for the author of unsigned articles (14.199). What has no
    date, or one without a year, gives the day of access instead (14.12).
    """
    authors = listed(work.creators, ", ", ", and " if work.creators[2:] else " and ")
    source = value(work.container, italic=work.kind == "article")
    if not authors and work.kind == "article":
        authors = source
    if authors == source or (work.container,) == work.creators:
        source = ()
    date = words(_date(work.dated)) if work.dated else ()
    whole = joined(
        " ",
        sentence(authors),
        quoted_title(work),
        sentence(joined(", ", source, date)),
        () if date else words(f"Accessed {_date(accessed)}."),
        (*address(url), *words(".")),
    )
    return Citation.of(whole, "en")


def _date(date: PartialDate) -> str:
    """As September 3, 2014; September 2014; 2014."""
    return f"{month_day(date)}{',' if date.day else ''} {date.year}".strip()
