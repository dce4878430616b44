"""The page of readers' lists, and what those in their own browsers need of the archive."""

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from ...archive.errors import QueryError
from ...archive.record import Record
from ...archive.writers.texts import LONGEST_TITLE, opening
from ...index.searching.record_lists import MOST_LISTED
from ..language.messages import _
from ..language.wording import date_in_words
from ..limits.requests import takes_long
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.state import SearchState
from .parts.frame import show

if TYPE_CHECKING:
    from ...facade.archive import Archive

_MOST_TOLD: Final = 200
"""Records of which as much is said at a time; `lists.js` asks for so many."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint."""

    @blueprint.get("/lists")
    def lists() -> str:
        return show("lists.html", most=MOST_LISTED)

    # It changes nothing, so that there is nothing to forge; many ids fit no address.
    @blueprint.post("/lists/open")
    def open_list() -> Response:
        try:
            listed = archive.listing(_ids(), request.form.get("name", ""))
        except QueryError as error:
            raise BadRequest(str(error)) from error
        page = "bibliography" if request.form.get("page") == "bibliography" else "results"
        return redirect(url_for(f".{page}") + query({"among": listed}))

    # Likewise: it says of records what their rows have, and leaves out those that are gone.
    @blueprint.post("/lists/told")
    def told_records() -> dict[str, dict[str, str]]:
        found = ((one, archive.get(one)) for one in _ids()[:_MOST_TOLD])
        return {one: _told(record) for one, record in found if record is not None}

    @blueprint.get("/lists/found")
    @takes_long
    def found_records() -> list[dict[str, str]]:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        parameters.check()
        found = archive.each(**state.searched(), limit=MOST_LISTED)
        return [
            {"id": record.id, "title": opening(record.title, LONGEST_TITLE)} for record in found
        ]


def _told(record: Record) -> dict[str, str]:
    return {
        "source": record.source or _("Unknown source"),
        "date": date_in_words(record.published),
    }


def _ids() -> list[str]:
    try:
        ids: Any = json.loads(request.form.get("ids", ""))
    except ValueError:
        ids = None
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadRequest(_("A list of identifiers is wanted, as JSON"))
    return ids
