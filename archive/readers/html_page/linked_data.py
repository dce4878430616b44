"""What a page's JSON-LD says: its article, its site, and the names of people and organisations."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple, TypeAlias

from ....arabic.names import fold_name

Thing: TypeAlias = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:article|posting|report|review)\b", re.I)
_ORGANISATION = re.compile(r"organization|website|newsmedia|corporation|publisher|brand", re.I)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$"
)

_DATE = re.compile(r'"datePublished"\s*:\s*"([\dT:+.Z -]{10,40})"')

_OTHERS = frozenset(
    {
        *("comment", "comments", "review", "itemlistelement", "ispartof", "haspart"),
        *("citation", "mentions", "about", "author", "creator", "editor", "publisher"),
        *("image", "video", "thumbnail", "associatedmedia", "isbasedon", "potentialaction"),
        *("relatedlink", "subjectof", "breadcrumb", "logo"),
    }
)
"""What leads from a thing to another that the page is not about."""


class Name(NamedTuple):
    """The name of someone, and whether it is said to be that of an organisation."""

    text: str
    is_organisation: bool


class LinkedData:
    """The things that a page's JSON-LD describes, the nearest to its top first."""

    def __init__(self, tree: Any) -> None:
        self._things = list(_things(_documents(tree)))
        self._by_id = {
            thing["@id"]: thing
            for thing in reversed(self._things)
            if isinstance(thing.get("@id"), str) and "name" in thing
        }

    def article(self, titles: Iterable[str]) -> Thing:
        """The article whose headline is in a title of the page, else the first; empty for none."""
        articles = [thing for thing in self._things if _ARTICLE.search(_type(thing))]
        joined = fold_name(" | ".join(titles))
        for article in articles:
            if any(fold_name(line) in joined for line in texts(article.get("headline"))):
                return article
        dated = [thing for thing in self._things if isinstance(thing.get("datePublished"), str)]
        videos = [thing for thing in self._things if _type(thing) == "VideoObject"]
        return next(iter([*articles, *dated, *videos]), {})

    def sites(self) -> Iterator[Thing]:
        """The organisations and the site of which it is said whose page this is."""
        return (thing for thing in self._things if _ORGANISATION.search(_type(thing)))

    def names(self, value: Any) -> list[Name]:
        """The names in a value that may be a text, a thing, a reference to one, or several."""
        return [name for one in _flat(value) for name in self._names(one)]

    def _names(self, value: Any) -> list[Name]:
        if not isinstance(value, dict):
            return [Name(text, is_organisation=False) for text in texts(value)]
        if "name" not in value and isinstance(value.get("@id"), str):
            value = self._by_id.get(value["@id"], value)
        parts = (text for key in ("givenName", "familyName") for text in texts(value.get(key)))
        stated = texts(value.get("name")) or [" ".join(parts)]
        return [Name(text, bool(_ORGANISATION.search(_type(value)))) for text in stated if text]


def texts(value: Any) -> list[str]:
    """The texts in a value that may be one, several, or one with its language."""
    found: list[str] = []
    for one in _flat(value):
        while isinstance(one, dict):
            one = one.get("@value", one.get("name"))
        if isinstance(one, str) and (text := unescape(one).strip()):
            found.append(text)
    return found


def _flat(value: Any) -> Iterator[Any]:
    """What stands in lists in one another, which may be deeper than a function can call itself."""
    waiting = deque([value])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one))
        else:
            yield one


def _documents(tree: Any) -> Iterator[Any]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json"):
            text = _WRAPPED.sub("", script.text or "null")
            try:
                yield json.loads(text, strict=False)
            except RecursionError:
                continue
            except ValueError:  # quotation marks in a headline, mostly
                if date := _DATE.search(text):
                    yield {"datePublished": date[1]}


def _things(documents: Iterator[Any]) -> Iterator[dict[str, Any]]:
    waiting = deque(documents)
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(nested for key, nested in value.items() if key.lower() not in _OTHERS)


def _type(thing: Thing) -> str:
    stated = thing.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return " ".join(one for one in types if isinstance(one, str))
