"""All values of one facet of names, by their counts or by the alphabet, and a search among them."""

from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, get_args

from flask import Blueprint, abort, request

from ...arabic.names import fold_name
from ...archive.fields import Field
from ...index.searching.results import FacetValue
from ..language.preferences import preferences
from ..language.wording import facet_title
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.alternatives import ways_out
from .parts.facets import chips
from .parts.frame import show
from .parts.listing import MOST, Order, listing

if TYPE_CHECKING:
    from ...facade.archive import Archive


_folded = lru_cache(maxsize=1 << 16)(fold_name)


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
    order: Order = parameters.choice("order", get_args(Order)) or "count"
    parameters.check()
    found = archive.search(**state.searched(), limit=0, facets=[field.key], facet_size=MOST)
    values = _having(found.facets[field.key], sought, archive.naming.canonical(field.key, sought))
    own = {"name": field.key, "find": sought or [], "order": order if order != "count" else []}
    narrowed = chips(state, archive.naming)
    return show(
        "facet.html",
        state=state,
        chips=narrowed,
        ways_out=() if found.total else ways_out(archive, state, narrowed),
        unread=parameters.unread,
        name=field.key,
        title=facet_title(field),
        sought=sought,
        order=order,
        orders=get_args(Order),
        own=own,
        listing=listing(state, field, values, order, archive.naming),
    )


def _having(values: Sequence[FacetValue], sought: str, meant: str) -> Sequence[FacetValue]:
    """The values that have the letters sought, or are the one that they are a name of."""
    if not sought:
        return values
    letters, language = fold_name(sought), preferences().lang
    return [
        value
        for value in values
        if value.value == meant or letters in _folded(value.label(language))
    ]
