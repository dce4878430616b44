"""Which format a document is in: by its name first, then by how it begins."""

import json
import re
from pathlib import PurePosixPath
from typing import Literal

from .columns import Columns
from .csv_header import header_of
from .document import Unreadable

Format = Literal["text", "jsonl", "json", "csv", "html"]

_BY_SUFFIX: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

_KNOWN = ", ".join(sorted(_BY_SUFFIX))

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

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")


def check_is_text(start: bytes) -> None:
    """Raise `Unreadable` for a file of a kind that is known not to be text."""
    for mark, what in _BINARY:
        if start.startswith(mark):
            raise Unreadable(f"is not text but {what}")
    if start[_TAR] == b"ustar":
        raise Unreadable("is not text but a tar archive: unpack it first")


def format_of(file: str, start: str, columns: Columns) -> Format:
    """The format of a document with this name that begins so; raise `Unreadable` if none fits."""
    suffix = _suffix(file)
    named = _BY_SUFFIX.get(suffix)
    if named in ("json", "jsonl"):
        return _json_format(start, named)
    if named is not None:
        return named
    if start.lstrip()[:1] in ("{", "["):
        return _json_format(start, "json")
    if _HTML.match(start):
        return "html"
    header = header_of(start, columns)
    if len(header) > 1 and "text" in columns.known(header):
        return "csv"
    if _reads_as_arabic(start):
        return "text"
    raise Unreadable(
        f"is of no format that is known ({suffix or 'no ending'}): if it is one of these, "
        f"name it so: {_KNOWN}"
    )


def _suffix(file: str) -> str:
    path = PurePosixPath(file)
    return (PurePosixPath(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def _json_format(start: str, named: Format) -> Format:
    """An array is "json" and objects on lines of their own "jsonl", whatever the file is called."""
    if start.lstrip().startswith("["):
        return "json"
    lines = start.split("\n", 3)
    if any(map(_is_object, lines[:2])) and len(start.strip().split("\n", 1)) > 1:
        return "jsonl"
    return named


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _reads_as_arabic(start: str) -> bool:
    """Whether most letters are Arabic: programs and style sheets lie beside saved pages."""
    letters = sum(map(str.isalpha, start))
    return len(_ARABIC_LETTER.findall(start)) > letters / 2 > 0
