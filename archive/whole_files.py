"""Files that are written whole or not at all, and stay written when the power goes.

What is killed on the way leaves a draft, `NAME.new`, which the next to write
the same file replaces, and `clear_drafts` removes.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from .errors import KashshafError

T = TypeVar("T")

DRAFT = ".new"

_MENDS = {
    errno.ENOSPC: "make room on its disk",
    errno.EDQUOT: "make room on its disk",
    errno.EROFS: "it is on a file system that can only be read",
    errno.EACCES: "whoever runs Kashshaf must be able to write there",
    errno.EPERM: "whoever runs Kashshaf must be able to write there",
}


def draft_of(path: Path) -> Path:
    """What a file is called until it is whole."""
    return path.with_name(f"{path.name}{DRAFT}")


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file in the block, which stands at `path` from its end on; where it raises, none."""
    draft = draft_of(path)
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # which the system says of opening alone
        raise
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that has just this."""
    with written_whole(path) as file:
        file.write(content)


def state_of(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from another that is written in its place; None where it cannot be told."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def open_all(folder: Path, open_files: Callable[[], T]) -> T:
    """Open files of a folder, which are listed anew where others have taken the place of one.

    Raises `FileNotFoundError` where the folder itself is gone.
    """
    while True:
        try:
            return open_files()
        except FileNotFoundError:
            if not folder.exists():
                raise


def sync_file(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, on systems that can say so."""
    with suppress(OSError):  # Windows opens no folder, some file systems sync none
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_drafts(folder: Path) -> None:
    """Remove what those who were killed left half written. Only for who may write there."""
    for draft in folder.glob(f"*{DRAFT}"):
        with suppress(OSError):
            draft.unlink()


def why(error: OSError) -> str:
    """What the system says, of which file, and how to mend it: the end of a sentence."""
    what = error.strerror or str(error)
    mend = f"; {_MENDS[error.errno]}" if error.errno in _MENDS else ""
    return f"{error.filename}: {what}{mend}" if error.filename else f"{what}{mend}"


@contextmanager
def os_errors(kind: type[KashshafError], what: str) -> Iterator[None]:
    """Turn what the system says in the block into an error of ours, in one line."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {why(error)}") from error
