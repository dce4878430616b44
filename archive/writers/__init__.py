"""Records written for other programs, a piece at a time: what `readers/` is the other way round."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..record import Record
from . import bibtex, csv_table, json_lines, ris

Write: TypeAlias = Callable[[Iterable[Record]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write records: how, under what media type, and how files of it are named."""

    write: Write
    media_type: str
    suffix: str


FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format(csv_table.write, "text/csv", "csv"),
    "jsonl": Format(json_lines.write, "application/x-ndjson", "jsonl"),
    "ris": Format(ris.write, "application/x-research-info-systems", "ris"),
    "bibtex": Format(bibtex.write, "application/x-bibtex", "bib"),
}
"""The formats by the names that people ask for them."""
