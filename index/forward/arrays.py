"""Arrays with names in one file, read where they lie.

8 bytes     the length of the heading, little-endian
heading     JSON: of each array its type, how long it is, and where it begins behind this
arrays      one after another, each at a multiple of 8 bytes
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import SearchIndexError
from ...archive.whole_files import os_errors, written_whole

Array: TypeAlias = NDArray[Any]

_LENGTH: Final = 8


class Pieces(NamedTuple):
    """An array to be written piece by piece: its type, how many numbers it has, and they."""

    dtype: np.dtype[Any]
    length: int
    pieces: Iterable[Array]


def whole(array: Array) -> Pieces:
    """An array to be written at once."""
    return Pieces(array.dtype, len(array), (array,))


def size(arrays: Mapping[str, Pieces]) -> int:
    """How many bytes a file of these arrays has."""
    return len(_heading(arrays)) + sum(_padded(_bytes(array)) for array in arrays.values())


def write(path: Path, arrays: Mapping[str, Pieces]) -> None:
    """Write a file of arrays, whole or not at all."""
    heading = _heading(arrays)
    with os_errors(SearchIndexError, "the index cannot be written"), written_whole(path) as file:
        file.write(heading)
        for array in arrays.values():
            for piece in array.pieces:
                data = piece.astype(array.dtype.newbyteorder("<"), copy=False)
                file.write(np.ascontiguousarray(data).data)
            file.write(bytes(_padded(_bytes(array)) - _bytes(array)))


def _heading(arrays: Mapping[str, Pieces]) -> bytes:
    heading, at = {}, 0
    for name, array in arrays.items():
        heading[name] = (array.dtype.newbyteorder("<").str, array.length, at)
        at += _padded(_bytes(array))
    said = json.dumps(heading).encode()
    said += b" " * (_padded(len(said)) - len(said))
    return len(said).to_bytes(_LENGTH, "little") + said


def _bytes(array: Pieces) -> int:
    return array.length * array.dtype.itemsize


def read(path: Path) -> dict[str, Array]:
    """The arrays of a file, mapped to memory, which nobody may change.

    Raises `FileNotFoundError`, and `SearchIndexError` for a file that is not as it was written.
    """
    with path.open("rb") as file:
        try:
            data = mmap(file.fileno(), 0, access=ACCESS_READ)
            return dict(_arrays(data))
        except (ValueError, TypeError, AttributeError) as error:
            raise SearchIndexError(f"{path} is damaged: run `kashshaf rebuild`") from error


def _arrays(data: mmap) -> Iterator[tuple[str, Array]]:
    length = int.from_bytes(data[:_LENGTH], "little")
    begins = _LENGTH + length
    for name, (dtype, count, at) in json.loads(data[_LENGTH:begins]).items():
        yield name, np.frombuffer(data, np.dtype(dtype), count, begins + at)


def _padded(length: int) -> int:
    return -(-length // 8) * 8
