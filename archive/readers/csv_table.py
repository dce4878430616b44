"""CSV and TSV: a header, then an item a row; a broken row costs no other."""

from collections.abc import Iterator

from .chunks import peeked
from .columns import unique
from .csv_header import delimiter_of
from .csv_rows import BadRow, Rows
from .document import Knowledge, Outcome, SourceFile, Unreadable


def read_csv(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a row that is not blank; positions are the lines on which rows start."""
    start, chunks = peeked(document.chunks)
    rows = Rows(chunks, delimiter_of(start.decode(errors="replace"), knowledge.columns))
    header = unique(rows.header())
    if not {"text", "title"} & knowledge.columns.known(header):
        raise Unreadable(
            f"has no column for a text or a title in its first row ({', '.join(header)}): "
            "add a header, or say which column it is with --map text=COLUMN"
        )
    for line, row in rows:
        if isinstance(row, BadRow):
            yield document.rejection(str(row), line)
        else:
            yield document.item(
                knowledge.columns.arrange(dict(zip(header, row, strict=True))), line
            )
