"""Segments written: by the processes of a build, to be joined at its end, and by each sync."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

import numpy as np

from ..engines.base import Document, Schema, kept_value
from ..terms.sorted_files import Numbers
from . import arrays, segments
from .arrays import Pieces
from .entries import Entries, ReadText, renumbered
from .segments import Name, Part, Segment

_MET: Final = "met"

_GATHERED: Final = 16_000_000
"""Entries that a process of a build holds in memory before they make a file: 64 MB."""


class _Text:
    """The entries of one text of some records."""

    def __init__(self) -> None:
        self.lengths, self.characters = array("L"), array("L")
        self.held: list[Entries] = []

    def add(self, text: ReadText) -> None:
        self.held.append(text.entries)
        self.lengths.append(len(text.entries))
        self.characters.append(text.characters)

    def arrays(self, key: str) -> dict[str, Pieces]:
        lengths = np.array(self.lengths, np.intp)
        held = Pieces(np.dtype(np.uint32), int(lengths.sum()), self.held)
        characters = np.array(self.characters, np.uint32)
        return {
            **segments.with_ends(key, lengths, held),
            f"{key}:length": arrays.whole(characters),
        }


class _Facet:
    """The values of one facet of some records."""

    def __init__(self) -> None:
        self.lengths = array("L")
        self.codes = array("L")
        self.values = {"": 0}

    def add(self, values: Iterable[str]) -> None:
        # Two values may be one when they are cut.
        codes = list(dict.fromkeys(map(self._code, values))) or [0]
        self.codes.extend(codes)
        self.lengths.append(len(codes))

    def _code(self, value: str) -> int:
        code = self.values.get(value)
        return self.values.setdefault(kept_value(value), len(self.values)) if code is None else code

    def arrays(self, key: str) -> dict[str, Pieces]:
        codes = np.array(self.codes, segments.code_type(len(self.values)))
        lengths = np.array(self.lengths, np.intp)
        return {
            **segments.with_ends(key, lengths, arrays.whole(codes)),
            **segments.with_signs(key, list(self.values)),
        }


class SegmentWriter:
    """Gathers what records have, and writes it as a segment."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._begin()

    def _begin(self) -> None:
        self._numbers, self._first, self._last = array("L"), array("l"), array("l")
        self._texts = {key: _Text() for key in self._schema.texts}
        self._facets = {key: _Facet() for key in self._schema.facets}
        self.gathered = 0
        """How many entries it has."""

    def add(self, document: Document[Any], texts: Mapping[str, ReadText]) -> None:
        """Take in what a record has: its texts, and the values that its document has."""
        self._numbers.append(document.number)
        self._first.append(document.first)
        self._last.append(document.last)
        for key, text in self._texts.items():
            text.add(texts[key])
            self.gathered += len(texts[key].entries)
        for key, facet in self._facets.items():
            facet.add(document.facets.get(key, ()))

    def write(self, path: Path) -> None:
        """Write what was gathered, if anything was, and begin anew."""
        if not self._numbers:
            return
        made = {
            "number": arrays.whole(np.array(self._numbers, np.uint32)),
            "first": arrays.whole(np.array(self._first, np.int32)),
            "last": arrays.whole(np.array(self._last, np.int32)),
        }
        for key, text in self._texts.items():
            made |= text.arrays(key)
        for key, facet in self._facets.items():
            made |= facet.arrays(key)
        arrays.write(path, made)
        self._begin()


class MetRecords:
    """Writes what a process of a build reads, with the process's own numbers of terms."""

    def __init__(self, folder: Path, process: str, schema: Schema) -> None:
        self._folder = folder / _MET
        self._process = process
        self._writer = SegmentWriter(schema)
        self._written = 0

    def add(self, document: Document[Any], texts: Mapping[str, ReadText]) -> None:
        """Take in a record, as `SegmentWriter.add`."""
        self._writer.add(document, texts)
        if self._writer.gathered >= _GATHERED:
            self.write()

    def write(self) -> None:
        """Write what was gathered since the last time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._writer.write(self._folder / f"{self._process}-{self._written}{segments.SUFFIX}")
        self._written += 1


def join(folder: Path, schema: Schema, became: Mapping[str, Numbers]) -> None:
    """Make one segment of what the processes of a build wrote.

    `became` says by process what each of its numbers of terms is in the dictionary.
    """
    paths = sorted((folder / _MET).glob(f"*{segments.SUFFIX}"))
    folder.mkdir(exist_ok=True)
    if paths:
        parts = [_part(path, became) for path in paths]
        segments.put_together(Name(0, 0).within(folder), schema, parts)
        del parts
    rmtree(folder / _MET, ignore_errors=True)


def _part(path: Path, became: Mapping[str, Numbers]) -> Part:
    segment = Segment(path)
    # A process that met no word has no numbers, and its records no entries but 0.
    numbers = became.get(path.stem.rpartition("-")[0], np.zeros(1, np.uint32))
    return Part(segment, np.arange(len(segment)), lambda entries: renumbered(entries, numbers))


def append(folder: Path, writer: SegmentWriter) -> None:
    """Write a sync's segment, if there is anything for it.

    What records were until now can be read beside it, until `segments.settle` merges them.
    """
    last = max((Name.of(path.name).last for path in segments.in_use(folder)), default=0)
    writer.write(Name(last + 1, last + 1).within(folder))
