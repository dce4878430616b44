r"""What a console cannot show: no command ends by it, and machines get UTF-8 whatever it can.

A Windows console writes in its country's code page, and so does whatever its output is sent
to. For people, a letter that the code page lacks is written as its number (`\u0643`): nobody
reads that with pleasure, but a name can be looked up by it and an id copied, as neither can be by
question marks. JSON, CSV and exports are for programs and are UTF-8 everywhere.
"""

import codecs
import io
import sys
from typing import Final

import click

_SHOWN: Final = "kashshaf.shown"
_ASCII: Final = "kashshaf_ascii"

_PLAINER: Final = {
    **{"“": '"', "”": '"', "’": "'", "–": "-", "─": "-", "·": "-", "…": "..."},
    # These turn or isolate what stands beside them, which they cannot where they are not known.
    **dict.fromkeys(
        "\N{RIGHT-TO-LEFT MARK}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}", ""
    ),
}
"""The signs that our own lines are made with, as a typewriter has them."""


def write_what_can_be_shown() -> None:
    """From now on, write to standard output and error what their encodings have, and never fail."""
    codecs.register_error(_SHOWN, _shown)
    codecs.register(_ascii_as_it_was_asked_for)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # there is none where it was closed
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=_ASCII if is_ascii else None, errors=_SHOWN)


def _shown(error: UnicodeError) -> tuple[str, int]:
    """What is written in the place of characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plainer, error.object[error.start : error.end])), error.end


def _plainer(character: str) -> str:
    return _PLAINER.get(character, character.encode("ascii", "backslashreplace").decode())


def _ascii_as_it_was_asked_for(name: str) -> codecs.CodecInfo | None:
    """ASCII by another name: click takes its own for a mistake, and would write UTF-8."""
    if name != _ASCII:
        return None
    known = codecs.lookup("ascii")
    return codecs.CodecInfo(
        known.encode,
        known.decode,
        known.streamreader,
        known.streamwriter,
        known.incrementalencoder,
        known.incrementaldecoder,
        name=_ASCII,
    )


def write_for_machines(text: str) -> None:
    """Write to standard output in UTF-8; half a pair, which is no character, as JSON writes it."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
