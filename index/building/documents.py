"""From a record to what an engine indexes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ...arabic.pieces import Shape, Shaper
from ...archive.fields import days, facet_values
from ...archive.record import Record
from ...archive.storage.store import Store
from ..engines.base import Document, ReadSlice, Slice
from ..terms.dictionary import TermDictionaryWriter

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
class StoreDocuments:
    """The documents of a store, for a build; their words go to files in `words`."""

    store: Path
    slices: tuple[Slice, ...]
    words: Path

    @contextmanager
    def open(self, shape: Shape[T]) -> Iterator[ReadSlice[T]]:
        """Open the store for one process; its vocabulary is written at the end."""
        vocabulary = TermDictionaryWriter(self.words)
        shaper = Shaper(shape, vocabulary.meet, _REMEMBERED)
        with Store.open(self.store, readonly=True) as store:

            def read(part: Slice) -> Iterator[Document[T]]:
                for change in store.changes(*part):
                    if change.record is not None:
                        yield document(change.record, change.number, shaper)

            yield read
        vocabulary.write()
