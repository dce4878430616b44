"""From documents of finished tokens to Tantivy's own."""

import tantivy

from ...facets import FACETS, UNKNOWN_VALUE
from ...plan import STREAMS
from ..base import Document
from .schema import FIRST, LAST, NEWEST, NUMBER, OLDEST, facet_field, sort_keys, stream_field


def add(writer: tantivy.IndexWriter, document: Document) -> None:
    """Add a document to what the writer will commit.

    Each stream's tokens are joined by spaces, which no token has. A facet without
    a value has the unknown value, so that it is counted and found as any other.
    """
    made = tantivy.Document()
    for field, analysis in document.fields.items():
        forms = (analysis.stems, analysis.words, analysis.written)
        for stream, tokens in zip(STREAMS, forms, strict=True):
            made.add_text(stream_field(field, stream), without_surrogates(" ".join(tokens)))
    for facet in FACETS:
        for value in document.facets.get(facet, (UNKNOWN_VALUE,)):
            made.add_text(facet_field(facet), without_surrogates(value))
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


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD.

    Broken text has them; queries go through here too, so that they still find it.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
