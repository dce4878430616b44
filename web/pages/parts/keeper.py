"""The lists of the reader who asks, where the archive keeps them, as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ....archive.collections.bounds import BOUNDS
from ....archive.collections.shelf import Shelf
from ....archive.collections.values import Collection, digest
from ....index.searching.results import Hit
from ...access.readers import known_reader

if TYPE_CHECKING:
    from ....facade.archive import Archive

ROWS: Final = 50
"""Records of a list on one page of it."""


class OfResults(NamedTuple):
    """What a page of results has of lists.

    By the ids of records: the reader's lists that they are in, but for the one whose records are
    the results, and the notes of that one, if it is `opened`.
    """

    held: Mapping[str, list[Collection]]
    opened: Collection | None
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

    def of_results(self, hits: Iterable[Hit], name: str) -> OfResults:
        """What is shown beside some results, which may be those of a list of this name."""
        ids = [hit.record.id for hit in hits]
        opened, notes = self._opened(name, ids) if name else (None, {})
        held = {
            record_id: [one for one in lists if one != opened]
            for record_id, lists in self.held(ids).items()
        }
        return OfResults(held, opened, notes)

    def _opened(self, name: str, ids: list[str]) -> tuple[Collection | None, Mapping[str, str]]:
        """The list of this name that has most of some records, the reader's own before others'."""
        found = [
            (one, self.shelf.notes(one.key, self.reader, ids))
            for one in (*self.own, *self.shared)
            if one.name == name
        ]
        return max(found, key=lambda one: len(one[1]), default=(None, {}))


def keeper_of(archive: "Archive") -> Keeper | None:
    """The lists of who asks; None where the archive keeps none, or nobody was asked for a name."""
    shelf, reader = archive.collections, known_reader()
    return Keeper(shelf, reader) if shelf is not None and reader is not None else None
