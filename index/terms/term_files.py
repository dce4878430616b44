"""The files of a term dictionary: which there are, and those that are open."""

from collections.abc import Mapping
from pathlib import Path
from weakref import WeakValueDictionary

from ...archive.whole_files import open_all
from .sorted_files import SortedFile

FORMS, STEMS = "forms", "stems"
"""The names of runs of terms and of stems begin with these."""

NUMBERS: Mapping[str, int] = {FORMS: 4, STEMS: 1}
"""How many numbers a line of each has: a term's own, its word's, its stem's, and the sign of its
word; a stem's own."""

_opened: WeakValueDictionary[Path, SortedFile] = WeakValueDictionary()
"""The files in use: after a sync most are those that were open before, warm."""


def runs(folder: Path, kind: str) -> list[Path]:
    """The files of the terms or of the stems of a folder."""
    # Not `glob`, for which a folder that is not there is an empty one.
    return [path for path in folder.iterdir() if path.match(f"{kind}-*.txt")]


def opened(folder: Path) -> dict[str, list[SortedFile]]:
    """The files of a folder by their kind; raise `FileNotFoundError` for no such folder."""
    return open_all(
        folder,
        lambda: {
            kind: [_sorted_file(path, numbers) for path in runs(folder, kind)]
            for kind, numbers in NUMBERS.items()
        },
    )


def _sorted_file(path: Path, numbers: int) -> SortedFile:
    file = _opened.get(path)
    if file is None:
        file = _opened[path] = SortedFile(path, numbers)
    return file
