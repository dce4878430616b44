"""How the commands speak: results and figures as text, and every error as one line."""

import json
from typing import IO, TYPE_CHECKING, Any

import click

from .archive.errors import KashshafError, QueryError

if TYPE_CHECKING:
    from .archive.ingestion import Tally
    from .index.concordance import Concordance
    from .index.results import SearchResults, Snippet
    from .index.statistics import Statistics
    from .index.trends import Trends


class Stopped(click.ClickException):
    """Ctrl+C: what was under way can be begun again."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it; it is no error."""
        say(self.message)


class Group(click.Group):
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
            raise  # click ends quietly: whoever reads our output has seen enough
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


def print_results(results: "SearchResults") -> None:
    """Print a page of results: for each hit its title, what is known of it, and a snippet."""
    for warning in results.warnings("en"):
        say(warning)
    for hit in results:
        record = hit.record
        about = [record.source, record.published, record.platform, record.id]
        click.secho(record.title or str(hit.snippet)[:80], bold=True)
        click.echo("  " + " · ".join(str(part) for part in about if part))
        click.echo("  " + _marked(hit.snippet))
    for name, values in results.facets.items():
        click.echo(f"{name}: " + ", ".join(f"{v.label} ({v.count:,})" for v in values))
    say(f"{results.total:,} found: {results.interpreted('en')}")
    if results.variants:
        say(f"also searched for: {'; '.join(map(', '.join, results.variants.values()))}")
    if results.suggestions:
        say(f"did you mean: {' | '.join(results.suggestions)}")


def print_concordance(found: "Concordance") -> None:
    """Print a line an occurrence: where it is, then the words with it between them."""
    for line in found.lines:
        where = " · ".join(
            str(part) for part in (line.record.source, line.record.published) if part
        )
        match = click.style(line.match, bold=True, underline=True)
        click.echo(f"{line.before} {match} {line.after}  [{where or line.record.id}]")
    read = f" in the first {found.read:,}" if found.read < found.matching else ""
    say(f"{found.total:,} occurrences{read} of {found.matching:,} records that match")


def print_trends(found: "Trends") -> None:
    """Print a table, its columns parted by tabs: a place, each query's count, all records."""
    texts = [trend.text for trend in found.trends]
    click.echo("\t".join([found.by, *texts, "records"]))
    for at, place in enumerate(found.places):
        counts = [trend.counts[at] for trend in found.trends]
        click.echo("\t".join(map(str, [place, *counts, found.records[at]])))
    for trend in found.trends:
        if trend.elsewhere:
            say(f"{trend.text}: {trend.elsewhere:,} of {trend.total:,} have no place here")


def _marked(snippet: "Snippet") -> str:
    return "".join(
        click.style(fragment.text, bold=True, underline=True) if fragment.marked else fragment.text
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
