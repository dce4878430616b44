"""Which files are meant: folders walked in a stable order, hidden files left out."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from ..errors import InputError
from ..items import UNREAD, Origin, Rejection
from ..storage.store import STORE_FILE

STANDARD_INPUT = Path("-")


class Taken:
    """The folders that were entered, and what is kept for a document that named it.

    `consumed` hears how many bytes will not be read because they are kept.
    """

    def __init__(self, consumed: Callable[[int], None] = lambda count: None) -> None:
        self._consumed = consumed
        self._found: set[tuple[int, int]] = set()

    def enter(self, folder: Path) -> bool:
        """Have a folder left out from now on; whether it was not yet."""
        is_new = folder not in self
        self._found.add(_identity(folder))
        return is_new

    def keep(self, path: Path) -> int:
        """Have a file or a folder left out, its bytes counted as if read; how many files."""
        left_out = [one for one in found([path], taken=self) if isinstance(one, Path)]
        for one in left_out:
            self._found.add(_identity(one))
            self._consumed(file_size(one) or 0)
        return len(left_out)

    def __contains__(self, path: Path) -> bool:
        return _identity(path) in self._found


def check_exist(paths: Sequence[Path | str]) -> None:
    """Raise `InputError` for a path where there is nothing."""
    for path in paths:
        if Path(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise InputError(f"{shown(path)}: there is no such file or folder")


def found(
    paths: Sequence[Path | str], leads: tuple[str, ...] = (), taken: Taken | None = None
) -> Iterator[Path | Rejection]:
    """Every file to read, by name within each folder; what may not be looked into, rejected.

    A path that was named is read whatever it is (a pipe, a hidden file); within
    a folder only regular files are, and no folder is entered twice, so links
    that go in circles do no harm. Files with the endings `leads` come before
    those beside them, and what is `taken` by the time it would come does not.
    """
    taken = taken or Taken()
    for path in led(map(Path, paths), leads):
        if _is_archive(path):
            yield _rejected(path, "is an archive: take in what `kashshaf export` writes of it")
        elif path != STANDARD_INPUT and S_ISDIR(status(path).st_mode):
            yield from _within(path, leads, taken)
        elif path not in taken:
            yield path


def in_turn(
    files: Iterable[Path | Rejection], leads: tuple[str, ...], taken: Taken
) -> Iterator[Path | Rejection]:
    """The same of files that were found otherwise."""
    for file in sorted(files, key=lambda file: _turn_of(file, leads)):
        if isinstance(file, Rejection) or file not in taken:
            yield file


def led(paths: Iterable[Path], leads: tuple[str, ...]) -> list[Path]:
    """The same, those first that may name the others."""
    return sorted(paths, key=lambda path: turn(path.name, leads))


def turn(name: str, leads: tuple[str, ...]) -> int:
    """The place of a file's ending among those that lead: a bibliography has pages, and no page it.

    The last turn is that of all files which lead no others.
    """
    lower = name.lower()
    if not lower.endswith(leads):
        return len(leads)
    return next(place for place, ending in enumerate(leads) if lower.endswith(ending))


def _turn_of(file: Path | Rejection, leads: tuple[str, ...]) -> int:
    return len(leads) if isinstance(file, Rejection) else turn(file.name, leads)


def size_of(paths: Sequence[Path | str]) -> int:
    """The bytes on disk of all that `read` will read; pipes and standard input count nothing."""
    return sum(file_size(path) or 0 for path in found(paths) if isinstance(path, Path))


def file_size(path: Path) -> int | None:
    """The bytes of a regular file; None for a pipe, standard input or what cannot be reached."""
    found_there = status(path)
    is_file = path != STANDARD_INPUT and S_ISREG(found_there.st_mode)
    return found_there.st_size if is_file else None


def shown(path: Path | str) -> str:
    """A path as text that any file or terminal can hold, though its bytes be no UTF-8."""
    return os.fsencode(path).decode(sys.getfilesystemencoding(), "backslashreplace")


def status(path: Path) -> os.stat_result:
    """What the system says of a path; all zeros, which is no kind of file, if it says nothing."""
    try:
        return path.stat()
    except OSError:
        return os.stat_result([0] * 10)


def _within(folder: Path, leads: tuple[str, ...], taken: Taken) -> Iterator[Path | Rejection]:
    if not taken.enter(folder):
        return
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield _rejected(folder, f"the folder cannot be opened: {error.strerror}")
        return
    for path in led(paths, leads):
        mode = status(path).st_mode
        if S_ISDIR(mode):
            # An archive is most likely the one that is being fed, which stands among its files.
            if not _is_archive(path):
                yield from _within(path, leads, taken)
        elif S_ISREG(mode):
            if path not in taken:
                yield path
        else:
            yield _rejected(path, "is neither a file nor a folder, or cannot be reached")


def _identity(path: Path) -> tuple[int, int]:
    found = status(path)
    return found.st_dev, found.st_ino


def _is_archive(folder: Path) -> bool:
    return S_ISREG(status(folder / STORE_FILE).st_mode)


def _rejected(path: Path, reason: str) -> Rejection:
    return Rejection(Origin(shown(path), None, UNREAD), reason)
