"""Plain text: the whole file is one article."""

from collections.abc import Iterator

from .chunks import whole
from .document import Knowledge, Outcome, SourceFile
from .encoding import text_of
from .plain_article import read_article


def read_text(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """The article; nothing if the file is blank."""
    text = text_of(whole(document.chunks, "a text"))
    if text.strip():
        yield document.item(read_article(text, knowledge.authorities))
