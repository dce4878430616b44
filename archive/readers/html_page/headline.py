"""What stands beside the headline in the body of a page: who wrote it, and when."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from ....arabic.names import fold_name
from .statements import shown

_OTHER_PARTS = frozenset({"nav", "aside", "footer", "form", "select", "script", "style"})
_ELSEWHERE = re.compile(
    r"related|comment|footer|sidebar|most-|menu|nav|ticker|today|clock|weather|archive", re.I
)
_OF_HEADLINES = ("h1", "h2", "h3", "h4", "div", "td", "p", "span", "b", "strong", "font")
_AFTER_TITLE, _BEFORE_TITLE = 40, 8
"""Elements that are looked at under and over the headline."""

_SENTENCE, _PROSE = 10, 25
"""Words of a sentence, and of sentences behind which nothing tells of the page any more: a
standfirst and the beginning of a body, or a long paragraph."""

_LONGEST = 160
"""Characters of a line that says who and when, and no more."""


def beside_headline(tree: Any, title: str | None) -> list[str]:
    """The lines under the headline down to the first paragraph, then those right above it.

    Menus, other articles and what tells the day of the visit are left out. Lines that stand in
    one another are given from the outer to the inner one. Empty where no element is the headline.
    """
    headline = _element_of(tree, title)
    if headline is None:
        return []
    lines = (shown(element, _LONGEST) for element in chain(_under(headline), _over(headline)))
    return [line for line in dict.fromkeys(lines) if line and len(line) <= _LONGEST]


def _element_of(tree: Any, title: str | None) -> Any:
    """The element in the page's body that shows its title."""
    key = fold_name(title or "")
    body = tree.find("body")
    if not key or body is None:
        return None
    longest = 2 * len(title or "")
    for element in body.iter(*_OF_HEADLINES):
        text = shown(element, longest)
        if len(key) <= len(text) <= longest and fold_name(text) == key:
            return element
    return None


def _under(headline: Any) -> Iterator[Any]:
    """The elements between the headline and the first paragraph."""
    around = {*headline.iterancestors()}
    prose = 0
    for element in islice(_following(headline), _AFTER_TITLE):
        words = len(" ".join(element.xpath("text()")).split())
        prose += words if words >= _SENTENCE else 0
        if prose >= _PROSE:
            return
        if not _is_elsewhere(element, around):
            yield element


def _following(element: Any) -> Iterator[Any]:
    while element is not None:
        for sibling in element.itersiblings():
            yield from sibling.iter()
        element = element.getparent()


def _over(headline: Any) -> Iterator[Any]:
    """The elements before the headline within what holds both."""
    around = {*headline.iterancestors()}
    if headline.getparent().tag != "body":
        for sibling in islice(headline.itersiblings(preceding=True), _BEFORE_TITLE):
            for element in islice(sibling.iter(), _BEFORE_TITLE):
                if not _is_elsewhere(element, around):
                    yield element


def _is_elsewhere(element: Any, around: set[Any]) -> bool:
    """Whether an element is of a part of the page that is not around the headline or about it."""
    while element is not None and element not in around:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        # Drupal has a footer before an article, with who wrote it and when.
        is_of_article = element.tag == "footer" and element.getparent().tag == "article"
        is_other = element.tag in _OTHER_PARTS and not is_of_article
        if is_other or _ELSEWHERE.search(names):
            return True
        element = element.getparent()
    return False
