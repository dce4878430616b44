"""Named arrays in one file, which are read where they lie: numpy's own .npz, not compressed.

`numpy.load` opens such a file as it does any other. Here it is mapped to memory, so that opening
it reads next to nothing, and any number of threads and forked processes read it at once: there is
no position in the file that they would share.
"""

import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter, BytesIO, FileIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tokenize import TokenError
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from ....archive.errors import SearchIndexError

Array: TypeAlias = npt.NDArray[Any]

_LOCAL_HEADER = struct.Struct("<26xHH")
"""Of a member of a zip file: how long its name and what else is said of it are."""

_ARRAY_HEADER = 1024
"""More bytes than the header of an array of one dimension takes."""

_ALIGNMENT = 0xD935
"""The sign of bytes that only align, as Android's tools have it."""

_SIGNS_OF_DAMAGE = (
    *(ValueError, TypeError, LookupError, SyntaxError),
    *(EOFError, NotImplementedError, struct.error, BadZipFile, TokenError),
)


class ArrayFile:
    """The arrays of one file, by name; safe to share between threads.

    They can be read to the end when the file has been removed meanwhile. Raises
    `FileNotFoundError` where there is none, and `SearchIndexError` for one that is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reading = _Reading(path)
        with self.reading, path.open("rb") as file:
            self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
            with ZipFile(file) as members:
                self._at = {
                    member.filename.removesuffix(".npy"): member.header_offset
                    for member in members.infolist()
                }
        self._read: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __getitem__(self, name: str) -> Array:
        if name not in self._read:
            self._read[name] = self._array(name)
        return self._read[name]

    def _array(self, name: str) -> Array:
        with self.reading:
            at = self._at[name]
            at += _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack_from(self._data, at))
            header = BytesIO(self._data[at : at + _ARRAY_HEADER])
            npy.read_magic(header)
            shape, _, dtype = npy.read_array_header_1_0(header)
            return np.frombuffer(self._data, dtype, shape[0], at + header.tell())


class _Reading:
    """A block in which what goes wrong with a file's contents is said to be damage to it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, _SIGNS_OF_DAMAGE):
            raise damaged(self._path, str(error)) from error


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays of one dimension to a new file, which is on the disk then."""
    with create(path) as file, ZipFile(file, "w") as members:
        for name, array in arrays.items():
            member = ZipInfo(f"{name}.npy")
            member.extra = _padding(file.tell() + _LOCAL_HEADER.size + len(member.filename))
            with members.open(member, "w") as stream:
                npy.write_array(stream, array, allow_pickle=False)


def _padding(at: int) -> bytes:
    """What to say of a member at a place in the file, so that its array lies well.

    At multiples of 64 bytes numpy reads it several times as fast.
    """
    said = struct.Struct("<HH")
    length = -(at + said.size) % 64
    return said.pack(_ALIGNMENT, length) + bytes(length)


def damaged(path: Path, why: str) -> SearchIndexError:
    """What is said of a file that is not as it was written."""
    return SearchIndexError(f"{path} is damaged ({why}): run `kashshaf rebuild`")


def create(path: Path) -> BufferedWriter:
    """Open a new file that is on the disk when it is closed, and whose errors name it."""
    return BufferedWriter(_NamedFile(path, "w"))


class _NamedFile(FileIO):
    """A file that says which it is when the disk is full, as Python's own do only when opened."""

    def write(self, data: Any) -> int:
        with self._named():
            return super().write(data)

    def close(self) -> None:
        try:
            if not self.closed:
                with self._named():
                    os.fsync(self.fileno())
        finally:
            super().close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.name)) from error
