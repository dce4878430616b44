"""The options and arguments of the commands; what is wrong with one is wrong usage, status 2."""

import functools
import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import click

from ..archive.errors import KashshafError
from ..archive.fields import STANDARD, Field, Fields, Language
from . import wording
from .formats import FORMATS

Command: TypeAlias = Callable[..., None]
Decorator: TypeAlias = Callable[[Command], Command]

archive = click.option(
    "-a",
    "--archive",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    # First, since what other options may say depends on the archive's settings.
    is_eager=True,
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


def passwords(meaning: str, **more: Any) -> Decorator:
    """The file of names and hashes that `kashshaf password` writes."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option("--auth", type=kind, metavar="FILE", help=meaning, **more)


def _language(_: click.Context, __: click.Parameter, given: Language | None) -> None:
    wording.choose(given)


language = click.option(
    "--lang",
    type=click.Choice(["ar", "en"]),
    # Before what may stop, and say so.
    is_eager=True,
    expose_value=False,
    callback=_language,
    envvar="KASHSHAF_LANG",
    show_envvar=True,
    help="The language of sentences and labels; English, in JSON Arabic, unless chosen.",
)


def _as_json(context: click.Context, _: click.Parameter, given: bool) -> None:
    if given:
        context.meta[_SHORT_FORM] = "json"


def _form(context: click.Context, _: click.Parameter, given: str | None) -> str:
    return given or context.meta.get(_SHORT_FORM, "table")


_SHORT_FORM = "kashshaf.format"


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


AS_CALLED = "as the file is called, else jsonl"
"""What is written where no format is named."""

format_name = click.option(
    "--format",
    type=_FormatName(),
    show_default=AS_CALLED,
    help="What to write; other packages may bring more.",
)


def format_of(output: Path, formats: Container[str]) -> str:
    """The format that a file is called by, such as csv; JSON Lines where it is called by none."""
    suffix = output.suffix.removeprefix(".").lower()
    return suffix if suffix in formats else "jsonl"


style = click.option(
    "--style",
    type=click.Choice(["arabic", "apa", "chicago", "mla"]),
    default="chicago",
    show_default=True,
    help="The style in which bibliographies cite.",
)

output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    help="The file to write, whole or not at all; standard output by default.",
)


def asked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a command's values that ask for anything: not empty, and not the usual ones."""
    context = click.get_current_context()
    usual = {option.name: option.get_default(context) for option in context.command.params}
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "", (), {}) and value != usual.get(name)
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


def _fields(context: click.Context) -> Fields:
    """The fields of the archive that the command is about."""
    from ..archive.settings import Settings

    return Settings.read(context.params["folder"]).fields


def _columns(context: click.Context, _: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    mapped = dict(_pairs(given, "title=headline"))
    if mapped:
        from ..archive.readers import check_mapped

        with _usage(context):
            check_mapped(mapped, _fields(context))
    return mapped


columns = click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="NAME=COLUMN",
    help="Which column of the files is which field, such as title=headline.",
)


def _reader(context: click.Context, _: click.Parameter, given: str | None) -> str | None:
    if given is not None:
        from ..archive.readers import named

        with _usage(context):
            named(given)
    return given


reader = click.option(
    "--reader",
    callback=_reader,
    metavar="NAME",
    help="The reader for all of the files, whatever they are called: see kashshaf readers.",
)


def all_of(*options: Decorator) -> Decorator:
    """The options as one decorator, shown in help in this order."""
    return lambda command: functools.reduce(
        lambda decorated, option: option(decorated), reversed(options), command
    )


watch = all_of(
    click.option(
        "--watch",
        is_flag=True,
        help="Go on, and take in what arrives in these folders, until it is stopped.",
    ),
    click.option(
        "--every",
        type=click.FloatRange(min=0.1),
        metavar="SECONDS",
        help="How often --watch looks into them; every 5 seconds unless chosen.",
    ),
)


def check_watch(paths: tuple[str, ...], watch: bool, every: float | None) -> None:
    """Refuse what cannot be watched, before anything is made."""
    if every is not None and not watch:
        raise click.UsageError("--every says how often --watch looks: give that too")
    if watch:
        from ..facade.watching import checked_folders

        with _usage(click.get_current_context()):
            checked_folders(paths)


def _limits(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, list[str]]:
    limits: dict[str, list[str]] = {}
    for key, value in _pairs(given, "source=رويترز"):
        limits.setdefault(key, []).append(value)
    return limits


printed = all_of(
    click.option(
        "--format",
        "form",
        type=click.Choice(list(FORMATS)),
        callback=_form,
        help="How to print it: a table to read unless chosen; csv is for spreadsheets.",
    ),
    click.option(
        "--json",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_as_json,
        help="Short for --format json.",
    ),
    language,
)
explained = all_of(
    click.option(
        "--explain",
        is_flag=True,
        help="Take nothing in: tell what would become of the first items, and why.",
    ),
    click.option(
        "--items",
        type=click.IntRange(min=1),
        help="How many items of each file --explain tells of; 3 by default.",
    ),
)
address = all_of(
    click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
    click.option(
        "--port",
        type=click.IntRange(1, 65535),
        default=8000,
        show_default=True,
        help="The port to listen on.",
    ),
)


def _filter(field: Field) -> Decorator:
    """`--source X` says the same as `--only source=X`."""

    def add(context: click.Context, _: click.Parameter, given: tuple[str, ...]) -> None:
        if given:
            only = context.params.setdefault("only", {})
            only.setdefault(field.key, []).extend(given)

    return click.option(
        f"--{field.key}",
        multiple=True,
        callback=add,
        expose_value=False,
        help=f"Only results {field.only}.",
    )


def _yes_or_no(_: click.Context, __: click.Parameter, given: str | None) -> bool | None:
    return None if given is None else given == "yes"


filters = all_of(
    click.option(
        "--only",
        multiple=True,
        callback=_limits,
        is_eager=True,
        metavar="FIELD=VALUE",
        help="Only with this value of any field, the archive's own too: see `kashshaf fields`.",
    ),
    *map(_filter, STANDARD.filters),
    click.option(
        "--exclude",
        "excluding",
        multiple=True,
        callback=_limits,
        metavar="FIELD=VALUE",
        help="Only without this value, such as source=رويترز or tag=unknown.",
    ),
    click.option("--since", help="Not before 2014, 2014-09 or 2014-09-03."),
    click.option("--until", help="Not after 2014, 2014-09 or 2014-09-03."),
    click.option(
        "--match",
        type=click.Choice(["most", "all", "any"]),
        default="most",
        show_default=True,
        help="Which words must match: most where few records have all, all, or any.",
    ),
    click.option(
        "--level",
        type=click.Choice(["any", "clitics", "word", "written"]),
        default="any",
        show_default=True,
        help="How closely words match at least: any form, with clitics, the word, as written.",
    ),
    click.option(
        "--variants/--no-variants",
        default=True,
        help="Whether words find other spellings and broken plurals too, as they do.",
    ),
    click.option(
        "--reprinted",
        type=click.Choice(["yes", "no"]),
        callback=_yes_or_no,
        help="Only what was printed more than once, or only the rest.",
    ),
    click.option("--story-size", metavar="RANGE", help="Only stories of so many records: 3.."),
    click.option(
        "--story-days",
        metavar="RANGE",
        help="Only stories with so many days from the first record to the last: 1..7",
    ),
    click.option(
        "--shares",
        type=click.Choice(["reprint", "excerpt", "passage", "part"]),
        help="Only what shares text with another record in this way.",
    ),
    click.option(
        "--among",
        metavar="LIST",
        help="Only records of this list: the text behind among= in the address of one.",
    ),
)
per = click.option(
    "--per",
    type=click.Choice(["record", "story"]),
    default="record",
    show_default=True,
    help="What a hit is: a record, or a story, of which only the best copy is given.",
)
words = all_of(
    click.option(
        "--function-words/--no-function-words",
        default=False,
        help="Whether function words are words like any other; they are left out.",
    ),
    click.option(
        "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Words to print."
    ),
)
sort = click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    help="The order; relevance unless the query is empty. By date, a year or a month alone comes"
    " after its days.",
)
page = all_of(
    sort,
    click.option("--offset", type=click.IntRange(min=0), default=0, help="Hits to skip."),
    click.option(
        "--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Hits to print."
    ),
)
