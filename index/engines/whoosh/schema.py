"""The Whoosh schema: one field of postings for each stream and facet, and columns of integers."""

from whoosh import fields
from whoosh.fields import COLUMN, FieldType
from whoosh.formats import Existence

from ..base import Schema
from ..plan import STREAMS
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


def whoosh_schema(schema: Schema) -> fields.Schema:
    """The schema in Whoosh's terms."""
    postings = [f"{field}_{stream}" for field in schema.texts for stream in STREAMS]
    postings += [f"facet_{facet}" for facet in schema.facets]
    columns = ["number", "first", "last", "length"]
    return fields.Schema(
        **{name: ReadyPostings() for name in postings},
        **{name: COLUMN(IntColumn()) for name in columns},
    )
