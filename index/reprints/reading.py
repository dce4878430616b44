"""What an open index knows of reprints."""

from pathlib import Path

import numpy as np

from .facts import Facts, Numbers
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
            story_of: Numbers = np.zeros(size, np.uint32)
            story_of[: len(self.story_of)] = self.story_of
            self.story_of = story_of
