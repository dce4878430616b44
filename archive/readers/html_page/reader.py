"""HTML: the main text of a saved page and what the page states of itself."""

import re
from collections.abc import Iterator
from typing import Any

from ...media import with_media
from ...metadata.authorities import Authorities
from ..base import Knowledge, Outcome, Reader, SourceFile
from ..encoding import whole_text
from ..site_lists import check_is_no_shown_sitemap
from .address import address_of
from .author import authors_of, signed
from .headline import beside_headline
from .keywords import sections_of, tags_of
from .markup import parsed
from .mirror import mirrored_from
from .page_folder import PAGES, folders_of, keep_folder
from .pictures import pictures_of
from .places import show_places
from .published import published_of
from .source import SiteNames
from .standfirst import with_standfirst
from .statements import Statements
from .title import stated_titles, title_of

_BEGINNING = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?+(?:<!--.*?-->\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The page's article; raise `Unreadable` if it has no main text."""
    keep_folder(document, knowledge)
    text = whole_text(document.chunks, "a page")
    check_is_no_shown_sitemap(text)
    fields = read_page(text, knowledge.authorities, document.file)
    yield document.item({name: value for name, value in fields.items() if value})


def _begins_as_html(start: str, _: Knowledge) -> bool:
    return _BEGINNING.match(start) is not None


HTML = Reader(
    name="html",
    description="Saved web pages: their main text and what they state of themselves",
    arabic="صفحات ويب محفوظة: متنها وما تذكره عن نفسها",
    suffixes=PAGES,
    leads=PAGES,
    among=(".txt",),
    recognises=_begins_as_html,
    read=_read,
)


def read_page(text: str, authorities: Authorities, file: str = "") -> dict[str, Any]:
    """What a page has of each field, None or empty where it states nothing.

    Where it says no address, that is seen from its `file` if a site was mirrored there.

    `source_as_written`, `author_as_written` and `published_as_written` keep what the page stated
    where the field has something else. Raises `Unreadable` for a page that has no main text or
    is too much for the parser.
    """
    tree, main = parsed(text)
    page = Statements.of(tree)
    article = page.linked.article(stated_titles(page))
    sites = SiteNames(page, article, authorities)
    url = address_of(page, article, text) or mirrored_from(file, text)
    authors = authors_of(page, article, sites, authorities)
    source = sites.source(url, authors.outlet)
    title = title_of(page, article, sites, source.name)
    beside = beside_headline(tree, title)
    published = published_of(page, article, beside)
    show_places(page, article, beside)
    fields = {
        "title": title,
        "text": with_standfirst(main, title, page, article, sites),
        "source": source.name,
        "source_as_written": None if source.stated == source.name else source.stated,
        "published": published.date,
        "published_as_written": published.stated,
        "author": authors.names or signed(beside, sites, authorities),
        "author_as_written": authors.stated,
        "url": url,
        "language": tree.get("lang"),
        "tags": tags_of(page, article),
        "categories": sections_of(page, article),
        "description": next(iter(page.all("og:description", "description")), None),
    }
    return dict(with_media(fields, pictures_of(page, folders_of(file))))
