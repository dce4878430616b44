"""All values of one facet of names, with a search among them."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort, request

from ...arabic.names import fold_name
from ...archive.fields import Field
from ..language.wording import facet_title, value_label
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.facets import choices
from .parts.frame import show

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
        field = archive.fields.get(name)
        if field is None or field.kind != "name":
            abort(HTTPStatus.NOT_FOUND)
        return _facet_page(archive, field)


def _facet_page(archive: "Archive", field: Field) -> str:
    parameters = Parameters(request.args)
    state = SearchState.read(parameters, archive.fields)
    sought = parameters.text("find")
    found = archive.search(**state.searched(), limit=0, facets=[field.key], facet_size=_MOST)
    letters = fold_name(sought)
    meant = archive.naming.canonical(field.key, sought)
    matching = [
        value
        for value in found.facets[field.key]
        if letters in fold_name(value_label(archive.naming, field.key, value.value))
        or (sought and value.value == meant)
    ]
    listed = choices(state, field, matching[:_LISTED], archive.naming)
    return show(
        "facet.html",
        state=state,
        name=field.key,
        title=facet_title(field),
        sought=sought,
        listed=listed,
        others=len(matching) - len(listed),
        kept=state.but().arguments(),
    )
