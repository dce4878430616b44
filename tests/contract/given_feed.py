"""Documents in hand as a build reads them, and an index made of them.

A test's documents hold the forms of their entries; each engine gets them in its own shape.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kashshaf.arabic.pieces import Forms, Shape
from kashshaf.index.engines.base import Document, Engine, EngineKind, ReadSlice, Slice

T = TypeVar("T")


def shaped(document: Document[Forms], shape: Shape[T]) -> Document[T]:
    fields = {
        name: [shape.entry(*forms) for forms in entries]
        for name, entries in document.fields.items()
    }
    return Document(document.number, fields, document.facets, document.first, document.last)


@dataclass(frozen=True)
class GivenFeed:
    """A feed of documents in hand, two to a slice."""

    documents: tuple[Document[Forms], ...]

    @property
    def slices(self) -> tuple[Slice, ...]:
        return tuple((start, start + 2) for start in range(0, len(self.documents), 2))

    @contextmanager
    def open(self, shape: Shape[T]) -> Iterator[ReadSlice[T]]:
        yield lambda part: (
            shaped(document, shape) for document in self.documents[part[0] : part[1]]
        )


class Shaping:
    """An engine that takes a test's documents."""

    def __init__(self, engine: Engine, shape: Shape[Any]) -> None:
        self._engine = engine
        self._shape = shape

    def replace(self, documents: Iterable[Document[Forms]], removed: Iterable[int]) -> None:
        self._engine.replace([shaped(document, self._shape) for document in documents], removed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class Build(Protocol):
    """Builds an index of documents, and opens it for a block."""

    def __call__(
        self, given: list[Document[Forms]], workers: int = 1
    ) -> AbstractContextManager[Shaping]:
        """An open index of these documents."""


def build(kind: EngineKind, folder: Path, given: list[Document[Forms]], workers: int = 1) -> None:
    kind.build(folder, GivenFeed(tuple(given)), workers, lambda count: None)


@contextmanager
def built(
    kind: EngineKind, folder: Path, given: list[Document[Forms]], workers: int = 1
) -> Iterator[Shaping]:
    """An index of documents, removed in the end."""
    build(kind, folder, given, workers)
    engine = Shaping(kind.open(folder), kind.shape)
    try:
        yield engine
    finally:
        engine.close()
        kind.remove(folder)
