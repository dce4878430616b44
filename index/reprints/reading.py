"""What an open index knows of reprints."""

from functools import cached_property
from pathlib import Path

from .facts import Facts
from .findings import Numbers
from .postings import Postings


class KnownReprints(Facts):
    """The pairs and stories of an index, and who has which keys, as they were when it was opened.

    Safe to share between threads. Raises as `Facts` does.
    """

    def __init__(self, folder: Path, size: int) -> None:
        super().__init__(folder)
        self.postings = Postings(self.segments)
        self._size = size

    @cached_property
    def story_of(self) -> Numbers:
        """By number the story of each record that the index has, as `Facts` has it."""
        return self._stories(self._size)
