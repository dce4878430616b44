"""From documents of finished tokens to Tantivy's own."""

from functools import lru_cache

import tantivy

from ....archive.fields import UNKNOWN_VALUE
from ..base import Document, kept_value
from .counting import together
from .layout import WORDS, Layout
from .schema import LAST, NEWEST, NUMBER, OLDEST, bit_of, facet_field, sort_keys, together_field


@lru_cache(maxsize=10_000)
def _kept(values: tuple[str, ...]) -> tuple[str, ...]:
    """A record's values of a facet as they are indexed; two may be one when they are cut."""
    return tuple(dict.fromkeys(map(kept_value, values)))


def add(writer: tantivy.IndexWriter, document: Document[str], layout: Layout) -> None:
    """Add a document to what the writer will commit.

    A facet without a value has the unknown value, so that it is counted and
    found as any other.
    """
    made = tantivy.Document()
    for words in layout.values(document.fields):
        made.add_text(WORDS, words)
    for facet in layout.schema.facets:
        values = _kept(document.facets.get(facet, (UNKNOWN_VALUE,)))
        for value in values:
            made.add_text(facet_field(facet), value)
        if facet in layout.schema.combined:
            made.add_text(together_field(facet), together(values))
    newest, oldest = sort_keys(document.number, document.first, document.last)
    bit_column, bit = bit_of(document.number)
    columns = {
        NUMBER: document.number,
        LAST: document.last,
        NEWEST: newest,
        OLDEST: oldest,
        bit_column: bit,
    }
    for column, number in columns.items():
        made.add_unsigned(column, number)
    writer.add_document(made)
