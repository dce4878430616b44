"""Where the files stand that records name: in the one folder that the archive's keeper has named.

An export keeps the names that it has, so its folder is put, whole, into the folder of media, or is
that folder, or lies somewhere in it. A record came from a file, `/home/layla/telegram/result.json`,
and names `photos/photo_1.jpg`. Of the folders of that file the longest part counts that is there:

    MEDIA/home/layla/telegram/     then MEDIA/layla/telegram/, MEDIA/telegram/ and MEDIA/ itself

and the name is looked for in it, and in the folders above it up to MEDIA, since the lists of some
exports lie deeper than the root from which they name their pictures. Nothing outside MEDIA is ever
found, whatever a record says; nor what is hidden, nor anything of the archive itself.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from mimetypes import guess_type
from os.path import realpath
from pathlib import Path, PureWindowsPath
from stat import S_ISREG
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote

from .errors import InputError
from .inner_path import inner_path
from .media import Media, media_of
from .pictures import Picture, picture_in
from .record import Record

MediaKind: TypeAlias = Literal["picture", "video", "audio", "pdf", "file"]

LARGEST_SHOWN: Final = 32 * 2**20
"""Bytes of a picture that a page shows; a larger one is a file to be had, like any other."""

MOST_PIXELS: Final = 60_000_000
"""Of such a picture: a browser takes four bytes for each, however few the file has."""

_DEEPEST: Final = 12
"""Folders above a file that may tell where it stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file that a record names, as it stands now.

    `number` is its place among those of the record, from 1. `path` leads to the file, and is None
    where there is none; `size` is in bytes. `picture` is that of a file which every browser can
    show as one. What kind others are is told by their names alone.
    """

    number: int
    name: str
    caption: str
    path: Path | None = None
    size: int | None = None
    picture: Picture | None = None

    @property
    def base_name(self) -> str:
        """The name without its folders."""
        return PureWindowsPath(self.name).name or self.name

    @property
    def kind(self) -> MediaKind:
        """What it is, as far as that can be told."""
        if self.picture:
            return "picture"
        guessed, _ = guess_type(self.base_name)
        if guessed == "application/pdf":
            return "pdf"
        match (guessed or "").partition("/")[0]:
            case "video":
                return "video"
            case "audio":
                return "audio"
            case _:
                return "file"


class MediaFolder:
    """The folder in which the files of an archive's records stand."""

    def __init__(self, folder: Path, archive: Path) -> None:
        self._folder = Path(realpath(folder))
        self._archive = Path(realpath(archive))

    def files(self, record: Record) -> list[MediaFile]:
        """What a record names, in its order, each with its file where there is one."""
        listed = media_of(record.extra)
        folders = self._folders_of(record) if listed else []
        return [self._file(number, one, folders) for number, one in enumerate(listed, 1)]

    def file(self, record: Record, number: int) -> MediaFile | None:
        """The file of this number among them; None where the record names no such one."""
        listed = enumerate(media_of(record.extra), 1)
        named = next((one for at, one in listed if at == number), None)
        return self._file(number, named, self._folders_of(record)) if named else None

    def _file(self, number: int, media: Media, folders: list[Path]) -> MediaFile:
        named = MediaFile(number=number, name=media.file, caption=media.caption)
        path = next(filter(None, self._reached(media.file, folders)), None)
        if path is None:
            return named
        try:
            size = path.stat().st_size
            return replace(named, path=path, size=size, picture=_shown(path, size))
        except OSError:  # it has gone in this moment, or may not be read
            return named

    def _folders_of(self, record: Record) -> list[Path]:
        """Where the names of a record may lead from, the likeliest first."""
        file = record.provenance.file if record.provenance else ""
        parts = PureWindowsPath(file).parent.parts[-_DEEPEST:]
        # What a zip had in it stands, once it is unpacked, in a folder of its name.
        above = [part.removesuffix(".zip") for part in parts if part != ".."]
        for first in range(len(above) + 1):
            if _is_folder(self._folder.joinpath(*above[first:])):
                lasts = range(len(above), first - 1, -1)
                return [self._folder.joinpath(*above[first:last]) for last in lasts]
        return []

    def _reached(self, name: str, folders: list[Path]) -> Iterator[Path | None]:
        for written in _spellings(name):
            try:
                inner = inner_path(written)
            except InputError:
                continue
            for folder in folders:
                yield self._inside(folder / inner)

    def _inside(self, path: Path) -> Path | None:
        """The file to which a path leads, links followed; None unless it is one of this folder."""
        try:
            found = path.resolve(strict=True)
            is_file = S_ISREG(found.stat().st_mode)
        except (OSError, RuntimeError, ValueError):  # nothing is there, or nothing of such a name
            return None
        if not is_file or not found.is_relative_to(self._folder):
            return None
        if any(part.startswith(".") for part in found.relative_to(self._folder).parts):
            return None
        return None if self._is_of_archive(found) else found

    def _is_of_archive(self, path: Path) -> bool:
        """Whether it is the archive's own: the folder may lie in the archive's, or round it."""
        is_within = self._archive in self._folder.parents
        return path.is_relative_to(self._archive) and not is_within


def _shown(path: Path, size: int) -> Picture | None:
    """The picture in a file, unless it is too large for a page."""
    if size > LARGEST_SHOWN:
        return None
    with path.open("rb") as file:
        picture = picture_in(file)
    return picture if picture and picture.width * picture.height <= MOST_PIXELS else None


def _spellings(name: str) -> list[str]:
    """A name as it may stand on a disk, since systems, exports and unpackers write it otherwise.

    With `%20` for a blank, backslashes, or with the hamza of أ as a letter of its own.
    """
    plain = name.replace("\\", "/")
    written = (name, plain, unquote(plain))
    forms = [unicodedata.normalize(form, one) for form in ("NFC", "NFD") for one in written]
    return list(dict.fromkeys((*written, *forms)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
