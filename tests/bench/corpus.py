"""The archives that are measured: the news as it is, some of it, or more grown from it."""

import gzip
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from shutil import rmtree

import click
import growth
import numpy as np

from kashshaf import Archive
from kashshaf.archive import ingestion, readers
from kashshaf.archive.storage.store import Store

DATA = Path(__file__).parents[3] / "shared" / "data"

BATCH = 500

seed_option = click.option("--seed", default=1, show_default=True, help="Decides what is drawn.")
data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    help="The folder with news/*.jsonl.gz (default: ../shared/data beside the repository).",
)


def make(folder: Path, data: Path, records: int | None, seed: int) -> None:
    """Make an archive of so many records, or of all the news; its store alone, without an index.

    Prints how the words of a grown one follow Heaps' law.
    """
    files = sorted((data / "news").glob("*.jsonl.gz"))
    if not files:
        raise click.ClickException(
            f"there are no news/*.jsonl.gz in {data}: name another folder with --data,"
            " or an archive with --archive"
        )
    try:
        _make(folder, files, records, seed)
    except BaseException:
        # What is not whole would pass for it next time.
        with suppress(OSError):
            rmtree(folder)
        raise


def _make(folder: Path, files: list[Path], records: int | None, seed: int) -> None:
    lines = sum(1 for _ in _lines(files))
    if records is not None and records < lines:
        sampled = folder.with_name(f"{folder.name}.jsonl")
        _sample(files, lines, records, seed, sampled)
        take_in(folder, [sampled])
        sampled.unlink()
        return
    take_in(folder, files)
    if records is not None:
        grow(folder, records, seed)


def take_in(folder: Path, files: list[Path]) -> None:
    """Make an archive of what the files hold."""
    with Archive.create(folder) as archive, Store.open(folder / Archive.STORE) as store:
        found = readers.read(files, archive.authorities)
        ingestion.ingest(found, store, archive.authorities, folder / "rejects")


def grow(folder: Path, records: int, seed: int) -> None:
    """Add records to an archive until it has so many, and print the curves of its words."""
    with Store.open(folder / Archive.STORE) as store:
        curve, counts = growth.measure(store, seed)
        _print_curve("the news", curve)
        for batch in growth.Growth(store, curve, counts, seed).batches(records - store.count()):
            store.put(batch)
        grown, _ = growth.measure(store, seed)
    _print_curve("grown", grown)
    last = grown.points[-1]
    click.echo(f"Distinct words: {last.distinct:,}; by the curve {curve.at(last.words):,.0f}")


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


def _sample(files: list[Path], lines: int, count: int, seed: int, into: Path) -> None:
    """Write `count` of the files' lines, drawn evenly from all of them, to one file."""
    drawn = np.random.default_rng(seed).choice(lines, count, replace=False)
    chosen = set(drawn.tolist())
    with into.open("wb") as out:
        out.writelines(line for at, line in enumerate(_lines(files)) if at in chosen)


def _print_curve(name: str, curve: growth.Curve) -> None:
    points = "; ".join(
        f"{point.records:,} records, {point.words:,} words, {point.distinct:,} distinct"
        for point in curve.points
    )
    click.echo(f"Words of {name}, in a drawn order: {points}; β = {curve.beta:.3f}")


def _lines(files: list[Path]) -> Iterator[bytes]:
    for file in files:
        with gzip.open(file) as lines:
            yield from lines
