"""How the commands speak: texts fit for a terminal, and every error as one line."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import IO, Any

import click

from ..archive.errors import KashshafError, QueryError
from .consoles import write_what_can_be_shown
from .wording import said

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
    """Turns Kashshaf's errors into one line and an exit status, on any console."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what the command line asks."""
        write_what_can_be_shown()
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line; for `--help` and `--version`, print what they ask for."""
        if os.environ.get("NO_COLOR"):  # https://no-color.org
            extra.setdefault("color", False)
        try:
            return super().make_context(*args, **extra)
        except BrokenPipeError:
            raise  # of which click itself makes an end without a word
        except OSError as error:
            raise click.ClickException(_what_failed(error)) from error

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
            raise Stopped(said("stopped")) from error


def _what_failed(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


def say(line: str) -> None:
    """Tell the person at the terminal; standard output is for what was asked for."""
    click.echo(line, err=True)


def plain(text: str) -> str:
    """A stranger's text without what steers a terminal or turns the direction of a line."""
    return _CONTROLS.sub(" ", text)


def isolated(text: str) -> str:
    """A text that keeps its direction to itself: two Arabic cells beside each other would swap."""
    return f"{_FSI}{plain(text)}{_PDI}"


def cell(text: str) -> str:
    """A text in a table. What is of ASCII turns nothing, and is copied without invisible signs."""
    return plain(text) if text.isascii() else isolated(text)


def bold(text: str) -> str:
    """What a row or a table is of."""
    return click.style(plain(text), bold=True)


def sought(text: str) -> str:
    """What was searched for."""
    return click.style(plain(text), bold=True, underline=True)


def from_the_right(line: str) -> str:
    """A line from right to left also where it begins with a Latin word."""
    return _RLM + line


def width(text: str) -> int:
    """The columns that a text takes: marks and invisible characters take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in text)


def aligned(rows: Sequence[Sequence[str]], texts: int = 1) -> Iterator[str]:
    """Rows as lines with their columns one below another; all but the first few are numbers."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        rooms = [" " * (widest - width(cell)) for widest, cell in zip(widths, row, strict=True)]
        cells = zip(row, rooms, strict=True)
        yield "  ".join(
            cell + room if number < texts else room + cell
            for number, (cell, room) in enumerate(cells)
        ).rstrip(" ")
