"""An article in a word processor's document: its paragraphs, and what it says of itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..base import ITEM_LIMIT, Knowledge, Unreadable, too_long
from ..plain_article import read_article
from ..tracing import came, lines_moved, show

# Programs put these in for a title: they name a file, or nothing.
_NO_TITLE = re.compile(
    r"microsoft word\b.*|(?:document|untitled|مستند|doc)\s*\d*"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|pub|qxd|txt)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:user|admin|administrator|author|owner|windows user|pc|hp|dell|home|unknown|python-docx"
    r"|مستخدم|المستخدم)\d*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, and whether it stands as a heading."""

    text: str
    heading: bool = False


def article(
    paragraphs: Iterable[Paragraph], properties: Mapping[str, str], knowledge: Knowledge
) -> dict[str, Any]:
    """The fields of an item; raise `Unreadable` for a document without a word.

    The title is the one that the properties state, else the first heading, else the first line;
    source and date are those that stand under it, as in a text. The days on which the file was
    made and changed are kept under their own names: they are seldom the day of the article.
    """
    numbered = [one for one in enumerate(paragraphs, 1) if one[1].text.strip()]
    said = [paragraph for _, paragraph in numbered]
    if not said:
        raise Unreadable("has no text: it is blank, or has only images")
    if sum(len(paragraph.text) for paragraph in said) > ITEM_LIMIT:
        raise Unreadable(too_long("the document"))
    title = _title(said, properties)
    places = (place for place, one in enumerate(said[:_FIRST_LINES]) if _same(one.text, title))
    place = next(places, None)
    first = 0 if place is None else numbered.pop(place)[0]
    lines = [title, *(paragraph.text for _, paragraph in numbered)]
    found = read_article("\n".join(lines), knowledge.authorities, knowledge.columns)
    show("property", properties)
    lines_moved([first, *(number for number, one in numbered for _ in one.text.split("\n"))])
    if title == properties.get("title"):
        came("title", "property", "title")
    author = properties.get("author", "")
    stated = {name: value for name, value in properties.items() if name not in ("title", "author")}
    if author and not _NO_AUTHOR.fullmatch(author):
        stated["author"] = author
    return stated | {name: value for name, value in found.items() if value}


_FIRST_LINES = 5
"""How many paragraphs may stand above the title or be it."""


def _title(paragraphs: list[Paragraph], properties: Mapping[str, str]) -> str:
    stated = properties.get("title", "")
    if stated and not _NO_TITLE.fullmatch(stated) and any(map(str.isalpha, stated)):
        return stated
    heading = next((one for one in paragraphs[:_FIRST_LINES] if one.heading), paragraphs[0])
    return " ".join(heading.text.split())


def _same(text: str, title: str) -> bool:
    return " ".join(text.split()) == title
