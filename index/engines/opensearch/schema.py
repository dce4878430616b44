"""What an index is on the server: fields of finished tokens, facets, and numbers to sort by."""

from collections.abc import Mapping
from typing import Any

from ....arabic.analyzer import Analysis
from ....arabic.pieces import Forms
from ..base import BM25_B, BM25_K1, Document, Schema, kept_value
from ..plan import POSITIONAL, STREAMS, Field, Stream
from .settings import ServerSettings

VERSION = "2"
"""Raised whenever what stands here changes its meaning."""

WINDOW = 10_000
"""How far the server counts hits from the first; pages beyond are walked to (`deep_pages.py`)."""

MOST_CLAUSES = 1_000
"""Words that the server takes in one query, or as one pseudo-word: 1,024 less some for filters."""

MOST_LISTED = 65_536
"""Values that the server takes in one list of which a record must have one (`terms`)."""

_WHOLE = "whole"
"""Title and text as one, so that BM25 weighs a word once wherever it is: for ranking alone."""

ALTERNATIVES = "alternatives"
"""The analyzer of queries: places are lines, and the words on one line stand for each other."""

# Only the space that we put there divides: some of what is white space to the
# server stands within our tokens.
_ANALYSIS = {
    "tokenizer": {
        "spaces": {"type": "char_group", "tokenize_on_chars": [" "], "max_token_length": 32_766},
        "lines": {"type": "char_group", "tokenize_on_chars": ["\n"], "max_token_length": 1_000_000},
    },
    "filter": {
        "each_word": {
            "type": "pattern_capture",
            "patterns": ["([^ ]+)"],
            "preserve_original": False,
        }
    },
    "analyzer": {
        "finished": {"type": "custom", "tokenizer": "spaces"},
        ALTERNATIVES: {"type": "custom", "tokenizer": "lines", "filter": ["each_word"]},
    },
}


def words_field(stream: Stream, field: Field | None) -> str:
    """The name of the field with a stream of one text, or of the whole record."""
    return f"{field or _WHOLE}_{stream}"


def template(settings: ServerSettings, schema: Schema) -> Mapping[str, Any]:
    """The index template: every index of this archive is made by it."""
    return {
        "index_patterns": [f"{settings.index}.*"],
        "template": {
            "settings": {
                "number_of_shards": settings.shards,
                "number_of_replicas": settings.replicas,
                # What is written shows when we say so, all of it at once.
                "refresh_interval": "-1",
                "max_result_window": WINDOW,
                "analysis": _ANALYSIS,
                "similarity": {"ranking": {"type": "BM25", "k1": BM25_K1, "b": BM25_B}},
            },
            "mappings": {
                "dynamic": "strict",
                "_source": {"enabled": False},
                "properties": _properties(schema),
            },
        },
    }


def _properties(schema: Schema) -> dict[str, Any]:
    tokens = {
        words_field(stream, field): {
            "type": "text",
            "analyzer": "finished",
            "similarity": "ranking",
            "index_options": "positions" if stream in POSITIONAL and field else "freqs",
        }
        for field in (None, *schema.texts)
        for stream in STREAMS
    }
    facets = {f"facet_{facet}": {"type": "keyword"} for facet in schema.facets}
    numbers = {
        "number": {"type": "long"},
        "first": {"type": "integer"},
        "last": {"type": "integer"},
    }
    return tokens | facets | numbers


def fields_of(document: Document[Forms], schema: Schema) -> dict[str, Any]:
    """A document as the server gets it.

    What is not known of a facet is the value "", so that it is found, filtered
    and counted as every other. An undated document has no days.
    """
    made: dict[str, Any] = {"number": document.number}
    if document.first:
        made |= {"first": document.first, "last": document.last}
    whole: dict[Stream, list[str]] = {stream: [] for stream in STREAMS}
    for field, pieces in document.fields.items():
        analysis = Analysis.of(pieces)
        streams: dict[Stream, list[str]] = {"stem": analysis.stems, "written": analysis.written}
        for stream, forms in streams.items():
            made[words_field(stream, field)] = joined = " ".join(forms)
            whole[stream] += [joined] * schema.texts[field]
    for stream, joined_forms in whole.items():
        made[words_field(stream, None)] = " ".join(joined_forms)
    for facet in schema.facets:
        made[f"facet_{facet}"] = values(document.facets.get(facet) or ("",))
    return made


def values(of_facet: tuple[str, ...] | frozenset[str]) -> list[str]:
    """Values as they stand on the server."""
    return [kept_value(value) for value in of_facet]
