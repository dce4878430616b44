"""The tree of a page and the main text in it, within bounds of time and memory."""

import re
from typing import Any

from ..base import Unreadable

_TAG = re.compile(
    # What a script compares (`a<b`) is no tag.
    r"""<(script|style)\b[^>]*>.*?(?:</\1|\Z)|<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*+""",
    re.I | re.S,
)
_QUOTED = re.compile(r"""="[^"]*"|='[^']*'""")
_MOST_DEPTH = 255
"""Elements in one another that libxml2 reads."""

_MOST_ATTRIBUTES = 1_000
"""Of one element. Each is compared with all before it, so that 20,000 take seconds."""

_MOST_COMPARED = 10_000
"""Elements of a page whose text is looked for in more than one way. The other ways take a time
that grows with the square of the elements: a second for these, 26 for eight times as many."""

_MOST_ELEMENTS = 100_000
"""A book on one page has a tenth of them. These take six seconds."""

_PROSE = 20
"""Words in one piece that no table of data has in a cell."""


def parsed(text: str) -> tuple[Any, str]:
    """The page's tree and its main text, as plain lines.

    Raises `Unreadable` for a page that has no main text, and for one of which a part would be
    left out without a word.
    """
    elements = _check_fits(text)
    tree, main = _extracted(text, fast=elements > _MOST_COMPARED)
    if not main:
        raise Unreadable("has no main text, only scripts or menus: save the article's text")
    return tree, main


def _check_fits(text: str) -> int:
    """How many elements there are, if the parser takes all of them; else raise `Unreadable`."""
    from lxml.etree import ErrorTypes, HTMLParser, XMLSyntaxError, fromstring

    for tag in _TAG.finditer(text):
        may_have_many = (
            not tag[1] and len(tag[0]) > 2 * _MOST_ATTRIBUTES
        )  # a blank and a letter each
        if may_have_many and _attributes(tag[0]) > _MOST_ATTRIBUTES:
            raise Unreadable(
                f"has an element with over {_MOST_ATTRIBUTES:,} attributes: save the article's text"
            )
    parser = HTMLParser(encoding="utf-8")
    try:
        tree = fromstring(text.encode(), parser)
    except XMLSyntaxError:
        tree = None
    if tree is None:
        return 0  # there is nothing in it, which is said otherwise
    for error in parser.error_log:
        if error.type == ErrorTypes.ERR_RESOURCE_LIMIT:
            raise Unreadable(f"{_limit(error.message)}: save the article's text")
    elements = sum(1 for _ in tree.iter())
    if elements > _MOST_ELEMENTS:
        raise Unreadable(f"has over {_MOST_ELEMENTS:,} elements: save the article's text")
    return elements


def _attributes(tag: str) -> int:
    return len(_QUOTED.sub("", tag).split()) - 1


def _limit(message: str) -> str:
    """What a page has too much of, as the parser says it in words for programmers."""
    if "depth" in message:
        return f"is nested too deeply, with over {_MOST_DEPTH} elements in one another"
    return "has a text, script, comment or attribute of over 10 MB"


def _extracted(text: str, fast: bool) -> tuple[Any, str]:
    """The page's tree and the text that trafilatura takes for the main one, blank if there is none.

    Trafilatura is imported here since it takes as long as everything else together. What it takes
    for the page's title, authors and date is not asked for: it is guessed from more than is stated.
    """
    from trafilatura import bare_extraction, load_html

    try:
        tree = load_html(text)
        if tree is None:
            return tree, ""
        _dissolve_layout(tree)
        page: Any = bare_extraction(tree, include_comments=False, fast=fast)
    except Exception as error:  # markup that is wrong in new ways meets bugs of all kinds
        raise Unreadable("is not HTML that can be understood: save the article's text") from error
    return tree, ((page and page.text) or "").strip()


def _dissolve_layout(tree: Any) -> None:
    """Make plain parts of the tables that only lay a page out, as those of old pages do.

    A table of data has neither prose nor another table in it.
    """
    layout: set[Any] = set()
    for element in tree.iter():
        if element.tag == "table" or _has_prose(element.text) or _has_prose(element.tail):
            for table in element.iterancestors("table"):
                if table in layout:
                    break  # and so are those around it
                layout.add(table)
    for table in layout:
        for part in (table, *_of_table(table)):
            part.tag = "div"


def _has_prose(text: str | None) -> bool:
    return len((text or "").split()) >= _PROSE


def _of_table(table: Any) -> list[Any]:
    """The rows and cells of a table, without those of tables in it."""
    rows = [row for part in table.iterchildren() for row in (part, *part.iterchildren("tr"))]
    return [*rows, *(cell for row in rows for cell in row.iterchildren("td", "th"))]
