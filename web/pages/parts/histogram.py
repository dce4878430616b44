"""How the results spread over numbers or over time: bars, and a range to narrow them to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import request

from ....archive.dates import PartialDate
from ....archive.fields import Field
from ....archive.metadata.naming import Naming
from ....archive.ranges import ends, known_date
from ....index.searching.results import FacetValue
from ...language.wording import facet_title, vaguely_dated, value_label
from ...request.parameters import range_ends
from ...request.state import SearchState
from .axis import Axis
from .bars import Bar, Held, ends_of, for_fingers, in_words, over_numbers, over_time
from .facets import Choice, choice
from .periods import Periods, periods
from .ticks import Slot


class Input(NamedTuple):
    """Where one end of a range is typed: the parameter, what stands there, an example."""

    name: str
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """A field of numbers or dates as bars on an axis.

    `wide` are bars joined until a finger hits them; none where each is as wide by itself.
    `unstated` are the records that do not say, `wider` leads out of the range chosen;
    `periods` are dates as a tree.
    """

    kind: str
    name: str
    title: str
    axis: Axis
    bars: tuple[Bar, ...]
    wide: tuple[Bar, ...]
    unstated: Choice | None
    wider: SearchState | None
    inputs: tuple[Input, Input]
    periods: Periods | None

    @property
    def most(self) -> int:
        """What the highest bar stands for; 0 where it is not known exactly."""
        if not all(bar.exact for bar in self.bars):
            return 0
        return max((bar.choice.count for bar in self.bars), default=0)

    @property
    def lowest(self) -> str:
        """What the lowest bar is called."""
        return self.bars[0].choice.label if self.bars else ""

    @property
    def highest(self) -> str:
        """What the highest one is called."""
        return self.bars[-1].choice.label if self.bars else ""


def histogram(
    state: SearchState,
    field: Field,
    values: Sequence[FacetValue],
    naming: Naming,
    held_by: Held,
) -> Histogram:
    """The bars of the counts of a field, and the range that it is limited to."""
    counts: Mapping[str, int] = {
        value.value: state.counted(value.count, value.stories) for value in values if value.value
    }
    if field.kind == "date":
        counts, axis = over_time(counts, field, held_by)
    else:
        counts, axis = over_numbers(counts, field)
    most, chosen = max(counts.values(), default=0) or 1, state.range_of(field)

    def bar(value: str, slot: Slot, count: int) -> Bar:
        if field.kind == "date" and any(other.startswith(f"{value}-") for other in counts):
            made = Choice(vaguely_dated(value), count)
        else:
            made = _choice(state, field, value, count, chosen, naming)
        exact = state.per == "record" or len({*ends(value)}) == 1
        return Bar(value, slot, count / most, made, exact)

    bars = tuple(bar(value, slot, counts.get(value, 0)) for value, slot in axis.slots.items())
    return Histogram(
        field.kind,
        field.key,
        facet_title(field),
        axis,
        bars=bars,
        wide=tuple(bar(*wide) for wide in for_fingers(axis, counts)),
        unstated=_unstated(state, field, values, naming),
        wider=_wider(state, field),
        inputs=_inputs(state, field, ends_of(axis)),
        periods=periods(state, field, values, naming) if field.kind == "date" else None,
    )


def input_names(field: Field) -> tuple[str, str]:
    """The parameters of the ends of a field's range."""
    return range_ends(field.key) if field.is_own else ("since", "until")


def _choice(
    state: SearchState, field: Field, value: str, count: int, chosen: str, naming: Naming
) -> Choice:
    """What a bar is called; where it has nothing, there is nothing to follow."""
    label = _label(field, value, naming)
    if not count:
        return Choice(label, 0)
    selected = chosen == value
    return Choice(
        label,
        count,
        selected=selected,
        leads_to=state.within(field, "" if selected else value),
        without=state.without(field.key, value) if field.is_own else None,
    )


def _label(field: Field, value: str, naming: Naming) -> str:
    low, high = ends(value)
    if field.kind != "date" or low == high:
        return value_label(naming, field.key, value)
    return in_words(value)


def _unstated(
    state: SearchState, field: Field, values: Sequence[FacetValue], naming: Naming
) -> Choice | None:
    found = next((value for value in values if not value.value), None)
    return None if found is None else choice(state, field, found, naming)


def _wider(state: SearchState, field: Field) -> SearchState | None:
    """The month of a day, the year of a month; all there is for a year or a range."""
    chosen = state.range_of(field)
    if not chosen:
        return None
    low, high = ends(chosen)
    date = known_date(low) if field.kind == "date" and low == high else None
    if date is None or date.month is None:
        return state.within(field, "")
    month = date.month if date.day else None
    return state.within(field, str(PartialDate(date.year, month)))


def _inputs(state: SearchState, field: Field, axis: tuple[str, str]) -> tuple[Input, Input]:
    """What was typed, right or wrong, else the range that is chosen."""
    examples = axis if field.is_own else ("2014-09", "2014-12")
    low, high = (
        Input(name, request.args.get(name, end), example)
        for name, end, example in zip(
            input_names(field), ends(state.range_of(field)), examples, strict=True
        )
    )
    return low, high
