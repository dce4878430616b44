"""What the API's addresses take: the names, and how far numbers may go."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ...archive.fields import Fields
from ...index.searching.windows import WIDEST
from ..request.searches import of_each
from ..request.state import DEEPEST, search_parameters, sought_parameters
from ..request.succession import SUCCESSION


class Whole(NamedTuple):
    """A parameter that is a whole number, both bounds included."""

    default: int
    least: int
    most: int


WINDOW: Final = "window"
PAGE: Final = ("limit", "offset")

NUMBERS: Final[Mapping[str, Whole]] = {
    "limit": Whole(default=10, least=0, most=100),
    "offset": Whole(default=0, least=0, most=DEEPEST),
    WINDOW: Whole(default=5, least=1, most=WIDEST),
}
FACETS: Final = "facets"
LEVELS: Final = "levels"
STORIES: Final = "stories"

AMONG: Final = "among"
ARRANGE: Final = "arrange"
KIND: Final = "kind"
CROSS_SOURCE: Final = "cross_source"
TEXT: Final = "text"
REQUIRED: Final = ("record_id", "other")

SIDE: Final = "side"
MEASURE: Final = "measure"
BY: Final = "by"
FUNCTION_WORDS: Final = "function_words"
OF_WORDS: Final = (WINDOW, SIDE, MEASURE, BY, FUNCTION_WORDS)

OF_COMPLETION: Final = ("q",)
OF_REPRINTS: Final = ("record_id", KIND, CROSS_SOURCE)
OF_SHARED: Final = REQUIRED
OF_TRACE: Final = (TEXT, *PAGE)


def of_search(fields: Fields) -> tuple[str, ...]:
    """What searches of an archive with these fields take."""
    return (*search_parameters(fields), *PAGE, FACETS, LEVELS, STORIES)


def of_stories(fields: Fields) -> tuple[str, ...]:
    """What the stories of a search take."""
    return (*sought_parameters(fields), ARRANGE, *SUCCESSION, *PAGE)


def of_printed_after(fields: Fields) -> tuple[str, ...]:
    """What "who prints after whom" takes."""
    return (*sought_parameters(fields), *PAGE)


def of_pairs(fields: Fields) -> tuple[str, ...]:
    """What the pairs of a search take: all of them are told."""
    return sought_parameters(fields)


def of_collocates(fields: Fields) -> tuple[str, ...]:
    """What the company of a search takes."""
    return (*sought_parameters(fields), "per", *OF_WORDS, "limit")


def of_telling_words(fields: Fields) -> tuple[str, ...]:
    """What the words that mark a search take."""
    return (*sought_parameters(fields), "per", FUNCTION_WORDS, "limit")


def of_comparison(fields: Fields) -> tuple[str, ...]:
    """What searches side by side take: of each what is looked for."""
    return (*of_each(sought_parameters(fields)), "limit")
