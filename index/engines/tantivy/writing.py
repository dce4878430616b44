"""From documents of finished tokens to Tantivy's own."""

import tantivy

from ...facets import FACETS, UNKNOWN_VALUE
from ..base import Document, kept_value
from .layout import WORDS, of_title
from .schema import FIRST, LAST, NEWEST, NUMBER, OLDEST, facet_field, sort_keys


def add(writer: tantivy.IndexWriter, document: Document[str]) -> None:
    """Add a document to what the writer will commit.

    A facet without a value has the unknown value, so that it is counted and
    found as any other.
    """
    made = tantivy.Document()
    title, text = (" ".join(filter(None, document.fields[field])) for field in ("title", "text"))
    made.add_text(WORDS, text)
    if title:
        made.add_text(WORDS, of_title(title, text))
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
