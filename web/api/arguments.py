"""What the API's addresses take: the names, and how far numbers may go."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ..request.state import DEEPEST, SEARCH_PARAMETERS


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

OF_SEARCH: Final = (*SEARCH_PARAMETERS, *NUMBERS, FACETS)
OF_COMPLETION: Final = ("q",)
