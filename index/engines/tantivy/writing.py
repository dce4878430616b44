"""From documents of finished tokens to Tantivy's own."""

import tantivy

from ...facets import FACETS, UNKNOWN_VALUE
from ..base import Document, kept_value, without_surrogates
from .schema import FIRST, LAST, NEWEST, NUMBER, OLDEST, facet_field, sort_keys, stream_field


def add(writer: tantivy.IndexWriter, document: Document) -> None:
    """Add a document to what the writer will commit.

    Each stream's tokens are joined by spaces, which no token has. A facet without
    a value has the unknown value, so that it is counted and found as any other.
    """
    made = tantivy.Document()
    for field, stream, tokens in document.streams():
        made.add_text(stream_field(field, stream), without_surrogates(" ".join(tokens)))
    for facet in FACETS:
        # Two values may be one when they are cut.
        for value in dict.fromkeys(map(kept_value, document.facets.get(facet, (UNKNOWN_VALUE,)))):
            made.add_text(facet_field(facet), value)
    newest, oldest = sort_keys(document.number, document.first)
    columns = {
        NUMBER: document.number,
        FIRST: document.first,
        LAST: document.last,
        NEWEST: newest,
        OLDEST: oldest,
    }
    for column, number in columns.items():
        made.add_unsigned(column, number)
    writer.add_document(made)
