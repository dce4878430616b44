"""From a record to what an engine indexes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..archive.record import Record
from ..archive.store import Store
from .arabic.analyzer import Analyzer
from .engines.base import Document, ReadSlice, Slice
from .facets import days, facet_values
from .vocabulary import VocabularyWriter


def document(record: Record, number: int, analyzer: Analyzer) -> Document:
    """Analyse a record."""
    first, last = days(record.published)
    return Document(
        number=number,
        fields={"title": analyzer.analyse(record.title), "text": analyzer.analyse(record.text)},
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
    def open(self) -> Iterator[ReadSlice]:
        """Open the store for one process; its vocabulary is written at the end."""
        vocabulary = VocabularyWriter(self.words)
        analyzer = Analyzer(vocabulary.meet)
        with Store.open(self.store, readonly=True) as store:

            def read(part: Slice) -> Iterator[Document]:
                for change in store.changes(*part):
                    if change.record is not None:
                        yield document(change.record, change.number, analyzer)

            yield read
        vocabulary.write()
