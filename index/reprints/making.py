"""All reprints of an index found at once, in several processes.

First the keys of all texts are written; then they are joined, which tells what is
common and which records share enough of the others; then each two of these are aligned.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..engines.base import Slice
from ..engines.processes import share_out
from .arrays import Ints, Keys, joined
from .candidates import of_all
from .findings import CommonKeys, Findings, Pairs, in_order, reprints
from .pairing import pairs_of
from .parameters import PARAMETERS, Parameters
from .postings import Postings, postings_of
from .segments import Segment, add, join, opened, write_part
from .stories import stories
from .texts import Texts, fingerprints_of

_NOTHING = np.empty(0, np.uint64)

_READ_AT_ONCE = 2000
"""Records whose keys are made at once."""

_KEPT = 4_000_000
"""Postings that a process keeps before it writes them: 32 MB."""

_ALIGNED_AT_ONCE = 2000
"""Candidates that a process aligns before it tells what it found."""

# A process more takes half a second to start, and is worth it for so many more.
_RECORDS_WORTH_ONE = 100_000
_CANDIDATES_WORTH_ONE = 5000

Watch = Callable[[int, int], None]
"""Hears how much of it is done, of how much."""


def build(
    folder: Path,
    texts: Callable[[], Texts],
    numbers: Ints,
    workers: int = 1,
    watch: Watch = lambda done, total: None,
    parameters: Parameters = PARAMETERS,
) -> None:
    """Find all reprints among the records of these numbers, in a folder that has none.

    `texts` opens them, in each of `workers` processes (1: this one), to which it is handed.
    """
    folder.mkdir()
    records = _Records(texts, numbers, folder, parameters)
    read = 0
    readers = min(workers, 1 + len(numbers) // _RECORDS_WORTH_ONE)
    for count in share_out(_write_keys, records, readers):
        read += count
        watch(read, 2 * len(numbers))
    join(folder)
    found = of_all(Postings(opened(folder)).chunks(), texts().origins, parameters)
    common = CommonKeys().then(found.boilerplate, _NOTHING)
    candidates = _Candidates(texts, found.pairs, common, parameters)
    parts: list[Pairs] = []
    aligners = min(workers, 1 + len(found.pairs) // _CANDIDATES_WORTH_ONE)
    for aligned in share_out(_align, candidates, aligners):
        parts.append(aligned)
        share = len(parts) / len(candidates.slices)
        watch(len(numbers) + int(share * len(numbers)), 2 * len(numbers))
    pairs = in_order(parts)
    joined_by = reprints(pairs)[["a", "b"]].tolist()
    findings = Findings.of(pairs, stories(joined_by), found.boilerplate)
    add(folder, Segment(_NOTHING, _NOTHING, findings))


@dataclass(frozen=True, slots=True)
class _Records:
    """Records whose keys are to be written to files in a folder."""

    texts: Callable[[], Texts]
    numbers: Ints
    folder: Path
    parameters: Parameters

    @property
    def slices(self) -> tuple[Slice, ...]:
        return _sliced(len(self.numbers), _READ_AT_ONCE)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Candidates to be aligned, and the keys that are common."""

    texts: Callable[[], Texts]
    pairs: Ints
    common: CommonKeys
    parameters: Parameters

    @property
    def slices(self) -> tuple[Slice, ...]:
        return _sliced(len(self.pairs), _ALIGNED_AT_ONCE)


def _sliced(length: int, size: int) -> tuple[Slice, ...]:
    return tuple((start, min(start + size, length)) for start in range(0, length, size))


def _write_keys(records: _Records, slices: Sequence[Slice]) -> Iterator[int]:
    """Write the keys of these records, giving how many are done."""
    texts, held, kept = records.texts(), list[Keys](), 0
    for start, end in slices:
        numbers = records.numbers[start:end]
        found = fingerprints_of(numbers, texts, records.parameters)
        held.append(postings_of(found, numbers))
        kept += len(held[-1])
        if kept >= _KEPT:
            _write(records.folder, held)
            kept = 0
        yield end - start
    _write(records.folder, held)


def _write(folder: Path, held: list[Keys]) -> None:
    postings = joined(held, np.uint64)
    postings.sort()
    write_part(folder, postings)
    held.clear()


def _align(candidates: _Candidates, slices: Sequence[Slice]) -> Iterator[Pairs]:
    """Align these candidates, giving the pairs among them."""
    texts = candidates.texts()
    for start, end in slices:
        part = candidates.pairs[start:end]
        yield pairs_of(part, texts, candidates.common, candidates.parameters)
