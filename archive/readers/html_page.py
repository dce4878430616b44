"""HTML: the main text of a saved page and what the page states of itself."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .encoding import whole_text

_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)

# How pages state when they were published, the most exact first. Whatever else
# bears a date (an address, an image's name, a time in the text, a change) is
# not taken: htmldate, tried here, took the date of a battle for that of the
# article about it, and made 2014-09 into a day.
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "dcterms.date",
)
_SOURCE = ("og:site_name", "dc.publisher", "publisher", "citation_publisher", "application-name")
_TIME = (
    "//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime"
    " | //time[contains(concat(' ', @class, ' '), ' published ')]/@datetime"
    " | //time[contains(concat(' ', @class, ' '), ' entry-date ')]/@datetime"
    " | //time[contains(concat(' ', @class, ' '), ' dt-published ')]/@datetime"
)

_TAG = re.compile(r"""<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*+""", re.I)
_QUOTED = re.compile(r"""="[^"]*"|='[^']*'""")
_MOST_DEPTH = 255
"""Elements in one another that libxml2 reads."""

_MOST_ATTRIBUTES = 1_000
"""Of one element. Each is compared with all before it, so that 20,000 take seconds."""


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The page's article; raise `Unreadable` if it has no main text."""
    text = whole_text(document.chunks, "a page")
    _check_fits(text)
    tree, page = _extracted(text)
    if not page or not (page.text or "").strip():
        raise Unreadable("has no main text, only scripts or menus: save the article's text")
    stated = _stated(tree)
    fields = {
        "title": page.title,
        "text": page.text,
        "source": _first(stated, _SOURCE) or page.sitename,
        "published": _first(stated, _PUBLISHED) or _linked_data_date(tree) or _first_time(tree),
        "author": page.author,
        "url": page.url,
        "language": tree.get("lang"),
        "tags": page.tags,
        "categories": page.categories,
        "description": page.description,
    }
    yield document.item({name: value for name, value in fields.items() if value})


def _begins_as_html(start: str, _: Knowledge) -> bool:
    return _BEGINNING.match(start) is not None


HTML = Reader(
    name="html",
    description="Saved web pages: their main text and what they state of themselves",
    arabic="صفحات ويب محفوظة: متنها وما تذكره عن نفسها",
    suffixes=(".html", ".htm", ".xhtml"),
    among=(".txt",),
    recognises=_begins_as_html,
    read=_read,
)


def _check_fits(text: str) -> None:
    """Raise `Unreadable` for a page of which the parser would leave out a part without a word."""
    from lxml.etree import ErrorTypes, HTMLParser, XMLSyntaxError, fromstring

    for tag in _TAG.finditer(text):
        shortest = 2 * _MOST_ATTRIBUTES  # a blank and a letter each
        if tag.end() - tag.start() > shortest and _attributes(tag[0]) > _MOST_ATTRIBUTES:
            raise Unreadable(
                f"has an element with over {_MOST_ATTRIBUTES:,} attributes: save the article's text"
            )
    parser = HTMLParser(encoding="utf-8")
    try:
        fromstring(text.encode(), parser)
    except XMLSyntaxError:
        return  # there is nothing in it, which is said otherwise
    for error in parser.error_log:
        if error.type == ErrorTypes.ERR_RESOURCE_LIMIT:
            raise Unreadable(f"{_limit(error.message)}: save the article's text")


def _attributes(tag: str) -> int:
    return len(_QUOTED.sub("", tag).split()) - 1


def _limit(message: str) -> str:
    """What a page has too much of, as the parser says it in words for programmers."""
    if "depth" in message:
        return f"is nested too deeply, with over {_MOST_DEPTH} elements in one another"
    return "has a text, script, comment or attribute of over 10 MB"


def _extracted(text: str) -> tuple[Any, Any]:
    """The page's tree, and trafilatura's document of what matters in it; None where there is none.

    Trafilatura is imported here since it takes as long as everything else together.
    """
    from trafilatura import bare_extraction, load_html

    try:
        tree = load_html(text)
        return tree, tree is not None and bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            # Its date is not used, so it need not search far for one.
            date_extraction_params={"extensive_search": False},
        )
    except Exception as error:  # markup that is wrong in new ways meets bugs of all kinds
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        raise Unreadable(f"is not HTML that can be understood ({reason})") from error


def _stated(tree: Any) -> dict[str, str]:
    """What the page's `<meta>` elements say, under their names in lower case."""
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := (meta.get("content") or "").strip():
            stated.setdefault(name.lower(), content)
    return stated


def _first(stated: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((stated[name] for name in names if name in stated), None)


def _first_time(tree: Any) -> str | None:
    return next(iter(tree.xpath(_TIME)), None)


def _linked_data_date(tree: Any) -> str | None:
    """The `datePublished` nearest to the top of the page's JSON-LD (a comment's is deeper)."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            things = deque([json.loads(script.text or "null", strict=False)])
        except (ValueError, RecursionError):
            continue
        while things:
            thing = things.popleft()
            if isinstance(thing, list):
                things.extend(thing)
            elif isinstance(thing, dict):
                if isinstance(date := thing.get("datePublished"), str):
                    return date
                things.append(thing.get("@graph"))
    return None
