"""What an index is on the server: fields of finished tokens, facets, and numbers to sort by."""

from collections.abc import Mapping
from typing import Any

from ...facets import FACETS
from ...plan import FIELDS, POSITIONAL, STREAMS
from ..base import BM25_B, BM25_K1, Document, kept_value
from .settings import ServerSettings

VERSION = "1"
"""Raised whenever what stands here changes its meaning."""

WINDOW = 10_000
"""How far the server counts hits from the first; pages beyond are walked to (`deep_pages.py`)."""

MOST_CLAUSES = 1_000
"""Words that the server takes in one query, or as one pseudo-word: 1,024 less some for filters."""

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


def template(settings: ServerSettings) -> Mapping[str, Any]:
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
                "properties": _properties(),
            },
        },
    }


def _properties() -> dict[str, Any]:
    tokens = {
        f"{field}_{stream}": {
            "type": "text",
            "analyzer": "finished",
            "similarity": "ranking",
            "index_options": "positions" if stream in POSITIONAL else "freqs",
        }
        for field in FIELDS
        for stream in STREAMS
    }
    facets = {f"facet_{facet}": {"type": "keyword"} for facet in FACETS}
    numbers = {
        "number": {"type": "long"},
        "first": {"type": "integer"},
        "last": {"type": "integer"},
    }
    return tokens | facets | numbers


def fields_of(document: Document) -> dict[str, Any]:
    """A document as the server gets it.

    What is not known of a facet is the value "", so that it is found, filtered
    and counted as every other. An undated document has no days.
    """
    made: dict[str, Any] = {"number": document.number}
    if document.first:
        made |= {"first": document.first, "last": document.last}
    for field, stream, tokens in document.streams():
        made[f"{field}_{stream}"] = " ".join(tokens)
    for facet in FACETS:
        made[f"facet_{facet}"] = values(document.facets.get(facet) or ("",))
    return made


def values(of_facet: tuple[str, ...] | frozenset[str]) -> list[str]:
    """Values as they stand on the server."""
    return [kept_value(value) for value in of_facet]
