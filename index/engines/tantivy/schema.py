"""The fields of a Tantivy index."""

import tantivy

from ..base import Schema
from .layout import WORDS

SCHEMA_VERSION = 2
"""Raised whenever an index made before would be read wrongly."""

NUMBER = "number"
LAST = "last"
NEWEST, OLDEST = "newest", "oldest"
"""Columns to sort by, both downwards; see `sort_keys`."""

_SAME_DAY = 1 << 40
"""More than any record's number: the part of a sort key below the day."""

_AFTER_ALL_DAYS = 10_000 * 366


def facet_field(facet: str) -> str:
    """The name of the field that holds a facet's values."""
    return f"facet_{facet}"


def together_field(facet: str) -> str:
    """The name of the field that holds all of a record's values of a combined facet as one."""
    return f"together_{facet}"


def tantivy_schema(schema: Schema) -> tantivy.Schema:
    """The schema in Tantivy's terms."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="position")
    for name in (*map(facet_field, schema.facets), *map(together_field, sorted(schema.combined))):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (NUMBER, LAST):
        builder.add_unsigned_field(name, indexed=name == NUMBER, fast=True)
    for name in (NEWEST, OLDEST):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def sort_keys(number: int, first: int) -> tuple[int, int]:
    """The values of `NEWEST` and `OLDEST`, both to be sorted downwards.

    The day comes first, then the number, so that on equal days the later number
    is ahead; the undated (`first` 0) come last either way.
    """
    newest = first * _SAME_DAY + number
    oldest = (_AFTER_ALL_DAYS - first) * _SAME_DAY + number if first else number
    return newest, oldest
