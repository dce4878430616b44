"""What readers yield: items as they were found, and the reasons for what they could not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .record import Record

UNREAD = "file"
"""The reader of what no reader was found for."""

TEXTLESS = "textless"
"""The reader of files of a kind that holds no text, such as images: there is nothing to mend."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item was found. `position` counts from 1; None where the file is the item."""

    file: str
    position: int | None
    reader: str


class Arranged(dict[str, Any]):
    """Columns under Kashshaf's names.

    `earlier` has the same columns as they were arranged before some of the names were
    known, or without those that the user mapped: an id that was made of them stays.
    """

    earlier: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item as read: its columns under Kashshaf's names where known, else under their own.

    The known names are `id`, `title`, `text`, `source`, `published`,
    `platform`, `author`, `url`, `language` and `tags`; values are as the file
    has them (text, numbers, lists), not yet interpreted.
    """

    fields: Mapping[str, Any]
    origin: Origin


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """A record that a program has made, or had from an archive: nothing in it is interpreted."""

    record: Record
    origin: Origin


@dataclass(frozen=True, slots=True)
class Rejection:
    """One thing that could not be read: where, and a reason that says how to mend it."""

    origin: Origin
    reason: str
