"""The options and arguments of the commands; what is wrong with one is wrong usage, status 2."""

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.core import ParameterSource

from ..archive.errors import KashshafError

Command: TypeAlias = Callable[..., None]
Decorator: TypeAlias = Callable[[Command], Command]

archive = click.option(
    "-a",
    "--archive",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="KASHSHAF_ARCHIVE",
    default=Path("kashshaf-archive"),
    show_default=True,
    show_envvar=True,
    help="The archive's folder.",
)
workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that build the index.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def _usage(context: click.Context) -> Iterator[None]:
    try:
        yield
    except KashshafError as error:
        raise click.UsageError(str(error), context) from error


def _paths(context: click.Context, _: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from ..archive.readers import check_exist

    with _usage(context):
        check_exist(given)
    return given


paths = click.argument("paths", nargs=-1, required=True, callback=_paths)


def _engine(context: click.Context, _: click.Parameter, given: str | None) -> str | None:
    if given is not None:
        from ..index.engines import check_name

        with _usage(context):
            check_name(given)
    return given


def engine(meaning: str, **more: Any) -> Decorator:
    """The name of an engine that there is."""
    return click.option("--engine", callback=_engine, help=meaning, **more)


class _FormatName(click.ParamType):  # type: ignore[type-arg]  # generic in late versions alone
    """The name of a format; all there are, other packages' too, are looked up only for help."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        from ..archive.writers import WRITERS

        return f"[{'|'.join(WRITERS)}]"


format_name = click.option(
    "--format",
    type=_FormatName(),
    default="jsonl",
    show_default=True,
    help="What to write; other packages may bring more.",
)


def given(names: Iterable[str]) -> dict[str, Any]:
    """Those of this command's parameters that were given, rather than left to their defaults."""
    context = click.get_current_context()
    return {
        name: context.params[name]
        for name in names
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT
    }


def _pairs(given: tuple[str, ...], example: str) -> list[tuple[str, str]]:
    """The two sides of each equals sign."""
    pairs = []
    for pair in given:
        name, _, value = pair.partition("=")
        if not (name and value):
            raise click.BadParameter(f"“{pair}” is not of the form {example}")
        pairs.append((name, value))
    return pairs


def _columns(context: click.Context, _: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    mapped = dict(_pairs(given, "title=headline"))
    if mapped:
        from ..archive.readers import check_mapped

        with _usage(context):
            check_mapped(mapped)
    return mapped


columns = click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="NAME=COLUMN",
    help="Which column of the files is which field, such as title=headline.",
)


def _excluding(
    _: click.Context, __: click.Parameter, given: tuple[str, ...]
) -> dict[str, list[str]]:
    excluding: dict[str, list[str]] = {}
    for facet, value in _pairs(given, "source=رويترز"):
        excluding.setdefault(facet, []).append(value)
    return excluding


def _all(*options: Decorator) -> Decorator:
    """The options as one decorator, shown in help in this order."""
    return lambda command: functools.reduce(
        lambda decorated, option: option(decorated), reversed(options), command
    )


address = _all(
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
    click.option(
        "--port",
        type=click.IntRange(1, 65535),
        default=8000,
        show_default=True,
        help="The port to listen on.",
    ),
)
filters = _all(
    click.option("--source", "sources", multiple=True, help="Only from this source."),
    click.option("--platform", "platforms", multiple=True, help="Only on this platform."),
    click.option("--mentions", multiple=True, help="Only if it speaks of this platform."),
    click.option("--agency", "agencies", multiple=True, help="Only if it credits this agency."),
    click.option("--author", "authors", multiple=True, help="Only by this author."),
    click.option("--tag", "tags", multiple=True, help="Only with this tag."),
    click.option(
        "--exclude",
        "excluding",
        multiple=True,
        callback=_excluding,
        metavar="FACET=VALUE",
        help="Only without this value, such as source=رويترز or tag=unknown.",
    ),
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
        "--level",
        type=click.Choice(["any", "word", "written"]),
        default="any",
        show_default=True,
        help="How closely words match at least: any form, the word itself, as written.",
    ),
    click.option(
        "--variants/--no-variants",
        default=True,
        help="Whether words find other spellings and broken plurals too, as they do.",
    ),
)
sort = click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    help="The order; relevance unless the query is empty.",
)
page = _all(
    sort,
    click.option("--offset", type=click.IntRange(min=0), default=0, help="Hits to skip."),
    click.option(
        "--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Hits to print."
    ),
)
