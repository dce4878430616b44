"""How long searches take beside another checkout's, with the same hits and snippets.

`python tests/bench/searches.py --archive DIR --before CHECKOUT --before-archive DIR`
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import click
import numpy as np
from numpy.typing import NDArray
from questions import COMMON, Question, draw
from tables import machine

from kashshaf import Archive

_OWN = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout's `Archive.search` in a process of its own, asked over pipes."""

    questions: IO[str]
    answers: IO[str]

    def ask(self, question: Question) -> dict[str, Any]:
        """What it finds, and the milliseconds that it took."""
        self.questions.write(json.dumps([question.text, question.match]) + "\n")
        self.questions.flush()
        answer: dict[str, Any] = json.loads(self.answers.readline())
        return answer


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--before", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--before-archive", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--questions", type=click.IntRange(1), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--show", is_flag=True, help="Print the questions whose answers differ.")
@click.option("--processor", is_flag=True, help="Take the time of processors, not the clock's.")
def main(
    folder: Path,
    before: Path,
    before_archive: Path,
    questions: int,
    seed: int,
    show: bool,
    processor: bool,
) -> None:
    """Ask for so many runs of words, drawn from titles, as all, as any and as a phrase.

    `--before-archive` has the same store as the other, and an index of its checkout's own.
    No words are asked for twice, as readers seldom do: nothing of their answer is remembered.
    """
    with Archive.open(folder) as archive:
        runs = draw(archive._store, questions * len(COMMON), seed)
        asked = [make(run) for make, run in zip(cycle(COMMON.values()), runs, strict=False)]
        click.echo(f"{len(archive):,} records, {archive.engine}; {machine()}")
    with ExitStack() as stack:
        clock = "process_time" if processor else "perf_counter"
        old = stack.enter_context(_serving(before, before_archive, clock))
        new = stack.enter_context(_serving(_OWN, folder, clock))
        answers = [(old.ask(question), new.ask(question)) for question in asked]
    told = [[(one["total"], one["hits"]) for one in both] for both in answers]
    differing = [question for question, (a, b) in zip(asked, told, strict=True) if a != b]
    times = np.array([[one["milliseconds"] for one in both] for both in answers])
    for question in differing if show else ():
        click.echo(f"differs: {question.form}: {question.text}")
    click.echo(f"{len(asked) - len(differing)} of {len(asked)} have the same hits and snippets\n")
    click.echo("\n".join(_table(asked, times)))
    sys.exit(1 if differing else 0)


@contextmanager
def _serving(checkout: Path, folder: Path, clock: str) -> Iterator[Checkout]:
    """A process that imports Kashshaf from a checkout and answers what it is asked."""
    with TemporaryDirectory(prefix="kashshaf-bench-") as path:
        (Path(path) / "kashshaf").symlink_to(checkout.resolve())
        command = [sys.executable, "-c", _SERVER, str(folder), clock]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": path, "PYTHONUTF8": "1"},
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield Checkout(process.stdin, process.stdout)


# What both checkouts know: it must not import what only one of them has.
_SERVER = """
import json, sys, time
from kashshaf import Archive

now = getattr(time, sys.argv[2])

def told(snippet):
    return [[fragment.text, fragment.marked] for fragment in snippet.fragments]

with Archive.open(sys.argv[1]) as archive:
    for line in sys.stdin:
        text, match = json.loads(line)
        started = now()
        found = archive.search(text, match=match)
        milliseconds = (now() - started) * 1000
        hits = [[hit.record.id, told(hit.title), told(hit.snippet)] for hit in found.hits]
        answer = {"milliseconds": milliseconds, "total": found.total, "hits": hits}
        print(json.dumps(answer), flush=True)
"""


def _table(asked: Sequence[Question], times: NDArray[np.float64]) -> Iterator[str]:
    yield "| form | before p50 / p95 ms | now p50 / p95 ms | of before |"
    yield "|---|---|---|---|"
    for form in dict.fromkeys(question.form for question in asked):
        of_form = times[[question.form == form for question in asked]]
        (old, old_95), (new, new_95) = np.percentile(of_form, (50, 95), axis=0).T
        yield f"| {form} | {old:.2f} / {old_95:.1f} | {new:.2f} / {new_95:.1f} | {new / old:.2f} |"


if __name__ == "__main__":
    main()
