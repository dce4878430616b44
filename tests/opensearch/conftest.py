"""A real server for the tests here."""

from collections.abc import Iterator

import pytest
from opensearch_node import Node, runnable_or_skip, shared_node
from opensearchpy import OpenSearch
from server_indexes import kind_on

from kashshaf.index.engines.base import EngineKind


@pytest.fixture(scope="session")
def node() -> Node:
    return runnable_or_skip(shared_node())


@pytest.fixture(scope="session")
def client(node: Node) -> Iterator[OpenSearch]:
    """What an administrator of the server would look at it with."""
    with OpenSearch([node.address]) as client:
        yield client


@pytest.fixture
def kind(node: Node) -> EngineKind:
    return kind_on(node)
