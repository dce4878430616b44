"""Words around: those that keep company with a search, and those that mark its results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, get_args

from flask import Blueprint, Response, request

from ...archive.dates import PartialDate
from ...archive.record import LIST_JOINT
from ...archive.writers.data_files import CSV, table
from ...index.keywords.collocates import Collocates, Measure
from ...index.keywords.collocates_by import CollocatesAt, axes
from ...index.keywords.telling import TellingWords
from ...index.searching.date_counts import LENGTHS
from ...index.searching.windows import Side
from ..language.wording import date_in_words, value_label
from ..limits.requests import takes_long
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.alternatives import ways_out
from .parts.facets import chips
from .parts.frame import show
from .parts.word_options import WordOptions, having

if TYPE_CHECKING:
    from ...facade.archive import Archive

_LISTED: Final = 50
_MOST: Final = 5_000
"""Words of a table to take away: beyond them stand those that tell nothing."""

_ELSEWHERE: Final = 30
"""Telling words that the page lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the axis: what it is called, what is told of it, and the search limited to it."""

    label: str
    found: CollocatesAt
    state: SearchState


@dataclass(frozen=True, slots=True)
class _Asked:
    state: SearchState
    options: WordOptions
    parameters: Parameters

    @classmethod
    def read(cls, archive: "Archive") -> "_Asked":
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        return cls(state, WordOptions.read(parameters, archive.fields), parameters)

    def collocates(self, archive: "Archive", limit: int) -> Collocates | None:
        """None for a search without words, which nothing stands near."""
        if not self.state.q:
            return None
        asked = self.state.sought() | self.options.asked()
        return archive.collocates(**asked, per=self.state.per, limit=limit)

    def telling(self, archive: "Archive", limit: int) -> TellingWords | None:
        """None for all records, which nothing marks."""
        if not (self.state.q or self.state.filtered):
            return None
        return archive.telling_words(
            **self.state.sought(),
            per=self.state.per,
            function_words=self.options.function_words == "yes",
            limit=limit,
        )


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/words-around")
    def words_around() -> tuple[str, HTTPStatus]:
        return _page(archive)

    @blueprint.get("/words-around.csv")
    @takes_long
    def words_around_table() -> Response:
        asked = _Asked.read(archive)
        asked.parameters.check_all()
        return _file(_table(asked.collocates(archive, _MOST)))

    @blueprint.get("/words-around-by.csv")
    @takes_long
    def words_around_by_table() -> Response:
        asked = _Asked.read(archive)
        asked.parameters.check_all()
        return _file(_table_by(asked.options.by, asked.collocates(archive, 0)))

    @blueprint.get("/telling-words.csv")
    @takes_long
    def telling_words_table() -> Response:
        asked = _Asked.read(archive)
        asked.parameters.check_all()
        return _file(telling_table(asked.telling(archive, _MOST)))


def _page(archive: "Archive") -> tuple[str, HTTPStatus]:
    asked = _Asked.read(archive)
    state, options, faults = asked.state, asked.options, asked.parameters.faults
    found = None if faults else asked.collocates(archive, _LISTED)
    narrowed = chips(state, archive.naming)
    empty = found is not None and not found.matches
    page = show(
        "words_around.html",
        state=state,
        options=options,
        faults=faults,
        unread=asked.parameters.unread,
        chips=narrowed,
        ways_out=ways_out(archive, state, narrowed) if empty else (),
        found=found,
        places=list(_places(found, state, archive)) if found else [],
        telling=None if faults else asked.telling(archive, _ELSEWHERE),
        sides=get_args(Side),
        measures=get_args(Measure),
        axes=[axis for axis in axes(archive.fields) if axis != "day"],
        having=having,
        again=state.but().arguments() | options.arguments(),
    )
    return page, HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK


def _places(found: Collocates, state: SearchState, archive: "Archive") -> Iterator[Place]:
    """The places of the axis, where there are several: of one alone nothing marks it."""
    by = found.by or ""
    for one in found.places if len(found.places) > 1 else ():
        if by in LENGTHS:
            label = date_in_words(PartialDate.from_edtf(one.place))
            limited = state.within(archive.fields["date"], one.place)
        else:
            label = value_label(archive.naming, by, one.place)
            limited = state.limited({by: (one.place,)})
        yield Place(label, one, limited)


def _file(pieces: Iterator[str]) -> Response:
    return Response(pieces, content_type=f"{CSV.media_type}; charset=utf-8")


def forms_cell(forms: Mapping[str, int]) -> str:
    """The ways to write a word in a cell, each with how often it is written so."""
    return LIST_JOINT.join(f"{form} {times}" for form, times in forms.items())


def _table(found: Collocates | None) -> Iterator[str]:
    columns = ("word", "score", "count", "expected", "records", "forms")
    rows: Iterator[tuple[Any, ...]] = (
        (
            one.word,
            f"{one.score:.2f}",
            one.count,
            f"{one.expected:.2f}",
            one.records,
            forms_cell(one.forms),
        )
        for one in (found.collocates if found else ())
    )
    return table(columns, rows)


def _table_by(by: str, found: Collocates | None) -> Iterator[str]:
    columns = (by, "matches", "word", "score", "count", "expected", "records")
    rows = (
        (
            place.place,
            place.matches,
            one.word,
            f"{one.score:.2f}",
            one.count,
            f"{one.expected:.2f}",
            one.records,
        )
        for place in (found.places if found else ())
        for one in place.collocates
    )
    return table(columns, rows)


def telling_table(found: TellingWords | None) -> Iterator[str]:
    """Telling words as a table: of each how many records have it here and elsewhere."""
    columns = ("word", "score", "log_ratio", "records", "records_elsewhere", "expected", "count")
    rows = (
        (
            one.word,
            f"{one.score:.2f}",
            f"{one.log_ratio:.2f}",
            one.records,
            one.records_elsewhere,
            f"{one.expected:.2f}",
            one.count,
            forms_cell(one.forms),
        )
        for one in (found.words if found else ())
    )
    return table((*columns, "forms"), rows)
