"""The engines that must agree, and how a test builds an index with each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Document, EngineKind, ReadSlice, Slice

ENGINES = ["whoosh"]


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


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> EngineKind:
    return engine_kind(request.param)


@pytest.fixture
def built(kind: EngineKind, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """A function that builds an index of documents and opens it for a block."""

    @contextmanager
    def build(given: list[Document], workers: int = 1) -> Iterator:
        folder = tmp_path_factory.mktemp("engine") / "index"
        kind.build(folder, GivenFeed(tuple(given)), workers, lambda count: None)
        engine = kind.open(folder)
        try:
            yield engine
        finally:
            engine.close()

    return build
