"""The page of results, and what is offered under the search box while one types."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, render_template, request, url_for

from ..request.parameters import Parameters
from ..request.state import PAGE_SIZES, SearchState
from .export import formats
from .parts.facets import chips, filter_panels
from .parts.no_results import ways_out
from .parts.paging import paging
from .parts.timeline import timeline

if TYPE_CHECKING:
    from ...facade.archive import Archive

SHOWN_WORDS, SHOWN_SOURCES, SHOWN_TITLES = 5, 2, 3
"""Completions under the search box, which is to hide little of the page."""

_IN_FORM: Final = ("q", "since", "until", "match", "level")
"""What the reader can change in the search form itself."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/")
    def results() -> tuple[str, HTTPStatus]:
        return _results_page(archive)

    @blueprint.get("/complete")
    def complete() -> list[dict[str, str]]:
        return _completions(archive)


def search_frame(state: SearchState) -> dict[str, Any]:
    """The form as it was filled in, wrong or right, and what a new search keeps of the state."""
    kept = state.but().arguments().items()
    return {
        "state": state,
        "typed": {name: request.args.get(name, "") for name in _IN_FORM},
        "kept": {name: value for name, value in kept if name not in _IN_FORM},
    }


def _results_page(archive: "Archive") -> tuple[str, HTTPStatus]:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    page = search_frame(state) | {
        "faults": parameters.faults,
        "found": None,
        "panels": [],
        "timeline": None,
    }
    if parameters.faults:
        page["chips"] = chips(state, archive.naming)
        return render_template("kashshaf/results.html", **page), HTTPStatus.BAD_REQUEST
    found = archive.search(
        **state.asked(),
        offset=(state.page - 1) * state.per_page,
        limit=state.per_page,
        facets=[field.key for field in archive.fields.facets],
    )
    state = state.as_taken(found)
    page |= search_frame(state) | {
        "found": found,
        "chips": chips(state, archive.naming),
        "panels": filter_panels(state, found, archive.naming),
        "timeline": timeline(state, found),
        "paging": paging(state, found),
        "sorts": ("relevance", "newest", "oldest") if state.q else ("newest", "oldest"),
        "sizes": PAGE_SIZES,
        "formats": formats(),
    }
    if not found.total:
        page["ways"] = ways_out(archive, state, page["chips"])
    missing = found.total and not found.hits
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    return render_template("kashshaf/results.html", **page), status


def _completions(archive: "Archive") -> list[dict[str, str]]:
    """What `complete.js` offers under the search box; words have no address, and are searched."""
    found = archive.complete(Parameters(request.args).text("q", strip=False))
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
