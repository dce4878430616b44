"""The Whoosh schema: one field of postings for each stream and facet, and columns of integers."""

from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

from ....archive.fields import FACETS
from ..plan import FIELDS, STREAMS
from .codec import IntColumn

SCHEMA_VERSION = 2
"""Raised whenever an index made before would be read wrongly."""


class ReadyPostings(FieldType):
    """A field whose postings are handed over ready made; see `writing.py`."""

    indexed = True
    scorable = False
    stored = False

    def __init__(self) -> None:
        self.format = Existence()


def schema() -> Schema:
    """The schema of every index."""
    postings = [f"{field}_{stream}" for field in FIELDS for stream in STREAMS]
    postings += [f"facet_{facet}" for facet in FACETS]
    columns = ["number", "first", "last", "length"]
    return Schema(
        **{name: ReadyPostings() for name in postings},
        **{name: COLUMN(IntColumn()) for name in columns},
    )
