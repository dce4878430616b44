"""The page of one record: its text with what was sought marked, and what is known of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import chain, count
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
from .parts.passage import asked_passage
from .parts.reading import MOST_LISTED, Paragraph, laid_out, lines, paragraphs
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
    # Which may have been asked for by the id of its duplicate.
    address = url_for(".record", record_id=found.id, _external=True)
    texts = _marked(archive, found, state)
    vocalised = any(_is_vocalised(str(text)) for text in texts.values())
    if without_marks:
        texts = {key: _without_tashkeel(text) for key, text in texts.items()}
    title, body = texts["title"], paragraphs(texts["text"])
    passage = asked_passage(parameters, [str(paragraph) for paragraph in body])
    numbers = count(1)
    own_texts = _own_texts(texts, archive.fields, numbers)
    page = url_for(".record", record_id=found.id)
    laid = laid_out(body, "p", numbers, page, passage.letters if passage else None)
    matches = [*chain.from_iterable(map(lines, (*(text for _, text in own_texts), laid)))]
    reprints = _reprints(archive, found)
    place = _place(archive, state, found, at) if at else None
    today = dt.date.today()
    return show(
        "record.html",
        state=state,
        back=state.but(page=(at - 1) // state.per_page + 1) if place else state,
        kept={name: value for name, value in state.but().arguments().items() if name != "q"},
        chips=chips(state, archive.naming),
        record=found,
        heading=str(title) or opening(str(texts["text"])) or no_text(),
        title=title,
        body=laid,
        own_texts=own_texts,
        address=address,
        schemas=SCHEMAS,
        schema=None if archive.private else _schema(archive, found, address),
        details=record_details(found, archive.naming, address),
        place=place,
        here={
            "record_id": found.id,
            **({"at": at} if at else {}),
            **({"tashkeel": "no"} if without_marks else {}),
            **state.arguments(),
        },
        vocalised=vocalised,
        without_marks=without_marks,
        matches=matches,
        hit=parameters.number("hit", default=0, least=1, most=max(len(matches), 1)),
        most_listed=MOST_LISTED,
        passage=passage,
        similar=_similar(archive, found, reprints),
        elsewhere=elsewhere(reprints, every=every) if reprints else None,
        traceable=reprints is not None and bool(body),
        fewest=FEWEST,
        most=LONGEST_TRACED,
        references=references(),
        accessed=PartialDate(today.year, today.month, today.day),
    )


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
    own = (
        (facet_title(field), laid_out(paragraphs(texts[field.key]), f"text-{field.key}-", numbers))
        for field in fields.texts
        if field.is_own
    )
    return [(title, text) for title, text in own if text]


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
