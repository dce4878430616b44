"""The engines that must agree, and how a test builds an index with each."""

from contextlib import AbstractContextManager

import given_feed
import pytest
from engines_at_hand import ENGINES, settings_of
from given_feed import Build, Shaping
from strategies import SCHEMA

from kashshaf.arabic.pieces import Forms
from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Document, EngineKind


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> EngineKind:
    return engine_kind(request.param, SCHEMA, {request.param: settings_of(request.param)})


@pytest.fixture
def built(kind: EngineKind, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A function that builds an index of documents and opens it for a block."""

    def build(given: list[Document[Forms]], workers: int = 1) -> AbstractContextManager[Shaping]:
        folder = tmp_path_factory.mktemp("engine") / "index"
        return given_feed.built(kind, folder, given, workers)

    return build
