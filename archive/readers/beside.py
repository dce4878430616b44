"""The files beside a document that it may have as its own: attachments, subtitles, parts of a page.

Their names come from strangers. They lead to what lies in the document's own folder,
on disk or in a zip, and nowhere else: not by `..`, not from the root of a disk, not by
a link, and not to what is hidden.
"""

import os
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, takewhile
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from zipfile import ZipInfo

from ..errors import InputError
from ..inner_path import inner_path, short_name
from .base import Opened, Unreadable
from .walk import Taken, status

MOST_NAMES = 1_000
"""Names of files beside that a reader is told."""

MOST_READINGS = 10
"""How many times a file is read for those that name it: one page may have several clippings."""


class _Neighbours(ABC):
    """What the two kinds of folders have in common: which names they follow, and how often."""

    def __init__(self) -> None:
        self._readings: Counter[str] = Counter()

    def open(self, name: str) -> Iterator[Opened]:
        """The documents of a file, which is kept; raise `Unreadable` where it cannot be had."""
        path = _inner(name)
        self.keep(name)
        self._readings[str(path)] += 1
        if self._readings[str(path)] > MOST_READINGS:
            raise Unreadable(f"“{name}” is named by over {MOST_READINGS} others")
        yield from self._opened(path, name)

    @abstractmethod
    def keep(self, name: str) -> int:
        """Have a file, or a folder with all that is in it, left out; how many files these are."""

    @abstractmethod
    def _opened(self, path: PurePosixPath, name: str) -> Iterator[Opened]: ...


class OnDisk(_Neighbours):
    """What lies beside a file in its folder."""

    def __init__(
        self, file: Path, taken: Taken, opened: Callable[[Path], Iterator[Opened]]
    ) -> None:
        super().__init__()
        self._folder = file.parent
        self._taken = taken
        self._documents = opened

    def names(self, start: str) -> list[str]:
        """The first thousand files in the folder whose names begin so."""
        try:
            with os.scandir(self._folder) as entries:
                found = sorted(one.name for one in entries if one.name.startswith(start))
        except OSError:
            return []
        files = (name for name in found if _is_file(self._folder / name) and name[0] != ".")
        return list(islice(files, MOST_NAMES))

    def keep(self, name: str) -> int:
        """Have what lies there left out of what is read by itself; how many files these are."""
        path = _inner(name)
        if not os.path.lexists(self._folder / path):  # before links are followed, which costs more
            return 0
        reached = self._reached(path, name)
        return self._taken.keep(reached) if reached.exists() else 0

    def _opened(self, path: PurePosixPath, name: str) -> Iterator[Opened]:
        reached = self._reached(path, name)
        if not _is_file(reached):
            raise Unreadable(_not_there(name))
        yield from self._documents(reached)

    def _reached(self, path: PurePosixPath, name: str) -> Path:
        """Where the name leads to; raise `Unreadable` if that is somewhere else."""
        try:
            leads_out = not (self._folder / path).resolve().is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError):  # a link that leads to itself
            leads_out = True
        if leads_out:
            raise Unreadable(f"“{short_name(name)}” is a link that leads out of its folder")
        return self._folder / path


class Members:
    """The files of a zip: by their names, and which and how many lie in each folder."""

    def __init__(self, infos: Mapping[str, ZipInfo]) -> None:
        self.infos = infos
        self.names: dict[PurePosixPath, list[str]] = {}
        self.files: Counter[PurePosixPath] = Counter()
        for path in sorted(map(PurePosixPath, infos)):
            self.names.setdefault(path.parent, []).append(path.name)
            self.files.update((path, *path.parents))


class InZip(_Neighbours):
    """What lies beside a member in its folder of a zip.

    The files and folders that are kept are added to `taken`.
    """

    def __init__(
        self,
        file: str,
        members: Members,
        taken: set[PurePosixPath],
        opened: Callable[[ZipInfo], Iterator[Opened]],
    ) -> None:
        super().__init__()
        self._folder = PurePosixPath(file).parent
        self._members = members
        self._taken = taken
        self._documents = opened

    def names(self, start: str) -> list[str]:
        """The first thousand members in the folder whose names begin so."""
        names = self._members.names.get(self._folder, [])
        beside = islice(names, bisect_left(names, start), None)
        return list(islice(takewhile(lambda name: name.startswith(start), beside), MOST_NAMES))

    def keep(self, name: str) -> int:
        """Have what lies there left out of what is read by itself; how many files these are."""
        path = self._folder / _inner(name)
        if files := self._members.files[path]:
            self._taken.add(path)
        return files

    def _opened(self, path: PurePosixPath, name: str) -> Iterator[Opened]:
        member = self._members.infos.get(str(self._folder / path))
        if member is None:
            raise Unreadable(_not_there(name))
        yield from self._documents(member)


def _inner(name: str) -> PurePosixPath:
    """The path that a name has within its folder; raise `Unreadable` if it leads out of that."""
    try:
        return inner_path(name)
    except InputError as error:
        raise Unreadable(str(error)) from error


def _is_file(path: Path) -> bool:
    return S_ISREG(status(path).st_mode)


def _not_there(name: str) -> str:
    return f"“{short_name(name)}” is not there"
