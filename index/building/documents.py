"""From a record to what an engine indexes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ...arabic.pieces import Shape, Shaper
from ...archive.field_values import days, facet_values, searched_texts
from ...archive.fields import Fields
from ...archive.record import Record
from ...archive.storage.store import Store
from ..engines.base import Document, ReadSlice, Schema, Slice
from ..terms.dictionary import TermDictionaryWriter

T = TypeVar("T")

_REMEMBERED = 2_000_000
"""Pieces that a process of a build remembers: half of those of a million records, 500 MB."""


def schema_of(fields: Fields) -> Schema:
    """What the documents of an archive with these fields have."""
    return Schema(
        texts={field.key: field.weight for field in fields.texts},
        facets=(*(field.key for field in fields.filters), "month", "day"),
        combined=frozenset(
            field.key for field in fields.filters if field.several and field.authority
        ),
    )


class Analysing(Generic[T]):
    """Makes documents of records, as an archive's fields say."""

    def __init__(self, fields: Fields, shaper: Shaper[T]) -> None:
        self._shaper = shaper
        self._texts = searched_texts(fields)
        self._facets = facet_values(fields)

    def document(self, record: Record, number: int) -> Document[T]:
        """Analyse a record."""
        first, last = days(record.published)
        return Document(
            number=number,
            fields={text.key: self._shaper(text.of(record)) for text in self._texts},
            facets=self._facets(record),
            first=first,
            last=last,
        )


@dataclass(frozen=True, slots=True)
class StoreDocuments:
    """The documents of a store, for a build; their words go to files in `words`."""

    store: Path
    slices: tuple[Slice, ...]
    words: Path
    fields: Fields

    @contextmanager
    def open(self, shape: Shape[T]) -> Iterator[ReadSlice[T]]:
        """Open the store for one process; its vocabulary is written at the end."""
        vocabulary = TermDictionaryWriter(self.words)
        analysing = Analysing(self.fields, Shaper(shape, vocabulary.meet, _REMEMBERED))
        with Store.open(self.store, readonly=True) as store:

            def read(part: Slice) -> Iterator[Document[T]]:
                for change in store.changes(*part):
                    if change.record is not None:
                        yield analysing.document(change.record, change.number)

            yield read
        vocabulary.write()
