"""Checksums of the files in a folder, by which damage to them is told from anything else."""

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from .whole_files import DRAFT

Checksum: TypeAlias = tuple[int, str]
"""The size of a file in bytes and its BLAKE2b, 128 bits in hexadecimal."""

Checksums: TypeAlias = Mapping[str, Checksum]
"""By the paths of the files in their folder, with `/`."""

SOON_READ = 256 * 1024
"""A file of no more bytes is checked whole whenever an index is opened, a larger one by its size:
there are some dozens of the small, and the large are some hundred megabytes."""


def checksums(
    folder: Path,
    leave_out: str,
    known: Checksums = MappingProxyType({}),
    written_again: Collection[str] = (),
) -> dict[str, Checksum]:
    """The checksums of all files of a folder but one; only those not `known` are read.

    Known ones keep what they had, so that damage is not taken for what they should be;
    all but those of the names `written_again`, files never change once they are written.
    """
    found = {}
    for name, size in sorted(_sizes(folder)):
        # What is empty is a lock; what killed writers left is not of the index.
        if size and name != leave_out and not name.endswith(DRAFT):
            keep = name in known and name.rpartition("/")[2] not in written_again
            found[name] = known[name] if keep else (size, _digest(folder / name))
    return found


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """The files of a folder, by their paths in it, and their bytes."""
    # By paths as text, which takes a third of the time: every sync looks at all of an index.
    for place, _, names in os.walk(folder):
        within = place[len(str(folder)) + 1 :].replace(os.sep, "/")
        for name in names:
            with suppress(FileNotFoundError):
                size = os.stat(f"{place}/{name}").st_size  # noqa: PTH116
                yield (f"{within}/{name}" if within else name), size


def differing(folder: Path, stated: Checksums, up_to: int | None = SOON_READ) -> Iterator[str]:
    """The files that are not there, or not as stated; those of more than `up_to` bytes by size."""
    for name, (size, digest) in stated.items():
        path = folder / name
        try:
            same = path.stat().st_size == size and (
                (up_to is not None and size > up_to) or _digest(path) == digest
            )
        except OSError:
            same = False
        if not same:
            yield name


def cut_short(folder: Path, stated: Checksums, written_again: Collection[str]) -> Iterator[str]:
    """The files that have fewer bytes than stated, but for those of the names `written_again`.

    Those that are not there are none of them: where they are open, they can still be read.
    """
    within = str(folder)
    for name, (size, _) in stated.items():
        try:
            # By its path as text, which takes a third of the time: every search asks this.
            found = os.stat(f"{within}/{name}").st_size  # noqa: PTH116
        except FileNotFoundError:
            continue
        if found < size and name.rpartition("/")[2] not in written_again:
            yield name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=16)).hexdigest()
