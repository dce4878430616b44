"""The commands that keep an archive and its index."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..archive.errors import ArchiveLocked, ArchiveNotFound, InputError, KashshafError
from . import answers, options
from .ending import end_when_told
from .formats import print_answer
from .intake import of_tally, say_intake, say_media, say_sum, say_tally
from .printing import plain, say
from .tables import megabytes
from .wording import language, said

if TYPE_CHECKING:
    from ..archive.tally import Tally
    from ..facade.archive import Archive


@click.command()
@options.archive
@click.option("--title", help="The archive's name, shown on its pages.")
@options.engine("The search engine: whoosh unless tantivy or opensearch is named.")
@options.language
def init(folder: Path, title: str | None, engine: str | None) -> None:
    """Make an empty archive, to set its title or engine first.

    Example: kashshaf init -a press --title "أرشيف الصحافة"
    """
    from ..facade.archive import Archive

    with Archive.create(folder, title, engine) as archive:
        archive.sync()
    say(said("made", folder=folder, settings=folder / "settings.toml"))


@click.command()
@options.archive
@options.paths
@options.columns
@options.reader
@options.watch
@options.workers
@options.explained
@options.printed
def ingest(
    folder: Path,
    paths: tuple[str, ...],
    columns: dict[str, str],
    reader: str | None,
    watch: bool,
    every: float | None,
    workers: int,
    explain: bool,
    items: int | None,
    form: str,
) -> None:
    """Take in files, folders or standard input (-).

    Reads plain text, JSON, JSON Lines, CSV, TSV, HTML, feeds, mail, web
    archives, office documents, exports of Telegram, Facebook, X and their
    like, and whatever else `kashshaf readers` lists, also in .gz and .zip.
    Private messages need --reader. Makes the archive where there is none, and
    updates the index. Safe to stop and to repeat: what is in the archive
    already is skipped. Ends with what became of each kind of file, and what
    to do about what was rejected.

    --watch goes on, and takes in what arrives in the folders: each file once,
    when it is whole, and again when it has changed. A file is whole when it
    has not changed for five seconds and nobody has it open to write. Ctrl+C or
    SIGTERM end it; what was taken in is not read again at the next start.

    --explain takes nothing in and makes no archive. It tells of each file
    which reader it has and why, and of its first items where each field comes
    from, what is kept beside, and what would be rejected.

    Example: kashshaf ingest -a press articles/ posts.csv --map title=headline

    Example: kashshaf ingest -a press --watch inbox/
    """
    if explain and watch:
        raise click.UsageError("--explain takes nothing in, and --watch goes on to: choose one")
    options.check_watch(paths, watch, every)
    if explain:
        _explain(folder, paths, columns, reader, items, form)
        return
    if items is not None:
        raise click.UsageError("--items is for what --explain tells")
    if watch:
        end_when_told()
    from ..facade.archive import Archive

    try:
        archive = Archive.open(folder)
    except ArchiveNotFound:
        archive = Archive.create(folder)
    with archive:
        told = say_tally if form == "table" else lambda tally: print_answer(of_tally(tally), form)
        if watch:
            take_in_what_arrives(archive, paths, columns, workers, reader, every, told)
            return
        tally = take_in(archive, paths, columns, workers, reader, told)
        if form == "table":
            say_media(archive, tally, paths)
    if tally.rejected and tally.rejected == tally.read:
        raise InputError("nothing could be taken in")


def _explain(
    folder: Path,
    paths: tuple[str, ...],
    columns: dict[str, str],
    reader: str | None,
    items: int | None,
    form: str,
) -> None:
    """Print what would become of files, by the settings of the archive if there is one."""
    from ..archive.explanation import ITEMS, explain
    from ..archive.metadata.authorities import Authorities
    from ..archive.settings import Settings
    from .explaining import of_explanation

    settings = Settings.read(folder)
    explained = explain(
        paths,
        columns,
        reader=reader,
        items=items or ITEMS,
        authorities=Authorities.load(settings.authorities),
        fields=settings.fields,
    )
    files = list(explained)
    print_answer(of_explanation(files, settings.fields), form)
    if not any(file.items for file in files):
        raise InputError("nothing would be taken in")


def take_in(
    archive: "Archive",
    paths: tuple[str, ...],
    columns: dict[str, str],
    workers: int,
    reader: str | None = None,
    told: Callable[["Tally"], None] = say_sum,
) -> "Tally":
    """Ingest, and have it told what became of it also where Ctrl+C ends it."""
    from ..archive.readers import size_of
    from .progress import Progress

    heard: list[Tally] = []
    try:
        with (
            Progress(said("reading"), size_of(paths), "B") as reading,
            Progress(said("indexing"), len(archive), said("unit")) as indexing,
        ):
            return archive.ingest(
                paths,
                columns,
                reader=reader,
                workers=workers,
                consumed=reading.add,
                taken=heard.append,
                indexed=indexing.reach,
            )
    finally:
        for tally in heard[-1:]:
            told(tally)


def take_in_what_arrives(
    archive: "Archive",
    folders: tuple[str, ...],
    columns: dict[str, str],
    workers: int,
    reader: str | None,
    every: float | None,
    told: Callable[["Tally"], None],
) -> None:
    """Watch the folders until a signal ends it; say each intake, and at the end have all told."""
    from ..archive.tally import Tally
    from ..facade.watching import EVERY

    total, heard = Tally(), list[Tally]()
    say(said("watching", folders=said("comma").join(map(plain, folders))))
    try:
        for tally in archive.watch(
            folders,
            columns,
            reader=reader,
            workers=workers,
            every=every or EVERY,
            taken=heard.append,
            waiting=lambda locked: say(said("waiting", why=locked)),
        ):
            total.include(tally)
            heard.clear()
            say_intake(tally)
    except KeyboardInterrupt:
        pass  # how it is meant to end
    except KashshafError:
        if total.read:
            told(total)
        raise
    for tally in heard[-1:]:
        total.include(tally)
    told(total)
    if heard:  # which was broken off: what it stored is to be found
        with suppress(ArchiveLocked):
            archive.sync(workers)


@click.command()
@options.archive
@options.workers
@options.language
def sync(folder: Path, workers: int) -> None:
    """Bring the index up to the store, after an interruption say.

    Example: kashshaf sync -a press
    """
    from ..facade.archive import Archive
    from .progress import Progress

    with Archive.open(folder) as archive, Progress(said("indexing"), 0, said("unit")) as indexing:
        archive.sync(workers, indexing.reach)
        say(said("synced", records=len(archive)))


@click.command()
@options.archive
@options.workers
@options.engine("The engine to use from now on: whoosh, tantivy or opensearch.")
@click.option("--if-needed", is_flag=True, help="Only where the index is missing or outdated.")
@options.language
def rebuild(folder: Path, workers: int, engine: str | None, if_needed: bool) -> None:
    """Make a new index from the store.

    The old one serves until the new one is done.

    Example: kashshaf rebuild -a press --engine tantivy --workers 2
    """
    from ..facade.archive import Archive
    from .progress import Progress

    with Archive.open(folder) as archive, Progress(said("indexing"), 0, said("unit")) as indexing:
        if if_needed and engine in (None, archive.engine) and archive.is_current():
            say(said("current"))
            return
        archive.rebuild(engine, workers, indexing.reach)
        say(said("rebuilt", records=len(archive)))
        if advice := archive.advice(language()):
            say(advice)


@click.command()
@options.archive
@click.argument("ids", nargs=-1, required=True)
@options.language
def remove(folder: Path, ids: tuple[str, ...]) -> None:
    """Take records out of the archive by their ids.

    Their versions stay in the store's history; taking the same item in again
    brings a record back.

    Example: kashshaf remove -a press saahil-2014-001
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        say(said("removed", records=archive.remove(*ids)))


@click.command()
@options.archive
@click.option(
    "--deep",
    is_flag=True,
    help="Read all: files for damage, and each word of each text in the index.",
)
@options.printed
def verify(folder: Path, deep: bool, form: str) -> None:
    """Check store and index against each other.

    The exit status is 1 where they differ. --deep finds what a disk has done
    to their files, and any word that the index gives other records for than
    the texts; nobody can write until it is done.

    Example: kashshaf verify -a press --deep
    """
    from ..facade.archive import Archive
    from .progress import Progress

    with Archive.open(folder) as archive, Progress(said("comparing"), 0, said("unit")) as compared:
        found = archive.verify(deep, compared.reach)
    print_answer(answers.of_verification(found), form)
    if not found.good:
        raise KashshafError(answers.what_is_wrong(found))


@click.command()
@options.archive
@click.argument("to", type=click.Path(path_type=Path))
@options.language
def backup(folder: Path, to: Path) -> None:
    """Copy what cannot be made again to a new folder.

    Others may search and take in meanwhile: the copy is of one moment. It is
    checked, and stands there whole or not at all. The folder is an archive
    itself, without an index; `kashshaf restore` puts it back.

    Example: kashshaf backup -a press /backups/press-2014-09-03
    """
    from ..facade.archive import Archive
    from .progress import Progress

    with Archive.open(folder) as archive, Progress(said("copying"), 0, said("pages")) as copied:
        made = archive.backup(to, copied.reach)
    say(said("backed-up", folder=made.folder, records=made.records, size=megabytes(made.size)))


@click.command()
@options.archive
@click.argument("backup_folder", metavar="FROM", type=click.Path(path_type=Path))
@options.workers
@options.language
def restore(folder: Path, backup_folder: Path, workers: int) -> None:
    """Put a backup back, as this archive or a new one.

    Its index is made. What was there is kept, in a folder within the
    archive's. (A single record's earlier version comes back by
    `Archive.restore` in Python.)

    Example: kashshaf restore -a press /backups/press-2014-09-03
    """
    from ..facade.archive import Archive
    from .progress import Progress

    def kept(aside: Path) -> None:
        say(said("kept", folder=aside))

    with (
        Progress(said("indexing"), 0, said("unit")) as indexing,
        Archive.from_backup(
            backup_folder, folder, workers=workers, kept=kept, indexed=indexing.reach
        ) as archive,
    ):
        say(said("restored", folder=folder, records=len(archive)))


@click.command()
@options.archive
@click.argument("query", nargs=-1)
@options.format_name
@options.style
@options.filters
@options.per
@options.sort
@click.option("--limit", type=click.IntRange(min=0), help="Records to write; all by default.")
@options.output
@options.language
def export(
    folder: Path,
    query: tuple[str, ...],
    format: str | None,  # noqa: A002  # the word for it
    output: Path,
    **filters: Any,
) -> None:
    """Write all that a search finds; without a query, everything.

    Takes what search does. JSON Lines and CSV can be taken in again; ris,
    bibtex and csl-json are references, atom is a feed. The two bibliographies
    cite the first 2,000 records in a style, as a document for a word
    processor (rtf) and as plain text. All are UTF-8.

    Example: kashshaf export -a press كتاب -o books.ris

    Example: kashshaf export -a press كتاب --format bibliography-rtf --style apa -o books.rtf
    """
    from ..archive.writers import WRITERS
    from ..facade.stored import StoredArchive
    from .output import say_what_may_not_be_meant, write_out

    text, written = " ".join(query), format or options.format_of(output, WRITERS)
    asked = options.asked({"text": text} | filters)
    if not asked:
        # That needs no index, nor the time that it takes to load one.
        with StoredArchive.open(folder) as stored:
            write_out(stored.export(format=written), output)
        return
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        say_what_may_not_be_meant(archive, (text, asked))
        write_out(archive.export(format=written, **asked), output)
