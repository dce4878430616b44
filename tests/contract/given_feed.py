"""Documents in hand as a build reads them, and an index made of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kashshaf.index.engines.base import Document, Engine, EngineKind, ReadSlice, Slice


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


def build(kind: EngineKind, folder: Path, given: list[Document], workers: int = 1) -> None:
    kind.build(folder, GivenFeed(tuple(given)), workers, lambda count: None)


@contextmanager
def built(
    kind: EngineKind, folder: Path, given: list[Document], workers: int = 1
) -> Iterator[Engine]:
    """An index of documents, removed in the end."""
    build(kind, folder, given, workers)
    engine = kind.open(folder)
    try:
        yield engine
    finally:
        engine.close()
        kind.remove(folder)
