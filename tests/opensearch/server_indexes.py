"""Indexes of a few documents on a real server."""

from uuid import uuid4

from opensearch_node import Node

from kashshaf.arabic.pieces import Forms
from kashshaf.archive.fields import STANDARD
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Document, EngineKind


def kind_on(*nodes: Node, **settings: object) -> EngineKind:
    """The engine on these nodes (none: where the environment says), with an alias of its own."""
    table: dict[str, object] = {"index": f"test-{uuid4().hex[:8]}", "replicas": 0}
    if nodes:
        table["hosts"] = [node.address for node in nodes]
    return engine_kind("opensearch", schema_of(STANDARD), {"opensearch": table | settings})


def article(number: int, *words: str, day: int = 0, **facets: str) -> Document[Forms]:
    said: list[Forms] = [(word, word, word) for word in words]
    values = {facet: (value,) for facet, value in facets.items()}
    return Document(number, {"title": [], "text": said}, values, day, day)
