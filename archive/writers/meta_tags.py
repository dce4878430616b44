"""What a record's page says of it to programs: the names that Zotero and search engines read.

Highwire's `citation_…` are preferred by Zotero and Google Scholar, Dublin Core's `DC.…`
are read by others; `z.itemType` tells Zotero what kind of item to make, since Highwire's
names alone make a scholarly article of everything.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ..metadata.authorities import Authorities
from ..record import Record
from .texts import one_line
from .work import Kind, Work

_ITEM_TYPES: Final[Mapping[Kind, str]] = {
    "article": "newspaperArticle",
    "post": "forumPost",
    "video": "videoRecording",
    "forum": "forumPost",
}


def meta_tags(record: Record, url: str, authorities: Authorities) -> list[tuple[str, str]]:
    """The names and contents of a page's `<meta>` elements, unescaped; `url` is the page's.

    Where the original has a web address, that is the one to cite.
    """
    work = Work.of(record, authorities.platform_label, "en")
    return [(name, content) for name, content in _tags(record, work, url) if content]


def _tags(record: Record, work: Work, url: str) -> Iterator[tuple[str, str]]:
    yield "z.itemType", _ITEM_TYPES[work.kind]
    yield from _both("citation_title", "DC.title", work.heading)
    for creator in work.creators:
        yield from _both("citation_author", "DC.creator", creator)
    date = str(work.dated or "")
    yield "citation_publication_date", date.replace("-", "/")
    yield "DC.date", date
    yield from _both("citation_journal_title", "DC.source", work.container)
    yield from _both("citation_language", "DC.language", one_line(record.language or ""))
    yield "citation_public_url", work.link or url
    yield "DC.identifier", url
    for tag in map(one_line, record.tags):
        yield from _both("citation_keywords", "DC.subject", tag)


def _both(highwire: str, dublin_core: str, content: str) -> Iterator[tuple[str, str]]:
    yield highwire, content
    yield dublin_core, content
