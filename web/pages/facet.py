"""All values of one facet, with a search among them."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, render_template, request

from ...arabic.names import fold_name
from ...archive.fields import Field
from ..language.wording import facet_title
from ..request.parameters import Parameters
from ..request.state import SearchState
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
        known = next((one for one in archive.fields.filters if one.key == name), None)
        return _facet_page(archive, known) if known else abort(HTTPStatus.NOT_FOUND)


def _facet_page(archive: "Archive", field: Field) -> str:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    sought = parameters.text("find")
    found = archive.search(**state.asked(), limit=0, facets=[field.key], facet_size=_MOST)
    offered = choices(state, field, found.facets[field.key], archive.naming)
    letters = fold_name(sought)
    matching = [choice for choice in offered if not letters or letters in fold_name(choice.label)]
    return render_template(
        "kashshaf/facet.html",
        state=state,
        name=field.key,
        title=facet_title(field),
        sought=sought,
        listed=matching[:_LISTED],
        others=len(matching) - len(matching[:_LISTED]),
        kept=state.but().arguments(),
    )
