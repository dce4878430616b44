"""What the API answers of reprints, as JSON Schema."""

from ...archive.fields import LISTED
from ...archive.record import CONTENT, Record
from ...index.reprints.answers import (
    FirstSeen,
    Passage,
    PrintedAfter,
    RecordPair,
    Reprint,
    Run,
    Shared,
    Stories,
    Story,
    Trace,
    Traced,
)
from .schemas import (
    Schema,
    described,
    listed,
    nullable,
    object_of,
    properties_of,
    reference,
    schema_of,
)


def reprint_schemas() -> dict[str, Schema]:
    """The schemas by name."""
    return {
        "Reprints": described(
            properties_of(Record, ("id",))
            | {
                "story": nullable(reference("schemas", "Story")),
                "reprints": listed(_other_record()),
            },
            "Reprints",
        ),
        "Shared": _shared(),
        "Stories": described(
            properties_of(Stories, ("total", "records"))
            | {"stories": listed(reference("schemas", "Story"))},
            "Stories",
        ),
        "Story": _story(),
        "PrintedAfter": described(
            {
                "total": schema_of(int),
                "pairs": listed(described(properties_of(PrintedAfter), "PrintedAfter")),
            },
            "PrintedAfter",
        ),
        "Pair": _pair(),
        "Trace": described(
            properties_of(Trace, ("words", "total", "at_least_half", "more"))
            | {"records": listed(_traced())},
            "Trace",
        ),
        "Passage": _passage(),
        "Place": described(dict.fromkeys(("start", "end"), schema_of(int))),
    }


def listed_record() -> dict[str, Schema]:
    """What lists tell of a record."""
    of_record = properties_of(Record, CONTENT)
    return {field.key: of_record[field.attribute] for field in LISTED}


def first_seen() -> Schema:
    """The oldest copies of a story, if any is dated."""
    first = properties_of(FirstSeen, ("date",)) | {"records": schema_of(tuple[str, ...])}
    return nullable(described(first))


def _story() -> Schema:
    return described(
        {
            "size": schema_of(int),
            "sources": schema_of(tuple[str, ...]),
            **properties_of(Story, ("days",)),
            "agencies": schema_of(dict[str, int]),
            "first": first_seen(),
            "records": listed(described(listed_record())),
        },
        "Story",
    )


def _other_record() -> Schema:
    shares = ("kind", "words", "covers_this", "covers_that", "longest")
    return described(listed_record() | properties_of(Reprint, shares), "Reprint")


def _pair() -> Schema:
    shares = properties_of(RecordPair, ("kind", "words", "covers_a", "covers_b", "longest"))
    record = described(listed_record())["properties"]
    sides = {f"{side}_{name}": part for side in "ab" for name, part in record.items()}
    return object_of(described(shares, "Pair")["properties"] | sides)


def _shared() -> Schema:
    record = described(listed_record())
    places = listed(reference("schemas", "Place"))
    return described(
        {
            "a": record,
            "b": record,
            **properties_of(Shared, ("kind", "covers_a", "covers_b")),
            "passages": listed(reference("schemas", "Passage")),
            "boilerplate_a": places,
            "boilerplate_b": places,
        },
        "Shared",
    )


def _traced() -> Schema:
    return described(
        listed_record()
        | properties_of(Traced, ("words", "covers"))
        | {"passages": listed(reference("schemas", "Passage"))},
        "Traced",
    )


def _passage() -> Schema:
    places = dict.fromkeys(("a", "b"), reference("schemas", "Place"))
    run = described(properties_of(Run, ("words",)) | places, "Passage")
    return described(properties_of(Passage, ("words",)) | places | {"runs": listed(run)}, "Passage")
