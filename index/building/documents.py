"""From a record to what an engine indexes of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar
from uuid import uuid4

from ...arabic.pieces import REMEMBERED, Shape, Shaper
from ...archive.field_values import days, facet_values, searched_texts
from ...archive.fields import Fields
from ...archive.record import Record
from ...archive.storage.store import Store
from ..engines.base import Document, ReadSlice, Schema, Slice
from ..forward.entries import Number, ReadText, numbered, parted
from ..forward.writing import MetRecords
from ..terms.writing import MetTerms

T = TypeVar("T")

_REMEMBERED = 2_000_000
"""Pieces that a process of a build remembers: half of those of a million records, 500 MB."""


def schema_of(fields: Fields) -> Schema:
    """What the documents of an archive with these fields have."""
    return Schema(
        texts={field.key: field.weight for field in fields.texts},
        facets=(*(field.key for field in fields.by_value), "month", "day"),
        combined=frozenset(
            field.key for field in fields.by_value if field.several and field.authority
        ),
    )


class Analysed(NamedTuple, Generic[T]):
    """A record for its engine, and its texts for the forward file."""

    document: Document[T]
    texts: Mapping[str, ReadText]


class Analysing(Generic[T]):
    """Reads records for an engine and the forward file at once, as an archive's fields say.

    `number` gives the numbers of terms; it is asked for each that is new to this, and maybe again.
    """

    def __init__(
        self, fields: Fields, shape: Shape[T], number: Number, remembered: int = REMEMBERED
    ) -> None:
        self._shaper = Shaper(numbered(shape, number), remembered)
        self._texts = searched_texts(fields)
        self._facets = facet_values(fields)

    def analyse(self, record: Record, number: int) -> Analysed[T]:
        """Analyse a record."""
        first, last = days(record.published)
        texts = {text.key: text.of(record) for text in self._texts}
        fields: dict[str, list[T]] = {}
        read: dict[str, ReadText] = {}
        for key, text in texts.items():
            pieces, entries = parted(self._shaper(text))
            fields[key] = pieces
            read[key] = ReadText(entries, len(text))
        facets = self._facets(record)
        return Analysed(Document(number, fields, facets, first, last), read)


@dataclass(frozen=True, slots=True)
class StoreDocuments:
    """The documents of a store, for a build.

    Their terms go to files in `words`, what the forward file has of them to files in `forward`.
    """

    store: Path
    slices: tuple[Slice, ...]
    words: Path
    forward: Path
    fields: Fields

    @contextmanager
    def open(self, shape: Shape[T]) -> Iterator[ReadSlice[T]]:
        """Open the store for one process; what it met is all written at the end."""
        process = uuid4().hex
        terms = MetTerms(self.words, process)
        records = MetRecords(self.forward, process, schema_of(self.fields))
        analysing = Analysing(self.fields, shape, terms.number, _REMEMBERED)
        with Store.open(self.store, readonly=True) as store:

            def read(part: Slice) -> Iterator[Document[T]]:
                for change in store.changes(*part):
                    if change.record is not None:
                        document, texts = analysing.analyse(change.record, change.number)
                        records.add(document, texts)
                        yield document

            yield read
        terms.write()
        records.write()
