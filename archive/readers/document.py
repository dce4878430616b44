"""What a reader is given: one document, as chunks of bytes, and the ways to answer for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..errors import InputError
from ..items import Item, Origin, Rejection
from ..metadata.authorities import Authorities
from .columns import Columns

ITEM_LIMIT = 16 * 2**20
"""The most bytes that one item may take: a line, a CSV row, an article, a page."""

OBJECT_LIMIT = 64 * 2**20
"""The most bytes of a JSON object that holds a whole list, which is parsed in one piece."""

Chunks: TypeAlias = Iterator[bytes]


class Unreadable(InputError):
    """A file or a zip member cannot be read on; the message is the reason to give."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file or zip member. Readers get its `chunks` as UTF-8 without a byte order mark."""

    file: str
    chunks: Chunks
    reader: str = "file"

    def item(self, fields: Mapping[str, Any], position: int | None = None) -> Item:
        """An item of this document."""
        return Item(fields, Origin(self.file, position, self.reader))

    def rejection(self, reason: str, position: int | None = None) -> Rejection:
        """Something in this document that could not be read."""
        return Rejection(Origin(self.file, position, self.reader), reason)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What readers need to know beside the document itself."""

    authorities: Authorities
    columns: Columns


Outcome: TypeAlias = Item | Rejection
Reader: TypeAlias = Callable[[SourceFile, Knowledge], Iterator[Outcome]]


def too_long(place: str) -> str:
    """The reason for refusing an item at this place that is over the limit."""
    return f"{place} is over {megabytes(ITEM_LIMIT)}: no article is so long, divide it"


def megabytes(limit: int) -> str:
    """A limit in words, such as `16 MB`."""
    return f"{limit // 2**20} MB"
