"""What an archive costs from its files to a search: `python tests/bench/lifecycle.py`.

Each step at each size, on a corpus made as for `speed.py`, in a process of its
own where a reader would start one. The README says what each step is.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

import click
import corpus
from comparing import say
from contenders import present
from contenders.base import Corpus
from contenders.ours import ENGINES, Ours
from measuring import in_own_process, timed
from questions import draw
from tables import machine, table

from kashshaf import Archive, KashshafError
from kashshaf.archive.storage.store import Store

CHANGED = 1000
"""Records that a sync takes in."""

ROUNDS = 5
"""How often what is short is done; its time is the median."""

_FIRST_SEARCH = """
import sys, time
from kashshaf import Archive
started = time.perf_counter()
with Archive.open(sys.argv[1]) as archive:
    archive.search(sys.argv[2], facets=["source", "date"])
    print(time.perf_counter() - started)
"""

_IMPORT = "from kashshaf import Archive"
_START = "import sys; from kashshaf.cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, on which engine if on one, in how many seconds, for how many records."""

    name: str
    engine: str
    seconds: float
    records: int | None = None

    @property
    def shown(self) -> str:
        """The time of one record where it grows with them, else of the whole."""
        if self.records is None:
            return f"{self.seconds * 1000:,.0f} ms"
        return f"{self.seconds / self.records * 1e6:,.0f} µs a record"


@click.command()
@click.option(
    "--records",
    "sizes",
    type=click.IntRange(10),
    multiple=True,
    default=(5000, 50_000),
    show_default=True,
    help="Articles, of the news or grown from it; may be repeated.",
)
@click.option("--engine", "names", type=click.Choice(ENGINES), multiple=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@corpus.seed_option
@corpus.data_option
def main(
    sizes: tuple[int, ...], names: tuple[str, ...], workers: int, seed: int, data: Path
) -> None:
    """Measure each step of an archive's life at each size."""
    click.echo(machine())
    try:
        engines = list(_engines(names or ENGINES))
        measured = {}
        for records in sorted(sizes):
            with TemporaryDirectory(prefix="kashshaf-bench-") as work:
                in_own_process(0, corpus.make, Path(work) / "archive", data, records, seed)
                measured[records] = list(_life(Path(work), engines, workers, seed))
    except KashshafError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"\n{_table(measured)}\n")
    click.echo(table(["start", "time"], [[step.name, step.shown] for step in _starts()]))
    click.echo(f"\nAt the end: {machine()}")


def _engines(names: Sequence[str]) -> Iterator[Ours]:
    for name in names:
        contender = present(name)
        if isinstance(contender, Ours):
            yield contender
        else:
            click.echo(f"{name} is absent: {contender}")


def _life(work: Path, engines: Sequence[Ours], workers: int, seed: int) -> Iterator[Step]:
    """The steps of one archive: out to a file, in again, and on with each engine."""
    exported, taken = work / "records.jsonl", work / "taken"
    with Store.open(work / "archive" / Archive.STORE, readonly=True) as store:
        (run,) = draw(store, 1, seed)
        count = store.count()
    say(f"{count:,} records: export and ingest")
    cost = in_own_process(0, _export, work / "archive", exported)
    yield Step("export", "", cost.seconds, count)
    rmtree(work / "archive")
    cost = in_own_process(0, corpus.take_in, taken, [exported])
    yield Step("from a file to the store", "", cost.seconds, count)
    for engine in engines:
        say(f"{engine.title}: index and search")
        folder = work / engine.name
        cost = engine.build(Corpus(taken, count, exported), folder, workers)
        yield Step("from the store to the index", engine.name, cost.seconds, count)
        try:
            yield from _used(engine.name, folder, " ".join(run.words), min(CHANGED, count))
        finally:
            engine.remove(folder)


def _used(engine: str, folder: Path, text: str, changed: int) -> Iterator[Step]:
    """The steps of an archive that has its index."""
    first, whole = partial(_first_search, folder, text), partial(_process, "-c", _START, "search")
    yield Step("open and first search", engine, _median(first))
    yield Step("`kashshaf search`", engine, _median(partial(whole, "-a", str(folder), text)))
    yield Step("`add` of one record", engine, _add(folder))
    yield Step(f"sync of {CHANGED:,} changed", engine, _sync_changed(folder, changed), changed)


def _starts() -> list[Step]:
    """What is paid at every start, whatever the archive."""
    return [
        Step("`python -c pass`", "", _median(partial(_process, "-c", "pass"))),
        Step("`import kashshaf`", "", _median(partial(_process, "-c", "import kashshaf"))),
        Step("`from kashshaf import Archive`", "", _median(partial(_process, "-c", _IMPORT))),
        Step("`kashshaf --help`", "", _median(partial(_process, "-c", _START, "--help"))),
    ]


def _export(archive: Path, into: Path) -> None:
    with Archive.open(archive) as opened, into.open("w", encoding="utf-8") as out:
        out.writelines(opened.export())


def _add(folder: Path) -> float:
    """Seconds to take in one item, in an archive that is open already."""
    with Archive.open(folder) as archive:
        items = [
            {"title": f"خبر {number}", "text": f"نص الخبر {number} على {folder.name}"}
            for number in range(ROUNDS)
        ]
        return median(timed(partial(archive.add, [item]))[1] for item in items) / 1000


def _sync_changed(folder: Path, how_many: int) -> float:
    """Seconds to bring the index up to a store in which so many records have changed."""
    with Store.open(folder / Archive.STORE) as store:
        found = store.by_numbers(store.numbers()[:how_many])
        store.put(
            replace(record, text=f"{record.text} {folder.name}") for record in found if record
        )
    with Archive.open(folder) as archive:
        _, milliseconds = timed(archive.sync)
    return milliseconds / 1000


def _first_search(folder: Path, text: str) -> float:
    """Seconds in a new process to open an archive and have an answer, its imports apart."""
    return float(_run("-c", _FIRST_SEARCH, str(folder), text))


def _process(*arguments: str) -> float:
    """Seconds of a whole process."""
    return timed(partial(_run, *arguments))[1] / 1000


def _run(*arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return run.stdout


def _median(measure: Callable[[], float]) -> float:
    return median(measure() for _ in range(ROUNDS))


def _table(measured: Mapping[int, Sequence[Step]]) -> str:
    """A row for each step, a column for each size."""
    header = ["step", "engine", *(f"{records:,} records" for records in measured)]
    rows = [
        [first.name, first.engine, *(step.shown for step in (first, *others))]
        for first, *others in zip(*measured.values(), strict=True)
    ]
    return table(header, rows)


if __name__ == "__main__":
    main()
