"""What one query may ask of an archive, so that none keeps the others waiting.

Plain words cost little, however many fit into a query. What is bounded here was
measured on 57,000 articles: as much of it as a query may have takes about a
second with Tantivy, and a few with Whoosh.
"""

from typing import Final

from ...archive.errors import QueryError
from ..query.nodes import Fuzzy, Phrase, Query, Wildcard, leaves

MOST_PATTERNS: Final = 16
"""Wildcards and nearly spelt words: each goes through all of the archive's words, and stands
for up to two thousand of them."""

MOST_PHRASES: Final = 64
"""Phrases: each reads where every one of its words stands."""

MOST_SPREADS: Final = 100
"""In how many ways the words of phrases may stand apart, of all phrases together: each may be
a search of its own."""


def check(asked: Query) -> None:
    """Raise `QueryError` for a query of more parts than an archive should be asked for at once."""
    parts = list(leaves(asked))
    patterns = sum(isinstance(part, Wildcard | Fuzzy) for part in parts)
    if patterns > MOST_PATTERNS:
        raise QueryError(
            f"the query has {patterns} words with *, ? or ~, and the most is {MOST_PATTERNS}:"
            " search for some of them at a time"
        )
    phrases = sum(isinstance(part, Phrase) for part in parts)
    if phrases > MOST_PHRASES:
        raise QueryError(
            f"the query has {phrases} phrases, and the most is {MOST_PHRASES}:"
            " search for some of them at a time"
        )


def spreads(asked: Query) -> int:
    """In how many ways the words of each phrase may stand apart, shared out evenly."""
    loose = sum(isinstance(part, Phrase) and part.slop > 0 for part in leaves(asked))
    return MOST_SPREADS // max(loose, 1)
