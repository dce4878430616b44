"""A plain search beside heavy ones, and readers that do not read: `python tests/bench/crowd.py`."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

import click
import numpy as np
from questions import draw
from sites import Kashshaf, Served, served
from tables import machine, table

from kashshaf import Archive
from kashshaf.archive.storage.store import Store

_COMMON = ("في", "من", "على", "إلى", "عن", "هذا", "التي", "الذي", "بين", "كان")
_PHRASES = " ".join(f'"{one} {other}"~50' for one in _COMMON[:5] for other in _COMMON[5:])
_INSIDE = [f"*{letter}*" for letter in "المنيوتر"]
HEAVY = (
    f"/api/v1/search?q={quote(_PHRASES)}",
    f"/concordance.csv?q={quote('في OR من OR على')}",
    f"/api/v1/search?q={quote(' '.join(_INSIDE))}",
    "/sitemap-1.xml",
    "/export.jsonl",
    f"/api/v1/search?q={quote(chr(34) + ' '.join(_COMMON) + chr(34) + '~100')}",
    f"/?q={quote(_PHRASES)}",
    f"/trends?{urlencode([('q', one) for one in _INSIDE[:5]])}",
)
"""One of each kind that takes seconds."""


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--searches", type=click.IntRange(2), default=40, show_default=True)
@click.option("--serve", "options", default="", help="Options of kashshaf serve, in one word.")
@click.option("--port", type=int, default=8766, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(folder: Path, searches: int, options: str, port: int, seed: int) -> None:
    """Time so many plain searches alone, beside eight heavy requests, and with readers stuck too.

    Each is checked against what the archive itself finds. Heavy requests are asked anew as soon
    as they are answered; the readers who are stuck have asked for the whole archive.
    """
    plain = _plain(folder, searches, seed)
    site = Kashshaf(folder, options.split())
    with served(site, port) as here, ExitStack() as crowd:
        click.echo(f"{site.name}; {machine()}\n")
        _times(here, plain)
        rows = [_row("nobody", _times(here, plain))]
        statuses = crowd.enter_context(heavy_requests(port))
        rows.append(_row("eight heavy requests", _times(here, plain)))
        crowd.enter_context(stuck_readers(port, 4))
        rows.append(_row("these and four who do not read", _times(here, plain)))
    click.echo(table(["beside", "median ms", "p95 ms", "worst ms"], rows))
    click.echo(f"\nThe heavy requests were answered {dict(sorted(statuses.items()))}.")
    if wrong := set(statuses) - {200, 429, 503}:
        raise click.ClickException(f"a heavy request was answered {sorted(wrong)}")


def _plain(folder: Path, searches: int, seed: int) -> Sequence[tuple[str, int]]:
    """Addresses of searches for a word of a text, and how many records each finds."""
    with Store.open(folder / Archive.STORE, readonly=True) as store:
        words = [max(run.words, key=len) for run in draw(store, searches, seed)]
    with Archive.open(folder) as archive:
        return [(f"/api/v1/search?{urlencode({'q': word})}", archive.count(word)) for word in words]


def _times(here: Served, plain: Sequence[tuple[str, int]]) -> list[float]:
    taken = []
    for path, total in plain:
        begun = time.perf_counter()
        answer = here.get(path)
        taken.append(time.perf_counter() - begun)
        if (found := json.loads(answer)["total"]) != total:
            raise click.ClickException(f"{path}: {found}, not {total}")
    return taken


def _row(beside: str, seconds: Sequence[float]) -> list[str]:
    return [beside, *(f"{one * 1000:,.0f}" for one in np.percentile(seconds, (50, 95, 100)))]


@contextmanager
def heavy_requests(port: int) -> Iterator[Counter[int]]:
    """Ask for each of `HEAVY` again and again; how often each status was answered."""
    statuses: Counter[int] = Counter()
    ending = threading.Event()
    threads = [
        threading.Thread(target=_ask_on, args=(port, path, number, ending, statuses))
        for number, path in enumerate(HEAVY, 1)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    try:
        yield statuses
    finally:
        ending.set()
        for thread in threads:
            thread.join()


def _ask_on(
    port: int, path: str, number: int, ending: threading.Event, statuses: Counter[int]
) -> None:
    while not ending.is_set():
        # Each from an address of its own, as limits for one client are not what is measured.
        connection = HTTPConnection("127.0.0.1", port, 120, source_address=(f"127.0.2.{number}", 0))
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            with suppress(HTTPException):  # an export that was broken off says so by ending
                while answer.read(1 << 16) and not ending.is_set():
                    pass
            statuses[answer.status] += 1
        finally:
            connection.close()


@contextmanager
def stuck_readers(port: int, number: int) -> Iterator[None]:
    """So many who ask for the whole archive and read nothing."""
    with ExitStack() as clients:
        for one in range(number):
            client = clients.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.bind((f"127.0.3.{1 + one}", 0))
            client.connect(("127.0.0.1", port))
            client.sendall(b"GET /export.jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n")
        yield


if __name__ == "__main__":
    main()
