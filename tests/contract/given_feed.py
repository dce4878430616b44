"""Documents in hand as a build reads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kashshaf.index.engines.base import Document, ReadSlice, Slice


@dataclass(frozen=True)
class GivenFeed:
    """A feed of documents in hand, two to a slice."""

    documents: tuple[Document, ...]

    @property
    def slices(self) -> tuple[Slice, ...]:
        return tuple((start, start + 2) for start in range(0, len(self.documents), 2))

    @contextmanager
    def open(self) -> Iterator[ReadSlice]:
        yield lambda part: iter(self.documents[part[0] : part[1]])
