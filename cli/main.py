"""The command line: thin commands over `Archive`. Imported by nothing."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..archive.errors import ArchiveNotFound, InputError, KashshafError
from . import options
from .printing import (
    CommandGroup,
    plain,
    print_concordance,
    print_json,
    print_readers,
    print_results,
    print_statistics,
    print_trends,
    say,
    say_tally,
)

if TYPE_CHECKING:
    from ..archive.ingestion import Tally
    from ..facade.archive import Archive

# Heavy modules are imported inside the commands that need them, so that
# `kashshaf --help` answers at once.

FIXTURES = Path(__file__).parent.parent / "fixtures" / "items"

EXAMPLES = """\b
Examples:
  kashshaf ingest -a press articles/ posts.csv
  kashshaf search -a press فيس بوك --platform twitter
  kashshaf serve -a press
"""


@click.group(
    cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES
)
@click.version_option(__version__, prog_name="kashshaf")
def main() -> None:
    """Kashshaf (كشّاف): a searchable archive of Arabic text."""


def _open(folder: Path) -> "Archive":
    from ..facade.archive import Archive

    return Archive.open(folder)


@main.command()
@options.archive
@click.option("--title", help="The archive's name, shown on its pages.")
@options.engine("The search engine: whoosh unless tantivy or opensearch is named.")
def init(folder: Path, title: str | None, engine: str | None) -> None:
    """Make an empty archive, to set its title or engine first.

    Example: kashshaf init -a press --title "أرشيف الصحافة"
    """
    from ..facade.archive import Archive

    with Archive.create(folder, title, engine) as archive:
        archive.sync()
    say(f"made an archive in {folder}; its settings are in {folder / 'settings.toml'}")


@main.command()
@options.archive
@options.paths
@options.columns
@options.workers
def ingest(folder: Path, paths: tuple[str, ...], columns: dict[str, str], workers: int) -> None:
    """Take in files, folders or standard input (-).

    Reads plain text, JSON, JSON Lines, CSV, TSV and HTML, also in .gz and
    .zip, and whatever else `kashshaf readers` lists. Makes the archive where
    there is none, and updates the index. Safe to stop and to repeat: what is
    in the archive already is skipped.

    Example: kashshaf ingest -a press articles/ posts.csv --map title=headline
    """
    from ..facade.archive import Archive

    try:
        archive = Archive.open(folder)
    except ArchiveNotFound:
        archive = Archive.create(folder)
    with archive:
        tally = _take_in(archive, paths, columns, workers)
    if tally.rejected and tally.rejected == tally.read:
        raise InputError("nothing could be taken in")


def _take_in(
    archive: "Archive", paths: tuple[str, ...], columns: dict[str, str], workers: int
) -> "Tally":
    """Ingest, and say what became of it also where Ctrl+C ends it."""
    from ..archive.readers import size_of
    from .progress import Progress

    heard: list[Tally] = []
    try:
        with (
            Progress("reading", size_of(paths), "B") as reading,
            Progress("indexing", len(archive), " records") as indexing,
        ):
            return archive.ingest(
                paths,
                columns,
                workers=workers,
                consumed=reading.add,
                taken=heard.append,
                indexed=indexing.reach,
            )
    finally:
        for tally in heard[-1:]:
            say_tally(tally)


@main.command()
@options.as_json
def readers(as_json: bool) -> None:
    """List the formats that are read, and who brings them.

    They are asked in this order: of two that have a suffix, the first reads it.

    Example: kashshaf readers --json
    """
    from ..archive.readers import READERS, in_order

    listed = [
        {
            "name": reader.name,
            "suffixes": reader.suffixes,
            "description": {"en": reader.description, "ar": reader.arabic},
            "package": READERS.brought_by(reader.name),
        }
        for reader in in_order()
    ]
    (print_json if as_json else print_readers)(listed)


@main.command()
@options.archive
@options.workers
def sync(folder: Path, workers: int) -> None:
    """Bring the index up to the store, after an interruption say.

    Example: kashshaf sync -a press
    """
    from .progress import Progress

    with _open(folder) as archive, Progress("indexing", 0, " records") as indexing:
        archive.sync(workers, indexing.reach)
        say(f"the index holds all {len(archive):,} records")


@main.command()
@options.archive
@options.workers
@options.engine("The engine to use from now on: whoosh, tantivy or opensearch.")
@click.option("--if-needed", is_flag=True, help="Only where the index is missing or outdated.")
def rebuild(folder: Path, workers: int, engine: str | None, if_needed: bool) -> None:
    """Make a new index from the store.

    The old one serves until the new one is done.

    Example: kashshaf rebuild -a press --engine tantivy --workers 2
    """
    from .progress import Progress

    with _open(folder) as archive, Progress("indexing", 0, " records") as indexing:
        if if_needed and engine in (None, archive.engine) and archive.is_current():
            say("the index is current")
            return
        archive.rebuild(engine, workers, indexing.reach)
        say(f"the new index holds {len(archive):,} records")
        if advice := archive.advice():
            say(advice)


@main.command()
@options.archive
@click.argument("ids", nargs=-1, required=True)
def remove(folder: Path, ids: tuple[str, ...]) -> None:
    """Take records out of the archive by their ids.

    Their versions stay in the store's history; taking the same item in again
    brings a record back.

    Example: kashshaf remove -a press saahil-2014-001
    """
    with _open(folder) as archive:
        say(f"removed {archive.remove(*ids):,}")


@main.command()
@options.archive
@click.argument("query", nargs=-1)
@options.filters
@options.page
@click.option("--facets", is_flag=True, help="Count the values of every field.")
@options.as_json
def search(
    folder: Path, query: tuple[str, ...], facets: bool, as_json: bool, **filters: Any
) -> None:
    """Search; without a query, list everything.

    Words match in any form, "quoted" ones as that word, =words as written.
    The same filter given twice means either, --exclude given twice neither.
    A query that begins with a minus goes after -- and the options before it.

    Example: kashshaf search -a press '"فيس بوك" -تويتر' --since 2014 --json
    """
    from ..index.searching.as_json import results_json

    with _open(folder) as archive:
        keys = [field.key for field in archive.fields.facets] if facets else []
        results = archive.search(" ".join(query), facets=keys, **filters)
    if as_json:
        print_json(results_json(results))
    else:
        print_results(results)


@main.command()
@options.archive
@click.argument("query", nargs=-1, required=True)
@options.filters
@options.page
@click.option(
    "--arrange",
    "arrangement",
    type=click.Choice(["record", "before", "after"]),
    default="record",
    show_default=True,
    help="Lines as in the results, or by the words before or after.",
)
@click.option("--words", default=8, show_default=True, help="Words on either side.")
@options.as_json
def concordance(folder: Path, query: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Print each occurrence of a word in its context.

    Each stands on a line, with the words before and after it.

    Example: kashshaf concordance -a press "فيس بوك" --arrange after --limit 50
    """
    from ..index.searching.as_json import concordance_json

    with _open(folder) as archive:
        found = archive.concordance(" ".join(query), **asked)
    if as_json:
        print_json(concordance_json(found))
    else:
        print_concordance(found)


@main.command()
@options.archive
@click.argument("queries", nargs=-1, required=True)
@options.filters
@click.option(
    "--by",
    type=click.Choice(["year", "month", "day", "source"]),
    help="What to spread them over; whichever period fits unless given.",
)
@options.as_json
def trends(folder: Path, queries: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Compare queries over time, or over sources.

    Takes up to five. Prints how many records each finds, beside how many there are at all.

    Example: kashshaf trends -a press تويتر "فيس بوك" --by year
    """
    from ..index.searching.as_json import trends_json

    with _open(folder) as archive:
        found = archive.trends(queries, **asked)
    if as_json:
        print_json(trends_json(found))
    else:
        print_trends(found)


@main.command()
@options.archive
@click.argument("text", nargs=-1, required=True)
@options.as_json
def complete(folder: Path, text: tuple[str, ...], as_json: bool) -> None:
    """Complete a text that is being typed.

    Prints words of the archive that begin so, sources and titles.

    Example: kashshaf complete -a press "وزير الخار"
    """
    from ..index.searching.as_json import completions_json

    with _open(folder) as archive:
        found = archive.complete(" ".join(text))
    if as_json:
        print_json(completions_json(found))
    else:
        for line in (*found.words, *found.sources, *found.titles.values()):
            click.echo(plain(line))


@main.command()
@options.archive
@options.as_json
def stats(folder: Path, as_json: bool) -> None:
    """Say what the archive holds and the state of its index.

    Example: kashshaf stats -a press
    """
    with _open(folder) as archive:
        figures = archive.stats()
    if as_json:
        print_json(asdict(figures))
    else:
        print_statistics(figures)


@main.command()
@options.archive
@options.as_json
def verify(folder: Path, as_json: bool) -> None:
    """Check store and index against each other.

    The exit status is 1 where they differ.

    Example: kashshaf verify -a press
    """
    with _open(folder) as archive:
        found = archive.verify()
    if as_json:
        print_json(asdict(found) | {"good": found.good})
    else:
        click.echo(f"{found.records:,} records, {found.indexed:,} in the index")
    if not found.good:
        raise KashshafError(
            f"the index lacks {len(found.missing):,} records, has {len(found.orphans):,} that are"
            f" none, and is {found.behind:,} changes behind: run `kashshaf sync`, or `rebuild`"
        )


@main.command()
@options.archive
@click.argument("query", nargs=-1)
@options.format_name
@options.filters
@options.sort
@click.option("--limit", type=click.IntRange(min=0), help="Records to write; all by default.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    help="The file to write, whole or not at all; standard output by default.",
)
def export(
    folder: Path,
    query: tuple[str, ...],
    format: str,  # noqa: A002  # the word for it
    output: Path,
    **filters: Any,
) -> None:
    """Write all that a search finds; without a query, everything.

    Takes what search does. JSON Lines and CSV can be taken in again; ris,
    bibtex and csl-json are references, atom is a feed. All are UTF-8.

    Example: kashshaf export -a press كتاب --format ris -o books.ris
    """
    from ..facade.stored import StoredArchive
    from .output import write_out

    asked = options.asked({"text": " ".join(query)} | filters)
    # What asks for nothing needs no index, nor the time that it takes to load one.
    with _open(folder) if asked else StoredArchive.open(folder) as archive:
        write_out(archive.export(format=format, **asked), output)


@main.command()
@options.archive
@options.address
def serve(folder: Path, host: str, port: int) -> None:
    """Serve the archive's pages and its JSON API.

    Example: kashshaf serve -a press --port 8080
    """
    with _open(folder) as archive:
        _serve(archive, host, port)


def _serve(archive: "Archive", host: str, port: int) -> None:
    from waitress.server import create_server

    from ..web import create_app

    try:
        server = create_server(create_app(archive), host=host, port=port, threads=4)
    except OSError as error:
        raise KashshafError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --port or --host"
        ) from error
    say(f"{archive.title}: {len(archive):,} records on http://{host}:{port} (Ctrl+C stops)")
    server.run()


@main.command()
@options.address
def demo(host: str, port: int) -> None:
    """Take in a small archive of examples, and serve it.

    Example: kashshaf demo --port 8080
    """
    from ..facade.archive import Archive

    with Archive.in_memory("كشّاف: أرشيف تجريبي") as archive:
        say_tally(archive.ingest([FIXTURES]))
        _serve(archive, host, port)


if __name__ == "__main__":
    sys.exit(main())
