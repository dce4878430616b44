"""What an open index knows of reprints."""

from pathlib import Path

from .facts import Facts, fitted
from .postings import Postings


class KnownReprints(Facts):
    """The pairs and stories of an index, and who has which keys, as they were when it was opened.

    `story_of` has room for so many numbers of records, which are all that the index has. Safe
    to share between threads. Raises as `Facts` and `Postings` do.
    """

    def __init__(self, folder: Path, size: int) -> None:
        super().__init__(folder)
        self.postings = Postings(folder)
        if len(self.story_of) < size:  # the engine is ahead of the rest while a sync is under way
            self.story_of = fitted(self.story_of, size)
