"""BibTeX, in UTF-8 as Biber and every newer program read it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..record import Record
from .ris import kind

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&$#_"},
    }
)

_LANGUAGES: Final = {"ar": "arabic", "en": "english", "fr": "french"}
"""Babel's names of languages, in LaTeX."""

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


def write(records: Iterable[Record]) -> Iterator[str]:
    """Give an entry for each record."""
    for record in records:
        entry = "article" if kind(record.platform) == "NEWS" else "online"
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record, entry))
        yield f"@{entry}{{{key(record.id)},\n{fields}}}\n\n"


def key(record_id: str) -> str:
    """What a document cites the record by: its id, or where that cannot be, a hash of it."""
    if _KEY.fullmatch(record_id):
        return record_id
    return "k" + hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fields(record: Record, entry: str) -> Iterator[tuple[str, str]]:
    dated = record.published is not None and record.published.year is not None
    values = [
        ("title", record.title or record.text[:80]),
        # Braces keep a name whole, which BibTeX would part at its spaces.
        ("author", record.author),
        ("journaltitle" if entry == "article" else "organization", record.source),
        ("date", str(record.published) if dated else None),
        ("langid", _LANGUAGES.get(record.language or "")),
        ("keywords", ", ".join(tag.replace(",", " ") for tag in record.tags)),
    ]
    for name, value in values:
        if line := " ".join((value or "").split()).translate(_SPECIAL):
            yield name, f"{{{line}}}" if name == "author" else line
    if record.url:
        # An address is not typeset as text: only what would end the field is taken out.
        yield "url", "".join(record.url.split()).replace("{", "%7B").replace("}", "%7D")
