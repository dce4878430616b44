"""The API's description of itself, in OpenAPI 3.1.

Names, bounds, choices and types come from where the code has them; the sentences are
in `api_wording.py`, and what has none there is an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, TypeAlias, get_args, get_type_hints

from ... import __version__
from ...archive.dates import PartialDate
from ...archive.fields import LISTED, Fields
from ...archive.record import CONTENT, Provenance, Record
from ...index.reprints.answers import FirstSeen
from ...index.searching.filters import MOST_TEXT
from ...index.searching.results import FacetValue, Hit, HitStory, Parts, SearchResults
from ...index.suggestions.completion import Completions
from ..request.state import SearchState, YesOrNo, excluding
from .arguments import FACETS, LEVELS, NUMBERS, OF_COMPLETION, STORIES, of_search
from .schemas import Schema, object_of, properties_of, schema_of
from .wording import PARAMETERS, PARTS, PROBLEMS, RANGES

Description: TypeAlias = dict[str, Any]

_TEXT: Final = schema_of(str)

_DATE: Final = "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""Dates as programs write them; digits of other scripts are read too."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """What one address answers: the schema's name, a sentence, and how it may fail."""

    schema: str
    sentence: str
    problems: tuple[HTTPStatus, ...]


def description(title: str, server: str, fields: Fields) -> Description:
    """The description of the API of an archive with these fields, mounted at the path `server`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": __version__,
            "summary": "A searchable archive of Arabic text",
            "description": "Every answer is JSON in UTF-8. A parameter without a value is as one "
            "that is not there. Answers carry an ETag that stays the "
            "same while the archive does: send it back as `If-None-Match`, and 304 says that "
            "nothing has changed. Errors are problems as RFC 9457 has them.",
        },
        "servers": [{"url": server}],
        "paths": _paths(fields),
        "components": {"schemas": _schemas(fields), "responses": _problems()},
    }


def _paths(fields: Fields) -> Description:
    failing = (HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE)
    in_path = {
        "name": "record_id",
        "in": "path",
        "required": True,
        "description": "The record's identifier, percent-encoded: it may hold slashes.",
        "schema": {"type": "string", "minLength": 1},
    }
    in_query = in_path | {
        "in": "query",
        "description": "The record's identifier, percent-encoded: it may be anything.",
        "schema": {"type": "string"},
    }
    answers = _Answers(
        "Record",
        "The record with its provenance.",
        (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE),
    )
    return {
        "/search": _get(
            "search",
            "Search the archive",
            [_parameter(name, fields) for name in of_search(fields)],
            _Answers(
                "SearchResults",
                "The hits, with counts and what was understood.",
                (HTTPStatus.NOT_FOUND, *failing),
            ),
        ),
        "/complete": _get(
            "complete",
            "Complete what is being typed",
            [_parameter(name, fields) for name in OF_COMPLETION],
            _Answers("Completions", "What the text may become as it is typed on.", failing),
        ),
        "/records/{record_id}": _get("record", "One record, whole", [in_path], answers),
        "/records": _get(
            "recordByAnyId",
            "One record, whole, whose identifier no path can carry, such as `..`",
            [in_query],
            answers,
        ),
    }


def _get(name: str, summary: str, parameters: Sequence[Schema], answers: _Answers) -> Description:
    found = {
        "description": answers.sentence,
        "headers": {
            "ETag": {
                "description": "Changes whenever the archive does.",
                "schema": {"type": "string"},
            },
        },
        "content": {"application/json": {"schema": _reference("schemas", answers.schema)}},
    }
    problems = {
        str(status.value): _reference("responses", _response_name(status))
        for status in answers.problems
    }
    not_modified = {"description": "The archive is as it was when this ETag was given."}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": list(parameters),
            "responses": {"200": found, "304": not_modified, **problems},
        }
    }


def _parameter(name: str, fields: Fields) -> Schema:
    limits = {field.key: (field, "Only") for field in fields.filters}
    limits |= {excluding(field.key): (field, "No") for field in fields.filters}
    if name in limits:
        field, which = limits[name]
        sentence, example = f"{which} results {field.only}. May be repeated.", field.example
        if which == "Only":
            sentence += " Any of the values will do."
        if field.kind != "name":
            sentence += f" Ranges are {RANGES[field.kind]}."
        sentence += " `unknown` stands for records that do not say."
        schema = schema_of(tuple[str, ...])
    else:
        sentence, example = PARAMETERS[name]
        schema = _parameter_schema(name, fields)
        sentence += " May be repeated." if schema["type"] == "array" else ""
    examples = [[example] if schema["type"] == "array" else example] if example != "" else []
    return {
        "name": name,
        "in": "query",
        "description": sentence,
        "schema": schema | ({"examples": examples} if examples else {}),
    }


def _parameter_schema(name: str, fields: Fields) -> Schema:
    if name in NUMBERS:
        number = NUMBERS[name]
        return {
            "type": "integer",
            "default": number.default,
            "minimum": number.least,
            "maximum": number.most,
        }
    if name == FACETS:
        return {
            "type": "array",
            "items": {"type": "string", "enum": [field.key for field in fields.facets]},
        }
    if name in (LEVELS, STORIES):
        return schema_of(YesOrNo) | {"default": "no"}
    return _state_schema(name)


def _state_schema(name: str) -> Schema:
    """The schema of a parameter that is a field of the search's state; None is to leave it out."""
    kind = get_type_hints(SearchState)[name]
    kinds = [other for other in get_args(kind) if other is not type(None)]
    if type(None) in get_args(kind):
        (kind,) = kinds
    schema = schema_of(kind)
    if kind is PartialDate:
        schema["pattern"] = _DATE
    elif kind is str:
        schema["maxLength"] = MOST_TEXT
    if "enum" in schema and (default := getattr(SearchState(), name)) is not None:
        schema["default"] = default
    return schema


def _schemas(fields: Fields) -> dict[str, Schema]:
    of_record = properties_of(Record, CONTENT)
    hit = {field.key: of_record[field.attribute] for field in LISTED}
    hit |= properties_of(Hit, ("score", "snippet"))
    hit |= {"story": {"anyOf": [_described(_story()), {"type": "null"}]}}
    dated = properties_of(FacetValue, ("value", "count", "stories"))
    labelled = dated | {"label": _TEXT}
    return {
        "SearchResults": _described(
            {
                "query": schema_of(str),
                "interpreted": schema_of(str),
                **properties_of(
                    SearchResults,
                    ("total", "stories", "took_ms", "suggestions", "variants", "levels"),
                ),
                "parts": {"anyOf": [_described(properties_of(Parts)), {"type": "null"}]},
                "hits": _listed(_reference("schemas", "Hit")),
                "facets": _facets(_described(labelled), _described(dated), fields),
                "warnings": schema_of(tuple[str, ...]),
            }
        ),
        "Hit": _described(hit),
        "Record": _described(
            of_record
            | {"provenance": {"anyOf": [_reference("schemas", "Provenance"), {"type": "null"}]}}
        ),
        "Provenance": _described(properties_of(Provenance)),
        "Completions": _described(
            {
                **properties_of(Completions, ("words",)),
                "titles": _listed(_described(properties_of(Record, ("id", "title")))),
                "values": _listed(
                    _described(
                        {"field": {"type": "string", "enum": [f.key for f in fields.completed]}}
                        | properties_of(FacetValue, ("value", "count"))
                    )
                ),
            }
        ),
        "Problem": _problem(),
    }


def _story() -> dict[str, Schema]:
    """What is told of a hit's story."""
    first = properties_of(FirstSeen, ("date",)) | {"records": schema_of(tuple[str, ...])}
    counts = properties_of(HitStory, ("size", "sources", "matching"))
    return counts | {"first": {"anyOf": [_described(first), {"type": "null"}]}}


def _problem() -> Schema:
    """A problem; only one of wrong parameters has `errors`."""
    errors = {"errors": _listed(_described(dict.fromkeys(("parameter", "detail"), _TEXT)))}
    always = dict.fromkeys(("type", "title", "detail"), _TEXT) | {"status": schema_of(int)}
    return _described(always | errors) | {"required": list(always)}


def _facets(labelled: Schema, dated: Schema, fields: Fields) -> Schema:
    """The facets that were asked for, each a list; a date's value is its label."""
    return {
        "type": "object",
        "properties": {
            field.key: _listed(dated if field.key == "date" else labelled)
            for field in fields.facets
        },
        "additionalProperties": False,
    }


def _problems() -> dict[str, Description]:
    content = {"application/problem+json": {"schema": _reference("schemas", "Problem")}}
    return {
        _response_name(status): {"description": sentence, "content": content}
        for status, sentence in PROBLEMS.items()
    }


def _response_name(status: HTTPStatus) -> str:
    return status.phrase.title().replace(" ", "")


def _described(properties: Mapping[str, Schema]) -> Schema:
    """An object, each of whose properties is explained."""
    return object_of(
        {name: schema | {"description": PARTS[name]} for name, schema in properties.items()}
    )


def _listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _reference(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}
