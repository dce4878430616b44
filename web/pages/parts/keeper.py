"""The lists of the reader who asks, where the archive keeps them, as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ....archive.collections.bounds import BOUNDS
from ....archive.collections.shelf import Shelf
from ....archive.collections.values import Collection, digest
from ...access.readers import known_reader

if TYPE_CHECKING:
    from ....facade.archive import Archive

ROWS: Final = 50
"""Records of a list on one page of it."""


class Opened(NamedTuple):
    """The list whose records are shown as results, and its notes on those of the page by id."""

    list: Collection
    notes: Mapping[str, str]


@dataclass(frozen=True)
class Keeper:
    """A reader's lists, and what others share with them; `reader` is the name they log in by."""

    shelf: Shelf
    reader: str

    most = BOUNDS
    digest = staticmethod(digest)

    @cached_property
    def own(self) -> list[Collection]:
        """The reader's lists, the last that were changed first."""
        return self.shelf.own(self.reader)

    @cached_property
    def shared(self) -> list[Collection]:
        """What others share."""
        return self.shelf.shared_with(self.reader)

    @cached_property
    def token(self) -> str:
        """What the reader's forms have, and those of other sites do not."""
        return self.shelf.token(self.reader)

    def held(self, ids: Iterable[str]) -> Mapping[str, list[Collection]]:
        """The reader's lists that some records are in, by the ids of those that are in any."""
        return self.shelf.holding(self.reader, ids)

    def opened(self, name: str, ids: Iterable[str]) -> Opened | None:
        """The list of this name that has most of some records, the reader's own before others'."""
        ids = list(ids)
        found = [
            Opened(one, self.shelf.notes(one.key, self.reader, ids))
            for one in (*self.own, *self.shared)
            if one.name == name
        ]
        return max(found, key=lambda one: len(one.notes), default=None)


def keeper_of(archive: "Archive") -> Keeper | None:
    """The lists of who asks; None where the archive keeps none, or nobody was asked for a name."""
    shelf, reader = archive.collections, known_reader()
    return Keeper(shelf, reader) if shelf is not None and reader is not None else None
