"""Which files are meant: folders walked in a stable order, hidden files left out."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import InputError
from ..items import Origin, Rejection

STANDARD_INPUT = "-"


def check_exist(paths: Sequence[Path | str]) -> None:
    """Raise `InputError` for a path where there is nothing."""
    for path in paths:
        if str(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise InputError(f"{shown(path)}: there is no such file or folder")


def found(paths: Sequence[Path | str]) -> Iterator[Path | Rejection]:
    """Every file to read, by name within each folder; what may not be looked into, rejected.

    A path that was named is read whatever it is (a pipe, a hidden file); within
    a folder only regular files are, and no folder is entered twice, so links
    that go in circles do no harm.
    """
    entered: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        if str(path) != STANDARD_INPUT and path.is_dir():
            yield from _within(path, entered)
        else:
            yield path


def size_of(paths: Sequence[Path | str]) -> int:
    """The bytes on disk of all that `read` will read; pipes and standard input count nothing."""
    return sum(file_size(path) or 0 for path in found(paths) if isinstance(path, Path))


def file_size(path: Path) -> int | None:
    """The bytes of a regular file; None for a pipe, standard input or what cannot be seen."""
    if str(path) == STANDARD_INPUT:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def shown(path: Path | str) -> str:
    """A path as text that any file or terminal can hold, though its bytes be no UTF-8."""
    return os.fsencode(path).decode(sys.getfilesystemencoding(), "backslashreplace")


def _within(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path | Rejection]:
    try:
        status = folder.stat()
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield _rejected(folder, f"the folder cannot be opened: {error.strerror}")
        return
    if (status.st_dev, status.st_ino) in entered:
        return
    entered.add((status.st_dev, status.st_ino))
    for path in (folder / name for name in names if not name.startswith(".")):
        if path.is_dir():
            yield from _within(path, entered)
        elif path.is_file():
            yield path
        else:
            yield _rejected(path, "is neither a file nor a folder, or leads nowhere")


def _rejected(path: Path, reason: str) -> Rejection:
    return Rejection(Origin(shown(path), None, "file"), reason)
