"""What the API answers of words, as JSON Schema."""

from ...index.keywords.collocates import Collocate, Collocates
from ...index.keywords.collocates_by import CollocatesAt, MarkingCollocate
from ...index.keywords.comparing import Compared, Comparison
from ...index.keywords.telling import TellingWord, TellingWords
from ...index.searching.windows import Window
from .schemas import Schema, described, listed, properties_of, reference, schema_of

_COUNT = schema_of(int)
_WARNINGS = {"warnings": schema_of(tuple[str, ...])}
_READ = dict.fromkeys(("records_read", "records_matching"), _COUNT)


def word_schemas() -> dict[str, Schema]:
    """The schemas by name."""
    return {
        "Collocates": described(
            {
                "query": schema_of(str),
                **properties_of(Collocates, ("measure",)),
                **properties_of(Window),
                **properties_of(Collocates, ("total", "matches", "words")),
                **_READ,
                "collocates": listed(described(properties_of(Collocate), "Collocate")),
                **properties_of(Collocates, ("by",)),
                "places": listed(_place()),
                **_WARNINGS,
            },
            "Collocates",
        ),
        "TellingWords": described(
            {
                "query": schema_of(str),
                **properties_of(TellingWords, ("total",)),
                **_READ,
                "records_elsewhere": _COUNT,
                "words": listed(reference("schemas", "TellingWord")),
                **_WARNINGS,
            },
            "TellingWords",
        ),
        "TellingWord": described(properties_of(TellingWord), "TellingWord"),
        "Comparison": described(
            {
                "searches": listed(_compared()),
                "common": listed(described(dict.fromkeys(("a", "b", "records"), _COUNT), "Common")),
                **properties_of(Comparison, ("in_all", "every")),
                "time": reference("schemas", "Spread"),
                "facets": listed(reference("schemas", "Spread")),
            },
            "Comparison",
        ),
        "Spread": described(
            {
                "by": schema_of(str),
                "places": schema_of(tuple[str, ...]),
                "counts": listed(listed(_COUNT)),
            },
            "Spread",
        ),
    }


def _place() -> Schema:
    of_place = properties_of(CollocatesAt, ("place", "matches", "records"))
    words = listed(described(properties_of(MarkingCollocate), "Collocate"))
    return described(of_place | {"collocates": words}, "CollocatesAt")


def _compared() -> Schema:
    return described(
        {
            "query": schema_of(str),
            **properties_of(Compared, ("total", "alone")),
            "words": listed(reference("schemas", "TellingWord")),
            **_WARNINGS,
        },
        "Compared",
    )
