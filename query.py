"""Queries as values: what a typed query is understood as, for programs to look at or to make.

from kashshaf.query import And, Not, Word

And((Word("كتاب"), Not(Word("مدرسة"))))
"""

from .index.query.nodes import (
    And,
    Dated,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Level,
    Most,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
    leaves,
)

__all__ = [
    "And",
    "Dated",
    "Everything",
    "Fuzzy",
    "HasValue",
    "InField",
    "Level",
    "Most",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Wildcard",
    "Word",
    "leaves",
]
