"""The page of one record: its text with what was sought marked, and what is known of it."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Blueprint, request, url_for
from pyarabic.araby import strip_tashkeel

from ...archive.errors import SearchIndexError
from ...archive.field_values import searched_texts
from ...archive.fields import Fields
from ...archive.record import Record
from ...archive.writers.texts import opening
from ...index.reprints.answers import Reprints
from ...index.searching.results import Fragment, Snippet
from ..language.wording import facet_title, no_text
from ..request.addresses import RECORD_ID, asked_record
from ..request.parameters import LONGEST_TRACED, Parameters
from ..request.state import DEEPEST, SearchState
from .export import references
from .parts.details import record_details
from .parts.facets import chips
from .parts.frame import show
from .parts.reprints import FEWEST, elsewhere, sharing

if TYPE_CHECKING:
    from ...facade.archive import Archive

_SIMILAR: Final = 5
_MOST_PASSED_OVER: Final = 20
"""Copies of a record that are looked past for others like it."""

_LINE_BREAKS = re.compile(r"\s*\n\s*")


class Place(NamedTuple):
    """Where a record stands in the results it was found in, and its neighbours there."""

    at: int
    total: int
    previous: Record | None
    next: Record | None


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/record")
    @blueprint.get(f"/record/<{RECORD_ID}:record_id>", merge_slashes=False)
    def record(record_id: str | None = None) -> str:
        return _record_page(archive, asked_record(record_id))


def _record_page(archive: "Archive", record_id: str) -> str:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    at = parameters.number("at", default=0, least=0, most=DEEPEST)
    every = parameters.choice("reprints", ("all",)) is not None
    without_marks = parameters.choice("tashkeel", ("yes", "no")) == "no"
    found = archive.record(record_id)
    texts = _marked(archive, found, state)
    vocalised = any(_is_vocalised(str(text)) for text in texts.values())
    if without_marks:
        texts = {key: _without_tashkeel(text) for key, text in texts.items()}
    title, body = texts["title"], texts["text"]
    reprints = _reprints(archive, found)
    # Which may have been asked for by the id of its duplicate.
    address = url_for(".record", record_id=found.id, _external=True)
    return show(
        "record.html",
        state=state,
        chips=chips(state, archive.naming),
        record=found,
        heading=str(title) or opening(str(body)) or no_text(),
        title=title,
        body=paragraphs(body),
        own_texts=_own_texts(texts, archive.fields),
        address=address,
        details=record_details(found, archive.naming, address),
        place=_place(archive, state, found, at) if at else None,
        at={"at": at} if at else {},
        vocalised=vocalised,
        without_marks=without_marks,
        matches=_matches(texts),
        similar=_similar(archive, found, reprints),
        elsewhere=elsewhere(reprints, every=every) if reprints else None,
        traceable=reprints is not None and str(body),
        fewest=FEWEST,
        most=LONGEST_TRACED,
        references=references(),
    )


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


def _own_texts(texts: Mapping[str, Snippet], fields: Fields) -> list[tuple[str, list[Snippet]]]:
    """The texts of the archive's own that the record has, each under its title."""
    own = ((field, paragraphs(texts[field.key])) for field in fields.texts if field.is_own)
    return [(facet_title(field), text) for field, text in own if text]


def _matches(texts: Mapping[str, Snippet]) -> int:
    """How many are marked below the title."""
    below = (text for key, text in texts.items() if key != "title")
    return sum(fragment.marked for text in below for fragment in text.fragments)


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


def paragraphs(text: Snippet) -> list[Snippet]:
    """The text cut at its line breaks, matches still marked; empty lines are dropped."""
    lines: list[list[Fragment]] = [[]]
    for fragment, begins_line in _pieces(text):
        if begins_line:
            lines.append([])
        lines[-1].append(fragment)
    return [Snippet(tuple(line)) for line in lines if any(part.text.strip() for part in line)]


def _pieces(text: Snippet) -> Iterator[tuple[Fragment, bool]]:
    for fragment in text.fragments:
        for number, piece in enumerate(_LINE_BREAKS.split(fragment.text)):
            yield Fragment(piece, fragment.marked), number > 0


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
