"""From documents of finished tokens to Tantivy's own."""

from functools import lru_cache

import tantivy

from ....archive.fields import FACETS, UNKNOWN_VALUE
from ..base import Document, kept_value
from .counting import together
from .layout import WORDS, of_title
from .schema import LAST, NEWEST, NUMBER, OLDEST, SEVERAL, facet_field, sort_keys, together_field


@lru_cache(maxsize=10_000)
def _kept(values: tuple[str, ...]) -> tuple[str, ...]:
    """A record's values of a facet as they are indexed; two may be one when they are cut."""
    return tuple(dict.fromkeys(map(kept_value, values)))


def add(writer: tantivy.IndexWriter, document: Document[str]) -> None:
    """Add a document to what the writer will commit.

    A facet without a value has the unknown value, so that it is counted and
    found as any other.
    """
    made = tantivy.Document()
    text = " ".join(document.fields["text"])
    made.add_text(WORDS, text)
    # A piece without a word, such as a dash, is empty.
    if title := " ".join(filter(None, document.fields["title"])):
        made.add_text(WORDS, of_title(title, text))
    for facet in FACETS:
        values = _kept(document.facets.get(facet, (UNKNOWN_VALUE,)))
        for value in values:
            made.add_text(facet_field(facet), value)
        if facet in SEVERAL:
            made.add_text(together_field(facet), together(values))
    newest, oldest = sort_keys(document.number, document.first)
    columns = {
        NUMBER: document.number,
        LAST: document.last,
        NEWEST: newest,
        OLDEST: oldest,
    }
    for column, number in columns.items():
        made.add_unsigned(column, number)
    writer.add_document(made)
