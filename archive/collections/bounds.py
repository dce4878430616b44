"""How much readers may keep: every bound, and what is said where one is reached."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from ..errors import CollectionError

Bound: TypeAlias = Literal["lists", "records", "name", "note", "file"]

MOST_LISTS: Final = 100
MOST_RECORDS: Final = 2_000
"""Records of one list: as many as an address holds, at two bytes each."""
LONGEST_NAME: Final = 100
LONGEST_NOTE: Final = 2_000
LARGEST_FILE: Final = 1 << 20

BOUNDS: Final[Mapping[Bound, int]] = {
    "lists": MOST_LISTS,
    "records": MOST_RECORDS,
    "name": LONGEST_NAME,
    "note": LONGEST_NOTE,
    "file": LARGEST_FILE,
}
"""Lists of one reader, records of one list, letters of a name and of a note, bytes of a file."""

_SENTENCES: Final[Mapping[Bound, str]] = {
    "lists": "a reader has {most:,} lists at most: delete one that is no longer needed",
    "records": "a list holds {most:,} records at most, not {found:,}: make two of it",
    "name": "the name of a list has {most:,} letters at most, not {found:,}: shorten it",
    "note": "a note has {most:,} letters at most, not {found:,}: shorten it",
    "file": "a file of lists has {most:,} bytes at most, not {found:,}: make two of it",
}


class BoundReached(CollectionError):
    """More was to be kept than there is room for; nothing of it was."""

    def __init__(self, bound: Bound, found: int) -> None:
        super().__init__(_SENTENCES[bound].format(most=BOUNDS[bound], found=found))
        self.bound = bound
        self.found = found


def within(bound: Bound, found: int) -> None:
    """Raise `BoundReached` where there is more of something than may be."""
    if found > BOUNDS[bound]:
        raise BoundReached(bound, found)
