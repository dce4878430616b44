"""The engines that must agree, and how a test builds an index with each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from engines_at_hand import ENGINES, settings_of
from given_feed import GivenFeed

from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Document, EngineKind


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> EngineKind:
    return engine_kind(request.param, {request.param: settings_of(request.param)})


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
            kind.remove(folder)

    return build
