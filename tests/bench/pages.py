"""How fast the pages of an archive are: `python tests/bench/pages.py --archive DIR`."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeAlias
from urllib.parse import quote, urlencode

import click
from flask.testing import FlaskClient
from measuring import latency
from questions import draw
from tables import machine

from kashshaf import Archive
from kashshaf.archive.storage.store import Store
from kashshaf.web import create_app

Clock: TypeAlias = Callable[[], float]
"""Seconds from some moment on."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its addresses, and what each such page has in it if it is right."""

    name: str
    addresses: Sequence[str]
    holds: str


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--pages", type=click.IntRange(1), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--processor", is_flag=True, help="Take the time of processors, not the clock's.")
def main(folder: Path, pages: int, seed: int, processor: bool) -> None:
    """Time so many pages of each kind, made and sent whole, on an archive that is only read.

    Each is looked at before it is timed: it must show what it is for.
    """
    with (
        Archive.open(folder) as archive,
        Store.open(folder / Archive.STORE, readonly=True) as store,
    ):
        queries = [" ".join(run.words) for run in draw(store, pages, seed)]
        ids = [record.id for record in store.sample(pages)][:pages]
        client = create_app(archive).test_client()
        click.echo(f"{len(archive):,} records, {archive.engine}; {machine()}\n")
        click.echo("| page | p50 ms | p95 ms | first p50 | median kB | most kB |")
        click.echo("|---|---|---|---|---|---|")
        for kind in _kinds(queries, ids):
            click.echo(
                _measured(client, kind, time.process_time if processor else time.perf_counter)
            )


def _kinds(queries: Sequence[str], ids: Sequence[str]) -> Iterator[Kind]:
    asked = [urlencode({"q": query}) for query in queries]
    yield Kind("the first page", ["/"], 'class="front"')
    yield Kind("everything", ["/?q="], "<article")
    yield Kind("results, all words", [f"/?{query}" for query in asked], "<article")
    yield Kind("results, any word", [f"/?{query}&match=any" for query in asked], "<article")
    yield Kind("results, stories", [f"/?{query}&per=story" for query in asked], "<article")
    yield Kind("a record", [f"/record/{quote(one)}" for one in ids], 'class="text')
    found = zip(ids, asked, strict=False)
    yield Kind("a record, marked", [f"/record/{quote(o)}?{q}" for o, q in found], 'class="text')
    yield Kind("trends", [f"/trends?{query}" for query in asked], "<h1")
    yield Kind("concordance", [f"/concordance?{query}" for query in asked], "<h1")


def _measured(client: FlaskClient, kind: Kind, now: Clock) -> str:
    sizes = [_checked(client, address, kind) for address in kind.addresses]
    times = latency([partial(_milliseconds, client, address, now) for address in kind.addresses])
    cells = [times.p50, times.p95, times.first_p50, median(sizes) / 1000, max(sizes) / 1000]
    return f"| {kind.name} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |"


def _checked(client: FlaskClient, address: str, kind: Kind) -> int:
    """The bytes of a page that is as it should be."""
    answer = client.get(address)
    if answer.status_code != 200 or kind.holds not in answer.text:
        raise click.ClickException(f"{address}: {answer.status_code}, without {kind.holds}")
    return len(answer.data)


def _milliseconds(client: FlaskClient, address: str, now: Clock) -> float:
    started = now()
    client.get(address).get_data()
    return (now() - started) * 1000


if __name__ == "__main__":
    main()
