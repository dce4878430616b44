"""What a record's page says of it to programs: the names that Zotero and search engines read.

Highwire's `citation_…` are preferred by Zotero and Google Scholar, Dublin Core's `DC.…`
are read by others; `z.itemType` tells Zotero what kind of item to make. Three things are so that
Zotero's translator, "Embedded Metadata", understands them:

- Where `citation_journal_title` stands, it makes an article of a scholarly journal of anything,
  unless a page declares whose name that is (`SCHEMAS`).
- It takes the last word of a name for the surname. A name that ends in a comma is one whose given
  names are left out, and so stays whole: those in Arabic letters, as in our own citations, and
  those of outlets and accounts.
- It looks for an ISBN and an ISSN in `DC.identifier`, and finds one in the numbers of an address.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ..metadata.authorities import Authorities
from ..record import Record
from .texts import direction, one_line
from .work import Kind, Work

ITEM_TYPES: Final[Mapping[Kind, str]] = {
    "article": "newspaperArticle",
    "post": "forumPost",
    "video": "videoRecording",
    "forum": "forumPost",
}
"""What Zotero calls each kind of work."""

SCHEMAS: Final[Mapping[str, str]] = {
    "DC": "http://purl.org/dc/elements/1.1/",
    "citation": "https://scholar.google.com/intl/en/scholar/inclusion.html#",
}
"""Whose the names of a page's `<meta>` elements are, for its `<link rel="schema.…">`."""


def meta_tags(record: Record, url: str, authorities: Authorities) -> list[tuple[str, str]]:
    """The names and contents of a page's `<meta>` elements, unescaped; `url` is the page's.

    Where the original has a web address, that is the one to cite.
    """
    work = Work.of(record, authorities.platform_label, "en")
    return [(name, content) for name, content in _tags(record, work, url) if content]


def _tags(record: Record, work: Work, url: str) -> Iterator[tuple[str, str]]:
    yield "z.itemType", ITEM_TYPES[work.kind]
    yield from _both("citation_title", "DC.title", work.heading)
    for creator in work.creators:
        yield "citation_author", unsplit(creator, work)
        yield "DC.creator", creator
    date = str(work.dated or "")
    yield "citation_publication_date", date.replace("-", "/")
    yield "DC.date", date
    yield from _both("citation_journal_title", "DC.source", work.container)
    yield from _both("citation_language", "DC.language", one_line(record.language or ""))
    yield "citation_public_url", work.link or url
    yield "DC.identifier.URI", url
    for tag in map(one_line, record.tags):
        yield from _both("citation_keywords", "DC.subject", tag)


def _both(highwire: str, dublin_core: str, content: str) -> Iterator[tuple[str, str]]:
    yield highwire, content
    yield dublin_core, content


def unsplit(creator: str, work: Work) -> str:
    """A creator's name as Zotero leaves it whole; those of people in Latin letters it may part."""
    in_latin = creator in work.authors and direction(creator) == "ltr"
    return creator if in_latin else f"{creator},"
