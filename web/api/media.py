"""What the API tells of the pictures and files of records: where each is had."""

from typing import Any, Final

from flask import url_for

from ...archive.media import media_of
from ...archive.record import Record
from .schemas import Schema, described, reference, schema_of

_NUMBER: Final[Schema] = {
    "name": "number",
    "in": "path",
    "required": True,
    "description": "The file's place among those of the record, from 1.",
    "schema": {"type": "integer", "minimum": 1},
}


def media_json(record: Record) -> list[dict[str, Any]]:
    """What a record names; whether it is kept, its address says when it is asked for."""
    return [
        {
            "file": one.file,
            "caption": one.caption,
            "address": url_for(".media", number=number, record_id=record.id),
        }
        for number, one in enumerate(media_of(record.extra), 1)
    ]


def media_schema() -> Schema:
    """The schema of what `media_json` gives of one file."""
    parts = dict.fromkeys(("file", "caption", "address"), schema_of(str))
    return described(parts, of="Media")


def paths_of_media(in_path: Schema, in_query: Schema) -> dict[str, Any]:
    """The addresses of files, by what gives the record's identifier in the path or the query."""
    return {
        "/media/{number}/{record_id}": {"get": _operation("media", in_path)},
        "/media/{number}": {"get": _operation("mediaOfAnyId", in_query)},
    }


def _operation(name: str, record_id: Schema) -> dict[str, Any]:
    content: Schema = {"image/*": {}, "application/octet-stream": {}}
    return {
        "operationId": name,
        "summary": "A picture or file of a record",
        "parameters": [_NUMBER, record_id],
        "responses": {
            "200": {"description": "The file: a picture, or bytes to be kept.", "content": content},
            "206": {"description": "The part of it that `Range` asks for.", "content": content},
            "304": {"description": "The file is as it was when this ETag was given."},
            "404": reference("responses", "NotFound"),
            "503": reference("responses", "ServiceUnavailable"),
        },
    }
