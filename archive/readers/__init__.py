"""Readers: from files, folders, archives and pipes to items, with a reason for all that fails."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from ..fields import STANDARD, Fields
from ..items import Item, Origin, Rejection
from ..metadata.authorities import Authorities
from .base import (
    NOTHING,
    Beside,
    Knowledge,
    LeftOut,
    Opened,
    Outcome,
    Reader,
    SourceFile,
    Unreadable,
    failure,
)
from .beside import OnDisk
from .chunks import lines, peeked
from .columns import Columns, check_mapped
from .containers import Meter, documents, failures_named, read_zip
from .encoding import as_utf8, text_of, whole_text
from .handed import Items, handed_over
from .mojibake import REPAIRED, said, sound, sound_item
from .recognition import Why, check_is_text, reader_for, reader_of_bytes, why
from .registry import READERS, in_order, named
from .tracing import show
from .walk import STANDARD_INPUT, Taken, check_exist, file_size, found, in_turn, shown, size_of

__all__ = [
    "READERS",
    "Asked",
    "Document",
    "Item",
    "Items",
    "Knowledge",
    "Reader",
    "Rejection",
    "SourceFile",
    "Unreadable",
    "Why",
    "check_exist",
    "check_mapped",
    "handed_over",
    "in_order",
    "lines",
    "named",
    "read",
    "read_each",
    "read_found",
    "read_zip",
    "show",
    "size_of",
    "text_of",
    "whole_text",
    "why",
]


Files: TypeAlias = Callable[[tuple[str, ...], Taken], Iterable[Path | Rejection]]
"""What is to be read, by the endings of files that lead others, and without what is taken."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file or a member of one, and what is in it, which may be read as far as it is needed.

    `columns` know afterwards which of those that the user mapped were met.
    """

    file: str
    outcomes: Iterator[Item | Rejection]
    columns: Columns


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are to be read.

    `columns` says what the files call Kashshaf's names (`{"title": "headline"}`); `readers` are
    asked before those that there are; `reader` names the one that is to read everything;
    `consumed` hears how many bytes were read from disk since it last did, `size_of(paths)` in
    all. Raises `InputError` for a name that Kashshaf lacks.
    """

    authorities: Authorities
    columns: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = STANDARD
    readers: Sequence[Reader] = ()
    reader: str | None = None
    consumed: Callable[[int], None] = lambda count: None

    def __post_init__(self) -> None:
        check_mapped(self.columns, self.fields)


def read(
    paths: Sequence[Path | str],
    authorities: Authorities,
    columns: Mapping[str, str] | None = None,
    consumed: Callable[[int], None] = lambda count: None,
    fields: Fields = STANDARD,
    readers: Sequence[Reader] = (),
    reader: str | None = None,
) -> Iterator[Item | Rejection]:
    """The items in these files and folders, and a rejection for whatever could not be read.

    "-" is standard input; for the rest see `Asked`. Raises `InputError` at once for a path
    where there is nothing, and `SettingsError` for a package whose reader cannot be used.
    """
    asked = Asked(authorities, columns or {}, fields, readers, reader, consumed)
    return _outcomes_in(read_each(paths, asked))


def read_found(files: Iterable[Path | Rejection], asked: Asked) -> Iterator[Item | Rejection]:
    """What `read` gives, of files that were found otherwise; one that is gone is rejected."""
    return _outcomes_in(_each_found(partial(in_turn, files), asked))


def read_each(paths: Sequence[Path | str], asked: Asked) -> Iterator[Document]:
    """What `read` gives by document; of one that is left unread the rest is not looked at."""
    check_exist(paths)
    return _each_found(partial(found, paths), asked)


def _outcomes_in(documents: Iterator[Document]) -> Iterator[Outcome]:
    return (outcome for document in documents for outcome in document.outcomes)


def _each_found(files: Files, asked: Asked) -> Iterator[Document]:
    every = in_order(asked.readers)
    chosen = (named(asked.reader, asked.readers),) if asked.reader else every
    return _each(files, asked, chosen, every)


def _each(
    files: Files, asked: Asked, chosen: Sequence[Reader], every: Sequence[Reader]
) -> Iterator[Document]:
    """What the chosen ones read; files that these name beside them are for `every` reader."""

    def columns() -> Columns:
        return Columns(asked.columns, asked.fields)

    def opened_beside(path: Path) -> Iterator[Opened]:
        return _opened(path, Meter(file_size(path), lambda count: None), every)

    def read_beside(document: SourceFile) -> Iterator[Outcome]:
        knowledge = Knowledge(asked.authorities, columns(), left_out=left_out)
        return _items(document, knowledge, every)

    is_named = asked.reader is not None
    taken, left_out = Taken(asked.consumed), LeftOut()
    leads = tuple(chain.from_iterable(reader.leads for reader in chosen))
    for path in files(leads, taken):
        if isinstance(path, Rejection):
            yield Document(path.origin.file, iter([path]), columns())
            continue
        meter = Meter(file_size(path), asked.consumed)
        for document in _opened(path, meter, chosen, OnDisk(path, taken, opened_beside)):
            known = columns()
            if isinstance(document, SourceFile):
                knowledge = Knowledge(asked.authorities, known, is_named, left_out, read_beside)
                yield Document(document.file, _items(document, knowledge, chosen), known)
            else:
                yield Document(document.origin.file, iter([document]), known)
        meter.finish()
    for told in left_out.told():
        yield Document(told.origin.file, iter([told]), columns())


def _opened(
    path: Path, meter: Meter, readers: Sequence[Reader], beside: Beside = NOTHING
) -> Iterator[Opened]:
    name = shown(path)
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise Unreadable("is closed: nothing can be taken in from it")
            yield from documents(name, sys.stdin.buffer, meter, readers)
        else:
            with failures_named(), path.open("rb", buffering=0) as file:
                yield from documents(name, file, meter, readers, beside)
    except Unreadable as failed:
        yield SourceFile(name, iter(())).failed(failed)


def _items(
    document: SourceFile, knowledge: Knowledge, readers: Sequence[Reader]
) -> Iterator[Outcome]:
    """What is in one document; a last rejection if it could not be read to its end."""
    silent = True
    try:
        document, reader = _recognised(document, knowledge, readers)
        for outcome in _outcomes(reader, document, knowledge):
            silent = False
            yield outcome
        if silent:
            yield document.rejection("holds no items: it is blank, or a list of none")
    except Unreadable as failed:
        yield document.failed(failed)
    if complaint := knowledge.columns.complaint():
        yield document.rejection(complaint)


def _recognised(
    document: SourceFile, knowledge: Knowledge, readers: Sequence[Reader]
) -> tuple[SourceFile, Reader]:
    """The document, its text in UTF-8, and its reader, whose name it has now."""
    for reader in readers:
        if reader.of_zip and reader.name == document.reader:
            return document, reader  # which was seen when its zip was opened
    start, chunks = peeked(document.chunks)
    if not start:
        next(chunks, None)  # raises what kept it from being read, if anything did
        raise Unreadable("is empty")
    if ours := reader_of_bytes(start, readers):
        return replace(document, chunks=chunks, reader=ours.name), ours
    check_is_text(start)
    chunks, undone = sound(as_utf8(chunks))
    start, chunks = peeked(chunks)
    if knowledge.is_named and readers[0].is_of_text:
        (reader,) = readers
    else:
        reader = reader_for(document.file, start.decode(errors="replace"), knowledge, readers)
    notes = {REPAIRED: said(reading.words for reading in undone)} if undone else {}
    return replace(document, chunks=chunks, reader=reader.name, notes=notes), reader


def _outcomes(reader: Reader, document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """What the reader yields; raise `Unreadable` for whatever goes wrong with it."""
    try:
        for outcome in reader.read(document, knowledge):
            _check(outcome)
            yield _sound(document, outcome)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable("has something in it that is nested too deeply") from error
    except Exception as error:  # a stranger's reader, or a bug of ours: the other files are read
        raise Unreadable(failure(reader, error)) from error


def _sound(document: SourceFile, outcome: Outcome) -> Outcome:
    """The outcome with mojibake mended; a rejection where that cannot be done."""
    try:
        return sound_item(outcome) if isinstance(outcome, Item) else outcome
    except Unreadable as failed:
        return document.rejection(str(failed), outcome.origin.position)
    except RecursionError:
        return document.rejection("a value in it is nested too deeply", outcome.origin.position)


def _check(outcome: Any) -> None:
    """Raise `TypeError` for what no store could take, which would fail its whole batch."""
    match outcome:
        case Item(fields=Mapping(), origin=Origin(position=int() | None)):
            pass
        case Rejection(origin=Origin(position=int() | None)):
            pass
        case _:
            raise TypeError(f"no item with fields and a position that is a number: {outcome!r:.80}")
