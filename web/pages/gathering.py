"""Records put into a list that the archive keeps: one, some of a page, all of a search."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from ...archive.collections.bounds import MOST_RECORDS
from ...archive.collections.values import Entry
from ...archive.record import Record
from ...archive.writers.texts import opening
from ..access.own_forms import only_own_forms
from ..language.messages import _
from ..limits.requests import takes_long
from ..request.addresses import query
from ..request.parameters import Parameters
from ..request.state import DEEPEST, SearchState
from .parts.keeper import Keeper, keeper_of

if TYPE_CHECKING:
    from ...facade.archive import Archive

# Beside these a form has the search that its page shows. No field's key has a dot.
_LIST, _NAME, _ID = "to.list", "to.name", "to.id"
_RECORD = "to.record"


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add what the forms beside results and records are sent to."""

    @blueprint.post("/lists/add")
    def add_chosen() -> Response:
        keeper = _keeper(archive)
        chosen = (archive.get(one) for one in dict.fromkeys(request.form.getlist(_ID)))
        _add(keeper, (one for one in chosen if one is not None))
        return _back(archive)

    @blueprint.post("/lists/add-found")
    @takes_long
    def add_found() -> Response:
        keeper = _keeper(archive)
        parameters = Parameters(request.form)
        state = SearchState.read(parameters, archive.fields)
        parameters.check()
        _add(keeper, archive.each(**state.searched(), limit=MOST_RECORDS))
        return _back(archive)


def _keeper(archive: "Archive") -> Keeper:
    keeper = keeper_of(archive) or abort(HTTPStatus.NOT_FOUND)
    only_own_forms(keeper.token)
    return keeper


def _add(keeper: Keeper, records: Iterable[Record]) -> None:
    """Add to the list that was chosen, or to the one whose name was typed."""
    shelf, reader, form = keeper.shelf, keeper.reader, request.form
    entries = [Entry(one.id, one.title or opening(one.text)) for one in records]
    name, key = form.get(_NAME, "").strip(), form.get(_LIST, "")
    if entries:
        chosen = key if key and not name else shelf.named(reader, name or _("My list")).key
        shelf.add(chosen, reader, entries)


def _back(archive: "Archive") -> Response:
    """To the page from which the form was sent: a record, or results."""
    parameters = Parameters(request.form)
    arguments = SearchState.read(parameters, archive.fields).arguments()
    if record_id := request.form.get(_RECORD):
        at = parameters.number("at", default=0, least=0, most=DEEPEST)
        place: dict[str, Any] = {"at": at} if at else {}
        address = url_for(".record", record_id=record_id, **place, **arguments)
    else:
        address = url_for(".results") + query(arguments or {"q": ""})
    return redirect(address, HTTPStatus.SEE_OTHER)
