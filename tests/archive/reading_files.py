"""What the tests of the readers share: writing a file, taking in what is in it."""

from pathlib import Path
from typing import Any

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
