"""The archives that are measured: one of the news, and a smaller one of its records."""

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from kashshaf import Archive
from kashshaf.archive import ingestion, readers
from kashshaf.archive.store import Store

BATCH = 500


def sample(files: list[Path], count: int, seed: int, into: Path) -> Path:
    """Write `count` of the files' lines, drawn evenly from all of them, to one file."""
    total = sum(1 for _ in _lines(files))
    drawn = np.random.default_rng(seed).choice(total, min(count, total), replace=False)
    chosen = set(drawn.tolist())
    with into.open("wb") as out:
        out.writelines(line for at, line in enumerate(_lines(files)) if at in chosen)
    return into


def take_in(folder: Path, files: list[Path]) -> None:
    """Make an archive of what the files hold: its store alone, without an index."""
    with Archive.create(folder) as archive, Store.open(folder / Archive.STORE) as store:
        found = readers.read(files, archive.authorities)
        ingestion.ingest(found, store, archive.authorities, folder / "rejects")


def take_part(archive: Path, folder: Path, count: int) -> None:
    """Make an archive of `count` of another's records, at even distances."""
    Archive.create(folder).close()
    with (
        Store.open(archive / Archive.STORE, readonly=True) as whole,
        Store.open(folder / Archive.STORE) as part,
    ):
        numbers = whole.numbers()
        chosen = (numbers[at * len(numbers) // count] for at in range(count))
        while batch := list(islice(chosen, BATCH)):
            part.put(record for record in whole.by_numbers(batch) if record is not None)


def rebuild(folder: Path, workers: int) -> None:
    """Make the index of an archive anew."""
    with Archive.open(folder) as archive:
        archive.rebuild(engine="whoosh", workers=workers)


def _lines(files: list[Path]) -> Iterator[bytes]:
    for file in files:
        with gzip.open(file) as lines:
            yield from lines
