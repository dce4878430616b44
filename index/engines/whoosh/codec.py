"""Our segments as Whoosh reads them, by a codec: any program opens the index with `open_dir`.

text_stem, text_written       a field for each stream of a text, `written` with positions
facet_source                  a field for each facet; a value is one term
number, first, last, length   of each document: columns, and stored

It is for others, and for holding our own engine against Whoosh's searcher, which walks postings
one at a time in Python. They read: what is written goes through `commits.py`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from whoosh import fields, formats
from whoosh.analysis import Analyzer, IDAnalyzer, Token
from whoosh.codec import base
from whoosh.columns import ColumnReader, NumericColumn
from whoosh.matching import LeafMatcher
from whoosh.reading import TermInfo, TermNotFound

from ....arabic import analyzer
from ....archive.errors import SearchIndexError
from ..base import Schema
from ..plan import POSITIONAL, STREAMS, Stream
from .packing import Ints, Postings
from .segments import COLUMNS, Segment
from .terms import decode, encode

INDEX_NAME: Final = "MAIN"
"""Whoosh's own name for an index that is given none."""

SUFFIX: Final = ".npz"

Term: TypeAlias = tuple[str, bytes]
"""A field and a term of it."""


def whoosh_schema(schema: Schema) -> fields.Schema:
    """What Whoosh should know of the fields of our documents."""
    columns = {name: fields.COLUMN(NumericColumn("i")) for name in COLUMNS}
    streams = {
        f"{text}_{stream}": FinishedTerms(
            formats.Positions() if stream in POSITIONAL else formats.Frequency(),
            ArabicAnalyzer(stream),
            scorable=True,
        )
        for text in schema.texts
        for stream in STREAMS
    }
    facets = {
        f"facet_{facet}": FinishedTerms(formats.Existence(), IDAnalyzer())
        for facet in schema.facets
    }
    return fields.Schema(**columns, **streams, **facets)


class FinishedTerms(fields.FieldType):
    """A field whose terms are found as they are, lone surrogates too."""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else encode(value)

    def from_bytes(self, term: bytes) -> str:
        return decode(term)


class ArabicAnalyzer(Analyzer):
    """Our analysis, for Whoosh's query parser: one form of each entry of what is typed."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream

    def __call__(self, value: str, *, start_pos: int = 0, **options: Any) -> Iterator[Token]:
        token = Token(**options)
        for token.pos, span in enumerate(_analyzer().spans(value), start_pos):
            token.text = getattr(span, self.stream)
            token.startchar, token.endchar = span.start, span.end
            yield token


@cache
def _analyzer() -> analyzer.Analyzer:
    return analyzer.Analyzer()


class ListedSegment(base.Segment):
    """A segment as a table of contents lists it, with the places of its deleted documents."""

    def __init__(
        self, size: int, deleted: frozenset[int] = frozenset(), segid: str | None = None
    ) -> None:
        super().__init__(INDEX_NAME)
        if segid is not None:
            self.segid = segid
        self._size = size
        self._deleted = deleted

    def codec(self) -> "ArrayCodec":
        return ArrayCodec()

    def doc_count_all(self) -> int:
        return self._size

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        raise SearchIndexError("the index follows the archive: remove the record from that")


class ArrayCodec(base.Codec):
    """Reads segments that are files of arrays."""

    def terms_reader(self, storage: Any, segment: ListedSegment) -> "TermsReader":
        return TermsReader(_opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: ListedSegment) -> "DocumentsReader":
        return DocumentsReader(_opened(storage, segment), segment)


def _opened(storage: Any, segment: ListedSegment) -> Segment:
    return Segment(Path(storage.folder) / segment.make_filename(SUFFIX))


class TermsReader(base.TermsReader):
    """The terms of a segment, in the order of fields and bytes; deleted documents are counted."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: Term) -> bool:
        return self.doc_frequency(*term) > 0

    def indexed_field_names(self) -> Sequence[str]:
        return self._segment.fields

    def cursor(self, fieldname: str, fieldobj: FinishedTerms) -> "Cursor":
        return Cursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        for name in self._segment.fields:
            if name >= fieldname:
                for term in self._segment.terms(name, prefix if name == fieldname else b""):
                    yield name, term

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return self._info(self._postings(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        known = fieldname in self._segment.fields
        return self._segment.having(fieldname, text) if known else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: formats.Format, scorer: Any = None
    ) -> "PostingsMatcher":
        postings = self._postings(fieldname, text)
        return PostingsMatcher((fieldname, text), postings, self._info(postings), format_, scorer)

    def _postings(self, fieldname: str, text: bytes) -> Postings:
        known = fieldname in self._segment.fields
        postings = self._segment.postings(fieldname, text) if known else None
        if postings is None:
            raise TermNotFound((fieldname, text))
        return postings

    def _info(self, postings: Postings) -> TermInfo:
        lengths = self._segment.columns["length"][postings.ids]
        return TermInfo(
            weight=int(postings.freqs.sum()),
            df=len(postings.ids),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(postings.freqs.max()),
            minid=int(postings.ids[0]),
            maxid=int(postings.ids[-1]),
        )


class Cursor(base.FieldCursor):
    """A place among the terms of a field, from which Whoosh leaps to the next that may do."""

    def __init__(self, terms: TermsReader, fieldname: str, fieldobj: FinishedTerms) -> None:
        self._terms = terms
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self.first()

    def first(self) -> str | None:
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        self._rest = self._terms.terms_from(self._fieldname, self._fieldobj.to_bytes(term))
        return self.next()

    def next(self) -> str | None:
        name, term = next(self._rest, ("", b""))
        self._term = term if name == self._fieldname else None
        return self.text()

    def text(self) -> str | None:
        return None if self._term is None else self._fieldobj.from_bytes(self._term)

    def term_info(self) -> TermInfo | None:
        return None if self._term is None else self._terms.term_info(self._fieldname, self._term)

    def is_valid(self) -> bool:
        return self._term is not None


class PostingsMatcher(LeafMatcher):
    """The postings of a term, one after the other; all of them are one block."""

    def __init__(
        self, term: Term, postings: Postings, info: TermInfo, format_: formats.Format, scorer: Any
    ) -> None:
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._info = info
        self._ids: list[int] = postings.ids.tolist()
        self._freqs: list[int] = postings.freqs.tolist()
        self._ends: list[int] = np.cumsum(postings.freqs).tolist()
        self._positions = postings.positions
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        return copy(self)

    def id(self) -> int:
        return self._ids[self._at]

    def all_ids(self) -> Iterable[int]:
        return iter(self._ids[self._at :])

    def next(self) -> None:
        self._at += 1

    def skip_to(self, document: int) -> None:
        self._at = bisect_left(self._ids, document, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    def weight(self) -> int:
        return self._freqs[self._at]

    def value(self) -> bytes:
        freq, end = self._freqs[self._at], self._ends[self._at]
        at = self._positions[end - freq : end].tolist()
        encoded: bytes = self.format.encode(at or freq)
        return encoded

    def block_min_length(self) -> int:
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        return int(self._info.max_length())

    def block_max_weight(self) -> int:
        return int(self._info.max_weight())


class DocumentsReader(base.PerDocumentReader):
    """The documents of a segment. A field is as long as its record, by which our engine ranks."""

    def __init__(self, segment: Segment, listed: ListedSegment) -> None:
        self._columns = segment.columns
        self.doc_count = listed.doc_count
        self.doc_count_all = listed.doc_count_all
        self.has_deletions = listed.has_deletions
        self.is_deleted = listed.is_deleted
        self.deleted_docs = listed.deleted_docs

    def stored_fields(self, docnum: int) -> Mapping[str, int]:
        return {name: int(column[docnum]) for name, column in self._columns.items()}

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self._columns

    def column_reader(self, fieldname: str, column: NumericColumn) -> "Column":
        return Column(self._columns[fieldname])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._columns["length"][docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._columns["length"].sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._columns["length"].min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._columns["length"].max())


class Column(ColumnReader):
    """A number of each document, by which Whoosh sorts in either direction."""

    def __init__(self, numbers: Ints) -> None:
        super().__init__(None, 0, 0, len(numbers))
        self._numbers = numbers
        self._direction = 1

    def __getitem__(self, docnum: int) -> int:
        return int(self._numbers[docnum])

    def sort_key(self, docnum: int) -> int:
        return self._direction * self[docnum]

    def set_reverse(self) -> None:
        self._direction = -1
