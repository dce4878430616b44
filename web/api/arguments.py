"""What the API's addresses take: the names, and how far numbers may go."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ...archive.fields import Fields
from ..request.state import DEEPEST, search_parameters, sought_parameters


class Whole(NamedTuple):
    """A parameter that is a whole number, both bounds included."""

    default: int
    least: int
    most: int


NUMBERS: Final[Mapping[str, Whole]] = {
    "limit": Whole(default=10, least=0, most=100),
    "offset": Whole(default=0, least=0, most=DEEPEST),
}
FACETS: Final = "facets"
LEVELS: Final = "levels"
STORIES: Final = "stories"

ARRANGE: Final = "arrange"
KIND: Final = "kind"
CROSS_SOURCE: Final = "cross_source"
TEXT: Final = "text"
REQUIRED: Final = ("record_id", "other")

OF_COMPLETION: Final = ("q",)
OF_REPRINTS: Final = ("record_id", KIND, CROSS_SOURCE)
OF_SHARED: Final = REQUIRED
OF_TRACE: Final = (TEXT, "limit")


def of_search(fields: Fields) -> tuple[str, ...]:
    """What searches of an archive with these fields take."""
    return (*search_parameters(fields), *NUMBERS, FACETS, LEVELS, STORIES)


def of_stories(fields: Fields) -> tuple[str, ...]:
    """What the stories of a search take."""
    return (*sought_parameters(fields), ARRANGE, *NUMBERS)


def of_printed_after(fields: Fields) -> tuple[str, ...]:
    """What "who prints after whom" takes."""
    return (*sought_parameters(fields), *NUMBERS)
