"""Searches side by side: what they have in common, where they differ, which words mark each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from ...archive.dates import PartialDate
from ...archive.writers.data_files import CSV, table
from ...index.keywords.comparing import MOST_COMPARED, Comparison, Spread
from ...index.searching.date_counts import LENGTHS
from ..language.wording import date_in_words, facet_title, period_in_words, value_label
from ..limits.requests import takes_long
from ..request.searches import DATES, LETTERS, Searches, sought
from ..request.state import SearchState
from .parts.alternatives import ways_out
from .parts.facets import Chip, chips
from .parts.frame import show
from .parts.word_options import having

if TYPE_CHECKING:
    from ...facade.archive import Archive

_WORDS: Final = 25
_MOST_WORDS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Value:
    """A place of an axis: what it is called; of each search how many results are there.

    The shares are those of all its results, from 0 to 1. Each number leads to the results that
    it counts; the same page has all searches `narrowed` to the place, or each of them `alone`.
    """

    label: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    leads_to: tuple[SearchState, ...]
    narrowed: Searches
    alone: tuple[Searches, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """A facet, or time: its values, and the greatest share among them."""

    title: str
    values: tuple[Value, ...]

    @property
    def highest(self) -> float:
        """The greatest share, by which bars are drawn."""
        return max((share for value in self.values for share in value.shares), default=0) or 1


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/compare")
    def compare() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/compare.csv")
    @takes_long
    def compare_table() -> Response | tuple[str, HTTPStatus]:
        asked = Searches.read(request.args, archive.fields)
        if asked.faults or len(asked.states) < 2:
            return _page(archive)
        found = archive.compare([one.sought() for one in asked.states], limit=_MOST_WORDS)
        return Response(_table(found), content_type=f"{CSV.media_type}; charset=utf-8")


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    asked = Searches.read(request.args, archive.fields)
    several = len(asked.states) > 1 and not asked.faults
    found = (
        # One more than is listed tells whether there are more.
        archive.compare([one.sought() for one in asked.states], limit=_WORDS + 1)
        if several
        else None
    )
    states = asked.states if len(asked.states) > 1 else (*asked.states, asked.states[0].but(q=""))
    first = asked.states[0]
    page = show(
        "compare.html",
        asked=asked,
        unread=asked.unread,
        several=_several(asked),
        boxes=[
            (letter, state, {f"{letter}.{name}": one for name, one in kept.items()})
            for letter, state in zip(LETTERS, states, strict=False)
            for kept in [_kept(state, asked.have_the_same_dates)]
        ],
        dates=_dates(asked),
        periods=[_period(state) for state in asked.states],
        dated_alike=asked.each(
            lambda state: state.but(since=first.since, until=first.until)
        ).arguments(),
        undated=asked.each(lambda state: state.but(since=None, until=None)).arguments(),
        chips=[_chips(at, asked, archive) for at in range(len(asked.states))],
        another=_another(asked),
        less=[asked.less(at).arguments() for at in range(len(asked.states))],
        found=found,
        ways_out=[
            _ways_out(at, asked, archive) if found and not found.searches[at].total else ()
            for at in range(len(asked.states))
        ],
        axes=list(_axes(found, asked, archive)) if found else [],
        most=MOST_COMPARED,
        listed=_WORDS,
        having=having,
        sought=sought,
    )
    return page, HTTPStatus.BAD_REQUEST if asked.faults else HTTPStatus.OK


def _several(asked: Searches) -> dict[str, dict[str, Any]]:
    """The views that show several searches: trends, where these are of one kind and have words."""
    several = {"compare": asked.arguments()}
    queries, first = [state.q for state in asked.states], asked.states[0].but(q="")
    if all(queries) and all(state.but(q="") == first for state in asked.states):
        several["trends"] = first.arguments() | {"q": queries}
    return several


def _ways_out(
    at: int, asked: Searches, archive: "Archive"
) -> list[tuple[str, int, dict[str, Any]]]:
    """What a search that finds nothing may become, how much that finds, and this page with it."""
    state = asked.states[at]
    return [
        (one.label, one.total, asked.with_one(at, sought(one.leads_to)).arguments())
        for one in ways_out(archive, state, chips(state, archive.naming))
    ]


def _another(asked: Searches) -> dict[str, Any] | None:
    """The address with one more search, of all under the first one's filters, if there is room."""
    if not 1 < len(asked.states) < MOST_COMPARED:
        return None
    return asked.with_one(len(asked.states), asked.states[0].but(q="")).arguments()


def _period(state: SearchState) -> str:
    """The dates of a search in words; "" for all."""
    dated = state.since or state.until
    return period_in_words(state.since, state.until) if dated else ""


def _kept(state: SearchState, same_dates: bool) -> dict[str, Any]:
    """What a form keeps of a search whose query is typed anew; dates of all have boxes there."""
    typed = ("q", *DATES) if same_dates else ("q",)
    return {name: value for name, value in state.arguments().items() if name not in typed}


def _dates(asked: Searches) -> list[tuple[str, str]]:
    """What stands in the boxes of the dates of all: what was typed, right or wrong, else theirs."""
    first = asked.states[0]
    known = {"since": first.since, "until": first.until} if asked.have_the_same_dates else {}
    return [(name, request.args.get(name) or str(known.get(name) or "")) for name in DATES]


def _chips(at: int, asked: Searches, archive: "Archive") -> list[tuple[Chip, dict[str, Any]]]:
    """What a search is narrowed to, each with the address of this page without it."""
    return [
        (chip, asked.with_one(at, chip.without).arguments())
        for chip in chips(asked.states[at], archive.naming)
    ]


def _axes(found: Comparison, asked: Searches, archive: "Archive") -> Iterator[Axis]:
    fields = archive.fields
    totals = [one.total for one in found.searches]
    if len(found.time.places) > 1:
        yield _axis(facet_title(fields["date"]), found.time, totals, asked, archive)
    for key, spread in found.facets.items():
        yield _axis(facet_title(fields[key]), spread, totals, asked, archive)


def _axis(
    title: str, spread: Spread, totals: Sequence[int], asked: Searches, archive: "Archive"
) -> Axis:
    def narrowed(state: SearchState, place: str) -> SearchState:
        if spread.by in LENGTHS:
            return state.within(archive.fields["date"], place)
        return state.limited({spread.by: (place,)})

    def counted(state: SearchState, place: str) -> SearchState:
        if spread.by in LENGTHS:
            return state.also_within(PartialDate.from_edtf(place))
        return state.limited({spread.by: (place,)})

    def value(at: int, place: str) -> Value:
        counts = tuple(row[at] for row in spread.counts)
        label = (
            date_in_words(PartialDate.from_edtf(place))
            if spread.by in LENGTHS
            else value_label(archive.naming, spread.by, place)
        )
        return Value(
            label,
            counts,
            tuple(
                count / total if total else 0 for count, total in zip(counts, totals, strict=True)
            ),
            tuple(counted(state, place) for state in asked.states),
            asked.each(lambda state: narrowed(state, place)),
            tuple(
                asked.with_one(number, narrowed(state, place))
                for number, state in enumerate(asked.states)
            ),
        )

    return Axis(title, tuple(value(at, place) for at, place in enumerate(spread.places)))


def _table(found: Comparison) -> Iterator[str]:
    columns = ("search", "query", "about", "value", "records", "records_elsewhere", "score")
    return table((*columns, "log_ratio"), _rows(found))


def _rows(found: Comparison) -> Iterator[tuple[Any, ...]]:
    for at, one in enumerate(found.searches):
        named = (LETTERS[at], one.text)
        yield *named, "total", "", one.total, "", "", ""
        yield *named, "alone", "", one.alone, "", "", ""
        for pair, common in found.common.items():
            if at in pair:
                other = LETTERS[sum(pair) - at]
                yield *named, "common", other, common, "", "", ""
        spreads: Mapping[str, Spread] = {found.time.by: found.time, **found.facets}
        for about, spread in spreads.items():
            for place, count in zip(spread.places, spread.counts[at], strict=True):
                yield *named, about, place, count, "", "", ""
        for word in one.words:
            told = (word.records, word.records_elsewhere)
            yield *named, "word", word.word, *told, f"{word.score:.2f}", f"{word.log_ratio:.2f}"
