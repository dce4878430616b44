"""The query language: any text gives a query, and what was not understood is said.

The forms are in `docs/query-language.md`. Parsing goes in three steps: tokens
(`lexer.py`), then what each operator and parenthesis is between its
neighbours (`operators.py`), then the tree, whose leaves are made in
`leaves.py`. The first two leave nothing that the third could stumble over, so
that no text raises an error.

In the tree a `Not` always stands in an `And` beside something that is not
one: `-كلمة` alone is `Everything` without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ...arabic.folding import fold
from ...archive.fields import STANDARD, Field, Fields
from .leaves import leaf
from .lexer import Kind, Token, tokens, visible
from .nodes import And, Dated, Everything, HasValue, InField, Not, Or, Query, Word
from .notices import Notice
from .operators import OPERANDS, balanced, settled

Match = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query, and what its reader should know of how the text was taken."""

    query: Query
    notices: tuple[Notice, ...] = ()


def parse(text: str, match: Match = "all", fields: Fields = STANDARD) -> Parsed:
    """Read a query. Words beside each other must all match, or any of them under `match="any"`.

    Never raises: what can't be understood is taken as plain words or left
    out, and a notice says so. Time and depth are bounded by the text's length
    and `MAX_DEPTH`.
    """
    text = visible(text)
    notices: list[Notice] = []
    found = settled(balanced(tokens(text, notices, fields.by_name), notices), notices)
    query = _Builder(found, match, fields, notices).alternatives()
    if query is None:
        if text.strip():
            notices.append(Notice("no-words"))
        query = Everything()
    once = {(notice.code, *notice.values.values()): notice for notice in notices}
    return Parsed(query, tuple(once.values()))


class _Builder:
    """Reads settled tokens as a tree, each method one level of precedence.

    `field` is the value field that the tokens are values of. A method gives
    None where its tokens ask for nothing, such as `()`.
    """

    def __init__(
        self, settled: Sequence[Token], match: Match, fields: Fields, notices: list[Notice]
    ) -> None:
        self._tokens = settled
        self._place = 0
        self._match: Match = match
        self._fields = fields.by_name
        self._notices = notices

    def alternatives(self, field: Field | None = None) -> Query | None:
        """Sequences joined by OR."""
        found = [self._sequence(field)]
        while self._takes(Kind.OR):
            found.append(self._sequence(field))
        return _any_of(found)

    def _sequence(self, field: Field | None) -> Query | None:
        """Chains beside each other; the values of a field are alternatives."""
        found: list[Query | None] = []
        while self._place < len(self._tokens) and self._tokens[self._place].kind in OPERANDS:
            found.append(self._chain(field))
        return _all_of(found) if self._match == "all" and field is None else _loosely(found)

    def _chain(self, field: Field | None) -> Query | None:
        """Units joined by AND."""
        found = [self._unit(field)]
        while self._takes(Kind.AND):
            found.append(self._unit(field))
        return _all_of(found)

    def _unit(self, field: Field | None) -> Query | None:
        token = self._tokens[self._place]
        self._place += 1
        query: Query | None
        if token.kind is Kind.FIELD:
            query = self._in_field(token)
        elif token.kind is Kind.OPEN:
            query = self.alternatives(field)
            self._place += 1  # the closing parenthesis
        else:
            query = leaf(token, field, self._notices)
        return And((Everything(), Not(query))) if token.negated and query else query

    def _takes(self, kind: Kind) -> bool:
        taken = self._place < len(self._tokens) and self._tokens[self._place].kind is kind
        self._place += taken
        return taken

    def _in_field(self, token: Token) -> Query:
        field = self._fields[fold(token.text)]
        if field.kind == "text":
            value = self._unit(None)
            value = InField(field.key, value) if value else None
        else:
            value = self._unit(field)
        if value is None:
            self._notices.append(Notice("empty-field", {"name": token.text}))
        return value or Word(token.text)


def _all_of(found: Iterable[Query | None]) -> Query | None:
    parts = _flat(found, And)
    if len(parts) > 1:
        parts = [part for part in parts if not isinstance(part, Everything)]
        if all(isinstance(part, Not) for part in parts):
            parts.insert(0, Everything())
    return And(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def _any_of(found: Iterable[Query | None]) -> Query | None:
    parts = _flat(found, Or)
    return Or(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def _flat(found: Iterable[Query | None], kind: type[And] | type[Or]) -> list[Query]:
    """Put the parts of queries of this kind in their place."""
    flat: list[Query] = []
    for query in found:
        if isinstance(query, kind):
            flat.extend(query.parts)
        elif query:
            flat.append(query)
    return flat


def _loosely(found: Iterable[Query | None]) -> Query | None:
    """Any of the parts; what is denied narrows them, and so do values beside words."""
    parts = [part for part in found if part]
    denials = [part for part in parts if _only_denies(part)]
    conditions = [part for part in parts if _is_condition(part)]
    words = [part for part in parts if not (_only_denies(part) or _is_condition(part))]
    if not words:
        return _all_of([_any_of(conditions), *denials])
    return _all_of([_any_of(words), *conditions, *denials])


def _only_denies(query: Query) -> bool:
    return isinstance(query, And) and isinstance(query.parts[0], Everything)


def _is_condition(query: Query) -> bool:
    """Whether it asks for values and dates alone."""
    if isinstance(query, Not):
        return _is_condition(query.part)
    if isinstance(query, And | Or):
        return all(_is_condition(part) for part in query.parts)
    return isinstance(query, HasValue | Dated)
