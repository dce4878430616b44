"""The commands that search."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..archive.errors import InputError
from . import answers, options, reprint_answers
from .formats import print_answer
from .printing import say
from .wording import language

if TYPE_CHECKING:
    from ..facade.archive import Archive


@click.command()
@options.archive
@click.argument("query", nargs=-1)
@options.filters
@options.per
@options.page
@click.option("--facets", is_flag=True, help="Count the values of every field.")
@options.printed
def search(folder: Path, query: tuple[str, ...], facets: bool, form: str, **filters: Any) -> None:
    """Search; without a query, list everything.

    Words match in any form, +words with clitics, "quoted" ones as that word, =words as written.
    The same filter given twice means either, --exclude given twice neither.
    A query that begins with a minus goes after -- and the options before it.

    Example: kashshaf search -a press '"فيس بوك" -تويتر' --since 2014 --json
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        keys = [field.key for field in archive.fields.facets] if facets else []
        results = archive.search(" ".join(query), facets=keys, levels=True, **filters)
    print_answer(answers.of_results(results), form)


@click.command()
@options.archive
@click.argument("field")
@click.argument("query", nargs=-1)
@options.filters
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Names to count, the commonest first; dates and ranges are all printed.",
)
@options.printed
def facets(
    folder: Path, field: str, query: tuple[str, ...], limit: int, form: str, **filters: Any
) -> None:
    """Count the values of one field in what is found.

    FIELD is a key that `kashshaf fields` marks as a facet, the archive's own
    too; without a query, everything is counted. Filters on the field itself
    do not narrow its counts.

    Example: kashshaf facets -a press platform تويتر --since 2014
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        results = archive.search(
            " ".join(query), facets=[field], limit=0, facet_size=limit, **filters
        )
    print_answer(answers.of_facet(field, results, limit), form)


@click.command()
@options.archive
@click.argument("record_id", metavar="ID")
@click.option(
    "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="Records to print."
)
@options.printed
def similar(folder: Path, record_id: str, limit: int, form: str) -> None:
    """Find records that are like one.

    They have most of the words that set it apart, the most alike first.

    Example: kashshaf similar -a press saahil-2014-001
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        record = archive.record(record_id)
        others = archive.similar(record, limit)
    print_answer(answers.of_similar(record, others), form)


@click.command()
@options.archive
@click.argument("ids", metavar="[ID [OTHER]]", nargs=-1)
@click.option(
    "--text",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where does the text in this file stand? - is what is piped in.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Records to print that have some of the text of --text: 50 unless chosen.",
)
@options.printed
def reprints(
    folder: Path, ids: tuple[str, ...], text: Path | None, limit: int | None, form: str
) -> None:
    """Say where the text of a record stands too, or any text.

    Prints each record that shares text with it: the same text again, an excerpt, a passage. Of
    two records it prints the passages that both have.

    Example: kashshaf reprints -a press manara-2014-001

    Example: kashshaf reprints -a press manara-2014-001 wadi-2014-001
    """
    from ..facade.archive import Archive

    if bool(ids) == (text is not None):
        raise click.UsageError("give the ID of a record, or a text with --text")
    if len(ids) > 2:
        raise click.UsageError("give the ID of one record, or of two to be compared")
    if ids and limit is not None:
        raise click.UsageError("--limit is for --text: of a record all that is known is printed")
    with Archive.open(folder) as archive:
        _say_if_behind(archive)
        if text is not None:
            answer = reprint_answers.of_trace(archive.trace(_read(text), limit or _TRACED))
        elif len(ids) == 2:
            answer = reprint_answers.of_shared(archive.shared(*ids))
        else:
            answer = reprint_answers.of_reprints(archive.reprints(*ids))
    print_answer(answer, form)


def _say_if_behind(archive: "Archive") -> None:
    """Say how many changes the index does not know of, where it does not say so in its answer."""
    from ..index.query.notices import explain
    from ..index.searching.extras import staleness

    for notice in staleness(archive.changes_behind()):
        say(explain(notice, language()))


_TRACED = 50
"""Records with some of a text that are printed unless more or fewer are asked for."""


def _read(path: Path) -> str:
    """The text in a file or, for "-", in what is piped in, in any encoding that `ingest` knows."""
    from ..archive.readers.base import Unreadable
    from ..archive.readers.encoding import as_utf8, whole_text

    name = "standard input" if str(path) == "-" else str(path)
    try:
        return whole_text(as_utf8(_chunks(path)), "a text")
    except Unreadable as error:
        raise InputError(f"{name} {error}") from error


def _chunks(path: Path) -> Iterator[bytes]:
    from ..archive.readers.base import Unreadable
    from ..archive.readers.chunks import pieces

    if str(path) != "-":
        with path.open("rb") as file:
            yield from pieces(file)
    elif sys.stdin is None:
        raise Unreadable("is closed: no text can be read from it")
    else:
        yield from pieces(sys.stdin.buffer)


_STORY_FORMATS = ("jsonl", "csv", "graphml")


@click.command()
@options.archive
@click.argument("query", nargs=-1)
@click.option(
    "--content",
    type=click.Choice(["stories", "pairs", "network"]),
    default="stories",
    show_default=True,
    help="Each copy of each story, each two records that share text, or who prints after whom.",
)
@click.option(
    "--format",
    type=click.Choice(_STORY_FORMATS),
    show_default=options.AS_CALLED,
    help="What to write; graphml is for the network.",
)
@click.option("--earlier", metavar="SOURCE", help="Only stories that this source had first.")
@click.option("--later", metavar="SOURCE", help="Only stories that it had on a later day.")
@options.filters
@options.output
@options.language
def stories(
    folder: Path,
    query: tuple[str, ...],
    format: str | None,  # noqa: A002  # the word for it
    earlier: str | None,
    later: str | None,
    output: Path,
    **asked: Any,
) -> None:
    """Write the stories of a search: what was printed again.

    Without a query, those of the whole archive. A story is written with all of its copies, and
    a pair with both records, where the search finds one of them.

    Example: kashshaf stories -a press --content network -o press.graphml
    """
    from ..facade.archive import Archive
    from .output import say_what_may_not_be_meant, write_out

    text, sources = " ".join(query), [source for source in (earlier, later) if source]
    form: Any = format or options.format_of(output, _STORY_FORMATS)
    with Archive.open(folder) as archive:
        of_sources = (("", {"only": {"source": [source]}}) for source in sources)
        say_what_may_not_be_meant(archive, (text, asked), *of_sources)
        asked |= {"format": form, "earlier": earlier, "later": later}
        write_out(archive.export_reprints(text=text, **asked), output)


@click.command()
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
@options.printed
def concordance(folder: Path, query: tuple[str, ...], form: str, **asked: Any) -> None:
    """Print each occurrence of a word in its context.

    Each stands on a line, with the words before and after it.

    Example: kashshaf concordance -a press "فيس بوك" --arrange after --limit 50
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        found = archive.concordance(" ".join(query), **asked)
    print_answer(answers.of_concordance(found), form)


@click.command()
@options.archive
@click.argument("queries", nargs=-1, required=True)
@options.filters
@click.option(
    "--by",
    type=click.Choice(["year", "month", "day", "source", "country"]),
    help="What to spread them over; whichever period fits unless given.",
)
@click.option(
    "--per",
    type=click.Choice(["record", "story"]),
    default="record",
    show_default=True,
    help="What is counted: records, or stories, each of which counts once at every place.",
)
@click.option(
    "--each",
    metavar="FIELD",
    help="Over time, for each of the 12 values of this field with most results, such as source.",
)
@options.printed
def trends(
    folder: Path, queries: tuple[str, ...], each: str | None, form: str, **asked: Any
) -> None:
    """Compare queries over time, sources or their countries.

    Takes up to five. Prints how many records each finds, beside how many there are at all. A
    stretch of time of which there are none is one line, and none in CSV. With --each there is a
    line for each value, query and period.

    Example: kashshaf trends -a press تويتر "فيس بوك" --by year

    Example: kashshaf trends -a press تويتر "فيس بوك" --by month --each source --format csv
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        answer = (
            answers.of_trends_of_each(
                archive.trends_of_each(each, queries, **asked), archive.naming
            )
            if each
            else answers.of_trends(archive.trends(queries, **asked), archive.naming)
        )
    print_answer(answer, form)


@click.command()
@options.archive
@click.argument("query", nargs=-1, required=True)
@options.filters
@options.per
@click.option(
    "--window",
    type=click.IntRange(1, 30),
    default=5,
    show_default=True,
    help="How many words on a side of a match are near it.",
)
@click.option(
    "--side",
    type=click.Choice(["both", "before", "after"]),
    default="both",
    show_default=True,
    help="On which side of a match words are near it.",
)
@click.option(
    "--measure",
    type=click.Choice(["log-likelihood", "log-dice", "count"]),
    default="log-likelihood",
    show_default=True,
    help="By what the words are in order.",
)
@click.option(
    "--by",
    metavar="AXIS",
    help="What marks each year, month, day, or value of a field such as source.",
)
@options.words
@options.printed
def collocates(folder: Path, query: tuple[str, ...], form: str, **asked: Any) -> None:
    """Print the words that keep company with a query.

    All forms of a word count as one. With --by, what marks each year against the others is
    printed instead, or each value of a field.

    Example: kashshaf collocates -a press "مجلس الأمن" --window 3 --by year
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        found = archive.collocates(" ".join(query), **asked)
        naming = archive.naming
    print_answer(answers.of_collocates(found, naming), form)


@click.command()
@options.archive
@click.argument("query", nargs=-1)
@options.filters
@options.per
@options.words
@options.printed
def telling_words(folder: Path, query: tuple[str, ...], form: str, **asked: Any) -> None:
    """Print the words that mark what is found against the rest.

    Those that more of the records found have than of the others. A record counts once, however
    often it has the word; the words of the query are left out.

    Example: kashshaf telling-words -a press --source رويترز --since 2014 --limit 20
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        found = archive.telling_words(" ".join(query), **asked)
    print_answer(answers.of_telling_words(found), form)


@click.command()
@options.archive
@click.argument("text", nargs=-1, required=True)
@options.printed
def complete(folder: Path, text: tuple[str, ...], form: str) -> None:
    """Complete a text that is being typed.

    Prints words of the archive that begin so, then values such as sources and dates, each
    after the key of its field, then titles. Values and dates are named by the last words.

    Example: kashshaf complete -a press "وزير الخار"
    """
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        found = archive.complete(" ".join(text))
    print_answer(answers.of_completions(found), form)
