"""The query language: any text gives a query, and what was not understood is said.

The forms are in `docs/query-language.md`. Parsing goes in three steps: tokens
(`lexer.py`), then what each operator and parenthesis is between its
neighbours (`operators.py`), then the tree, whose leaves are made in
`leaves.py`. The first two leave nothing that the third could stumble over, so
that no text raises an error.

In the tree a `Not` always stands in an `And` beside something that is not
one: `-كلمة` alone is `Everything` without it.

Where the text as a whole is one sequence, its plain words are told apart: those of
content, and function words, which are left out where there is something else to look
for. Whatever stands between operators or has a sign is what its reader meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ...arabic.folding import fold
from ...arabic.function_words import is_function_word
from ...archive.fields import STANDARD, Field, Fields
from .leaves import leaf
from .lexer import Kind, Token, tokens, visible
from .nodes import And, Dated, Everything, HasValue, InField, Level, Most, Not, Or, Query, Word
from .notices import Notice
from .operators import OPERANDS, balanced, settled

Match = Literal["most", "all", "any"]

_MEANT = ("#", "@")
"""Signs before a word that says just what is meant."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query, and what its reader should know of how the text was taken."""

    query: Query
    notices: tuple[Notice, ...] = ()


def parse(text: str, match: Match = "most", fields: Fields = STANDARD) -> Parsed:
    """Read a query. Of words beside each other most must match, all, or any.

    Never raises: what can't be understood is taken as plain words or left
    out, and a notice says so. Time and depth are bounded by the text's length
    and `MAX_DEPTH`.
    """
    text = visible(text)
    notices: list[Notice] = []
    found = settled(balanced(tokens(text, notices, fields.by_name), notices), notices)
    query = _Builder(found, match, fields, notices).whole()
    if query is None:
        if text.strip():
            notices.append(Notice("no-words"))
        query = Everything()
    once = {(notice.code, *notice.values.values()): notice for notice in notices}
    return Parsed(query, tuple(once.values()))


class _Unit(NamedTuple):
    """A part of a sequence; its `word` where it is one with nothing said of it."""

    query: Query | None
    word: str | None


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

    def whole(self) -> Query | None:
        """All of the text."""
        units = self._units(None)
        if self._takes(Kind.OR):
            return _any_of([self._joined(units, None), self.alternatives()])
        units = self._without_function_words(units)
        words = [unit.query for unit in units if unit.word and isinstance(unit.query, Word)]
        if self._match != "most" or len(words) < 2:
            return self._joined(units, None)
        return _all_of([Most(tuple(words)), *(unit.query for unit in units if not unit.word)])

    def alternatives(self, field: Field | None = None) -> Query | None:
        """Sequences joined by OR."""
        found = [self._joined(self._units(field), field)]
        while self._takes(Kind.OR):
            found.append(self._joined(self._units(field), field))
        return _any_of(found)

    def _joined(self, units: Sequence[_Unit], field: Field | None) -> Query | None:
        """A sequence as one; the values of a field are alternatives."""
        found = [unit.query for unit in units]
        is_loose = self._match == "any" or field is not None
        return _loosely(found) if is_loose else _all_of(found)

    def _units(self, field: Field | None) -> list[_Unit]:
        """The chains beside each other in a sequence."""
        found: list[_Unit] = []
        while self._place < len(self._tokens) and self._tokens[self._place].kind in OPERANDS:
            begins = self._tokens[self._place]
            query = self._chain(field)
            found.append(_Unit(query, _plain_word(begins, query)))
        return found

    def _without_function_words(self, units: list[_Unit]) -> list[_Unit]:
        """What is to be looked for, with a notice of what is not; all must be under "all"."""
        if self._match == "all":
            return units
        words = [unit.word for unit in units if unit.word]
        aside = dict.fromkeys(word for word in words if is_function_word(fold(word), word))
        kept = [unit for unit in units if unit.word not in aside]
        if not aside or not any(_looks_for_words(unit.query) for unit in kept):
            return units
        self._notices.append(Notice("not-required", {"words": "، ".join(aside)}))
        return kept

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


def _plain_word(begins: Token, query: Query | None) -> str | None:
    is_plain = begins.kind is Kind.WORD and not begins.text.startswith(_MEANT)
    if is_plain and isinstance(query, Word) and query.level is Level.ANY_FORM:
        return query.text
    return None


def _looks_for_words(query: Query | None) -> bool:
    """Whether it asks for anything that texts have."""
    match query:
        case None | Everything() | HasValue() | Dated() | Not():
            return False
        case And(parts) | Or(parts):
            return any(map(_looks_for_words, parts))
    return True


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
