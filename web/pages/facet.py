"""All values of one facet, with a search among them."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, render_template, request

from ...arabic.names import fold_name
from ..language.wording import facet_title
from ..request.parameters import Parameters
from ..request.state import FILTERS, Filter, SearchState
from .parts.facets import choices

if TYPE_CHECKING:
    from ...facade.archive import Archive

_MOST: Final = 100_000
"""Values that are looked through; an archive has fewer sources and authors."""

_LISTED: Final = 500
"""Values that one page lists: with more, one had better type some letters of what one seeks."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    @blueprint.get("/facet/<name>")
    def facet(name: str) -> str:
        known = next((known for known in FILTERS if known == name), None)
        return _facet_page(archive, known) if known else abort(HTTPStatus.NOT_FOUND)


def _facet_page(archive: "Archive", name: Filter) -> str:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters)
    sought = parameters.text("find")
    found = archive.search(**state.asked(), limit=0, facets=[name], facet_size=_MOST)
    offered = choices(state, name, found.facets[name], archive.authorities)
    letters = fold_name(sought)
    matching = [choice for choice in offered if not letters or letters in fold_name(choice.label)]
    return render_template(
        "kashshaf/facet.html",
        state=state,
        name=name,
        title=facet_title(name),
        sought=sought,
        listed=matching[:_LISTED],
        others=len(matching) - len(matching[:_LISTED]),
        kept=state.but().arguments(),
    )
