"""Many readers at once, with somebody who writes beside them: `python tests/bench/load.py`."""

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import click
import numpy as np
from questions import draw
from readers import Heard, visit
from sites import NEW, WEIGHTS, AddingBeside, Asked, Datasette, Kashshaf, Served, Site, served
from tables import machine, table

from kashshaf import Archive
from kashshaf.archive.storage.store import Store


@click.command()
@click.option(
    "--archive",
    "folders",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    required=True,
    help="An archive with its index; it is copied, and the copy added to. May be repeated.",
)
@click.option(
    "--datasette",
    type=click.Path(path_type=Path, exists=True),
    help="The program, from an environment of its own: pip install datasette.",
)
@click.option("--readers", type=click.IntRange(1), multiple=True, default=(8, 32, 128))
@click.option("--seconds", type=click.FloatRange(1), default=180.0, show_default=True)
@click.option(
    "--every", type=float, default=5.0, show_default=True, help="Seconds between additions."
)
@click.option("--serve", "options", default="", help="Options of kashshaf serve, in one word.")
@click.option("--port", type=int, default=8765, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(
    folders: tuple[Path, ...],
    datasette: Path | None,
    readers: tuple[int, ...],
    seconds: float,
    every: float,
    options: str,
    port: int,
    seed: int,
) -> None:
    """Let so many readers at once ask each site for so long, while records are added to it.

    Answers are checked before, and what was added must be found after. Readers ask again as soon
    as they have been answered, so that the times are those of a site that has no rest.
    """
    click.echo(machine())
    with TemporaryDirectory(prefix="kashshaf-load-") as work:
        asked = _asked(folders[0], seed)
        for site in _sites(folders, datasette, options.split(), Path(work)):
            with served(site, port) as here:
                _check(here, asked)
                for many in readers:
                    click.echo(f"\n{_measured(here, asked, many, seconds, every, seed)}")
    click.echo(f"\nAt the end: {machine()}")


def _asked(folder: Path, seed: int) -> Asked:
    with Store.open(folder / Archive.STORE, readonly=True) as store:
        runs = draw(store, 300, seed)
        ids = [record.id for record in store.sample(500)]
    words = sorted({max(run.words, key=len) for run in runs})
    return Asked([" ".join(run.words[:3]) for run in runs], words, ids)


def _sites(
    folders: Sequence[Path], datasette: Path | None, options: Sequence[str], work: Path
) -> Iterator[Site]:
    """Each is made when it is its turn, and its folder goes before the next."""
    for number, folder in enumerate(folders):
        copy = work / str(number)
        shutil.copytree(folder, copy)
        with Archive.open(copy) as archive:
            if not archive.is_current():
                archive.rebuild(workers=2)
        yield Kashshaf(copy, options)
        shutil.rmtree(copy)
    if datasette is not None:
        yield Datasette(datasette, folders[0] / Archive.STORE, work)


def _check(here: Served, asked: Asked) -> None:
    """Every kind answers, and searches find what they have to."""
    for paths in here.site.paths(asked).values():
        for path in paths[:3]:
            here.get(path)
    for path, total in here.site.totals(asked):
        found = here.site.total_in(here.get(path))
        if found != total:
            raise click.ClickException(f"{here.site.name} {path}: {found}, not {total}")


def _measured(
    here: Served, asked: Asked, readers: int, seconds: float, every: float, seed: int
) -> str:
    """The table of one visit."""
    memory = [here.memory()]
    middle = Timer(seconds / 2, lambda: memory.append(here.memory()))
    middle.start()
    with AddingBeside(here.site, every, asked.words) as adding:
        found = visit(here.port, readers, seconds, here.site.paths(asked), WEIGHTS, seed)
    memory.append(here.memory())
    _check_added(here, adding)
    together = Heard()
    for heard in found.heard.values():
        together.add(heard)
    rows = [_row(kind, heard) for kind, heard in [*found.heard.items(), ("all", together)]]
    header = ["request", "answered", "p50 ms", "p95 ms", "p99 ms", "503", "errors"]
    added = np.median(adding.seconds) if adding.seconds else float("nan")
    lines = [
        f"{here.site.name}: {readers} readers for {found.seconds:.0f} s,"
        f" {found.answered / found.seconds:.1f} answers a second",
        "",
        table(header, rows),
        "",
        f"Memory at the start, in the middle, at the end: {_megabytes(memory)} MB."
        f" {len(adding.seconds)} additions of {NEW} records, {added:.1f} s each at the median."
        f" The readers took {found.client:.0%} of a core.",
        *(f"- {error}" for error in together.errors[:5]),
    ]
    return "\n".join(lines)


def _row(kind: str, heard: Heard) -> list[str]:
    times = np.percentile(heard.seconds, (50, 95, 99)) * 1000 if heard.seconds else [np.nan] * 3
    counts = (heard.turned_away, len(heard.errors))
    return [kind, str(len(heard.seconds)), *(f"{one:,.0f}" for one in times), *map(str, counts)]


def _megabytes(memory: Sequence[int]) -> str:
    return ", ".join(f"{one / 1e6:,.0f}" for one in memory)


def _check_added(here: Served, adding: AddingBeside) -> None:
    """What was added is found, all of it."""
    expected = len(adding.seconds) * NEW
    until = time.monotonic() + 60
    while True:
        found = here.site.total_in(here.get(here.site.finding(adding.word)))
        if found == expected:
            return
        if time.monotonic() > until:
            raise click.ClickException(f"{here.site.name}: {found} of {expected} added are found")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
