"""What the tests of the readers share: writing a file, damaging it, taking in what is in it."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from draws import share

from kashshaf.archive.items import Item, Rejection
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.readers import read

AUTHORITIES = Authorities.load()


def taken(*paths: Path | str, **options: Any) -> tuple[list[Item], list[Rejection]]:
    """The items and the rejections, apart."""
    outcomes = list(read(paths, AUTHORITIES, **options))
    items = [outcome for outcome in outcomes if isinstance(outcome, Item)]
    return items, [outcome for outcome in outcomes if isinstance(outcome, Rejection)]


def written(folder: Path, name: str, data: str | bytes) -> Path:
    """A file with this content, text or bytes."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def damaged(whole: bytes, times: int, seed: str, first: int = 0) -> Iterator[bytes]:
    """Copies with some bytes changed from the `first` on; every third is cut as well.

    There are so many in `make thorough`.
    """
    chance = random.Random(seed)
    for number in range(share(times)):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 8, 40])):
            data[chance.randrange(first, len(data))] = chance.randrange(256)
        if number % 3 == 0:
            del data[chance.randrange(first + 1, len(data)) :]
        yield bytes(data)
