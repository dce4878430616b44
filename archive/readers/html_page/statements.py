"""What a page's markup states of it: `<meta>` elements, microdata, RDFa, JSON-LD."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from .linked_data import LinkedData

_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")
_DUBLIN_CORE = re.compile(r"^(dc|dcterms):")
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.I)
_COMMENT = re.compile(r"comment", re.I)
_LONGEST = 1_000
"""Characters of a statement that is the text of an element."""

_OF_SOMEONE = frozenset({"author", "creator", "publisher", "dc.creator", "dc.publisher"})
_IN_TEXT = _OF_SOMEONE | {
    *("headline", "datepublished", "datecreated", "keywords", "articlesection"),
    *("dc.date", "dc.created", "dc.issued", "dcterms.created", "dcterms.issued", "dc.title"),
}
"""What is stated by the text that a reader sees, too; other names have far too much of it."""

_NAMES = frozenset({"name", "schema:name"})
_FEW = 20
"""Elements in that of someone, among which the one with the name is looked for."""


@dataclass(frozen=True, slots=True)
class Statements:
    """A page's tree and what it states, under names in small letters, in its order.

    `meta` has what stands in `<meta>` elements, `marked` what other elements are marked as.
    `schema:` is left out of names, and a point stands for the colon of Dublin Core's.
    """

    tree: Any
    meta: Mapping[str, list[str]]
    marked: Mapping[str, list[str]]
    linked: LinkedData

    @classmethod
    def of(cls, tree: Any) -> "Statements":
        """Gather what a page states. Readers' comments state nothing of it."""
        from lxml.etree import iterwalk

        meta: dict[str, list[str]] = defaultdict(list)
        marked: dict[str, list[str]] = defaultdict(list)
        walker = iterwalk(tree, events=("start",))
        for _, element in walker:
            if _is_comment(element):
                walker.skip_subtree()
                continue
            for name in _names(element):
                if value := _value(element, name):
                    (meta if element.tag == "meta" else marked)[name].append(value)
        return cls(tree, dict(meta), dict(marked), LinkedData(tree))

    def all(self, *names: str) -> list[str]:
        """What is stated under these names, the first name's first, in `<meta>` before the rest."""
        return [
            value
            for kind in (self.meta, self.marked)
            for name in names
            for value in kind.get(name, [])
        ]


def classes(element: Any) -> set[str]:
    """The classes of an element, in small letters."""
    return set((element.get("class") or "").lower().split())


def plain(stated: str) -> str:
    """A statement as a line, without the entities and tags that some have once too often."""
    return " ".join(_MARKUP.sub(" ", unescape(stated)).split())


def shown(element: Any, most: int = _LONGEST) -> str:
    """The text of an element as a line; of one longer than `most`, little more than that."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > most:
            break
    return " ".join(" ".join(pieces).split())


def _is_comment(element: Any) -> bool:
    kinds = f"{element.get('itemtype') or ''} {element.get('itemprop') or ''}"
    return element.get("itemscope") is not None and bool(_COMMENT.search(kinds))


def _names(element: Any) -> Iterator[str]:
    names = [element.get("property"), element.get("itemprop")]
    if "schema:" in (element.get("rel") or ""):  # of an element that holds the one with the name
        names.append(element.get("rel"))
    if element.tag == "meta":
        names.append(element.get("name"))
    for name in " ".join(filter(None, names)).lower().split():
        yield _DUBLIN_CORE.sub(r"\1.", _PREFIX.sub("", name))


def _value(element: Any, name: str) -> str:
    stated = next(filter(None, map(element.get, ("content", "datetime"))), None)
    if stated is None and name in _IN_TEXT:
        named = _name_in(element) if name in _OF_SOMEONE else None
        if element.tag == "abbr" and element.get("title"):
            stated = element.get("title")
        elif named is not None:
            stated = named.get("content") or shown(named)
        else:
            stated = shown(element)
    stated = plain(stated or "")
    return stated if element.tag == "meta" or len(stated) <= _LONGEST else ""


def _name_in(element: Any) -> Any:
    """The element in this one that is marked as its name."""
    for inner in islice(element.iterdescendants(), _FEW):
        marks = f"{inner.get('itemprop') or ''} {inner.get('property') or ''}"
        if not _NAMES.isdisjoint(marks.split()):
            return inner
    return None
