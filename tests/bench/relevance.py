"""How well Kashshaf finds what questions ask for: `python tests/bench/relevance.py`.

An archive is made of the passages as anyone would make it, each question is
asked as anyone would ask it, and what comes is compared with what is known to
be relevant. The README beside this file says how to read the figures.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import click
from contenders.ours import ENGINES
from corpus import DATA
from measuring import timed

from kashshaf import Archive, KashshafError
from kashshaf.index.query.parser import Match

DEEPEST = 100
"""Hits that are looked at."""

MEASURES = ("MRR@10", "R@1", "R@10", "R@100")

_RETRIEVAL = DATA / "retrieval"
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set, with the ids of the passages that answer it."""

    set: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What a question of a set found: the `MEASURES` in order, and how long it took."""

    set: str
    measures: tuple[float, ...]
    milliseconds: float


@click.command()
@click.option("--passages", type=_FILE, default=_RETRIEVAL / "passages.jsonl.gz")
@click.option("--queries", type=_FILE, default=_RETRIEVAL / "queries.tsv")
@click.option("--qrels", type=_FILE, default=_RETRIEVAL / "qrels.txt")
@click.option("--engine", type=click.Choice(ENGINES), default="tantivy", show_default=True)
@click.option(
    "--match", type=click.Choice(["most", "all", "any"]), default="any", show_default=True
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
def main(
    passages: Path, queries: Path, qrels: Path, engine: str, match: Match, workers: int
) -> None:
    """Print how high the relevant passages stand, by set of questions and in the mean of sets.

    Passages are JSON Lines of id, title and text; queries are tab-separated
    id, set and question; qrels are TREC's: query, 0, passage, relevance.
    """
    questions = list(read_questions(queries, qrels))
    with TemporaryDirectory(prefix="kashshaf-bench-") as folder:
        try:
            with Archive.create(Path(folder) / "archive", engine=engine) as archive:
                tally = archive.ingest([passages], workers=workers)
                if tally.rejected:
                    raise click.ClickException(f"{tally.rejected} passages were rejected")
                results = [ask(archive, question, match) for question in questions]
        except KashshafError as error:
            raise click.ClickException(str(error)) from error
    click.echo("\n".join(report(results)))


def read_questions(queries: Path, qrels: Path) -> Iterator[Question]:
    """The questions that have something relevant."""
    relevant = defaultdict(set)
    for line in qrels.read_text("utf-8").splitlines():
        query, _, passage, relevance = line.split()
        if int(relevance) > 0:
            relevant[query].add(passage)
    with queries.open(encoding="utf-8", newline="") as lines:
        for query, name, text in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if query in relevant:
                yield Question(name, text, frozenset(relevant[query]))


def ask(archive: Archive, question: Question, match: Match) -> Result:
    """Search for a question as it stands."""
    results, milliseconds = timed(lambda: archive.search(question.text, match=match, limit=DEEPEST))
    found = [hit.record.id for hit in results]
    return Result(question.set, measures(found, question.relevant), milliseconds)


def measures(found: Sequence[str], relevant: frozenset[str]) -> tuple[float, ...]:
    """The reciprocal rank of the first relevant one in ten, and the share of them by depth."""
    ranks = [rank for rank, passage in enumerate(found, 1) if passage in relevant]
    first = 1 / ranks[0] if ranks and ranks[0] <= 10 else 0.0
    return (first, *(sum(rank <= k for rank in ranks) / len(relevant) for k in (1, 10, 100)))


def report(results: Iterable[Result]) -> Iterator[str]:
    """A line a set, and one for the mean of the sets."""
    by_set = defaultdict(list)
    for result in results:
        by_set[result.set].append((*result.measures, result.milliseconds))
    means = {name: _means(figures) for name, figures in by_set.items()}
    yield _line("set", "n", [*MEASURES, "ms"])
    for name, figures in means.items():
        yield _line(name, len(by_set[name]), _shown(figures))
    yield _line("mean", sum(map(len, by_set.values())), _shown(_means(means.values())))


def _means(rows: Iterable[Sequence[float]]) -> list[float]:
    return [mean(column) for column in zip(*rows, strict=True)]


def _shown(figures: Sequence[float]) -> list[str]:
    *shares, milliseconds = figures
    return [*(f"{share:.4f}" for share in shares), f"{milliseconds:.1f}"]


def _line(name: str, count: int | str, figures: Sequence[str]) -> str:
    return f"{name:12} {count:>6} {' '.join(f'{figure:>7}' for figure in figures)}"


if __name__ == "__main__":
    main()
