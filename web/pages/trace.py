"""Where else a text stands: one that was pasted, or a passage of a record."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from ...archive.dates import PartialDate
from ...archive.record import Record
from ...index.reprints.answers import Trace, Traced
from ...index.reprints.stories import Order
from ...index.searching.record_lists import MOST_LISTED
from ...index.searching.results import Fragment, Snippet
from ...index.searching.text_places import compared
from ...index.searching.traces import MOST_COMPARED, MOST_TRACED
from ..request.addresses import query
from ..request.parameters import LARGEST_TEXT, Fault, Parameters
from .parts.bars import spread
from .parts.frame import show
from .parts.reading import paragraphs
from .parts.reprints import FEWEST, LEAST
from .parts.side_by_side import of_passage

if TYPE_CHECKING:
    from ...facade.archive import Archive

Answer: TypeAlias = tuple[str, HTTPStatus] | Response

_IN_ADDRESS: Final = 800
"""Characters that an address may hold: in one, each Arabic letter takes six."""

_FOUND: Final = 100
"""Records that a page shows; most of them are folded away."""

_PARAGRAPHS: Final = 200
"""Paragraphs of a record that are offered: a book has more."""


class Asked(NamedTuple):
    """The text that is looked for, the record whose passage it is, and what is wrong in it.

    `taken` is what of the record it is the beginning of, or offers to be looked for: a paragraph,
    or the whole text; `offered` are its paragraphs.
    """

    text: str
    record: Record | None
    taken: str
    offered: list[str]
    faults: list[Fault]
    unread: tuple[str, ...]


class Listed(NamedTuple):
    """Some of the records that were found: those shown, how many there are, and all as a list.

    A list has room for the first `opened` of them.
    """

    places: list["Place"]
    total: int
    among: str
    opened: int


class Place(NamedTuple):
    """A record that was found, and its longest passage."""

    found: Traced
    passage: Snippet


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/trace")
    def trace() -> Answer:
        return _page(archive, _asked(archive, request.args.get("text", "")))

    # It changes nothing, so that there is nothing to forge; long texts fit no address.
    @blueprint.post("/trace")
    def trace_long() -> Answer:
        request.max_content_length = request.max_form_memory_size = LARGEST_TEXT
        text = request.form.get("text", "").strip()
        if len(text) > _IN_ADDRESS:
            return _page(archive, _asked(archive, text))
        asked = {"record_id": request.args.get("record_id", ""), "text": text}
        address = url_for(".trace") + query({name: one for name, one in asked.items() if one})
        return redirect(address, HTTPStatus.SEE_OTHER)


def _asked(archive: "Archive", text: str) -> Asked:
    text = text.strip()
    parameters = Parameters(request.args, elsewhere=("text",))
    record_id = parameters.text("record_id", strip=False)
    record = archive.record(record_id) if record_id else None
    offered = _paragraphs_of(record)
    chosen = parameters.number("paragraph", default=0, least=0, most=len(offered))
    if len(text) > MOST_TRACED:
        parameters.faults.append(Fault("text", "long", {"most": f"{MOST_TRACED:,}"}))
    taken = ""
    if chosen:
        taken = offered[chosen - 1]
        text = taken[:MOST_TRACED]
    elif record and not text:
        taken = compared(record)
    return Asked(text, record, taken, offered, parameters.faults, parameters.unread)


def _paragraphs_of(record: Record | None) -> list[str]:
    """The paragraphs of a record that are long enough to be looked for."""
    if record is None:
        return []
    whole = paragraphs(Snippet((Fragment(compared(record)),)))
    texts = (str(paragraph).strip() for paragraph in whole)
    return [text for text in texts if len(text.split()) >= FEWEST]


def _page(archive: "Archive", asked: Asked) -> Answer:
    sought = asked.text if not asked.faults else ""
    # Of no text too it says where nobody has looked for reprints.
    traced = archive.trace(sought, limit=_FOUND, origin=asked.record)
    found = traced if sought else None
    places = _places(found) if found else []
    shown = show(
        "trace.html",
        text=(asked.text or asked.taken)[:MOST_TRACED],
        cut=len(asked.taken) > MOST_TRACED,
        longest=MOST_TRACED,
        record=asked.record,
        faults=asked.faults,
        unread=asked.unread,
        offered=asked.offered[:_PARAGRAPHS] if not asked.text else [],
        others=max(len(asked.offered) - _PARAGRAPHS, 0),
        found=found,
        places=places,
        compared=MOST_COMPARED,
        repeated=_repeated(found, places, archive) if found else None,
        quoted=_quoted(found, places, archive) if found else None,
        dates=spread(_dates(found), archive.held) if found else None,
        least=LEAST,
        fewest=FEWEST,
    )
    return shown, HTTPStatus.BAD_REQUEST if asked.faults else HTTPStatus.OK


def _places(found: Trace) -> list[Place]:
    return [
        Place(one, of_passage(compared(one.record), longest))
        for one in found
        for longest in [max(one.passages, key=lambda passage: passage.words)]
    ]


def _repeated(found: Trace, places: list[Place], archive: "Archive") -> Listed:
    half = found.at_least_half
    return _listed(_in_order(places[:half]), found.ids[:half], archive)


def _quoted(found: Trace, places: list[Place], archive: "Archive") -> Listed:
    half = found.at_least_half
    return _listed(places[half:], found.ids[half:], archive)


def _listed(places: list[Place], ids: Sequence[str], archive: "Archive") -> Listed:
    opened = ids[:MOST_LISTED]
    return Listed(places, len(ids), archive.listing(opened), len(opened))


def _dates(found: Trace) -> Sequence[PartialDate | None]:
    """When it was repeated; where nobody has, when some of it was printed."""
    return found.dates[: found.at_least_half] or found.dates


def _in_order(places: list[Place]) -> list[Place]:
    """The same, the oldest first; what has no date comes last."""
    return sorted(places, key=lambda one: _order(one.found.record.published))


def _order(date: PartialDate | None) -> Order:
    first, last = (date.first, date.last) if date else (None, None)
    return Order.of((first.toordinal(), last.toordinal()) if first and last else (0, 0))
