"""What the tests of platforms' readers share: the exports in `fixtures/platforms`, as records."""

from pathlib import Path
from typing import Any

from reading_files import AUTHORITIES, taken

from kashshaf.archive.items import Rejection
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.record import Record

EXPORTS = Path(__file__).parents[2] / "fixtures" / "platforms"


def records(*files: str | Path, **options: Any) -> tuple[list[Record], list[Rejection]]:
    """The records that these exports become, and what was rejected."""
    items, rejections = taken(*(EXPORTS / file for file in files), **options)
    return [catalogue(item, AUTHORITIES, "2024-03-01T00:00:00Z") for item in items], rejections
