"""The commands that show what there is: a record, fields, readers, figures."""

from pathlib import Path

import click

from . import answers, options
from .formats import print_answer
from .printing import say
from .wording import language, said


@click.command()
@options.archive
@click.argument("record_id", metavar="ID")
@click.option("--history", is_flag=True, help="List its versions, also of one that was removed.")
@options.printed
def show(folder: Path, record_id: str, history: bool, form: str) -> None:
    """Show a record with all that is known of it.

    Where it came from is told too; --history lists what changed it, and when.

    Example: kashshaf show -a press saahil-2014-001
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        if history:
            answer = answers.of_history(archive.history(record_id))
        else:
            answer = answers.of_record(archive.record(record_id), archive.naming)
    print_answer(answer, form)


@click.command()
@options.archive
@options.printed
def fields(folder: Path, form: str) -> None:
    """List the fields of records, the archive's own among them.

    Tells what queries and files call each, and what it is for: --only and
    `facets` take the keys, --map takes columns. Its own are in settings.toml.

    Example: kashshaf fields -a press
    """
    from ..archive.settings import Settings

    if not folder.exists():
        say(said("every-archives-fields", folder=folder))
    print_answer(answers.of_fields(Settings.read(folder).fields), form)


@click.command()
@options.printed
def readers(form: str) -> None:
    """List the formats that are read, and who brings them.

    They are asked in this order: of two that have a suffix, the first reads it.

    Example: kashshaf readers --json
    """
    from ..archive.readers import READERS, in_order

    listed = [(reader, READERS.brought_by(reader.name)) for reader in in_order()]
    print_answer(answers.of_readers(listed), form)


@click.command()
@options.archive
@options.printed
def stats(folder: Path, form: str) -> None:
    """Say what the archive holds and the state of its index.

    Example: kashshaf stats -a press
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        answer = answers.of_statistics(archive.stats(), archive.advice(language()))
    print_answer(answer, form)
