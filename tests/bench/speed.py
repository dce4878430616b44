"""How fast Kashshaf is beside stock Whoosh, on real news: `python tests/bench/speed.py`.

Both index the same records and must answer every question alike before
anything is timed. The README beside this file says how to read the figures.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import click
import corpus
import stock
from agreement import difference
from measuring import Latency, folder_size, in_own_process, latency
from ours import Ours
from questions import Contender, Question, draw
from stock import Stock
from tables import Build, Timing, builds_table, machine, timings_table

from kashshaf import Archive, KashshafError
from kashshaf.index.generations import Generations
from kashshaf.index.parser import Match

DATA = Path(__file__).parents[3] / "shared" / "data"
STOCK_RECORDS = 5000

How: TypeAlias = Literal["engine", "search"]
HOWS: tuple[How, ...] = ("engine", "search")
MATCHES: tuple[Match, ...] = ("all", "any")


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive to measure and how many records it has."""

    folder: Path
    records: int

    @classmethod
    def of(cls, folder: Path) -> "Corpus":
        """Count the records of the archive in a folder."""
        with Archive.open(folder) as archive:
            return cls(folder, len(archive))


@click.command()
@click.option("--records", type=click.IntRange(1), help="Articles to take in (default: all).")
@click.option(
    "--stock-records",
    type=click.IntRange(1),
    default=STOCK_RECORDS,
    show_default=True,
    help="Articles that both index; the whole archive is Kashshaf’s alone.",
)
@click.option("--queries", type=click.IntRange(1), default=100, show_default=True)
@click.option("--seed", default=1, show_default=True, help="Decides what is drawn.")
@click.option("--workers", type=click.IntRange(2), default=2, show_default=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    help="The folder with news/*.jsonl.gz (default: ../shared/data beside the repository).",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    help="An archive to measure, its index made anew; made of the news and kept if there is none.",
)
def main(
    records: int | None,
    stock_records: int,
    queries: int,
    seed: int,
    workers: int,
    data: Path,
    archive: Path | None,
) -> None:
    """Measure builds and searches of Kashshaf and of stock Whoosh on the same records."""
    with TemporaryDirectory(prefix="kashshaf-bench-") as name:
        work = Path(name)
        folder = archive or work / "whole"
        if folder.exists() and records:
            raise click.UsageError(f"{folder} exists: --records is for an archive yet to be made")
        click.echo(machine())
        try:
            if not folder.exists():
                _take_in(folder, _news(data, records, seed, work))
            _measure(folder, stock_records, queries, seed, workers, work)
        except KashshafError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"\nAt the end: {machine()}")


def _news(data: Path, records: int | None, seed: int, work: Path) -> list[Path]:
    files = sorted((data / "news").glob("*.jsonl.gz"))
    if not files:
        raise click.ClickException(
            f"there are no news/*.jsonl.gz in {data}: name another folder with --data,"
            " or an archive with --archive"
        )
    return [corpus.sample(files, records, seed, work / "sample.jsonl")] if records else files


def _take_in(folder: Path, files: list[Path]) -> None:
    _say("taking in the news")
    cost = in_own_process(0, corpus.take_in, folder, files)
    rate = Corpus.of(folder).records / cost.seconds
    click.echo(f"From files to the store, in one process: {rate:,.0f} articles/s")


def _measure(
    folder: Path, stock_records: int, queries: int, seed: int, workers: int, work: Path
) -> None:
    whole = part = Corpus.of(folder)
    if stock_records < whole.records:
        in_own_process(0, corpus.take_part, folder, work / "part", stock_records)
        part = Corpus.of(work / "part")
    sizes = dict.fromkeys((part, whole))
    stock_build = _build_stock(part, work / "stock")
    builds = [_build(of, processes) for of in sizes for processes in (1, workers)]
    click.echo(f"\n{builds_table(builds, stock_build)}")
    click.echo("\nMemory: the peak of the process, and those of the workers it starts, added up.")

    open_stock = partial(Stock, work / "stock", part.folder)
    with Archive.open(part.folder) as archive:
        texts = draw((record.title for record in archive.records()), queries, seed)
    with Ours(part.folder) as ours, open_stock() as stocked:
        questions = [ours.question(text, match) for match in MATCHES for text in texts]
        _say("checking that both give the same answers")
        _check(questions, ours, stocked)
    timings = [
        timing
        for of in sizes
        for timing in _timings(questions, of, open_stock if of == part else None)
    ]
    click.echo(f"\n{len(texts)} queries of 1 to 5 words; milliseconds, p50 / p95:\n")
    click.echo(timings_table(timings))


def _build_stock(of: Corpus, folder: Path) -> Build:
    _say(f"stock Whoosh indexes {of.records:,} records")
    cost = in_own_process(0, stock.build, of.folder, folder)
    return Build("stock Whoosh, 1 process", of.records, cost, folder_size(folder))


def _build(of: Corpus, processes: int) -> Build:
    name = f"Kashshaf, {processes} process{'es' * (processes > 1)}"
    _say(f"{name}, indexes {of.records:,} records")
    # One worker is the process itself.
    started = processes if processes > 1 else 0
    cost = in_own_process(started, corpus.rebuild, of.folder, processes)
    size = folder_size(Generations(of.folder / "index").current().folder)
    return Build(name, of.records, cost, size)


def _check(questions: Sequence[Question], ours: Ours, stocked: Stock) -> None:
    """Abort with the difference where the two do not answer every question alike."""
    for question in questions:
        answers = ours.answers(question)
        found = difference(answers, stocked.answers(question))
        total = ours.search(question, counted=False).total
        if found is None and total != answers.total:
            found = f"totals: {answers.total} from the engine, {total} from Archive.search"
        if found is not None:
            raise click.ClickException(f"{question.match} of “{question.text}”: {found}")


def _timings(
    questions: Sequence[Question], of: Corpus, open_stock: Callable[[], Stock] | None
) -> Iterator[Timing]:
    """Time every kind of question, each on an index that has just been opened."""
    for how, match, counted in product(HOWS, MATCHES, (False, True)):
        name = f"{how}, {match} words, {'five facets' if counted else 'no facets'}"
        _say(f"{name}: {of.records:,} records")
        asked = [question for question in questions if question.match == match]
        with Ours(of.folder) as ours:
            latency_of_ours = _latency(ours, how, asked, counted)
        if open_stock is None:
            yield Timing(name, of.records, latency_of_ours, None)
        else:
            with open_stock() as stocked:
                latency_of_stock = _latency(stocked, how, asked, counted)
            yield Timing(name, of.records, latency_of_ours, latency_of_stock)


def _latency(asked: Contender, how: How, questions: Sequence[Question], counted: bool) -> Latency:
    ask = asked.find if how == "engine" else asked.search
    return latency(partial(ask, question, counted) for question in questions)


def _say(message: str) -> None:
    """Tell what goes on, apart from the figures."""
    click.echo(f"{message} …", err=True)


if __name__ == "__main__":
    main()
