"""The page of a bibliography: what a search finds, cited in the reader's style, to be copied."""

from typing import TYPE_CHECKING

from flask import Blueprint, request

from ...archive.writers.bibliography import MOST_CITED, bibliography
from ..limits.requests import takes_long
from ..request.parameters import Parameters
from ..request.state import SearchState
from .export import cited_here
from .parts.facets import chips
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/bibliography", endpoint="bibliography")
    @takes_long
    def page() -> str:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        parameters.check()
        # One more than stand on the page tells that there are more.
        records = archive.each(**state.searched(), limit=MOST_CITED + 1)
        return show(
            "bibliography.html",
            state=state,
            chips=chips(state, archive.naming),
            unread=parameters.unread,
            found=bibliography(records, cited_here(archive)),
            most=MOST_CITED,
        )
