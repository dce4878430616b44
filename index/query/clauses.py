"""A query's text taken apart: the conditions in it that can be left out, and its words loosely."""

from collections.abc import Container, Iterator

from .lexer import Kind, Token, placed, visible, words_within

_JOINED_TO_NEXT = frozenset({Kind.FIELD, Kind.NOT, Kind.AND})
_ALTERNATIVES = frozenset({Kind.OR, Kind.OR_WORD})


def conditions(text: str, fields: Container[str]) -> tuple[str, ...]:
    """What of a text limits it to values and dates, or excludes something, each as it was typed.

    None where أو joins its parts, of which none can then be left out by itself. `fields` has
    the folded names of fields, here and below.
    """
    found: list[tuple[int, int, bool]] = []
    depth, is_open = 0, False
    text = visible(text)
    for start, end, token in placed(text, fields):
        if token.kind in _ALTERNATIVES and not depth:
            return ()
        if found and (depth or is_open or token.kind is Kind.AND):
            begins, _, limits = found.pop()
            found.append((begins, end, limits))
        else:
            found.append((start, end, token.negated or token.kind in (Kind.FIELD, Kind.NOT)))
        depth = max(depth + (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE), 0)
        is_open = token.kind in _JOINED_TO_NEXT
    return tuple(text[start:end] for start, end, limits in found if limits)


def without(text: str, condition: str) -> str:
    """The text with one of its conditions left out."""
    return " ".join(visible(text).replace(condition, " ", 1).split())


def loosened(text: str, fields: Container[str]) -> str:
    """The text with its words in any form and any order; what limits it stays as it is."""
    return " ".join("".join(_loosely(visible(text), fields)).split())


def _loosely(text: str, fields: Container[str]) -> Iterator[str]:
    at, limits = 0, False
    for start, end, token in placed(text, fields):
        yield text[at:start]
        yield text[start:end] if limits or token.negated else _any_form(token, text[start:end])
        at, limits = end, token.kind in (Kind.FIELD, Kind.NOT)
    yield text[at:]


def _any_form(token: Token, typed: str) -> str:
    if token.kind is Kind.QUOTED:
        return f" {' '.join(words_within(token.text))} "
    return typed.removeprefix(token.level) if token.kind is Kind.WORD else typed
