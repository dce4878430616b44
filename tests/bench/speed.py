"""How fast Kashshaf is beside others on real news: `python tests/bench/speed.py`.

Every contender indexes the same records, and its answers are checked before
anything is timed. The README beside this file says how to read the figures.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import corpus
import rows
from checks import Disagreement
from comparing import Comparison, say
from contenders import BASES, NAMES, present
from contenders.base import Contender, Corpus
from measuring import in_own_process
from questions import common, draw, others
from tables import builds_table, machine, own_table, timings_table

from kashshaf import Archive, KashshafError
from kashshaf.archive.storage.store import Store


@click.command()
@click.option(
    "--records",
    type=click.IntRange(1),
    help="Articles: a sample of the news, or the news and more grown from it (default: the news).",
)
@click.option(
    "--contender",
    "names",
    type=click.Choice(NAMES),
    multiple=True,
    help="One to measure; may be repeated (default: all that are there).",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    multiple=True,
    default=(1, 2),
    show_default=True,
    help="Processes or threads to index with; may be repeated.",
)
@click.option("--queries", type=click.IntRange(1), default=100, show_default=True)
@corpus.seed_option
@corpus.data_option
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    help="An archive to measure, left as it is; made as asked and kept if there is none.",
)
def main(
    records: int | None,
    names: tuple[str, ...],
    workers: tuple[int, ...],
    queries: int,
    seed: int,
    data: Path,
    archive: Path | None,
) -> None:
    """Measure how fast, how large and in how much memory each contender indexes and answers."""
    with TemporaryDirectory(prefix="kashshaf-bench-") as name:
        work = Path(name)
        click.echo(machine())
        try:
            contenders = _present(names or NAMES)
            folder = _archive(archive or work / "archive", data, records, seed)
            for comparison in _comparisons(folder, contenders, work):
                with closing(comparison):
                    _compare(comparison, sorted(workers), queries, seed)
        except (KashshafError, Disagreement) as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"\nAt the end: {machine()}")


def _present(names: Sequence[str]) -> list[Contender]:
    found = {name: present(name) for name in names}
    for name, contender in found.items():
        if isinstance(contender, str):
            click.echo(f"{name} is absent: {contender}")
    contenders = [one for one in found.values() if not isinstance(one, str)]
    if not contenders:
        raise click.ClickException("there is nothing to measure")
    return contenders


def _archive(folder: Path, data: Path, records: int | None, seed: int) -> Path:
    """The archive to measure, made if need be."""
    if not folder.exists():
        say("making the archive")
        in_own_process(0, corpus.make, folder, data, records, seed)
    elif records not in (None, count := _count(folder)):
        raise click.UsageError(f"{folder} has {count:,} records, not {records:,}")
    return folder


def _count(folder: Path) -> int:
    with Archive.open(folder) as archive:
        return len(archive)


def _comparisons(folder: Path, contenders: Sequence[Contender], work: Path) -> Sequence[Comparison]:
    """One of all that can index so many; before it one of a part, where some cannot."""
    whole = Corpus(folder, _count(folder), work / "rows.tsv")
    slow = [one for one in contenders if (one.most_records or whole.records) < whole.records]
    if not slow:
        return [Comparison(whole, contenders, work / "whole")]
    count = min(one.most_records or whole.records for one in slow)
    corpus.take_part(folder, work / "part-archive", count)
    part = Corpus(work / "part-archive", count, work / "part.tsv")
    alike = [one for one in contenders if not one.own_tokens]
    fast = [one for one in contenders if one not in slow]
    comparisons = [Comparison(part, alike, work / "part")]
    return [*comparisons, Comparison(whole, fast, work / "whole")] if fast else comparisons


def _compare(comparison: Comparison, workers: Sequence[int], queries: int, seed: int) -> None:
    of = comparison.corpus
    say("writing rows for the peers")
    facts = rows.write(of.folder, of.rows)
    base = _base(comparison.contenders)
    builds = list(comparison.builds(workers))
    click.echo(f"\n{of.records:,} records; in brackets, how many times {base}:\n")
    click.echo(builds_table(builds, base))
    with Store.open(of.folder / Archive.STORE, readonly=True) as store:
        runs = draw(store, queries, seed)
    shared, own = common(runs), list(others(runs))
    comparison.check(shared, own, facts)
    click.echo(f"\n{len(runs)} runs of 1 to 5 words, in milliseconds:\n")
    click.echo(timings_table(list(comparison.timings(shared)), base))
    if timings := list(comparison.own_timings([*shared, *own])):
        click.echo("\nAll that Kashshaf can be asked, with five facets; p50 / p95 in ms:\n")
        click.echo(own_table(timings))


def _base(contenders: Sequence[Contender]) -> str:
    titles = {contender.name: contender.title for contender in contenders}
    return next((titles[name] for name in BASES if name in titles), contenders[0].title)


if __name__ == "__main__":
    main()
