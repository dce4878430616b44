"""What the readers of platforms' exports share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from ...fields import STANDARD
from ...items import Item
from ...media import Media, with_media
from ..base import Knowledge, Outcome, SourceFile, Unreadable
from ..columns import Columns
from ..csv_table import CSV
from ..json_objects import JSON

_LOOKED_AT = 2**16
"""Characters of a beginning in which a shape must show: each has its names in its first post."""

_NAME = re.compile(r'"((?:[^"\\]|\\.){1,60}+)"\s*:')
_HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d]\w*)")


class _AsWritten(Columns):
    """Columns that stay as the file has them, for a reader that knows what they are."""

    def __init__(self) -> None:
        super().__init__({}, STANDARD)

    def arrange(self, row: Mapping[str, Any]) -> Any:
        return dict(row)

    def known(self, names: Iterable[str], **_: bool) -> set[str]:
        return {"text"}


def objects(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """Each object of an array or on a line, or the one there is, as the file has it."""
    return _ours(document, JSON.read(document, replace(knowledge, columns=_AsWritten())))


def rows(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """Each row of a table under the names of its header."""
    return _ours(document, CSV.read(document, replace(knowledge, columns=_AsWritten())))


def _ours(document: SourceFile, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """What another reader found, in the name of the one that asked it."""
    for outcome in outcomes:
        origin = replace(outcome.origin, reader=document.reader)
        yield replace(outcome, origin=origin)


def names_in(start: str) -> frozenset[str]:
    """The names that the objects have with which a JSON text begins."""
    return _names_in(start[:_LOOKED_AT])


@lru_cache(maxsize=1)
def _names_in(start: str) -> frozenset[str]:
    return frozenset(_NAME.findall(start))


def post(
    document: SourceFile,
    knowledge: Knowledge,
    fields: Mapping[str, Any],
    position: int | None,
    media: Iterable[Media] = (),
) -> Item:
    """An item of these fields, those that `--map` names under their new names, with its media."""
    return document.item(with_media(knowledge.columns.arrange(fields), media), position)


def account(knowledge: Knowledge, name: Any) -> dict[str, Any]:
    """Who posted: the account as author, and as source too where it is one that the tables know."""
    source = knowledge.authorities.known_source(name) if isinstance(name, str) else None
    return {"author": name, "source": source}


def rest(found: Mapping[str, Any], *used: str) -> dict[str, Any]:
    """What an object has beside what was used of it, to be kept with the record."""
    return {name: value for name, value in found.items() if name not in used}


def hashtags(text: str) -> list[str]:
    """The tags in a text, without their signs, in order."""
    return list(dict.fromkeys(_HASHTAG.findall(text)))


def at(found: Any, *path: str | int) -> Any:
    """What stands at the end of a path of names and places; None where there is no such thing."""
    for step in path:
        match found, step:
            case dict(), str():
                found = found.get(step)
            case list(), int():
                found = next(islice(found, step, None), None)
            case _:
                return None
    return found


def dicts(found: Any) -> list[dict[str, Any]]:
    """The objects in what should be a list of objects."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def an_object(found: Any) -> dict[str, Any]:
    """What should be an object; empty where it is none."""
    return found if isinstance(found, dict) else {}


def a_text(found: Any) -> str:
    """What should be a text; empty where it is none."""
    return found if isinstance(found, str) else ""


def check_may_be_read(knowledge: Knowledge, what: str, reader: str) -> None:
    """Raise `Unreadable` for private messages, unless their reader was named."""
    if not knowledge.is_named:
        raise Unreadable(is_private(what, reader))


def is_private(what: str, reader: str) -> str:
    """Why private messages are not taken in, and how they would be."""
    return f"{what}: private messages are taken in only when asked for with --reader {reader}"
