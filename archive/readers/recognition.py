"""Which reader a document is for: by its bytes first, then its suffix, then how its text begins."""

from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from zipfile import ZipFile

from .base import Knowledge, Reader, Unreadable, asked

# What the files begin with that people put beside their texts, and what to do with them.
_BINARY = (
    (b"%PDF", "a PDF: save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document: save it as .txt or .csv"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PK\x03\x04", "a zip within another: unpack it first"),
    (b"\x1f\x8b", "gzip within gzip: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd: unpack it first"),
    (b"SQLite format 3", "an SQLite database: export its table as .csv"),
)
_TAR = slice(257, 262)


def check_is_text(start: bytes) -> None:
    """Raise `Unreadable` for a file of a kind that is known not to be text."""
    for mark, what in _BINARY:
        if start.startswith(mark):
            raise Unreadable(f"is not text but {what}")
    if start[_TAR] == b"ustar":
        raise Unreadable("is not text but a tar archive: unpack it first")


def reader_of_bytes(start: bytes, readers: Sequence[Reader]) -> Reader | None:
    """The first reader whose documents begin with such bytes; None where it must be a text."""
    for reader in readers:
        if reader.of_bytes and asked(reader, reader.of_bytes, start):
            return reader
    return None


def reader_of_zip(archive: ZipFile, readers: Sequence[Reader]) -> Reader | None:
    """The first reader for which this zip is one document; None for an archive of files."""
    for reader in readers:
        if reader.of_zip and asked(reader, reader.of_zip, archive):
            return reader
    return None


def reader_for(file: str, start: str, knowledge: Knowledge, readers: Sequence[Reader]) -> Reader:
    """The first reader that has the document's suffix, else the first that recognises its start.

    A reader that has only some documents of a suffix must recognise this one.

    Raises `Unreadable`, listing the suffixes there are, for a document that is
    for none of them.
    """
    suffix = _suffix(file)
    texts = [reader for reader in readers if not (reader.of_bytes or reader.of_zip)]
    for reader in texts:
        if suffix in reader.suffixes:
            return reader
        if suffix in reader.among and asked(reader, reader.recognises, start, knowledge):
            return reader
    for reader in texts:
        if asked(reader, reader.recognises, start, knowledge):
            return reader
    known = sorted(set(chain.from_iterable(reader.suffixes for reader in readers)))
    raise Unreadable(
        f"is of no format that is known ({suffix or 'no ending'}): if it is one of these, "
        f"name it so: {', '.join(known)}"
    )


def _suffix(file: str) -> str:
    path = PurePosixPath(file)
    return (PurePosixPath(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()
