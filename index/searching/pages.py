"""What a page of results is asked for, and what was found for it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from ...archive.errors import QueryError
from ..engines.base import Answer, Request, Sort
from .filters import FilteredQuery
from .reranking import Scored
from .results import Parts

Per: TypeAlias = Literal["record", "story"]
"""What a hit stands for: a record, or a story, of which the record that stands first is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page of results was asked for; see `Archive.search`."""

    query: FilteredQuery
    sort: Sort
    offset: int
    limit: int
    facets: tuple[str, ...]
    facet_size: int
    levels: bool
    per: Per = "record"
    stories: bool = False

    def __post_init__(self) -> None:
        if self.offset < 0 or self.limit < 0:
            raise QueryError("offset and limit cannot be negative")

    @property
    def tells_stories(self) -> bool:
        """Whether stories are counted beside records."""
        return self.stories or self.per == "story"


class Found(NamedTuple):
    """A page of hits, and the answer that counts all results, with the request for it.

    `first_part` is how many hits there are before those that have most of the words, or more than
    the page ends at.
    """

    page: list[Scored]
    answer: Answer
    request: Request
    parts: Parts | None = None
    first_part: int = 0

    def border(self, offset: int) -> int | None:
        """Where the second part begins among the hits, if it does there."""
        place = self.first_part - offset if self.parts else -1
        return place if 0 <= place < len(self.page) else None
