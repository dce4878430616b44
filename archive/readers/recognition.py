"""Which reader a document is for: by its bytes first, then its suffix, then how its text begins."""

from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Literal
from zipfile import ZipFile

from .base import Knowledge, Reader, Textless, Unreadable, asked
from .disguises import check_is_prose

# What the files begin with that people put beside their texts, and what to do with them.
_BINARY = (
    (b"\xd0\xcf\x11\xe0", "an old or a locked Office document: save it as .docx or .csv, unlocked"),
    (b"PK\x03\x04", "a zip within another: unpack it first"),
    (b"\x1f\x8b", "gzip within gzip: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd: unpack it first"),
    (b"SQLite format 3", "an SQLite database: export its table as .csv"),
    (b"\0\1\0\0Standard ", "an Access database: export its table as .csv"),
    (b"!BDN", "a mailbox of Outlook: export its messages"),
    (b"ITSF", "a book of Windows help: save its pages as .html"),
    (b"AT&TFORM", "a DjVu scan: save its text as .txt"),
    (b"bplist00", "a property list of macOS: save its text as .txt"),
    (b"PAR1", "a Parquet table: save it as .csv"),
)
_ELSEWHERE = (
    (60, b"BOOKMOBI", "a Kindle book: save it as .epub or .txt"),
    (257, b"ustar", "a tar archive: unpack it first"),
)
"""What stands elsewhere than at the beginning, and at which byte."""

# What has no text to come to; letters in a picture are none.
_TEXTLESS = (
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"8BPS", "a Photoshop image"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"\0\0\2\0", "an icon"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"\0\1\0\0\0", "a font"),
    (0, b"RIFF", "an image or a sound"),
    (0, b"ID3", "a sound"),
    (0, b"OggS", "a sound"),
    (0, b"fLaC", "a sound"),
    (0, b"\xff\xfb", "a sound"),
    (0, b"#!AMR", "a sound"),
    (4, b"ftyp", "a video or an image"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"\x30\x26\xb2\x75", "a sound or a video"),
    (0, b"FLV\1", "a video"),
    (0, b"\0\0\1\xba", "a video"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"CWS", "a Flash film"),
)

_DRESS = (".css", ".js", ".mjs", ".map")
"""Endings of what pages are dressed in, which is text, but none to be read."""


def check_is_text(start: bytes) -> None:
    """Raise `Unreadable` for a file of a kind that is known not to be text."""
    for place, mark, what in chain(((0, *one) for one in _BINARY), _ELSEWHERE):
        if start.startswith(mark, place):
            raise Unreadable(f"is not text but {what}")
    for place, mark, what in _TEXTLESS:
        if start.startswith(mark, place):
            raise Textless(f"is not text but {what}")


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
    texts = [reader for reader in readers if reader.is_of_text]
    for reader in texts:
        if suffix in reader.suffixes:
            return reader
        if suffix in reader.among and asked(reader, reader.recognises, start, knowledge):
            return reader
    for reader in texts:
        if asked(reader, reader.recognises, start, knowledge):
            return reader
    check_is_prose(start)
    known = sorted(set(chain.from_iterable(reader.suffixes for reader in texts)))
    failure = Textless if suffix in _DRESS else Unreadable
    raise failure(
        f"is of no format that is known ({suffix or 'no ending'}): if it is one of these, "
        f"name it so: {', '.join(known)}"
    )


Why = Literal["named", "bytes", "suffix", "shape"]
"""Why a document is read by its reader: the user named it, the bytes or the suffix are its own, or
the shape of the text."""


def why(reader: Reader, file: str, *, is_named: bool) -> Why:
    """Why this reader was found for a document of this name, or this one by the user."""
    if is_named:
        return "named"
    if not reader.is_of_text:
        return "bytes"
    return "suffix" if _suffix(file) in reader.suffixes else "shape"


def _suffix(file: str) -> str:
    path = PurePosixPath(file)
    return (PurePosixPath(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()
