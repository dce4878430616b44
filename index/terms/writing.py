"""Terms as they are met: numbered, and written to the term dictionary.

In a build every process numbers for itself what it meets, in the order in which it does;
when all are done, `join` makes one dictionary of what they met, and tells what each number
has become. A sync goes on from the numbers that there are.

    words/met/PROCESS-*.txt    sorted lines: a folded word, a form or nothing, and its stem
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count
from operator import ne
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from . import sorted_files
from .dictionary import TermDictionary
from .lines import encode, line_of, sign_of, word_of
from .sorted_files import Numbers, SortedFile
from .term_files import FORMS, NUMBERS, STEMS, runs

_GATHERED = 300_000
"""Terms held in memory, some 50 MB, before they make a file."""

_SETTLED = 8_000_000
"""A file of so many bytes is left as it is until the next build: to merge more takes
the better part of a second, and few archives come by as much in between."""

_MET = "met"


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms to be written, by their lines, and stems: each with its numbers."""

    terms: dict[bytes, tuple[int, int, int, int]] = field(default_factory=dict)
    stems: dict[bytes, int] = field(default_factory=dict)


class MetTerms:
    """Numbers what a process of a build meets, and writes it to files of its own."""

    def __init__(self, folder: Path, process: str) -> None:
        self._folder = folder / _MET
        self._process = process
        self._lines: list[bytes] = []
        self._last = 0

    def number(self, written: str, word: str, stem: str) -> int:
        """The process's own number of a term, or one of several: few are met again."""
        if len(self._lines) >= _GATHERED:
            self.write()
        form = "" if written == word else written
        self._lines.append(encode(f"{word}\t{form}\t{stem}"))
        self._last += 1
        return self._last

    def write(self) -> None:
        """Write what was gathered since the last time."""
        if lines := self._lines:
            self._folder.mkdir(exist_ok=True)
            order = sorted(range(len(lines)), key=lines.__getitem__)
            numbers = np.array(order) + self._last - len(lines) + 1
            path = self._folder / f"{self._process}-{self._last}.txt"
            sorted_files.write(path, list(map(lines.__getitem__, order)), [numbers])
            self._lines = []


def join(folder: Path) -> Mapping[str, Numbers]:
    """Make a dictionary of what the processes of a build met.

    Returns by process what each of its own numbers is there; [0] stays 0.
    """
    paths = sorted((folder / _MET).glob("*.txt"))
    files = [SortedFile(path, 1) for path in paths]
    lines = [line for file in files for line in file]
    # Sorting knows runs that are in order already.
    order = sorted(range(len(lines)), key=lines.__getitem__)
    in_order = list(map(lines.__getitem__, order))
    are_new = _are_new(in_order)
    numbers = np.zeros(len(lines), np.uint32)
    numbers[order] = np.cumsum(are_new)
    _write_all(folder, list(compress(in_order, are_new)))
    known = _by_process(paths, files, numbers)
    del files
    rmtree(folder / _MET, ignore_errors=True)
    return known


def _are_new(lines: Sequence[bytes]) -> NDArray[np.bool_]:
    """Which of some lines in order, of which none is empty, are not the same as the one before."""
    return np.fromiter(map(ne, lines, chain((b"",), lines)), np.bool_, len(lines))


def _write_all(folder: Path, lines: Sequence[bytes]) -> None:
    """Write a dictionary of these lines, which are in order: all is numbered from 1 on."""
    if not lines:
        return
    # As columns: of half a million terms each object more takes a tenth of a second.
    terms = [line[: line.rindex(b"\t")] for line in lines]
    stem_of = [line[line.rindex(b"\t") + 1 :] for line in lines]
    words = list(map(word_of, terms))
    stems = sorted(set(stem_of))
    number_of = dict(zip(stems, count(1), strict=False))
    numbers = np.arange(1, len(lines) + 1)
    leads = np.maximum.accumulate(np.where(_are_new(words), numbers, 0))
    of_stems, signs = list(map(number_of.__getitem__, stem_of)), list(map(sign_of, words))
    sorted_files.write(_new_file(folder, STEMS), stems, [list(number_of.values())])
    sorted_files.write(_new_file(folder, FORMS), terms, [numbers, leads, of_stems, signs])


def _by_process(
    paths: Sequence[Path], files: Sequence[SortedFile], numbers: Numbers
) -> dict[str, Numbers]:
    own: dict[str, list[tuple[Numbers, Numbers]]] = {}
    at = 0
    for path, file in zip(paths, files, strict=True):
        met = file.numbers[:, 0]
        own.setdefault(path.stem.rpartition("-")[0], []).append((met, numbers[at : at + len(met)]))
        at += len(met)
    found = {}
    for process, parts in own.items():
        became = np.zeros(1 + max(int(met.max()) for met, _ in parts), np.uint32)
        for met, of in parts:
            became[met] = of
        found[process] = became
    return found


class NewTerms:
    """Numbers what a sync meets, going on from a dictionary that there is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = TermDictionary(folder)
        self._last, self._last_stem = self._known.last, self._known.last_stem
        self._new = _Terms()
        self._leads: dict[str, int] = {}

    def number(self, written: str, word: str, stem: str) -> int:
        """The number of a term, a new one unless it is known."""
        line = line_of(written, word)
        if line in self._new.terms:
            return self._new.terms[line][0]
        known = self._known.number(written, word)
        if known is not None:
            return known
        self._last += 1
        if word not in self._leads:
            self._leads[word] = self._known.lead(word) or self._last
        sign = sign_of(line[: line.index(b"\t")])
        self._new.terms[line] = self._last, self._leads[word], self._stem(stem), sign
        return self._last

    def _stem(self, stem: str) -> int:
        line = encode(stem)
        number = self._new.stems.get(line) or self._known.stem(stem)
        if number is None:
            self._last_stem = number = self._new.stems[line] = self._last_stem + 1
        return number

    def write(self) -> None:
        """Write what is new since the last time."""
        if self._new.terms:
            _write(self._folder, self._new)
            self._known, self._new = TermDictionary(self._folder), _Terms()
            self._leads.clear()


def _write(folder: Path, terms: _Terms) -> None:
    if terms.stems:
        stems = sorted(terms.stems)
        sorted_files.write(_new_file(folder, STEMS), stems, [[terms.stems[one] for one in stems]])
    if terms.terms:
        lines = sorted(terms.terms)
        numbers = zip(*map(terms.terms.__getitem__, lines), strict=True)
        sorted_files.write(_new_file(folder, FORMS), lines, numbers)


def settle(folder: Path) -> None:
    """Keep the files few after a sync: merge small ones that together outgrow the next."""
    sorted_files.remove_halves(folder)
    for kind in NUMBERS:
        small: list[Path] = []
        merged, together = 0, 0
        for size, path in sorted((path.stat().st_size, path) for path in runs(folder, kind)):
            if size >= _SETTLED:
                break
            small.append(path)
            if size <= 2 * together:
                merged = len(small)
            together += size
        if merged > 1:
            sorted_files.merge(small[:merged], _new_file(folder, kind), NUMBERS[kind])


def _new_file(folder: Path, kind: str) -> Path:
    return folder / f"{kind}-{uuid4().hex}.txt"
