"""Which files are meant: folders walked in a stable order, hidden files left out."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from ..errors import InputError
from ..items import Origin, Rejection
from ..storage.store import STORE_FILE
from .base import UNREAD

STANDARD_INPUT = Path("-")


def check_exist(paths: Sequence[Path | str]) -> None:
    """Raise `InputError` for a path where there is nothing."""
    for path in paths:
        if Path(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise InputError(f"{shown(path)}: there is no such file or folder")


def found(paths: Sequence[Path | str]) -> Iterator[Path | Rejection]:
    """Every file to read, by name within each folder; what may not be looked into, rejected.

    A path that was named is read whatever it is (a pipe, a hidden file); within
    a folder only regular files are, and no folder is entered twice, so links
    that go in circles do no harm.
    """
    entered: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        if _is_archive(path):
            yield _rejected(path, "is an archive: take in what `kashshaf export` writes of it")
        elif path != STANDARD_INPUT and S_ISDIR(_status(path).st_mode):
            yield from _within(path, entered)
        else:
            yield path


def size_of(paths: Sequence[Path | str]) -> int:
    """The bytes on disk of all that `read` will read; pipes and standard input count nothing."""
    return sum(file_size(path) or 0 for path in found(paths) if isinstance(path, Path))


def file_size(path: Path) -> int | None:
    """The bytes of a regular file; None for a pipe, standard input or what cannot be reached."""
    status = _status(path)
    return status.st_size if path != STANDARD_INPUT and S_ISREG(status.st_mode) else None


def shown(path: Path | str) -> str:
    """A path as text that any file or terminal can hold, though its bytes be no UTF-8."""
    return os.fsencode(path).decode(sys.getfilesystemencoding(), "backslashreplace")


def _within(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path | Rejection]:
    status = _status(folder)
    if (status.st_dev, status.st_ino) in entered:
        return
    entered.add((status.st_dev, status.st_ino))
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield _rejected(folder, f"the folder cannot be opened: {error.strerror}")
        return
    for path in paths:
        mode = _status(path).st_mode
        if _is_archive(path):
            continue  # most likely the one that is being fed, which stands among its files
        if S_ISDIR(mode):
            yield from _within(path, entered)
        elif S_ISREG(mode):
            yield path
        else:
            yield _rejected(path, "is neither a file nor a folder, or cannot be reached")


def _is_archive(folder: Path) -> bool:
    return S_ISREG(_status(folder / STORE_FILE).st_mode)


def _status(path: Path) -> os.stat_result:
    """What the system says of a path; all zeros, which is no kind of file, if it says nothing."""
    try:
        return path.stat()
    except OSError:
        return os.stat_result([0] * 10)


def _rejected(path: Path, reason: str) -> Rejection:
    return Rejection(Origin(shown(path), None, UNREAD), reason)
