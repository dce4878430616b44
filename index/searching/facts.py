"""What is known of the reprints among the records of an open index, or how to have it known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import ReprintsUnknown
from ..reprints.answers import Pair
from ..reprints.arrays import Keys
from ..reprints.postings import Postings

if TYPE_CHECKING:
    from .open_index import OpenIndex


class ReprintFacts(Protocol):
    """Pairs of records that share text, and stories, by the numbers of records."""

    @property
    def story_of(self) -> NDArray[np.uint32]:
        """By record number the least number of its story, 0 where it is in none."""

    @property
    def common(self) -> Keys:
        """The keys that are boilerplate or a formula, in order."""

    @property
    def postings(self) -> Postings:
        """Which records have which keys."""

    def members(self, story: int) -> list[int]:
        """The numbers of a story's records, ascending."""

    def partners(self, number: int) -> list[Pair]:
        """The pairs that a record is in."""

    def pairs(self) -> Iterator[Pair]:
        """All pairs, in order of a and then of b."""


def facts_of(index: "OpenIndex") -> ReprintFacts:
    """What is known of reprints; raise `ReprintsUnknown` where nothing is.

    That says how to have them known.
    """
    if index.reprints is None:
        raise ReprintsUnknown(
            "nobody has looked for reprints in this archive: take `reprints = false` out of its"
            " settings.toml, if it is there, and run `kashshaf sync`"
        )
    return index.reprints
