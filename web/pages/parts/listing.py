"""All values of a facet of names, a page at a time: by their counts or by the alphabet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple, TypeAlias

from ....archive.alphabet import in_order, place_of
from ....archive.fields import UNKNOWN_VALUE, Field
from ....archive.metadata.naming import Naming
from ....index.searching.results import FacetValue
from ...language.preferences import preferences
from ...request.state import SearchState
from .facets import Choice, choice
from .paging import Paging, pages

Order: TypeAlias = Literal["count", "name"]

PER_PAGE: Final = 100
MOST: Final = 100_000
"""Values that are gone through, the commonest of them; one can turn to the last of these."""


class Letter(NamedTuple):
    """A letter that values begin with, and the page on which they do."""

    letter: str
    page: int


class Group(NamedTuple):
    """Values of a page that stand under one letter; "" where they stand by their counts."""

    letter: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of values, and what leads to the others. `unstated` are records that state none."""

    groups: tuple[Group, ...]
    letters: tuple[Letter, ...]
    unstated: Choice | None
    paging: Paging


def listing(
    state: SearchState,
    field: Field,
    values: Sequence[FacetValue],
    order: Order,
    naming: Naming,
) -> Listing:
    """The page of these values that the state asks for; they come with the commonest first."""
    stated = [value for value in values if value.value != UNKNOWN_VALUE]
    unstated = next((value for value in values if value.value == UNKNOWN_VALUE), None)
    initials: Sequence[str] = [""] * len(stated)
    if order == "name":
        stated, initials = _by_name(stated)
    elif state.per == "story":
        stated.sort(key=lambda value: -state.counted(value.count, value.stories))
    start = (state.page - 1) * PER_PAGE
    shown = zip(initials[start : start + PER_PAGE], stated[start : start + PER_PAGE], strict=True)
    return Listing(
        groups=tuple(
            Group(letter, tuple(choice(state, field, value, naming) for _, value in group))
            for letter, group in groupby(shown, key=lambda one: one[0])
        ),
        letters=_letters(initials) if order == "name" else (),
        unstated=choice(state, field, unstated, naming) if unstated else None,
        paging=pages(state, len(stated), PER_PAGE, MOST),
    )


def _by_name(values: Sequence[FacetValue]) -> tuple[list[FacetValue], list[str]]:
    """The values in the order of the alphabet, and the letter that each stands under."""
    language = preferences().lang
    latin_first = language != "ar"
    labels = [value.label(language) for value in values]
    order = in_order(labels, latin_first=latin_first)
    initials = [place_of(labels[at], latin_first=latin_first).initial for at in order]
    return [values[at] for at in order], initials


def _letters(initials: Sequence[str]) -> tuple[Letter, ...]:
    first: dict[str, int] = {}
    for at, letter in enumerate(initials):
        first.setdefault(letter, at // PER_PAGE + 1)
    return tuple(Letter(letter, page) for letter, page in first.items())
