"""The facets beside the results, and the chips of what is already chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ....archive.fields import Field, in_language
from ....archive.metadata.naming import Naming
from ....archive.ranges import in_words
from ....archive.record import UNKNOWN
from ....index.searching.record_lists import RecordList
from ....index.searching.results import FacetValue
from ....index.searching.story_filter import DAYS, KINDS, REPRINTED, SIZE
from ...language.messages import _
from ...language.preferences import preferences
from ...language.wording import (
    digits,
    excluded_title,
    facet_title,
    items,
    period_in_words,
    value_label,
)
from ...request.state import SearchState, excluding

SHOWN: Final = 8
"""How many values a facet shows before the rest is folded away."""

FOLDED: Final = 8
"""How many it has under its fold; the others have a page of their own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose or to exclude, and where either leads; None where it cannot be."""

    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    leads_to: SearchState | None = None
    without: SearchState | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet of names: the values shown, those folded away, and whether there are yet others."""

    name: str
    title: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]
    others: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the results are narrowed by, and the state without it."""

    title: str
    label: str
    without: SearchState


def panel(
    state: SearchState,
    field: Field,
    values: Sequence[FacetValue],
    naming: Naming,
    is_known: bool = False,
) -> Panel | None:
    """The panel of a facet of names; None where it has no value but the unknown.

    Where the field `is_known` to say something elsewhere, that it says nothing here does too.
    What is chosen comes first, then the values with most hits, records or stories. After the
    first few they are folded away; last of all is what says nothing.
    """
    says = any(value.value or value.selected or value.excluded for value in values)
    if not (says or (is_known and values)):
        return None
    chosen = [value for value in values if value.selected]
    chosen += [value for value in values if value.excluded and not value.selected]
    free = [value for value in values if not (value.selected or value.excluded)]
    stated = [value for value in free if value.value]
    stated.sort(key=lambda value: -state.counted(value.count, value.stories))
    unstated = [value for value in free if not value.value]
    shown = [*chosen, *stated[: max(SHOWN - len(chosen), 0)]]
    folded = stated[len(shown) - len(chosen) :]
    is_folded = len(shown) + len(folded) + len(unstated) > SHOWN

    def choices(some: Sequence[FacetValue]) -> tuple[Choice, ...]:
        return tuple(choice(state, field, value, naming) for value in some)

    return Panel(
        field.key,
        facet_title(field),
        shown=choices(shown if is_folded else [*shown, *unstated]),
        folded=choices([*folded[:FOLDED], *unstated] if is_folded else ()),
        others=len(folded) > FOLDED,
    )


def choice(state: SearchState, field: Field, value: FacetValue, naming: Naming) -> Choice:
    """A facet's value as a choice that leads to the search with it or, where it is in, without."""
    named = value.value or UNKNOWN
    return Choice(
        label=value_label(naming, field.key, named),
        count=state.counted(value.count, value.stories),
        selected=value.selected,
        excluded=value.excluded,
        leads_to=state.toggled(excluding(field.key) if value.excluded else field.key, named),
        without=state.without(field.key, named),
    )


def chips(state: SearchState, naming: Naming) -> list[Chip]:
    """One chip a chosen value, one an excluded value, one for the dates, one a limit of stories."""

    def of(field: Field, parameter: str, title: str) -> list[Chip]:
        return [
            Chip(title, value_label(naming, field.key, value), state.toggled(parameter, value))
            for value in state.limits.get(parameter, ())
        ]

    fields = naming.fields
    chosen = [chip for field in fields.filters for chip in of(field, field.key, facet_title(field))]
    for field in fields.filters:
        chosen += of(field, excluding(field.key), excluded_title(field))
    if state.since or state.until:
        period = period_in_words(state.since, state.until)
        chosen.append(Chip(facet_title(fields["date"]), period, state.but(since=None, until=None)))
    if state.among:
        listed = RecordList.read(state.among)
        called = listed.name or items(len(listed.numbers))
        chosen.append(Chip(_("List"), called, state.but(among="")))
    return [*chosen, *_story_chips(state)]


def _story_chips(state: SearchState) -> Iterator[Chip]:
    language = preferences().lang
    if state.reprinted:
        told = in_language(REPRINTED[state.reprinted == "yes"], language)
        yield Chip(_("Copies"), told, state.but(reprinted=None))
    for field, text in ((SIZE, state.story_size), (DAYS, state.story_days)):
        if text:
            told = digits(in_words(text, field, language))
            yield Chip(field.title(language), told, state.but(**{field.key: ""}))
    if state.shares:
        told = in_language(KINDS[state.shares], language)
        yield Chip(_("Shares text with another"), told, state.but(shares=None))
