"""Lists of records that readers gather. They stay in the readers' own browsers."""

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from ...archive.errors import QueryError
from ...index.searching.record_lists import MOST_LISTED
from ..language.messages import _
from ..limits.requests import takes_long
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/lists")
    def lists() -> str:
        return show("lists.html", most=MOST_LISTED)

    # It changes nothing, so that there is nothing to forge; many ids fit no address.
    @blueprint.post("/lists/open")
    def open_list() -> Response:
        try:
            listed = archive.listing(_ids(request.form.get("ids", "")))
        except QueryError as error:
            raise BadRequest(str(error)) from error
        page = "bibliography" if request.form.get("page") == "bibliography" else "results"
        return redirect(url_for(f".{page}") + query({"among": listed}))

    @blueprint.get("/lists/found")
    @takes_long
    def found_records() -> list[dict[str, str]]:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        parameters.check()
        found = archive.each(**state.searched(), limit=MOST_LISTED)
        return [{"id": record.id, "title": record.title} for record in found]


def _ids(sent: str) -> list[str]:
    try:
        ids: Any = json.loads(sent)
    except ValueError:
        ids = None
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadRequest(_("A list of identifiers is wanted, as JSON"))
    return ids
