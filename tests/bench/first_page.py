"""How long the first page with its facets takes: `python tests/bench/first_page.py --archive DIR`.

After a start, in a process of its own; and after each of some records that are taken in while the
archive is open, on a copy of it. Every page is checked first: its counts are those of going
through all records one by one.
"""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from tables import machine

from kashshaf import Archive, SearchResults
from kashshaf.archive.field_values import facet_values

FACETS = ("source", "platform", "mentions", "agency", "author", "tag")
MOST = 1_000_000
"""More values than a facet has: all of them are compared."""

_START = """
import sys, time
from kashshaf import Archive
started, processor = time.perf_counter(), time.process_time()
with Archive.open(sys.argv[1]) as archive:
    archive.search(facets=sys.argv[2:])
    print(time.perf_counter() - started, time.process_time() - processor)
"""


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--rounds", type=click.IntRange(1), default=15, show_default=True)
def main(folder: Path, rounds: int) -> None:
    """Time the first page so many times, by the clock and of the processor; medians."""
    with TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(folder, Path(temporary) / "archive"))
        starts = [_after_a_start(copy) for _ in range(rounds)]
        with Archive.open(copy) as archive:
            check(archive)
            click.echo(f"{len(archive):,} records, {archive.engine}; {machine()}\n")
            ingests = [_after_an_ingest(archive, number) for number in range(rounds)]
            check(archive)
    click.echo("| first page | clock s | processor s |")
    click.echo("|---|---|---|")
    for name, times in (("after a start", starts), ("after an ingest", ingests)):
        clock, processor = (median(column) for column in zip(*times, strict=True))
        click.echo(f"| {name} | {clock:.3f} | {processor:.3f} |")


def check(archive: Archive) -> None:
    """Fail where a count on the first page is not that of all records gone through."""
    found = archive.search(limit=10, facets=FACETS, facet_size=MOST)
    shown = {key: _counts(found, key) for key in FACETS}
    if found.total != len(archive) or shown != _gone_through(archive):
        raise click.ClickException("the first page does not say what the records do")


def _counts(found: SearchResults, key: str) -> Mapping[str, int]:
    return {value.value: value.count for value in found.facets[key] if value.value}


def _gone_through(archive: Archive) -> Mapping[str, Mapping[str, int]]:
    values = facet_values(archive.fields)
    counts: dict[str, Counter[str]] = {key: Counter() for key in FACETS}
    for record in archive:
        stated = values(record)
        for key in FACETS:
            counts[key].update(dict.fromkeys(stated.get(key, ()), 1))
    return counts


def _after_a_start(folder: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _START, str(folder), *FACETS]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    clock, processor = map(float, said.split())
    return clock, processor


def _after_an_ingest(archive: Archive, number: int) -> tuple[float, float]:
    said = f"برقية {number}"
    archive.add({"id": f"{number}", "title": said, "text": said, "author": said, "tag": "برقيات"})
    started, processor = time.perf_counter(), time.process_time()
    found = archive.search(facets=FACETS)
    taken = time.perf_counter() - started, time.process_time() - processor
    if found.total != len(archive):
        raise click.ClickException("the first page lacks what was taken in")
    return taken


if __name__ == "__main__":
    main()
