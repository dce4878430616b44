"""The command line: thin commands over `Archive`. Imported by nothing."""

import functools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .archive.errors import ArchiveNotFound, InputError, KashshafError, QueryError

if TYPE_CHECKING:
    from .archive.ingestion import Tally
    from .index.archive import Archive

# Heavy modules are imported inside the commands that need them, so that
# `kashshaf --help` answers at once.

FIXTURES = Path(__file__).parent / "fixtures" / "items"


class Group(click.Group):
    """Turns Kashshaf's errors into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise click.UsageError(str(error)) from error
        except (KashshafError, OSError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kashshaf")
def main() -> None:
    r"""Kashshaf (كشّاف): a searchable archive of Arabic text.

    \b
    kashshaf ingest -a press articles/ posts.csv
    kashshaf search -a press "فيس بوك" --platform twitter
    kashshaf serve -a press
    """


archive_option = click.option(
    "-a",
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    envvar="KASHSHAF_ARCHIVE",
    default=Path("kashshaf-archive"),
    show_default=True,
    show_envvar=True,
    help="The archive's folder.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that build the index.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def _open(folder: Path) -> "Iterator[Archive]":
    from .index.archive import Archive

    with Archive.open(folder) as archive:
        yield archive


def _say(line: str) -> None:
    click.echo(line, err=True)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@main.command()
@archive_option
@click.option("--title", help="The archive's name, shown on its pages.")
@click.option("--engine", default="whoosh", show_default=True, help="The search engine.")
def init(folder: Path, title: str | None, engine: str) -> None:
    """Make an empty archive, to set its title or engine first.

    Example: kashshaf init -a press --title "أرشيف الصحافة"
    """
    from .index.archive import Archive

    Archive.create(folder, title, engine).close()
    _say(f"made an archive in {folder}; its settings are in {folder / 'settings.toml'}")


def _columns(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for name, equals, column in pairs:
        if not (name and equals and column):
            raise click.BadParameter(f"“{name}” is not of the form title=headline")
    return {name: column for name, _, column in pairs}


@main.command()
@archive_option
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="NAME=COLUMN",
    help="Which column of the files is which field, such as title=headline.",
)
@workers_option
def ingest(folder: Path, paths: tuple[str, ...], columns: dict[str, str], workers: int) -> None:
    """Take in files, folders or standard input (-), and update the index.

    Reads plain text, JSON, JSON Lines, CSV, TSV and HTML, also in .gz and
    .zip. Makes the archive where there is none. Safe to stop and to repeat:
    what is in the archive already is skipped.

    Example: kashshaf ingest -a press articles/ posts.csv --map title=headline
    """
    from .archive.readers import size_of
    from .index.archive import Archive
    from .progress import Progress

    total = size_of(paths)
    try:
        archive = Archive.open(folder)
    except ArchiveNotFound:
        archive = Archive.create(folder)
    with (
        archive,
        Progress("reading", total, "B") as reading,
        Progress("indexing", 0, " records") as indexing,
    ):
        tally = archive.ingest(
            paths, columns, workers=workers, consumed=reading.add, indexed=indexing.reach
        )
    _report(tally)


def _report(tally: "Tally") -> None:
    _say(
        f"read {tally.read:,}: {tally.added:,} added, {tally.updated:,} updated,"
        f" {tally.same:,} skipped as the same, {tally.rejected:,} rejected"
    )
    if tally.rejects_file is not None:
        _say(f"the rejected ones and why: {tally.rejects_file}")
        if tally.rejected == tally.read:
            raise InputError("nothing could be taken in")


@main.command()
@archive_option
@workers_option
def sync(folder: Path, workers: int) -> None:
    """Bring the index up to the store, after an interruption say.

    Example: kashshaf sync -a press
    """
    from .progress import Progress

    with _open(folder) as archive, Progress("indexing", 0, " records") as indexing:
        archive.sync(workers, indexing.reach)
        _say(f"the index holds all {len(archive):,} records")


@main.command()
@archive_option
@workers_option
@click.option("--engine", help="The engine to use from now on.")
@click.option("--if-needed", is_flag=True, help="Only where the index is missing or outdated.")
def rebuild(folder: Path, workers: int, engine: str | None, if_needed: bool) -> None:
    """Make a new index from the store; the old one serves until it is done.

    Example: kashshaf rebuild -a press --workers 2
    """
    from .progress import Progress

    with _open(folder) as archive, Progress("indexing", 0, " records") as indexing:
        if if_needed and archive.is_current():
            _say("the index is current")
            return
        archive.rebuild(engine, workers, indexing.reach)
        _say(f"the new index holds {len(archive):,} records")


@main.command()
@archive_option
@click.argument("ids", nargs=-1, required=True)
def remove(folder: Path, ids: tuple[str, ...]) -> None:
    """Take records out of the archive by their ids.

    Their versions stay in the store's history; taking the same item in again
    brings a record back.

    Example: kashshaf remove -a press saahil-2014-001
    """
    with _open(folder) as archive:
        _say(f"removed {archive.remove(*ids):,}")


def _search_options(command: Callable[..., None]) -> Callable[..., None]:
    options = [
        click.option("--source", "sources", multiple=True, help="Only from this source."),
        click.option("--platform", "platforms", multiple=True, help="Only on this platform."),
        click.option("--mentions", multiple=True, help="Only if it speaks of this platform."),
        click.option("--agency", "agencies", multiple=True, help="Only if it credits this agency."),
        click.option("--since", help="Not before 2014, 2014-09 or 2014-09-03."),
        click.option("--until", help="Not after 2014, 2014-09 or 2014-09-03."),
        click.option(
            "--match",
            type=click.Choice(["all", "any"]),
            default="all",
            show_default=True,
            help="Whether all words must match, or any.",
        ),
        click.option(
            "--sort",
            type=click.Choice(["relevance", "newest", "oldest"]),
            help="The order; relevance unless the query is empty.",
        ),
        click.option("--offset", type=click.IntRange(min=0), default=0, help="Hits to skip."),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            default=10,
            show_default=True,
            help="Hits to print.",
        ),
    ]
    return functools.reduce(lambda decorated, option: option(decorated), reversed(options), command)


@main.command()
@archive_option
@click.argument("query", default="")
@_search_options
@click.option("--facets", is_flag=True, help="Count sources, platforms, mentions, agencies, dates.")
@json_option
def search(folder: Path, query: str, facets: bool, as_json: bool, **options: Any) -> None:
    """Search; the same filter given twice means either.

    Words match in any form, "quoted" ones as that word, =words as written.

    Example: kashshaf search -a press '"فيس بوك" -تويتر' --since 2014 --json
    """
    from .index.serialise import results_json

    names = ("source", "platform", "mentions", "agency", "date") if facets else ()
    with _open(folder) as archive:
        results = archive.search(query, facets=names, **options)
    if as_json:
        _print_json(results_json(results))
        return
    for warning in results.warnings("en"):
        _say(warning)
    for hit in results:
        record = hit.record
        about = [record.source, record.published, record.platform, record.id]
        click.secho(record.title or str(hit.snippet)[:80], bold=True)
        click.echo("  " + " · ".join(str(part) for part in about if part))
        click.echo("  " + _marked(hit.snippet))
    for name, values in results.facets.items():
        click.echo(f"{name}: " + ", ".join(f"{v.label} ({v.count:,})" for v in values))
    _say(f"{results.total:,} found: {results.interpreted('en')}")


def _marked(snippet: Any) -> str:
    return "".join(
        click.style(fragment.text, bold=True, underline=True) if fragment.marked else fragment.text
        for fragment in snippet.fragments
    )


@main.command()
@archive_option
@json_option
def stats(folder: Path, as_json: bool) -> None:
    """Say what the archive holds and the state of its index.

    Example: kashshaf stats -a press
    """
    with _open(folder) as archive:
        figures = archive.stats()
    if as_json:
        _print_json(asdict(figures))
        return
    dates = f"{figures.earliest} to {figures.latest}" if figures.earliest else "none"
    click.echo(f"records   {figures.records:,}")
    click.echo(f"dates     {dates}, {figures.undated:,} undated")
    for facet, count in figures.values.items():
        click.echo(f"{facet:<9} {count:,}")
    click.echo(f"store     {figures.store_bytes / 1e6:,.1f} MB")
    click.echo(f"index     {figures.index_bytes / 1e6:,.1f} MB, {figures.engine}, {figures.built}")
    if figures.behind:
        click.echo(f"behind    {figures.behind:,} changes: run `kashshaf sync`")


@main.command()
@archive_option
@json_option
def verify(folder: Path, as_json: bool) -> None:
    """Check store and index against each other; status 1 where they differ.

    Example: kashshaf verify -a press
    """
    with _open(folder) as archive:
        found = archive.verify()
    if as_json:
        _print_json(asdict(found) | {"good": found.good})
    else:
        click.echo(f"{found.records:,} records, {found.indexed:,} in the index")
    if not found.good:
        raise KashshafError(
            f"the index lacks {len(found.missing):,} records, has {len(found.orphans):,} that are"
            f" none, and is {found.behind:,} changes behind: run `kashshaf sync`, or `rebuild`"
        )


@main.command()
@archive_option
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8"),
    default="-",
    help="The file to write; standard output by default.",
)
def export(folder: Path, output: Any) -> None:
    """Write every record as JSON Lines, which `ingest` takes in again.

    Example: kashshaf export -a press -o press.jsonl
    """
    with _open(folder) as archive:
        for record in archive.records():
            content = record.content()
            line = content.pop("extra") | content
            output.write(json.dumps(line, ensure_ascii=False) + "\n")


@main.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(folder: Path, host: str, port: int) -> None:
    """Serve the archive's pages and its JSON API.

    Example: kashshaf serve -a press --port 8080
    """
    with _open(folder) as archive:
        _serve(archive, host, port)


def _serve(archive: "Archive", host: str, port: int) -> None:
    from waitress.server import create_server

    from .web import create_app

    server = create_server(create_app(archive), host=host, port=port, threads=4)
    _say(f"{archive.title}: {len(archive):,} records on http://{host}:{port} (Ctrl+C stops)")
    server.run()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def demo(host: str, port: int) -> None:
    """Take in the small archive that comes with Kashshaf, and serve it.

    Example: kashshaf demo --port 8080
    """
    from .index.archive import Archive

    with (
        tempfile.TemporaryDirectory(prefix="kashshaf-demo-") as folder,
        Archive.create(folder, title="كشّاف: أرشيف تجريبي") as archive,
    ):
        _report(archive.ingest([FIXTURES]))
        _serve(archive, host, port)


if __name__ == "__main__":
    sys.exit(main())
