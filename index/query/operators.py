"""What each operator and parenthesis of a query is, between its neighbours.

The second step of the parser: after it parentheses stand in pairs, operators
between operands, and fields before values.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .lexer import Kind, Token
from .notices import Notice

MAX_DEPTH = 50
"""Parentheses within parentheses; deeper ones are ignored."""

OPERANDS = frozenset({Kind.WORD, Kind.ADDRESS, Kind.QUOTED, Kind.FIELD, Kind.OPEN})
"""The kinds that begin an operand."""

_ENDS = frozenset({Kind.WORD, Kind.ADDRESS, Kind.QUOTED, Kind.CLOSE})


def balanced(found: Iterable[Token], notices: list[Notice]) -> list[Token]:
    """Put parentheses in pairs, none deeper than `MAX_DEPTH`."""
    kept: list[Token] = []
    depth = 0
    for token in found:
        if token.kind is Kind.CLOSE and not depth:
            notices.append(Notice("unopened-parenthesis"))
            continue
        depth -= token.kind is Kind.CLOSE
        if token.kind not in (Kind.OPEN, Kind.CLOSE) or depth < MAX_DEPTH:
            kept.append(token)
        else:
            notices.append(Notice("too-deep", {"limit": str(MAX_DEPTH)}))
        depth += token.kind is Kind.OPEN
    if depth:
        notices.append(Notice("unclosed-parenthesis"))
    return kept + [Token(Kind.CLOSE, ")")] * min(depth, MAX_DEPTH)


def settled(found: Sequence[Token], notices: list[Notice]) -> list[Token]:
    """Give every operator its place.

    A NOT becomes the `negated` of what follows it, أو becomes an operator or
    a word, a field without a value becomes a word, and operators with nothing
    to join or to deny are left out.
    """
    found = list(_without_idle_nots(found, notices))
    kept: list[Token] = []
    negate = False
    for token, following in zip(found, [*found[1:], None], strict=False):
        after_operand = bool(kept) and kept[-1].kind in _ENDS
        role = _role(token, following, after_operand)
        if role is Kind.NOT:
            negate = True
        elif role:
            negated = token.negated or negate
            kept.append(replace(token, kind=role, negated=negated))
            negate = False
        _report_role(token, role, notices)
    return kept


def _without_idle_nots(found: Sequence[Token], notices: list[Notice]) -> Iterator[Token]:
    """The tokens, so that every NOT among them has something to deny and begins an operand."""
    for token, following in zip(found, [*found[1:], None], strict=False):
        if token.kind is Kind.NOT and not _can_be_denied(following):
            notices.append(_stray(token))
        else:
            yield token


def _role(token: Token, following: Token | None, after_operand: bool) -> Kind | None:
    """Tell what a token is between its neighbours; None for an operator with nothing to join."""
    joins = after_operand and _begins_operand(following)
    match token.kind:
        case Kind.FIELD:
            return Kind.FIELD if _can_be_value(following) else Kind.WORD
        case Kind.OR_WORD:
            return Kind.OR if joins else Kind.WORD
        case Kind.AND | Kind.OR:
            return token.kind if joins else None
    return token.kind


def _can_be_denied(token: Token | None) -> bool:
    return token is not None and token.kind in OPERANDS and not token.negated


def _can_be_value(token: Token | None) -> bool:
    values = (OPERANDS - {Kind.FIELD}) | {Kind.OR_WORD}
    return token is not None and token.kind in values and not token.negated


def _begins_operand(token: Token | None) -> bool:
    return token is not None and token.kind in OPERANDS | {Kind.NOT}


def _report_role(token: Token, role: Kind | None, notices: list[Notice]) -> None:
    if role is None:
        notices.append(_stray(token))
    elif role is Kind.WORD and token.kind is Kind.FIELD:
        notices.append(Notice("empty-field", {"name": token.text}))


def _stray(token: Token) -> Notice:
    return Notice("stray-operator", {"text": token.text})
