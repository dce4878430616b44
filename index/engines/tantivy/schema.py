"""The fields of a Tantivy index."""

import tantivy

from ..base import BROADEST, Schema
from .layout import WORDS

SCHEMA_VERSION = 4
"""Raised whenever an index made before would be read wrongly."""

NUMBER = "number"
LAST = "last"
NEWEST, OLDEST = "newest", "oldest"
"""Columns to sort by, both downwards; see `sort_keys`."""

BITS = 52
"""As many as a double adds up without loss."""

BIT_COLUMNS = tuple(f"bits_{at}" for at in range(4))
"""Columns of which each record has a value in one: a bit that no other of its row has."""

ROW = BITS * len(BIT_COLUMNS)
"""Numbers of records that follow one another, all in one row."""

_SAME_DATE = 1 << 32
"""More than any record's number: the part of a sort key below the date."""

SAME_DAY = BROADEST * _SAME_DATE
"""The part of a sort key below the day."""

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
    for name in (NEWEST, OLDEST, *BIT_COLUMNS):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def bit_of(number: int) -> tuple[str, int]:
    """The column of a record's bit, and its value there."""
    column, place = divmod(number % ROW, BITS)
    return BIT_COLUMNS[column], 1 << place


def sort_keys(number: int, first: int, last: int) -> tuple[int, int]:
    """The values of `NEWEST` and `OLDEST`, both to be sorted downwards.

    The day comes first, then how close the date is, then the number, so that of equal dates the
    later number is ahead; the undated (`first` and `last` 0) come last either way.
    """
    rest = (BROADEST - 1 - (last - first)) * _SAME_DATE + number
    newest = first * SAME_DAY + rest
    oldest = (_AFTER_ALL_DAYS - last) * SAME_DAY + rest if last else number
    return newest, oldest
