"""What a page states and shows, each with its place, for who asks where its fields come from."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ..tracing import came, show
from .linked_data import Thing
from .statements import Statements, shown

_HEADINGS = ("title", "h1", "h2")
_WITH_CLASSES = ("a", "span", "div", "p", "address", "strong", "time", "h3", "h4")
_MOST_ELEMENTS = 500
_LONGEST = 200
"""Characters of the text of an element that is told by its class."""


def show_places(page: Statements, article: Thing, beside: Iterable[str]) -> None:
    """Show all of it, in the order in which it is looked at, if anyone listens."""
    show("markup", lambda: _without_descriptions(page.meta))
    show("markup", lambda: _without_descriptions(page.marked))
    show("linked-data", lambda: _without_descriptions(article))
    show("linked-data", lambda: {"site": list(page.linked.sites())})
    show("element", lambda: _elements(page.tree))
    show("beside-headline", beside)
    came("text", "main-text")


def _without_descriptions(stated: Mapping[str, Any]) -> dict[str, Any]:
    """All but descriptions: no field is read from them, and some say only the site's name."""
    return {name: value for name, value in stated.items() if "description" not in name}


def _elements(tree: Any) -> dict[str, list[str]]:
    """Texts, addresses and times by the element that has them: `h1`, `canonical`, `span.byline`."""
    found: dict[str, list[str]] = {}
    for name, text in _named(tree):
        found.setdefault(name, []).append(text)
    return found


def _named(tree: Any) -> Iterator[tuple[str, str]]:
    yield "html lang", tree.get("lang") or ""
    for heading in tree.iter(*_HEADINGS):
        yield heading.tag, shown(heading)
    for link in tree.iter("link", "base"):
        yield link.get("rel") or link.tag, link.get("href") or ""
    for time in tree.iter("time"):
        yield "time", time.get("datetime") or ""
    for element in islice(tree.iter(*_WITH_CLASSES), _MOST_ELEMENTS):
        kind = " ".join((element.get("class") or element.get("rel") or "").split())
        text = shown(element, _LONGEST) if kind else ""
        if len(text) <= _LONGEST:
            yield f"{element.tag}.{kind}", text
