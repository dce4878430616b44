"""The pages: search, and one record."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from ..archive.errors import KashshafError
from ..archive.record import Record
from ..index.results import Fragment, Snippet
from . import text, wording
from .addresses import RECORD_ID, teach_record_ids
from .facets import chips, date_panel, filter_panels
from .headers import harden
from .paging import paging
from .problems import problem_of
from .reading import Reading
from .sheet import record_sheet
from .state import PAGE_SIZES, SearchState
from .wording import FACET_TITLES, NO_TEXT, SORT_LABELS

if TYPE_CHECKING:
    from ..index.archive import Archive

Answer = tuple[str, HTTPStatus]

SHOWN_WORDS, SHOWN_SOURCES, SHOWN_TITLES = 5, 2, 3
"""Completions under the search box, which is to hide little of the page."""


def archive_pages(archive: "Archive", name: str = "kashshaf") -> Blueprint:
    """The archive's pages as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    A host changes a page by having a template of the same name, such as
    `kashshaf/base.html`, among its own.
    """
    # Without a prefix, the host's own /static would hide one of the same name here.
    blueprint = Blueprint(
        name,
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/kashshaf-static",
    )
    blueprint.record(teach_record_ids)
    blueprint.after_request(harden)

    @blueprint.context_processor
    def frame() -> dict[str, Any]:
        return page_frame(archive, request.blueprint or name)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def show_error(error: Exception) -> Answer:
        problem = problem_of(error)
        return render_template("kashshaf/error.html", problem=problem), problem.status

    @blueprint.get("/")
    def results() -> Answer:
        return _results_page(archive)

    @blueprint.get("/complete")
    def complete() -> list[dict[str, str]]:
        return _completions(archive)

    @blueprint.get(f"/record/<{RECORD_ID}:record_id>", merge_slashes=False)
    def record(record_id: str) -> str:
        return _record_page(archive, record_id)

    return blueprint


def page_frame(archive: "Archive", name: str) -> dict[str, Any]:
    """What every page needs; `name` is the blueprint whose pages the frame leads to."""
    return {
        "archive_title": archive.title,
        "home": url_for(f"{name}.results"),
        "script": url_for(f"{name}.static", filename="complete.js"),
        "style": url_for(f"{name}.static", filename="kashshaf.css"),
        "platform_label": lambda key: archive.authorities.platform_label(key, "ar"),
        "say": wording,
        "text": text,
    }


def _results_page(archive: "Archive") -> Answer:
    reading = Reading(request.args)
    state = SearchState.read(reading)
    if reading.faults:
        page = _search_frame(state) | {"faults": reading.faults, "chips": chips(state, None)}
        return render_template("kashshaf/results.html", **page), HTTPStatus.BAD_REQUEST
    found = archive.search(
        **state.asked(),
        offset=(state.page - 1) * state.per_page,
        limit=state.per_page,
        facets=FACET_TITLES,
    )
    state = state.as_taken(found)
    page = _search_frame(state) | {
        "found": found,
        "chips": chips(state, found),
        "panels": filter_panels(state, found),
        "dates": date_panel(state, found),
        "paging": paging(state, found),
    }
    missing = found.total and not found.hits
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    return render_template("kashshaf/results.html", **page), status


def _search_frame(state: SearchState) -> dict[str, Any]:
    """The form as it was filled in, wrong or right, and what a new search keeps of the state."""
    in_form = ("q", "since", "until", "match")
    return {
        "state": state,
        "faults": [],
        "found": None,
        "chips": [],
        "panels": [],
        "dates": None,
        "paging": None,
        "typed": {name: request.args.get(name, "") for name in in_form},
        "kept": {
            name: value for name, value in state.but().arguments().items() if name not in in_form
        },
        "sorts": {
            name: label for name, label in SORT_LABELS.items() if state.q or name != "relevance"
        },
        "sizes": PAGE_SIZES,
    }


def _completions(archive: "Archive") -> list[dict[str, str]]:
    """What `complete.js` offers under the search box; words have no address, and are searched."""
    found = archive.complete(Reading(request.args).text("q", strip=False))
    words = [{"kind": "word", "label": word} for word in found.words]
    sources = [
        {"kind": "source", "label": name, "href": url_for(".results", source=name)}
        for name in found.sources
    ]
    titles = [
        {"kind": "title", "label": title, "href": url_for(".record", record_id=record_id)}
        for record_id, title in found.titles.items()
    ]
    return [*words[:SHOWN_WORDS], *sources[:SHOWN_SOURCES], *titles[:SHOWN_TITLES]]


def _record_page(archive: "Archive", record_id: str) -> str:
    state = SearchState.read(Reading(request.args))
    found = archive.record(record_id)
    title, body = _marked(archive, found, state)
    return render_template(
        "kashshaf/record.html",
        state=state,
        record=found,
        heading=found.title or text.opening(found.text) or NO_TEXT,
        title=title,
        body=body,
        sheet=record_sheet(found, archive.authorities),
    )


def _marked(archive: "Archive", record: Record, state: SearchState) -> tuple[Snippet, Snippet]:
    """Title and text with what was searched for marked; without a query, no index is needed."""
    if state.q:
        return archive.highlight(record, state.q, state.match, state.variants == "yes")
    return Snippet((Fragment(record.title),)), Snippet((Fragment(record.text),))
