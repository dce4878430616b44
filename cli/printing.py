"""How the commands speak: results and figures as text, and every error as one line."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import click

from ..archive.errors import KashshafError, QueryError

if TYPE_CHECKING:
    from ..archive.ingestion import Tally
    from ..facade.statistics import Statistics
    from ..index.searching.concordance import Concordance, ConcordanceLine
    from ..index.searching.results import SearchResults, Snippet
    from ..index.searching.trends import Trends


_RLM = "\N{RIGHT-TO-LEFT MARK}"
_FSI, _PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


class Stopped(click.ClickException):
    """Ctrl+C: what was under way can be begun again."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it; it is no error."""
        say(self.message)


class CommandGroup(click.Group):
    """Turns Kashshaf's errors into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise click.UsageError(str(error)) from error
        except KashshafError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # Whoever reads our output has seen enough. What is left of it goes nowhere,
            # or Python would complain when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except OSError as error:
            raise click.ClickException(_what_failed(error)) from error
        except KeyboardInterrupt as error:
            raise Stopped(
                "stopped: nothing is lost, run the same command again to go on"
            ) from error


def _what_failed(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


def say(line: str) -> None:
    """Tell the person at the terminal; standard output is for what was asked for."""
    click.echo(line, err=True)


def print_json(value: object) -> None:
    """Print a value as JSON, Arabic as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_tally(tally: "Tally") -> None:
    """Say what became of the items that were read."""
    say(
        f"read {tally.read:,}: {tally.added:,} added, {tally.updated:,} updated,"
        f" {tally.same:,} skipped as the same, {tally.rejected:,} rejected"
    )
    if tally.rejects_file is not None:
        say(f"the rejected ones and why: {tally.rejects_file}")


def print_readers(readers: Iterable[Mapping[str, Any]]) -> None:
    """Print for each reader its name, suffixes and package, and what it reads in both languages."""
    for reader in readers:
        package = f"  (of {reader['package']})" if reader["package"] else ""
        suffixes = plain(f"  {' '.join(reader['suffixes'])}{package}")
        click.echo(click.style(plain(reader["name"]), bold=True) + suffixes)
        for description in reader["description"].values():
            click.echo("  " + plain(description))


def print_results(results: "SearchResults") -> None:
    """Print a page of results: for each hit its title, what is known of it, and a snippet."""
    for warning in results.warnings("en"):
        say(warning)
    for hit in results:
        record = hit.record
        about = [record.source, record.published, record.platform, record.id]
        click.secho(plain(record.title or str(hit.snippet)[:80]), bold=True)
        click.echo("  " + " · ".join(plain(str(part)) for part in about if part))
        click.echo("  " + _marked(hit.snippet))
    for name, values in results.facets.items():
        click.echo(f"{name}: " + ", ".join(f"{plain(v.label('en'))} ({v.count:,})" for v in values))
    say(f"{results.total:,} found: {results.interpreted('en')}")
    if results.variants:
        say(f"also searched for: {'; '.join(map(', '.join, results.variants.values()))}")
    if results.suggestions:
        say(f"did you mean: {' | '.join(results.suggestions)}")


def print_concordance(found: "Concordance") -> None:
    """Print a line an occurrence, with the matches one below another."""
    for warning in found.warnings("en"):
        say(warning)
    widest = max((_width(line.before) for line in found.lines), default=0)
    for line in found.lines:
        click.echo(_in_context(line, widest))
    read = f" in the first {found.read:,}" if found.read < found.matching else ""
    say(f"{found.total:,} occurrences{read} of {found.matching:,} records that match")


def _in_context(line: "ConcordanceLine", widest: int) -> str:
    """A line from right to left also where it begins with a Latin word."""
    record = line.record
    known = [str(part) for part in (record.source, record.published) if part]
    about = _isolated(" · ".join(known) or record.id)
    room = " " * (widest - _width(line.before))
    around = f"{room}{plain(line.before)} {_sought(line.match)} {plain(line.after)}"
    return f"{_RLM}{around}  [{about}]"


def print_trends(found: "Trends") -> None:
    """Print a table: a place, what each query counts there and its share, and all records."""
    texts = [_isolated(trend.text) for trend in found.trends]
    rows = [[found.by, *texts, "records"]]
    for at, place in enumerate(found.places):
        records = found.records[at]
        counts = (_share(trend.counts[at], records) for trend in found.trends)
        rows.append([_isolated(place), *counts, f"{records:,}"])
    for line in _aligned(rows):
        click.echo(line)
    for trend in found.trends:
        if trend.elsewhere:
            say(f"{plain(trend.text)}: {trend.elsewhere:,} of {trend.total:,} have no place here")


def _share(count: int, records: int) -> str:
    return f"{count:,} ({count / records:.1%})" if records else f"{count:,}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines with their columns one below another, all but the first to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        rooms = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        numbers = (room + cell for room, cell in zip(rooms[1:], row[1:], strict=True))
        yield "  ".join([row[0] + rooms[0], *numbers])


def _width(text: str) -> int:
    """The columns that a text takes: marks and invisible characters take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in text)


def plain(text: str) -> str:
    """A stranger's text without what steers a terminal or turns the direction of a line."""
    return _CONTROLS.sub(" ", text)


def _isolated(text: str) -> str:
    """A text that keeps its direction to itself: two Arabic cells beside each other would swap."""
    return f"{_FSI}{plain(text)}{_PDI}"


def _sought(text: str) -> str:
    return click.style(plain(text), bold=True, underline=True)


def _marked(snippet: "Snippet") -> str:
    return "".join(
        _sought(fragment.text) if fragment.marked else plain(fragment.text)
        for fragment in snippet.fragments
    )


def print_statistics(figures: "Statistics") -> None:
    """Print what an archive holds and the state of its index."""
    dates = f"{figures.earliest} to {figures.latest}" if figures.earliest else "none"
    counts = (f"{facet} {count:,}" for facet, count in figures.values.items())
    click.echo(f"records   {figures.records:,}")
    click.echo(f"dates     {dates}; {figures.undated:,} undated")
    click.echo(f"values    {', '.join(counts)}")
    click.echo(f"store     {figures.store_bytes / 1e6:,.1f} MB")
    click.echo(
        f"index     {figures.index_bytes / 1e6:,.1f} MB, {figures.engine}, made {figures.built}"
    )
    if figures.behind:
        click.echo(f"behind    {figures.behind:,} changes: run `kashshaf sync`")
    if figures.advice:
        click.echo(f"advice    {figures.advice}")
