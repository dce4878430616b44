"""Readers: from files, folders, archives and pipes to items, with a reason for all that fails."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..items import Item, Rejection
from ..metadata.authorities import Authorities
from .chunks import peeked
from .columns import Columns, check_mapped, known_names
from .containers import Meter, documents, failures_named
from .csv_table import read_csv
from .document import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .encoding import as_utf8
from .formats import check_is_text, format_of
from .handed import Items, handed_over
from .html_page import read_html
from .json_document import read_json
from .json_lines import read_json_lines
from .plain_text import read_text
from .walk import STANDARD_INPUT, check_exist, file_size, found, shown, size_of

__all__ = ["Items", "check_exist", "check_mapped", "handed_over", "known_names", "read", "size_of"]

_READERS: Mapping[str, Reader] = {
    "text": read_text,
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": read_csv,
    "html": read_html,
}


def read(
    paths: Sequence[Path | str],
    authorities: Authorities,
    columns: Mapping[str, str] | None = None,
    consumed: Callable[[int], None] = lambda count: None,
) -> Iterator[Item | Rejection]:
    """The items in these files and folders, and a rejection for whatever could not be read.

    "-" is standard input. `columns` says what the files call Kashshaf's names
    (`{"title": "headline"}`); `consumed` hears how many bytes were read from
    disk since it last did, `size_of(paths)` in all. Raises `InputError` at
    once for a path where there is nothing or a name that Kashshaf lacks.
    """
    mapped = columns or {}
    check_exist(paths)
    check_mapped(mapped)
    return _read(paths, authorities, mapped, consumed)


def _read(
    paths: Sequence[Path | str],
    authorities: Authorities,
    mapped: Mapping[str, str],
    consumed: Callable[[int], None],
) -> Iterator[Outcome]:
    for path in found(paths):
        if isinstance(path, Rejection):
            yield path
            continue
        meter = Meter(file_size(path), consumed)
        for document in _opened(path, meter):
            if isinstance(document, SourceFile):
                yield from _items(document, Knowledge(authorities, Columns(mapped)))
            else:
                yield document
        meter.finish()


def _opened(path: Path, meter: Meter) -> Iterator[SourceFile | Outcome]:
    name = shown(path)
    try:
        if path == STANDARD_INPUT:
            yield from documents(name, sys.stdin.buffer, meter)
        else:
            with failures_named(), path.open("rb", buffering=0) as file:
                yield from documents(name, file, meter)
    except Unreadable as failure:
        yield SourceFile(name, iter(())).rejection(str(failure))


def _items(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """What is in one document; a last rejection if it could not be read to its end."""
    silent = True
    try:
        document = _recognised(document, knowledge.columns)
        for outcome in _READERS[document.reader](document, knowledge):
            silent = False
            yield outcome
        if silent:
            yield document.rejection("holds no items: it is blank, or a list of none")
    except Unreadable as failure:
        yield document.rejection(str(failure))
    if complaint := knowledge.columns.complaint():
        yield document.rejection(complaint)


def _recognised(document: SourceFile, columns: Columns) -> SourceFile:
    """The document with its reader's name and its text in UTF-8."""
    start, chunks = peeked(document.chunks)
    if not start:
        next(chunks, None)  # raises what kept it from being read, if anything did
        raise Unreadable("is empty")
    check_is_text(start)
    chunks = as_utf8(chunks)
    start, chunks = peeked(chunks)
    reader = format_of(document.file, start.decode(errors="replace"), columns)
    return replace(document, chunks=chunks, reader=reader)
