"""The page of one record: its text with what was sought marked, and what is known of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import Blueprint, request, url_for
from pyarabic.araby import strip_tashkeel

from ...archive.dates import PartialDate
from ...archive.errors import SearchIndexError
from ...archive.field_values import searched_texts
from ...archive.fields import Fields
from ...archive.record import Record
from ...archive.writers.meta_tags import SCHEMAS
from ...archive.writers.schema_org import schema_org
from ...archive.writers.texts import direction, opening
from ...index.reprints.answers import Reprints
from ...index.searching.results import Fragment, Snippet
from ...index.searching.traces import MOST_TRACED
from ..language.wording import facet_title, no_text
from ..request.addresses import RECORD_ID, asked_record
from ..request.parameters import Parameters
from ..request.state import DEEPEST, SearchState
from .export import references
from .parts.details import record_details
from .parts.facets import chips
from .parts.frame import show
from .parts.media import shown_media
from .parts.passage import Passage, asked_passage
from .parts.reading import MOST_LISTED, Line, Paragraph, laid_out, lines, paragraphs
from .parts.reprints import FEWEST, elsewhere, sharing

if TYPE_CHECKING:
    from ...facade.archive import Archive

_SIMILAR: Final = 5
_MOST_PASSED_OVER: Final = 20
"""Copies of a record that are looked past for others like it."""


class Place(NamedTuple):
    """Where a record stands in the results it was found in, and its neighbours there."""

    at: int
    total: int
    previous: Record | None
    next: Record | None


class Reading(NamedTuple):
    """What there is to read of a record; `own_texts` are those of the archive's own fields."""

    heading: str
    title: Snippet
    own_texts: list[tuple[str, list[Paragraph]]]
    body: list[Paragraph]
    matches: list[Line]
    passage: Passage | None
    vocalised: bool
    without_marks: bool


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/record")
    @blueprint.get(f"/record/<{RECORD_ID}:record_id>", merge_slashes=False)
    def record(record_id: str | None = None) -> str:
        return _record_page(archive, asked_record(record_id))


def _record_page(archive: "Archive", record_id: str) -> str:
    parameters = Parameters(request.args, elsewhere=("record_id",))
    state = SearchState.read(parameters, archive.fields)
    at = parameters.number("at", default=0, least=0, most=DEEPEST)
    every = parameters.choice("reprints", ("all",)) is not None
    found = archive.record(record_id)
    # Which may have been asked for by the id of its duplicate.
    address = url_for(".record", record_id=found.id, _external=True)
    reading = _read(archive, found, state, parameters)
    reprints = _reprints(archive, found)
    place = _place(archive, state, found, at) if at else None
    media = archive.media(found)
    today = dt.date.today()
    return show(
        "record.html",
        state=state,
        back=state.but(page=(at - 1) // state.per_page + 1) if place else state,
        chips=chips(state, archive.naming),
        here=_here(found, state, at, reading),
        record=found,
        reading=reading,
        media=shown_media(media) if media else None,
        address=address,
        schemas=SCHEMAS,
        schema=None if archive.private else _schema(archive, found, address),
        details=record_details(found, archive.naming, address),
        place=place,
        hit=parameters.number("hit", default=0, least=1, most=max(len(reading.matches), 1)),
        most_listed=MOST_LISTED,
        similar=_similar(archive, found, reprints),
        elsewhere=elsewhere(reprints, every=every) if reprints else None,
        traceable=reprints is not None and bool(reading.body),
        fewest=FEWEST,
        most=MOST_TRACED,
        references=references(),
        accessed=PartialDate(today.year, today.month, today.day),
        faults=parameters.faults,
        unread=parameters.unread,
    )


def _read(
    archive: "Archive", record: Record, state: SearchState, parameters: Parameters
) -> Reading:
    """Its texts, with what the address asks for in them."""
    without_marks = parameters.choice("tashkeel", ("yes", "no")) == "no"
    texts = _marked(archive, record, state)
    vocalised = any(_is_vocalised(str(text)) for text in texts.values())
    if without_marks:
        texts = {key: _without_tashkeel(text) for key, text in texts.items()}
    body, numbers = paragraphs(texts["text"]), count(1)
    passage = asked_passage(parameters, [str(paragraph) for paragraph in body])
    own_texts = _own_texts(texts, archive.fields, numbers)
    laid = laid_out(
        body,
        "p",
        direction(record.text),
        numbers,
        url_for(".record", record_id=record.id),
        passage.letters if passage else None,
    )
    every = [*(text for _, text in own_texts), laid]
    return Reading(
        heading=str(texts["title"]) or opening(str(texts["text"])) or no_text(),
        title=texts["title"],
        own_texts=own_texts,
        body=laid,
        matches=[line for text in every for line in lines(text)],
        passage=passage,
        vocalised=vocalised,
        without_marks=without_marks,
    )


def _here(record: Record, state: SearchState, at: int, reading: Reading) -> dict[str, Any]:
    """What leads to this page again, as it is."""
    place = {"at": at} if at else {}
    marks = {"tashkeel": "no"} if reading.without_marks else {}
    return {"record_id": record.id, **place, **marks, **state.arguments()}


def _schema(archive: "Archive", record: Record, address: str) -> Mapping[str, Any]:
    return schema_org(record, address, archive.title, archive.authorities)


def _similar(archive: "Archive", record: Record, reprints: Reprints | None) -> tuple[Record, ...]:
    """Records like it, but for those of which the page tells already that they share its text.

    None where there is no index to look in, since a record can do without.
    """
    told = sharing(reprints) if reprints else frozenset()
    try:
        found = archive.similar(record, _SIMILAR + min(len(told), _MOST_PASSED_OVER))
    except SearchIndexError:
        return ()
    return tuple(other for other in found if other.id not in told)[:_SIMILAR]


def _reprints(archive: "Archive", record: Record) -> Reprints | None:
    """What of it stands elsewhere; None where the archive keeps no reprints."""
    try:
        return archive.reprints(record)
    except SearchIndexError:
        return None


def _marked(archive: "Archive", record: Record, state: SearchState) -> Mapping[str, Snippet]:
    """Its texts with what was searched for marked; without a query, no index is needed."""
    if state.q:
        return archive.highlight(record, **state.typed())
    return {
        text.key: Snippet((Fragment(text.of(record)),)) for text in searched_texts(archive.fields)
    }


def _own_texts(
    texts: Mapping[str, Snippet], fields: Fields, numbers: Iterator[int]
) -> list[tuple[str, list[Paragraph]]]:
    """The texts of the archive's own that the record has, each under its title."""
    own = []
    for field in fields.texts:
        if field.is_own and (text := paragraphs(texts[field.key])):
            whole = direction(str(text[0]))
            laid = laid_out(text, f"text-{field.key}-", whole, numbers)
            own.append((facet_title(field), laid))
    return own


def _place(archive: "Archive", state: SearchState, record: Record, at: int) -> Place | None:
    """None where the results have changed since, and the record is no longer at its place."""
    first = max(at - 2, 0)
    found = archive.search(**state.searched(), offset=first, limit=at + 1 - first)
    near = [hit.record for hit in found.hits]
    here = at - 1 - first
    if len(near) <= here or near[here].id != record.id:
        return None
    following = near[here + 1] if len(near) > here + 1 else None
    return Place(
        at, state.counted(found.total, found.stories), near[here - 1] if here else None, following
    )


def _without_tashkeel(text: Snippet) -> Snippet:
    """The same without vowel marks."""
    return Snippet(
        tuple(
            Fragment(strip_tashkeel(fragment.text), fragment.marked) for fragment in text.fragments
        )
    )


def _is_vocalised(text: str) -> bool:
    """Whether a text has any vowel marks to hide."""
    return bool(strip_tashkeel(text) != text)
