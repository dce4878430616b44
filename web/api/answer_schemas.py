"""What the API answers, as JSON Schema: names and types are the code's."""

from typing import Final

from ...archive.fields import Fields
from ...archive.record import CONTENT, Provenance, Record
from ...index.searching.results import AsPhrase, FacetValue, Hit, HitStory, Parts, SearchResults
from ...index.suggestions.completion import Completions
from .media import media_schema
from .reprint_schemas import first_seen, listed_record, reprint_schemas
from .schemas import Schema, described, listed, nullable, properties_of, reference, schema_of
from .word_schemas import word_schemas

_TEXT: Final = schema_of(str)


def answer_schemas(fields: Fields) -> dict[str, Schema]:
    """Every schema of the API of an archive with these fields, by name."""
    hit = listed_record() | properties_of(Hit, ("score", "snippet"))
    hit |= {"story": nullable(described(_story()))}
    dated = properties_of(FacetValue, ("value", "count", "stories"))
    labelled = dated | {"label": _TEXT}
    return {
        "SearchResults": described(
            {
                "query": schema_of(str),
                "interpreted": schema_of(str),
                **properties_of(
                    SearchResults,
                    ("total", "stories", "took_ms", "suggestions", "variants", "levels"),
                ),
                "parts": nullable(described(properties_of(Parts))),
                "phrase": nullable(described(properties_of(AsPhrase))),
                "hits": listed(reference("schemas", "Hit")),
                "facets": _facets(described(labelled), described(dated), fields),
                "warnings": schema_of(tuple[str, ...]),
            }
        ),
        "Hit": described(hit),
        "Record": described(
            properties_of(Record, CONTENT)
            | {
                "media": listed(reference("schemas", "Media")),
                "provenance": nullable(reference("schemas", "Provenance")),
            }
        ),
        "Media": media_schema(),
        "Provenance": described(properties_of(Provenance)),
        "Completions": described(
            {
                **properties_of(Completions, ("words", "before")),
                "titles": listed(described(properties_of(Record, ("id", "title")))),
                "values": listed(
                    described(
                        {"field": {"type": "string", "enum": [f.key for f in fields.completed]}}
                        | properties_of(FacetValue, ("value", "count"))
                    )
                ),
                "periods": listed(
                    described({"period": schema_of(str), **properties_of(FacetValue, ("count",))})
                ),
            },
            of="Completions",
        ),
        **reprint_schemas(),
        **word_schemas(),
        "Problem": _problem(),
    }


def _story() -> dict[str, Schema]:
    """What is told of a hit's story."""
    counts = properties_of(HitStory, ("size", "sources", "matching"))
    return counts | {"first": first_seen()}


def _problem() -> Schema:
    """A problem; only one of wrong parameters has `errors`."""
    errors = {"errors": listed(described(dict.fromkeys(("parameter", "detail"), _TEXT)))}
    always = dict.fromkeys(("type", "title", "detail"), _TEXT) | {"status": schema_of(int)}
    return described(always | errors) | {"required": list(always)}


def _facets(labelled: Schema, dated: Schema, fields: Fields) -> Schema:
    """The facets that were asked for, each a list; a date's value is its label."""
    return {
        "type": "object",
        "properties": {
            field.key: listed(dated if field.key == "date" else labelled) for field in fields.facets
        },
        "additionalProperties": False,
    }
