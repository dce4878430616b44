"""What readers are let loose on: an archive as `kashshaf serve` shows it, and Datasette beside it.

Both have the same records and somebody who adds a few every so often. Datasette shows a table with
FTS5 beside it, counts facets by SQL, and has no completion and no concordance: prefixes, and
snippets of a thousand rows, stand in their place.
"""

import http.client
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

import click
from readers import Paths

from kashshaf import Archive
from kashshaf.archive.storage.store import Store

NEW = 10
"""Records that are added at a time."""

WEIGHTS = {
    "results": 35,
    "record": 20,
    "API": 15,
    "completion": 15,
    "facet": 5,
    "trends": 3,
    "feed": 2,
    "export": 2,
    "concordance": 2,
    "wildcard": 1,
}
"""How often each kind of request comes among a hundred; the last three are heavy."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What readers ask for: runs of words, single words, and ids of records."""

    runs: Sequence[str]
    words: Sequence[str]
    ids: Sequence[str]


class Site(ABC):
    """A site in a folder of its own."""

    name: str

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """What serves it."""

    @abstractmethod
    def paths(self, asked: Asked) -> Paths:
        """The addresses of each kind."""

    @abstractmethod
    def totals(self, asked: Asked) -> Iterator[tuple[str, int]]:
        """Addresses that answer JSON, and how many records each has to find."""

    @abstractmethod
    def total_in(self, answer: str) -> int:
        """What such an answer says."""

    @abstractmethod
    def add(self, records: Sequence[dict[str, str]]) -> None:
        """Add a few records, beside the readers."""

    @abstractmethod
    def finding(self, word: str) -> str:
        """The address that says how many records have a word."""


class Kashshaf(Site):
    """An archive with its engine."""

    def __init__(self, folder: Path, options: Sequence[str]) -> None:
        self._folder = folder
        self._options = options
        with Archive.open(folder) as archive:
            self.name = f"Kashshaf, {archive.engine.title()}"

    def command(self, port: int) -> list[str]:
        """`kashshaf serve`, with the options that the benchmark was given for it."""
        here = ["-a", str(self._folder), "--port", str(port)]
        return [sys.executable, "-m", "kashshaf", "serve", *here, *self._options]

    def paths(self, asked: Asked) -> Paths:
        """Pages as links lead to them, and the API."""
        texts = [urlencode({"q": run}) for run in asked.runs]
        words = [urlencode({"q": word}) for word in asked.words]
        inside = [urlencode({"q": f"{word[:2]}*{word[-1]}"}) for word in asked.words]
        return {
            "results": ["/", *(f"/?{text}" for text in texts)],
            "record": [f"/record/{quote(one)}" for one in asked.ids],
            "API": [f"/api/v1/search?{text}&facets=source,date" for text in texts],
            "completion": [f"/api/v1/complete?q={quote(word[:3])}" for word in asked.words],
            "facet": [f"/facet/source?{text}" for text in texts],
            "trends": [f"/trends?{text}" for text in texts],
            "feed": [f"/feed.atom?{text}" for text in texts],
            "export": [f"/export.jsonl?{text}" for text in texts],
            "concordance": [f"/concordance?{word}" for word in words],
            "wildcard": [f"/?{one}" for one in inside],
        }

    def totals(self, asked: Asked) -> Iterator[tuple[str, int]]:
        """As the archive itself finds them."""
        with Archive.open(self._folder) as archive:
            for run in asked.runs[:20]:
                yield f"/api/v1/search?{urlencode({'q': run})}", archive.search(run).total

    def total_in(self, answer: str) -> int:
        """The total of the API."""
        return int(json.loads(answer)["total"])

    def add(self, records: Sequence[dict[str, str]]) -> None:
        """By the command, as a cron job does."""
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        command = [sys.executable, "-m", "kashshaf", "ingest", "-a", str(self._folder), "-"]
        subprocess.run(
            [*command, "--workers", "1"],
            input=lines.encode(),
            check=True,
            capture_output=True,
        )

    def finding(self, word: str) -> str:
        """A search of the API."""
        return f"/api/v1/search?{urlencode({'q': word})}"


_SETTINGS = {"facet_time_limit_ms": 30_000, "sql_time_limit_ms": 30_000, "max_csv_mb": 0}
"""Datasette leaves out what takes long unless told otherwise, and would seem the faster for it."""


class Datasette(Site):
    """A table and its FTS5 index, made from the store of an archive."""

    name = "Datasette, FTS5"

    def __init__(self, program: Path, store: Path, folder: Path) -> None:
        self._program = program
        self._file = folder / "news.db"
        with closing(sqlite3.connect(self._file)) as base, Store.open(store, readonly=True) as kept:
            base.executescript(
                """
                PRAGMA journal_mode = WAL;
                CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, text TEXT, source TEXT,
                                       published TEXT, month TEXT, author TEXT);
                CREATE INDEX by_source ON articles (source);
                CREATE INDEX by_month ON articles (month);
                CREATE INDEX by_published ON articles (published);
                CREATE VIRTUAL TABLE articles_fts USING fts5(
                    title, text, content="articles", tokenize=unicode61);
                CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
                    INSERT INTO articles_fts (rowid, title, text)
                    VALUES (new.rowid, new.title, new.text);
                END;
                """
            )
            base.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (one.id, one.title, one.text, one.source, *_dates(one.published), one.author)
                    for one in (change.record for change in kept.changes())
                    if one is not None
                ),
            )
            base.commit()

    def command(self, port: int) -> list[str]:
        """`datasette serve`, with room for what takes long."""
        settings = [
            part for name, value in _SETTINGS.items() for part in ("--setting", name, str(value))
        ]
        return [str(self._program), "serve", str(self._file), "--port", str(port), *settings]

    def paths(self, asked: Asked) -> Paths:
        """What of its pages comes nearest to each kind."""
        texts = [urlencode({"_search": run}) for run in asked.runs]
        starts = [_raw(f"{word[:3]}*") for word in asked.words]
        facets = "_facet=source&_facet=month&_facet=author"
        table = "/news/articles"
        snippets = (
            "select rowid, snippet(articles_fts, 1, '[', ']', '…', 20) from articles_fts"
            " where articles_fts match :w limit 1000"
        )
        return {
            "results": [table, *(f"{table}?{text}&{facets}&_size=10" for text in texts)],
            "record": [f"{table}/{_tilde(one)}" for one in asked.ids],
            "API": [f"{table}.json?{text}&_facet=source&_facet=month&_size=10" for text in texts],
            "completion": [f"{table}.json?{start}&_size=10" for start in starts],
            "facet": [f"{table}.json?{text}&_facet=source&_size=0" for text in texts],
            "trends": [f"{table}.json?{text}&_facet=month&_size=0" for text in texts],
            "feed": [f"{table}.json?{text}&_sort_desc=published&_size=20" for text in texts],
            "export": [f"{table}.csv?{text}&_stream=on&_size=max" for text in texts],
            "concordance": [
                f"/news.json?{urlencode({'sql': snippets, 'w': word})}" for word in asked.words
            ],
            "wildcard": [f"{table}?{start}&{facets}&_size=10" for start in starts],
        }

    def totals(self, asked: Asked) -> Iterator[tuple[str, int]]:
        """As SQLite itself finds them."""
        with closing(sqlite3.connect(self._file)) as base:
            for run in asked.runs[:20]:
                quoted = " ".join(f'"{word}"' for word in run.split())
                ((total,),) = base.execute(
                    "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (quoted,)
                )
                yield f"/news/articles.json?{urlencode({'_search': run})}&_size=0", total

    def total_in(self, answer: str) -> int:
        """The count of filtered rows."""
        return int(json.loads(answer)["filtered_table_rows_count"])

    def add(self, records: Sequence[dict[str, str]]) -> None:
        """One transaction."""
        with closing(sqlite3.connect(self._file, timeout=30)) as base, base:
            base.executemany(
                "INSERT INTO articles VALUES (:id, :title, :text, 'bench', NULL, NULL, NULL)",
                records,
            )

    def finding(self, word: str) -> str:
        """A search of its API."""
        return f"/news/articles.json?{urlencode({'_search': word})}&_size=0"


def _dates(published: object) -> tuple[str | None, str | None]:
    """The date as text, and its month."""
    text = None if published is None else str(published)
    return text, text and text[:7]


def _raw(text: str) -> str:
    return urlencode({"_search": text, "_searchmode": "raw"})


def _tilde(one: str) -> str:
    """A key as Datasette writes it in addresses."""
    return "".join(
        character
        if character.isascii() and (character.isalnum() or character in "_-")
        else "".join(f"~{byte:02X}" for byte in character.encode())
        for character in one
    )


class Served:
    """A site that is running: its port, and the memory of all of its processes."""

    def __init__(self, site: Site, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.site = site
        self.port = port
        self._process = process

    def get(self, path: str) -> str:
        """What an address answers, which has to be an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
        if answer.status != 200:
            raise click.ClickException(f"{self.site.name} {path}: {answer.status} {body[:300]}")
        return body

    def memory(self) -> int:
        """Resident bytes, mapped files among them."""
        return sum(map(_resident, _family(self._process.pid)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in tasks.read_text().split():
                yield from _family(int(child))


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


@contextmanager
def served(site: Site, port: int) -> Iterator[Served]:
    """Serve a site for the block."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(site.command(port), stdout=said, stderr=said)
        try:
            here = Served(site, process, port)
            _wait(here, process, said)
            yield here
        finally:
            process.terminate()
            process.wait(60)


def _wait(here: Served, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            here.get("/")
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                said.seek(0)
                raise click.ClickException(
                    f"{here.site.name} did not start: {said.read().decode()[-2000:]}"
                ) from None
            time.sleep(0.2)
        else:
            return


class AddingBeside:
    """Somebody who adds a few records every so many seconds, for a block."""

    def __init__(self, site: Site, every: float, words: Sequence[str]) -> None:
        self._site = site
        self._every = every
        self._words = words
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._add)
        self.seconds: list[float] = []
        self.word = f"bench{random.randrange(10**9)}"
        """What all new records have, and no other."""

    def __enter__(self) -> "AddingBeside":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.set()
        self._thread.join()

    def _add(self) -> None:
        chance = random.Random(self.word)
        while not self._ending.wait(self._every):
            begun = time.perf_counter()
            self._site.add(
                [
                    {
                        "id": f"{self.word}-{len(self.seconds)}-{number}",
                        "title": " ".join(chance.choices(self._words, k=6)),
                        "text": " ".join([self.word, *chance.choices(self._words, k=150)]),
                    }
                    for number in range(NEW)
                ]
            )
            self.seconds.append(time.perf_counter() - begun)
