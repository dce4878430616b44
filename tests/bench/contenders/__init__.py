"""The contenders by name: Kashshaf's engines, and what others make of the same records."""

from importlib import import_module

from .base import Contender
from .ours import ENGINES, Ours

_PEERS = {
    "stock-whoosh": ".stock_whoosh",
    "fts5": ".fts5",
    "tantivy-stemmer": ".tantivy_stemmer",
    "lucene": ".lucene",
}

NAMES = (*ENGINES, *_PEERS)

BASES = ("lucene", "tantivy-stemmer", "fts5", "stock-whoosh")
"""Whose figures the others' are divided by: the first of these that is there."""


def present(name: str) -> Contender | str:
    """The contender of this name, or why it is absent."""
    try:
        contender: Contender = Ours(name) if name in ENGINES else _peer(name)
    except ImportError as error:
        return str(error)
    return contender.absent() or contender


def _peer(name: str) -> Contender:
    peer: Contender = import_module(_PEERS[name], __name__).CONTENDER
    return peer
