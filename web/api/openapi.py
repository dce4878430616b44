"""The API's description of itself, in OpenAPI 3.1.

Names, bounds, choices and types come from where the code has them; the sentences are
in `wording.py`, and what has none there is an error.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final, Literal, TypeAlias, get_args, get_type_hints

from ... import __version__
from ...archive.dates import PartialDate
from ...archive.fields import DATE, STANDARD, Field, Fields
from ...archive.record import UNKNOWN
from ...archive.writers.data_files import JSON_LINES
from ...index.keywords.collocates import Measure
from ...index.keywords.collocates_by import axes
from ...index.reprints.answers import Kind
from ...index.searching.filters import MOST_TEXT
from ...index.searching.record_lists import LONGEST
from ...index.searching.stories import StorySort
from ...index.searching.traces import MOST_TRACED
from ...index.searching.windows import Side
from ..request.state import SearchState, YesOrNo, excluding
from ..request.succession import SUCCESSION
from .answer_schemas import answer_schemas
from .arguments import (
    AMONG,
    ARRANGE,
    BY,
    CROSS_SOURCE,
    FACETS,
    FUNCTION_WORDS,
    KIND,
    LEVELS,
    MEASURE,
    NUMBERS,
    OF_COMPLETION,
    OF_REPRINTS,
    OF_SHARED,
    OF_TRACE,
    REQUIRED,
    SIDE,
    STORIES,
    TEXT,
    of_collocates,
    of_comparison,
    of_pairs,
    of_printed_after,
    of_search,
    of_stories,
    of_telling_words,
)
from .media import paths_of_media
from .schemas import Schema, object_of, reference, schema_of
from .wording import PARAMETERS, PROBLEMS, RANGES

Description: TypeAlias = dict[str, Any]

_TEXT: Final = schema_of(str)

_DATE: Final = "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""Dates as programs write them; digits of other scripts are read too."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """What one address answers: the schema's name, a sentence, how it may fail, and in what."""

    schema: str
    sentence: str
    problems: tuple[HTTPStatus, ...]
    media_type: str = "application/json"


_FAILING: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE)
_MISSING_OR_FAILING: Final = (HTTPStatus.NOT_FOUND, *_FAILING)


def description(title: str, server: str, fields: Fields) -> Description:
    """The description of the API of an archive with these fields, mounted at the path `server`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": __version__,
            "summary": "A searchable archive of Arabic text",
            "description": "Every answer is JSON in UTF-8, or lines of it, but for the files of "
            "records. A parameter without a value is as one that is not there. Answers carry an "
            "ETag that stays the same while the archive does: send it back as `If-None-Match`, and "
            "304 says that nothing has changed. Errors are problems as RFC 9457 has them.",
        },
        "servers": [{"url": server}],
        "paths": _paths(fields),
        "components": {"schemas": answer_schemas(fields), "responses": _problems()},
    }


def _paths(fields: Fields) -> Description:
    in_path = {
        "name": "record_id",
        "in": "path",
        "required": True,
        "description": "The record's identifier, percent-encoded: it may hold slashes.",
        "schema": {"type": "string", "minLength": 1},
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
            _parameters(of_search(fields), fields),
            _Answers(
                "SearchResults",
                "The hits, with counts and what was understood.",
                _MISSING_OR_FAILING,
            ),
        ),
        "/complete": _get(
            "complete",
            "Complete what is being typed",
            _parameters(OF_COMPLETION),
            _Answers("Completions", "What the text may become as it is typed on.", _FAILING),
        ),
        "/records/{record_id}": _get("record", "One record, whole", [in_path], answers),
        "/records": _get(
            "recordByAnyId",
            "One record, whole, whose identifier no path can carry, such as `..`",
            _parameters(("record_id",)),
            answers,
        ),
        **paths_of_media(in_path, _parameter("record_id", fields)),
        **_paths_of_reprints(fields),
        **_paths_of_words(fields),
    }


def _paths_of_reprints(fields: Fields) -> Description:
    def of(schema: str, sentence: str) -> _Answers:
        return _Answers(schema, sentence, _MISSING_OR_FAILING)

    where = of("Trace", "The records, those that have the most of it first.")
    return {
        "/reprints": _get(
            "reprints",
            "What of a record stands elsewhere",
            _parameters(OF_REPRINTS),
            of("Reprints", "Its story, and each record that shares text with it."),
        ),
        "/shared": _get(
            "shared",
            "What two records share, letter by letter",
            _parameters(OF_SHARED),
            of("Shared", "The passages that both have, and where."),
        ),
        "/stories": _get(
            "stories",
            "What of a search was printed more than once",
            _parameters(of_stories(fields), fields),
            of("Stories", "The stories that have a record in the search."),
        ),
        "/printed-after": _get(
            "printedAfter",
            "Who prints after whom, in the stories of a search",
            _parameters(of_printed_after(fields), fields),
            of("PrintedAfter", "Pairs of sources; that one printed later proves no copying."),
        ),
        "/pairs": _get(
            "pairs",
            "All pairs of records that share text, of which a search finds one at least",
            _parameters(of_pairs(fields), fields),
            replace(
                of("Pair", "A line of JSON for each pair, sent as it is read, to the last."),
                media_type=JSON_LINES.media_type,
            ),
        ),
        "/trace": _get("trace", "Where a text stands", _parameters(OF_TRACE), where)
        | _post(
            "traceLong",
            "Where a text stands that is too long for an address",
            _parameters(name for name in OF_TRACE if name != TEXT),
            object_of({TEXT: _sent(TEXT)}),
            replace(where, problems=(*where.problems, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)),
        ),
    }


def _paths_of_words(fields: Fields) -> Description:
    return {
        "/collocates": _get(
            "collocates",
            "The words that keep company with a search",
            _parameters(of_collocates(fields), fields),
            _Answers("Collocates", "The words near its matches.", _MISSING_OR_FAILING),
        ),
        "/telling-words": _get(
            "tellingWords",
            "The words that mark a search against the rest of the archive",
            _parameters(of_telling_words(fields), fields),
            _Answers("TellingWords", "The words, the most telling first.", _MISSING_OR_FAILING),
        ),
        "/compare": _get(
            "compare",
            "Two to four searches side by side",
            _parameters(of_comparison(fields), fields),
            _Answers(
                "Comparison", "What they have in common, and what marks each.", _MISSING_OR_FAILING
            ),
        ),
    }


def _get(name: str, summary: str, parameters: Sequence[Schema], answers: _Answers) -> Description:
    etag = {"description": "Changes whenever the archive does.", "schema": {"type": "string"}}
    not_modified = {"description": "The archive is as it was when this ETag was given."}
    operation = _operation(name, summary, parameters, answers)
    operation["responses"]["200"] |= {"headers": {"ETag": etag}}
    operation["responses"] |= {"304": not_modified}
    return {"get": operation}


def _post(
    name: str, summary: str, parameters: Sequence[Schema], body: Schema, answers: _Answers
) -> Description:
    sent = {"required": True, "content": {"application/json": {"schema": body}}}
    return {"post": _operation(name, summary, parameters, answers) | {"requestBody": sent}}


def _operation(
    name: str, summary: str, parameters: Sequence[Schema], answers: _Answers
) -> Description:
    found = {
        "description": answers.sentence,
        "content": {answers.media_type: {"schema": reference("schemas", answers.schema)}},
    }
    problems = {
        str(status.value): reference("responses", _response_name(status))
        for status in answers.problems
    }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": {"200": found, **problems},
    }


def _parameters(names: Iterable[str], fields: Fields = STANDARD) -> list[Schema]:
    """Parameters of an address; of a search, also those of the archive's `fields`."""
    return [_parameter(name, fields) for name in names]


def _parameter(name: str, fields: Fields) -> Schema:
    letter, dot, own = name.partition(".")
    if dot:
        described = _parameter(own, fields)
        sentence = f"Of the search {letter}: {described['description']}"
        return described | {"name": name, "description": sentence}
    limits = {field.key: (field, "Only") for field in fields.filters}
    limits |= {excluding(field.key): (field, "No") for field in fields.filters}
    if name in limits:
        sentence, schema, example = _limit(*limits[name])
    else:
        sentence, example = PARAMETERS[name]
        schema = _parameter_schema(name, fields)
        sentence += " May be repeated." if schema["type"] == "array" else ""
    examples = [[example] if schema["type"] == "array" else example] if example != "" else []
    return {
        "name": name,
        "in": "query",
        **({"required": True} if name in REQUIRED else {}),
        "description": sentence,
        "schema": schema | ({"examples": examples} if examples else {}),
    }


def _sent(name: str) -> Schema:
    """The same as a part of a body."""
    told = _parameter(name, STANDARD)
    return {"description": told["description"], **told["schema"]}


def _limit(field: Field, which: str) -> tuple[str, Schema, str]:
    """What is said of a filter, what it takes, and an example."""
    sentence = f"{which} results {field.only}."
    if field.key == DATE:
        sentence += " Periods are given by `since` and `until`"
        sentence += ", beside which these will do too." if which == "Only" else "."
        return sentence, schema_of(tuple[Literal["unknown"], ...]), UNKNOWN
    sentence += " May be repeated."
    if which == "Only":
        sentence += " Any of the values will do."
    if field.kind != "name":
        sentence += f" Ranges are {RANGES[field.kind]}."
    sentence += " `unknown` stands for records that do not say."
    return sentence, schema_of(tuple[str, ...]), field.example


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
    if name == BY:
        return {"type": "string", "enum": list(axes(fields))}
    if name in (LEVELS, STORIES, CROSS_SOURCE, FUNCTION_WORDS):
        return schema_of(YesOrNo) | {"default": "no"}
    return _OTHERS[name] if name in _OTHERS else _state_schema(name)


_OTHERS: Final[Mapping[str, Schema]] = {
    ARRANGE: schema_of(StorySort) | {"default": "size"},
    KIND: schema_of(Kind),
    SIDE: schema_of(Side) | {"default": "both"},
    MEASURE: schema_of(Measure) | {"default": "log-likelihood"},
    TEXT: schema_of(str) | {"maxLength": MOST_TRACED},
    AMONG: schema_of(str) | {"maxLength": LONGEST},
    **dict.fromkeys((*REQUIRED, *SUCCESSION), schema_of(str)),
}


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


def _problems() -> dict[str, Description]:
    content = {"application/problem+json": {"schema": reference("schemas", "Problem")}}
    return {
        _response_name(status): {"description": sentence, "content": content}
        for status, sentence in PROBLEMS.items()
    }


def _response_name(status: HTTPStatus) -> str:
    return status.phrase.title().replace(" ", "")
