"""Asks an archive everything that it can be asked, in a process that may die of it.

Run as a program it reads the folders of archives, a line each, from standard input. Each is asked
by a forked child; a line of JSON tells what came of every question, and how the child ended.
"""

import hashlib
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

MOST_SECONDS = 60
MOST_MEMORY = 6_000_000_000

COMMANDS: dict[str, tuple[str, ...]] = {
    "search": ("search", "كتاب", "--facets", "--json"),
    "everything": ("search", "--sort", "newest", "--json"),
    "wildcard": ("search", "مد*", "--json"),
    "nearly": ("search", "مدرسه~", "--json"),
    "phrase": ("search", '"مكتبة معرض"~5', "--json"),
    "facet": ("facets", "date", "نهر", "--json"),
    "show": ("show", "0-7", "--json"),
    "similar": ("similar", "0-7", "--json"),
    "concordance": ("concordance", "جسر", "--json"),
    "trends": ("trends", "جسر", "نهر", "--json"),
    "collocates": ("collocates", "جسر", "--by", "year", "--json"),
    "telling words": ("telling-words", "جسر", "--json"),
    "complete": ("complete", "مك", "--json"),
    "export": ("export",),
    "export of a search": ("export", "ميناء", "--format", "csv"),
    "verify": ("verify", "--json"),
}
"""What is asked of the command line, by name; each says the same of an archive that is whole."""

ADDRESSES = (
    "/",
    "/?q=كتاب",
    "/record/0-7?q=خبر",
    "/concordance?q=جسر",
    "/trends?q=جسر",
    "/words-around?q=جسر",
    "/compare?a.q=جسر&b.q=نهر",
    "/facet/source",
    "/export.jsonl?q=ميناء",
    "/feed.atom",
    "/sitemap.xml",
    "/api/v1/search?q=كتاب&facets=source",
    "/api/v1/complete?q=مك",
    "/api/v1/records/0-7",
)

WRITING: dict[str, tuple[str, ...]] = {
    "sync": ("sync", "--workers", "1"),
    "remove": ("remove", "0-3"),
}
"""What changes an archive; asked last."""

Outcome = tuple[str, str]
"""Whether it was `answered`, `told` of as an error should be, or neither (`bare`); and what."""


def outcomes(folder: Path) -> Iterator[tuple[str, Outcome]]:
    """What comes of each question to the archive in a folder."""
    for name, command in COMMANDS.items():
        yield name, _of_command(folder, command)
    yield from _of_pages(folder)
    yield "verify --deep", _of_command(folder, ("verify", "--deep", "--json"))
    for name, command in WRITING.items():
        yield name, _of_command(folder, command)


def _of_command(folder: Path, command: tuple[str, ...]) -> Outcome:
    from click.testing import CliRunner

    from kashshaf.cli.main import main

    result = CliRunner().invoke(main, [command[0], "-a", str(folder), *command[1:]])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return "bare", "".join(traceback.format_exception(result.exception))[-1500:]
    if result.exit_code == 0:
        return "answered", _digest(result.stdout)
    *_, last = result.stderr.strip().splitlines() or [""]
    errors = result.stderr.count("Error: ")
    return ("told" if errors == 1 and last.startswith("Error: ") else "bare"), result.stderr


def _of_pages(folder: Path) -> Iterator[tuple[str, Outcome]]:
    from kashshaf import Archive, KashshafError
    from kashshaf.web import create_app

    try:
        archive = Archive.open(folder)
    except KashshafError as error:
        yield "open", ("told", f"Error: {error}")
        return
    with archive:
        client = create_app(archive).test_client()
        for address in ADDRESSES:
            yield address, _of_page(folder, client, address)


def _of_page(folder: Path, client: Any, address: str) -> Outcome:
    from kashshaf import KashshafError

    try:
        answer = client.get(address)
        body = answer.get_data()
    except KashshafError as error:  # in the middle of a stream, which then ends
        return "told", f"Error: {error}"
    except Exception as error:
        return "bare", "".join(traceback.format_exception(error))[-1500:]
    if answer.status_code == 200:
        return "answered", _digest(body.decode())
    said = f"{answer.status_code}: {body.decode()[:1500]}"
    told = answer.status_code in (404, 503) and str(folder) not in said
    return ("told" if told else "bare"), said


def _digest(answer: str) -> str:
    """Short, and the same for the same answer; when it was given, or how fast, is no part of it."""
    plain = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)|\"took_ms\": [\d.]+", "", answer)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


class Asker:
    """The process that asks, for as long as a block lasts."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-B", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def ask(self, folder: Path) -> dict[str, Outcome]:
        """What came of each question; `died` is the last where the process did."""
        assert self._process.stdin and self._process.stdout
        print(folder, file=self._process.stdin, flush=True)
        return {
            name: (how, what)
            for name, (how, what) in json.loads(self._process.stdout.readline()).items()
        }


def _asked_in_child(folder: Path) -> dict[str, Outcome]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(folder, lambda line: os.write(writing, line.encode() + b"\n"))
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        found = dict(json.loads(line) for line in lines)
    _, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        how = signal.Signals(-code).name if code < 0 else f"status {code}"
        found["died"] = ("bare", f"{how} after {list(found)[-1:]}")
    return found


def _answer(folder: Path, write: Callable[[str], object]) -> None:
    """The life of a child: it writes each outcome as it comes, so that none is lost with it."""
    signal.alarm(MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        for outcome in outcomes(folder):
            write(json.dumps(outcome))
    except BaseException:
        write(json.dumps(("the asking itself", ("bare", traceback.format_exc()[-1500:]))))
    os._exit(0)


def main() -> None:
    """Load everything once, and ask whatever is named."""
    import kashshaf.cli.main
    import kashshaf.facade.archive
    import kashshaf.index.engines.tantivy
    import kashshaf.index.engines.whoosh
    import kashshaf.web  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(_asked_in_child(Path(line.rstrip("\n")))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
