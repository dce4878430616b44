"""The JSON API: search and records, for programs."""

import json
from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from ..archive.errors import KashshafError
from ..archive.record import Record
from ..index.facets import SHOWN
from ..index.serialise import completions_json, results_json
from .addresses import RECORD_ID, teach_record_ids
from .headers import harden
from .problems import faults_json, problem_json, problem_of
from .reading import Reading
from .sheet import file_name
from .state import DEEPEST, SEARCH_PARAMETERS, SearchState

if TYPE_CHECKING:
    from ..index.archive import Archive

_PARAMETERS: Final = (*SEARCH_PARAMETERS, "limit", "offset", "facets")


def archive_api(archive: "Archive", name: str = "kashshaf_api") -> Blueprint:
    """The archive's API as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    """
    blueprint = Blueprint(name, __name__)
    blueprint.record(teach_record_ids)
    blueprint.after_request(harden)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def answer_error(error: Exception) -> Response:
        return problem_json(problem_of(error))

    @blueprint.get("/search")
    def search() -> Response:
        reading = Reading(request.args)
        state = SearchState.read(reading)
        limit = reading.number("limit", default=10, least=0, most=100)
        offset = reading.number("offset", default=0, least=0, most=DEEPEST)
        facets = reading.choices("facets", SHOWN)
        reading.only(_PARAMETERS)
        if reading.faults:
            return faults_json(reading.faults)
        results = archive.search(**state.asked(), offset=offset, limit=limit, facets=facets)
        return _json(results_json(results))

    @blueprint.get("/complete")
    def complete() -> Response:
        reading = Reading(request.args)
        text = reading.text("q", strip=False)
        reading.only(("q",))
        if reading.faults:
            return faults_json(reading.faults)
        return _json(completions_json(archive.complete(text)))

    @blueprint.get(f"/records/<{RECORD_ID}:record_id>", merge_slashes=False)
    def record(record_id: str) -> Response:
        return _json(_record_json(archive.record(record_id)))

    return blueprint


def _record_json(record: Record) -> dict[str, Any]:
    """The record with its provenance; of the file its name only, not the server's folders."""
    provenance = record.provenance and {
        **asdict(record.provenance),
        "file": file_name(record.provenance),
    }
    return {**record.content(), "provenance": provenance}


def _json(body: dict[str, Any]) -> Response:
    """Arabic as it reads, not as escapes."""
    return Response(
        json.dumps(body, ensure_ascii=False),
        status=HTTPStatus.OK,
        mimetype="application/json",
    )
