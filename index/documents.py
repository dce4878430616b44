"""From a record to what an engine indexes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..archive.record import Record
from ..archive.store import Store
from .arabic.pieces import Shape, Shaper
from .engines.base import Document, ReadSlice, Slice
from .facets import days, facet_values
from .vocabulary import VocabularyWriter

T = TypeVar("T")

_REMEMBERED = 2_000_000
"""Pieces that a process of a build remembers: half of those of a million records, 500 MB."""


def document(record: Record, number: int, shaper: Shaper[T]) -> Document[T]:
    """Analyse a record."""
    first, last = days(record.published)
    return Document(
        number=number,
        fields={"title": shaper(record.title), "text": shaper(record.text)},
        facets=facet_values(record),
        first=first,
        last=last,
    )


@dataclass(frozen=True, slots=True)
class StoreFeed:
    """The documents of a store, for a build; their words go to files in `words`."""

    store: Path
    slices: tuple[Slice, ...]
    words: Path

    @contextmanager
    def open(self, shape: Shape[T]) -> Iterator[ReadSlice[T]]:
        """Open the store for one process; its vocabulary is written at the end."""
        vocabulary = VocabularyWriter(self.words)
        shaper = Shaper(shape, vocabulary.meet, _REMEMBERED)
        with Store.open(self.store, readonly=True) as store:

            def read(part: Slice) -> Iterator[Document[T]]:
                for change in store.changes(*part):
                    if change.record is not None:
                        yield document(change.record, change.number, shaper)

            yield read
        vocabulary.write()
