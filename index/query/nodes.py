"""The query as a value: what a person asked for, before any analysis.

A tree of frozen dataclasses, made by `parser.py`, put in words by
`describe.py` and turned into an engine's plan by `plan.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

from ...archive.dates import PartialDate


class Level(StrEnum):
    """How closely a word must match."""

    ANY_FORM = "any"
    """The stem and known variants: كتاب finds الكتاب، كتابهم، وبكتابه."""
    CLITICS = "clitics"
    """The word with what is joined to its front: حميدتي finds وحميدتي, لحميدتي, not الحميد."""
    WORD = "word"
    """The folded surface form: كتاب finds كِتَاب, not الكتاب."""
    AS_WRITTEN = "written"
    """The same letters; marks that the query gives must agree."""


@dataclass(frozen=True, slots=True)
class Everything:
    """An empty query: every record."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word at a level of match."""

    text: str
    level: Level = Level.ANY_FORM


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order with at most `slop` other words between them in all."""

    words: tuple[str, ...]
    level: Level = Level.WORD
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A folded word in which `*` stands for any letters and `?` for one."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words within so many edits; None lets the word's length decide."""

    text: str
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class InField:
    """A query about one text field only, known by its key."""

    field: str
    query: "Query"


@dataclass(frozen=True, slots=True)
class HasValue:
    """Records whose facet value is, or is named by, this text; "" is the unknown value.

    Of a field of numbers or dates the text is a range: 10..20, 2014.., 7.
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Records dated wholly within the range; both ends None asks for undated ones."""

    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Most:
    """Words of which records need have most, by weight, where few have all; those come first.

    So is a whole query taken, or a part of an `And` that is one; anywhere else it is all of them.
    """

    parts: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts; more is better."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not match."""

    part: "Query"


Query: TypeAlias = (
    Everything
    | Word
    | Phrase
    | Wildcard
    | Fuzzy
    | InField
    | HasValue
    | Dated
    | And
    | Most
    | Or
    | Not
)


def at_least(query: Query, level: Level) -> Query:
    """The query with each of its words matched at this level, or more closely where it says so."""
    match query:
        case Word() | Phrase():
            closer = _LEVELS.index(query.level) < _LEVELS.index(level)
            return replace(query, level=level) if closer else query
        case And(parts) | Most(parts) | Or(parts):
            # Words at another level are words.
            return replace(query, parts=tuple(at_least(part, level) for part in parts))  # type: ignore[misc]
        case Not(part):
            return Not(at_least(part, level))
        case InField(field, part):
            return InField(field, at_least(part, level))
    return query


_LEVELS = tuple(Level)


def with_all(query: Query) -> Query:
    """The query with all where it asks for most."""
    match query:
        case Most(parts):
            return And(parts)
        case And(parts):
            apart = (part.parts if isinstance(part, Most) else (part,) for part in parts)
            return And(tuple(chain.from_iterable(apart)))
    return query


def leaves(query: Query) -> Iterator[Query]:
    """What a query is made of in the end, in order, excluded or not."""
    match query:
        case And(parts) | Most(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | InField(_, part):
            yield from leaves(part)
        case _:
            yield query


def fields_of(query: Query) -> Iterator[str]:
    """The keys of the fields that a query names."""
    match query:
        case And(parts) | Most(parts) | Or(parts):
            for part in parts:
                yield from fields_of(part)
        case Not(part):
            yield from fields_of(part)
        case InField(key, part):
            yield key
            yield from fields_of(part)
        case HasValue(key, _):
            yield key
