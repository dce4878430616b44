"""The page of results."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from ...archive.fields import DATE, Field
from ...archive.record import UNKNOWN
from ...index.engines.base import Sort
from ...index.searching.results import SearchResults
from ..language.preferences import CHOICES
from ..request.addresses import query
from ..request.parameters import Fault, Parameters, asks
from ..request.state import PAGE_SIZES, SearchState
from .export import formats
from .front import front_page
from .parts.alternatives import alternatives, looser
from .parts.facets import Panel, chips, panel
from .parts.frame import show
from .parts.histogram import Histogram, histogram, input_names
from .parts.paging import paging
from .parts.story_panel import StoryPanel, story_panel

if TYPE_CHECKING:
    from ...facade.archive import Archive

_ALWAYS: Final = "source"
"""The facet that is shown where no result states it: that none does is worth knowing."""

Answer: TypeAlias = tuple[str, HTTPStatus] | Response

_IN_FORM: Final = ("q", "since", "until")
"""What the reader can type into the search form, beside other ranges."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/")
    def results() -> Answer:
        asked = any(map(asks, request.args))
        return _results_page(archive) if asked else (front_page(archive), HTTPStatus.OK)


def _results_page(archive: "Archive") -> Answer:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    if parameters.faults:
        return _faults_page(archive, state, parameters)
    if _is_of_a_form(archive):
        return _redirect(state)
    found = archive.search(
        **state.searched(),
        offset=(state.page - 1) * state.per_page,
        limit=state.per_page,
        facets=[field.key for field in archive.fields.facets],
        levels=state.page == 1,
        stories=archive.knows_reprints,
    )
    state = state.as_taken(found)
    page = _form(archive, state) | {
        "unread": parameters.unread,
        "found": found,
        "panels": _panels(archive, state, found),
        "paging": paging(state, found),
        "sorts": _sorts(state, found),
        "sizes": PAGE_SIZES,
        "formats": formats(),
    }
    if not found.total:
        page["alternatives"] = alternatives(archive, state, found, page["chips"])
    page["looser"] = looser(archive, state, found) if found.hits and state.page == 1 else ()
    missing = found.total and not found.hits
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    return show("results.html", faults=[], **page), status


def _sorts(state: SearchState, found: SearchResults) -> tuple[Sort, ...]:
    """The orders that there are: none by date of what has none."""
    only_undated = state.limits.get(DATE) == (UNKNOWN,) and not (state.since or state.until)
    if only_undated or not any(value.value and value.count for value in found.facets[DATE]):
        return ()
    return ("relevance", "newest", "oldest") if state.q else ("newest", "oldest")


def _faults_page(archive: "Archive", state: SearchState, parameters: Parameters) -> Answer:
    """The form as it was filled in, and what is wrong with it."""
    panels = [
        histogram(state, field, (), archive.naming, archive.held) for field in _ranges(archive)
    ]
    page = _form(archive, state) | {"faults": parameters.faults, "found": None, "panels": panels}
    page["unread"] = parameters.unread
    page["swapped"] = _swapped(state, parameters)
    return show("results.html", **page), HTTPStatus.BAD_REQUEST


def _swapped(state: SearchState, parameters: Parameters) -> SearchState | None:
    """The search with its dates in order, where that is all that is wrong."""
    match parameters.faults:
        case [Fault(name="since", code="order", values=dates)]:
            return state.but(since=dates["until"], until=dates["since"])
    return None


def _is_of_a_form(archive: "Archive") -> bool:
    """Whether the address is what a browser makes of the form: the ends of each range by itself."""
    names = (name for field in _ranges(archive) if field.is_own for name in input_names(field))
    return any(name in request.args for name in names)


def _redirect(state: SearchState) -> Response:
    """To the address that one can read and share."""
    preferred = {name: value for name, value in request.args.items() if name in CHOICES}
    address = url_for(".results") + query((state.arguments() or {"q": ""}) | preferred)
    return redirect(address)


def _form(archive: "Archive", state: SearchState) -> dict[str, Any]:
    """The form as it was filled in, right or wrong, and what else a new search keeps."""
    kept = state.but().arguments()
    for field in _ranges(archive):
        if field.is_own and state.range_of(field):
            # The panel of the field has it.
            kept[field.key] = [value for value in kept[field.key] if value == UNKNOWN]
    return {
        "state": state,
        "chips": chips(state, archive.naming),
        "typed": request.args.get("q", ""),
        "kept": {name: value for name, value in kept.items() if name not in _IN_FORM},
    }


def _has(archive: "Archive", field: Field) -> bool:
    """Whether any record of the archive states a field."""
    return archive.count(excluding={field.key: [UNKNOWN]}) > 0


def _ranges(archive: "Archive") -> list[Field]:
    return [field for field in archive.fields.facets if field.kind != "name"]


def _panels(
    archive: "Archive", state: SearchState, results: SearchResults
) -> list[Panel | Histogram | StoryPanel]:
    """Time first, then what is known of stories, then the facets that say anything of these."""
    date, naming, facets = archive.fields["date"], archive.naming, results.facets
    time = histogram(state, date, facets["date"], naming, archive.held)
    found: list[Panel | Histogram | StoryPanel] = [time]
    if results.stories is not None:
        found.append(story_panel(state))
    for field in archive.fields.by_value:
        values = facets[field.key]
        if field.kind == "name":
            shown = panel(state, field, values, naming)
            if shown is None and values and field.key == _ALWAYS and _has(archive, field):
                shown = panel(state, field, values, naming, is_known=True)
            found += [shown] if shown else []
        elif field.key in state.limits or any(value.value for value in values):
            found.append(histogram(state, field, values, naming, archive.held))
    return found
