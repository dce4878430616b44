"""What one query may ask of an archive, so that none keeps the others waiting for long.

Plain words cost little, however many fit into a query. As much of each of these as a query may
have, of the commonest words there are, was measured on 65,141 articles, with facets, in seconds
of one processor:

                                                 Whoosh  Tantivy
    as many plain words as fit                   1.3     0.5
    16 patterns with letters amid words          0.6     0.6
    64 phrases of two words, however far apart   1.7     2.3
    one of 250 words, with and without clitics   0.2     3
    phrases of three words and more, far apart   2       6

Of words that fewer records have it takes a fraction of that. Larger archives take as many times
longer; there, and where many ask, a limit of time ends what takes too long
(`archive/time_limit.py`).
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
"""In how many ways the words of phrases may stand apart, of all phrases together, where they are
three or more: each may be a search of its own. Two may stand as far apart as is asked."""


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
