"""Where the text of an export goes: a file that is written whole or not at all, or a stream."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..archive.errors import InputError
from ..archive.whole_files import written_whole
from .printing import say
from .wording import language

if TYPE_CHECKING:
    from ..facade.archive import Archive


def say_what_may_not_be_meant(archive: "Archive", *searches: tuple[str, Mapping[str, Any]]) -> None:
    """Warn of searches as `search` does, since a file of what they find tells nothing of it.

    Of a source that the archive does not have, say, which may be misspelt, or of changes that its
    index does not know of yet. Each search is its text, and what it is limited to among others.
    """
    from ..index.searching.filters import SearchOptions

    warnings: dict[str, None] = {}
    for text, asked in searches:
        limits: Any = {name: asked[name] for name in SearchOptions.__annotations__ if name in asked}
        warnings |= dict.fromkeys(archive.search(text, limit=0, **limits).warnings(language()))
    for warning in warnings:
        say(warning)


def write_out(pieces: Iterable[str], path: Path) -> None:
    """Write the pieces as they are, in UTF-8, to a file or, for "-", to standard output.

    A file takes the place of one that is there only when all is written. What is no
    ordinary file, a pipe say, is written to as it is.
    """
    if str(path) == "-":
        if sys.stdout is None:
            raise InputError("standard output is closed: name a file to write to, with -o FILE")
        _write(pieces, sys.stdout.buffer)
    elif path.exists() and not path.is_file():
        with path.open("wb") as stream:
            _write(pieces, stream)
    else:
        # Resolved, so that a link goes on leading to the file.
        with written_whole(path.resolve()) as file:
            _write(pieces, file)


def _write(pieces: Iterable[str], stream: BinaryIO) -> None:
    for piece in pieces:
        stream.write(piece.encode("utf-8", "replace"))
    stream.flush()  # here, where it is told if nobody reads any more
