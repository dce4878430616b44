"""Sequences of tokens as Tantivy's phrases.

Two words with others between are one phrase with Tantivy's slop; three or more are all the
exact phrases that this can mean, since that slop would let them change places.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

import tantivy
from tantivy import Query

from ....archive.errors import QueryError
from ....archive.time_limit import check_time
from .layout import PLACES, WORDS

_MOST_EXACT = 128
"""Where a sequence can stand in so many ways, each is looked for by itself; where in more, the
forms of each word by a regular expression, which costs as much as some dozen of them."""

_MOST_STATES = 900
"""Of a regular expression; Tantivy takes a thousand."""

_MOST = 4_000
"""Phrases that one sequence may be: whoever asks for more has put together rare spellings."""


class Spacing(NamedTuple):
    """How the tokens of a phrase stand: at these offsets, or so many places from there in all."""

    offsets: tuple[int, ...]
    slop: int


class Ways(NamedTuple):
    """How a sequence is looked for: at each place groups of tokens, and how they may stand."""

    groups: Sequence[Sequence[Sequence[str]]]
    spaced: Sequence[Spacing]

    @property
    def number(self) -> int:
        """How many phrases that makes."""
        return prod(map(len, self.groups)) * len(self.spaced)


def ways(places: Sequence[Sequence[str]], slop: int) -> Ways:
    """How to look for these tokens with at most `slop` entries between."""
    spaced = list(spread(len(places), slop))
    few = prod(map(len, places)) * len(spaced) <= _MOST_EXACT
    return Ways([[[each] for each in found] if few else _groups(found) for found in places], spaced)


def phrases(schema: tantivy.Schema, places: Sequence[Sequence[str]], slop: int) -> list[Query]:
    """Queries, any of which will do, for tokens in this order with at most `slop` between.

    Raises `QueryError` where these would be thousands.
    """
    found = ways(places, slop)
    if found.number > _MOST:
        raise QueryError(
            "a phrase of the query may be written in too many ways to look for all of them:"
            " shorten it, or write = before it"
        )
    made: list[Query] = []
    for groups in product(*found.groups):
        check_time()
        made += (_phrase(schema, spacing, groups) for spacing in found.spaced)
    return made


def _phrase(schema: tantivy.Schema, spacing: Spacing, groups: Sequence[Sequence[str]]) -> Query:
    """The query for tokens that stand so, at each place any of a group."""
    offsets, slop = spacing
    if max(map(len, groups), default=1) == 1:
        exact: list[str | tuple[int, str]] = [
            (offset, each) for offset, (each,) in zip(offsets, groups, strict=True)
        ]
        return Query.phrase_query(schema, WORDS, exact, slop)
    # A phrase of alternatives is to be had of regular expressions alone.
    patterns = ["|".join(map(re.escape, group)) for group in groups]
    return Query.regex_phrase_query(schema, WORDS, list(zip(offsets, patterns, strict=True)), slop)


def _groups(found: Iterable[str]) -> list[list[str]]:
    """The tokens in groups, each within what Tantivy takes as one pattern.

    Of a pattern every byte is a state, but for those in which tokens begin alike.
    """
    groups: list[list[str]] = []
    size, before = 0, b""
    for each in sorted(found):
        token = each.encode()
        states = len(token) - _alike(before, token) + 1
        if not groups or size + states > _MOST_STATES:
            groups.append([])
            size, states = 0, len(token) + 1
        groups[-1].append(each)
        size, before = size + states, token
    return groups


def _alike(one: bytes, other: bytes) -> int:
    """With how many bytes both begin."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def spread(places: int, slop: int) -> Iterator[Spacing]:
    """The ways in which so many words in order can stand, at most `slop` others between."""
    if places == 2:
        # Tantivy's slop goes in both directions: so from the middle, and as far either way.
        either_way = PLACES * slop // 2
        yield Spacing((0, PLACES + either_way), either_way)
        return
    for offsets in _exactly(places, slop):
        yield Spacing(tuple(PLACES * at for at in offsets), 0)


def _exactly(places: int, slop: int) -> Iterator[tuple[int, ...]]:
    """The offsets, in entries, at which so many words can stand."""
    if places == 1:
        yield (0,)
        return
    for offsets in _exactly(places - 1, slop):
        taken = offsets[-1] - (places - 2)
        for gap in range(slop - taken + 1):
            yield (*offsets, offsets[-1] + 1 + gap)
