"""The JSON API: search, completion and records, for programs; it describes itself."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from ...archive.errors import KashshafError
from ...archive.record import Record
from ...index.searching.as_json import completions_json, results_json
from ..access.privacy import keep_private
from ..limits.limits import SHARED, Limits
from ..limits.requests import keep
from ..request.addresses import RECORD_ID, asked_record
from ..request.mounting import MountedBlueprint
from ..request.parameters import FaultyParameters, Parameters
from ..request.state import SearchState, YesOrNo
from ..response.headers import hardened, kept_while
from ..response.media_answers import add_media
from ..response.problems import answered, faults_json, problem_json
from .answering import json_answer
from .arguments import FACETS, LEVELS, NUMBERS, OF_COMPLETION, STORIES, of_search
from .docs import add_docs
from .media import media_json
from .openapi import description
from .reprints import add_reprints
from .words import add_words

if TYPE_CHECKING:
    from ...facade.archive import Archive


def archive_api(
    archive: "Archive", name: str = "kashshaf_api", limits: Limits = SHARED
) -> Blueprint:
    """The archive's API as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    `limits` are those of `archive_pages`.
    """
    blueprint = MountedBlueprint(name, __name__)
    hardened(blueprint)
    keep_private(blueprint, archive)
    keep(blueprint, limits)
    kept = kept_while(lambda: archive.state)

    @blueprint.errorhandler(FaultyParameters)
    def name_faults(error: FaultyParameters) -> Response:
        return faults_json(error.faults)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def answer_error(error: Exception) -> AnyResponse:
        return answered(error, problem_json)

    @blueprint.get("/search")
    @kept
    def search() -> Response:
        parameters = Parameters(request.args)
        state = SearchState.read(parameters, archive.fields)
        limit = parameters.number("limit", *NUMBERS["limit"])
        offset = parameters.number("offset", *NUMBERS["offset"])
        facets = parameters.choices(FACETS, [field.key for field in archive.fields.facets])
        levels = parameters.choice(LEVELS, get_args(YesOrNo)) == "yes"
        stories = parameters.choice(STORIES, get_args(YesOrNo)) == "yes"
        parameters.only(of_search(archive.fields))
        parameters.check()
        results = archive.search(
            **state.searched(),
            limit=limit,
            offset=offset,
            facets=facets,
            levels=levels,
            stories=stories,
        )
        return json_answer(results_json(results))

    @blueprint.get("/complete")
    @kept
    def complete() -> Response:
        parameters = Parameters(request.args)
        text = parameters.text("q", strip=False)
        parameters.only(OF_COMPLETION)
        parameters.check()
        return json_answer(completions_json(archive.complete(text)))

    @blueprint.get("/records")
    @blueprint.get(f"/records/<{RECORD_ID}:record_id>", merge_slashes=False)
    @kept
    def record(record_id: str | None = None) -> Response:
        return json_answer(_record_json(archive.record(asked_record(record_id))))

    @blueprint.get("/openapi.json")
    @kept
    def openapi() -> Response:
        mount = url_for(".openapi").removesuffix("/openapi.json")
        return json_answer(description(archive.title, mount or "/", archive.fields))

    add_media(blueprint, archive)
    add_reprints(blueprint, archive)
    add_words(blueprint, archive)
    add_docs(blueprint)
    return blueprint


def _record_json(record: Record) -> dict[str, Any]:
    """The record with its media and provenance; of its file the name, not the server's folders."""
    provenance = record.provenance and {
        **asdict(record.provenance),
        "file": record.provenance.file_name,
    }
    return {**record.content(), "media": media_json(record), "provenance": provenance}
