"""Python's types as JSON Schema, so that what the API says of itself is what the code says."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from ...archive.dates import PartialDate
from ...index.searching.results import Snippet
from .wording import PARTS

Schema: TypeAlias = dict[str, Any]

_SIMPLE: Final[Mapping[object, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    PartialDate: "string",
    Snippet: "string",
    NoneType: "null",
}


def schema_of(kind: Any) -> Schema:
    """The schema of a value of this type, as the API writes it; raise `TypeError` for others."""
    if kind is Any:
        return {}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    arguments = get_args(kind)
    match get_origin(kind):
        case origin if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        case origin if origin in (Union, UnionType):
            return _union(arguments)
        case origin if origin is tuple:
            return {"type": "array", "items": schema_of(arguments[0])}
        case origin if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    raise TypeError(f"{kind!r} has no schema: give it one in {__name__}")


def object_of(properties: Mapping[str, Schema]) -> Schema:
    """An object with all of these properties and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def properties_of(owner: type, names: Sequence[str] | None = None) -> dict[str, Schema]:
    """The schemas of a dataclass's fields, all of them unless `names` says which."""
    hints = get_type_hints(owner)
    return {name: schema_of(hints[name]) for name in names or [f.name for f in fields(owner)]}


def described(properties: Mapping[str, Schema], of: str = "") -> Schema:
    """An object, each of whose properties is explained, in its own words for the schema `of`."""
    return object_of(
        {
            name: schema | {"description": PARTS.get(f"{of}.{name}") or PARTS[name]}
            for name, schema in properties.items()
        }
    )


def listed(items: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": items}


def nullable(schema: Schema) -> Schema:
    """What may be null too."""
    return {"anyOf": [schema, {"type": "null"}]}


def reference(kind: str, name: str) -> Schema:
    """What leads to one of the description's components: `schemas` or `responses`."""
    return {"$ref": f"#/components/{kind}/{name}"}


def _union(kinds: Sequence[Any]) -> Schema:
    """One of several types; where only null is beside a type, that type or null."""
    schemas = [schema_of(kind) for kind in kinds]
    if all(set(schema) == {"type"} for schema in schemas):
        return {"type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}
