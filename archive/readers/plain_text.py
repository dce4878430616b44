"""Plain text: the whole file is one article."""

from collections.abc import Iterator

from ..plain_article import read_article
from .chunks import whole
from .document import Document, Knowledge, Outcome
from .encoding import text_of


def read_text(document: Document, knowledge: Knowledge) -> Iterator[Outcome]:
    """The article; nothing if the file is blank."""
    text = text_of(whole(document.chunks, "a text"))
    if text.strip():
        yield document.item(read_article(text, knowledge.authorities))
