"""Names of files as strangers write them: they are to lead into a folder and nowhere else."""

import re
from pathlib import PurePosixPath

from .errors import InputError

_FROM_A_ROOT = re.compile(r"[/\\]|[A-Za-z][A-Za-z\d+.-]*:")


def inner_path(name: str) -> PurePosixPath:
    """The path that a name has within its folder.

    Raises `InputError` for one that leads out of that, by `..` or from the root of a disk, and
    for one of a hidden file.
    """
    path = PurePosixPath(name)
    if _FROM_A_ROOT.match(name) or "\0" in name or ".." in re.split(r"[/\\]", name):
        raise InputError(f"“{short_name(name)}” lies outside its folder")
    if not path.parts or any(part.startswith(".") for part in path.parts):
        raise InputError(f"“{short_name(name)}” names no file, or a hidden one")
    return path


def short_name(name: str) -> str:
    """A name as a message may have it: in one line, and not for ever."""
    return f"{name!r:.200}"[1:-1] if not name.isprintable() else f"{name:.200}"
