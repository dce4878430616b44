"""A query's text taken apart: the conditions that can be left out, and its words more loosely.

`fields` are the fields by their folded names, here and below. What limits a text to values and
dates, or excludes something, stays as it was typed wherever its words are loosened.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from pyarabic import araby
from rapidfuzz.distance import OSA

from ...arabic.folding import fold
from ...arabic.function_words import is_function_word
from ...archive.fields import Field
from .lexer import Kind, Token, core, placed, visible, words_within

FieldNames: TypeAlias = Mapping[str, Field]

NEAR: Final = 10
"""Other words that may stand between those of a phrase, where they need only be near."""

_JOINED_TO_NEXT = frozenset({Kind.FIELD, Kind.NOT, Kind.AND})
_ALTERNATIVES = frozenset({Kind.OR, Kind.OR_WORD})
_KEPT: Final = 3
"""Letters that a pattern keeps at least: fewer are in too many words."""

_ARTICLE: Final = araby.ALEF + araby.LAM
_LONG_NAME: Final = 4
"""Letters of the name of a field of which one may be wrong."""


class _Piece(NamedTuple):
    """A token as it was typed; `sought` where it is looked for in texts, of `within` one alone."""

    start: int
    end: int
    token: Token
    sought: bool
    within: bool


_Rewriting: TypeAlias = Callable[[_Piece, str], str]


def conditions(text: str, fields: FieldNames) -> tuple[str, ...]:
    """What of a text limits it to values and dates, or excludes something, each as it was typed.

    None where أو joins its parts, of which none can then be left out by itself.
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
    return instead(text, condition, " ")


def instead(text: str, condition: str, other: str) -> str:
    """The text with another in the place of one of its conditions."""
    return " ".join(visible(text).replace(condition, other, 1).split())


def loosened(text: str, fields: FieldNames) -> str:
    """The text with its words in any form and any order."""

    def any_form(piece: _Piece, typed: str) -> str:
        token = piece.token
        if token.kind is Kind.QUOTED:
            return _beside(words_within(token.text), piece)
        if token.kind is Kind.WORD and token.text.startswith("#"):
            return _beside(token.text[1:].replace("_", " ").split(), piece)
        return typed.removeprefix(token.level) if token.kind is Kind.WORD else typed

    return _rewritten(text, fields, any_form)


def with_clitics(text: str, fields: FieldNames) -> str:
    """The text with its words in whatever spelling, and with what may be joined to their front."""

    def freer(piece: _Piece, typed: str) -> str:
        signed = piece.token.kind is Kind.QUOTED or piece.token.level == "="
        return "+" + typed.removeprefix(piece.token.level) if signed else typed

    return _rewritten(text, fields, freer)


def near(text: str, fields: FieldNames) -> str:
    """The text with the words of its phrases near each other, in their order."""

    def nearer(piece: _Piece, typed: str) -> str:
        tilde = piece.token.tilde or ""
        if not _is_phrase(piece.token) or int(tilde[1:4] or 0) >= NEAR:
            return typed
        return f"{typed.removesuffix(tilde)}~{NEAR}"

    return _rewritten(text, fields, nearer)


def apart(text: str, fields: FieldNames) -> str:
    """The text with the words of its phrases anywhere, each as closely as the phrase has it."""

    def each(piece: _Piece, typed: str) -> str:
        if not _is_phrase(piece.token):
            return typed
        words = (f'{piece.token.level}"{word}"' for word in words_within(piece.token.text))
        return _beside(list(words), piece)

    return _rewritten(text, fields, each)


def as_phrase(text: str, fields: FieldNames) -> str:
    """The text with its words as one phrase, in their order.

    "" unless they are several plain ones beside each other, and all that is looked for in texts.
    So it is for function words alone: nothing is called so, and to look costs as much as a search.
    """
    text = visible(text)
    pieces = list(_pieces(text, fields))
    places = [place for place, piece in enumerate(pieces) if piece.sought]
    row = [pieces[place] for place in places]
    if len(row) < 2 or places[-1] - places[0] >= len(row) or not all(map(_is_plain, row)):
        return ""
    words = [text[piece.start : piece.end] for piece in row]
    if all(is_function_word(fold(word), word) for word in words):
        return ""
    made = f'{text[: row[0].start]}"{" ".join(words)}"{text[row[-1].end :]}'
    return " ".join(made.split())


def anywhere(text: str, fields: FieldNames) -> str:
    """The text with its words in any text of a record, not in one alone."""

    def freed(piece: _Piece, typed: str) -> str:
        return "" if piece.token.kind is Kind.FIELD and piece.sought else typed

    return _rewritten(text, fields, freed)


def named(text: str, fields: FieldNames) -> str:
    """The text with the names that fields nearly have (منصة for المنصة) as those have them."""

    def as_known(piece: _Piece, typed: str) -> str:
        name, colon, value = typed.partition(":")
        if piece.token.kind is not Kind.WORD or not core(value):
            return typed
        return _known_name(name, fields) + colon + value

    return _rewritten(text, fields, as_known)


def is_of_several(text: str, fields: FieldNames) -> bool:
    """Whether it looks for several words in texts."""
    words = (
        words_within(piece.token.text) for piece in _pieces(visible(text), fields) if piece.sought
    )
    return sum(map(len, words)) > 1


def plain(text: str, fields: FieldNames) -> str:
    """The text with the letters of its patterns and nearly spelt words as words."""

    def letters(piece: _Piece, typed: str) -> str:
        if piece.token.kind is not Kind.WORD:
            return typed
        return core(typed.removesuffix(piece.token.tilde or "").replace("*", ""))

    return _rewritten(text, fields, letters)


def shorter(text: str, fields: FieldNames) -> Iterator[str]:
    """The text with its patterns cut to their longest run of letters, and that letter by letter."""
    longest = max(map(len, map(_longest, _patterns(text, fields))), default=0)
    seen = {" ".join(visible(text).split())}
    for letters in range(longest, _KEPT - 1, -1):

        def cut(piece: _Piece, typed: str, letters: int = letters) -> str:
            if not _is_pattern(piece.token) or len(longest := _longest(typed)) < _KEPT:
                return typed
            return f"{'' if typed.startswith(longest) else '*'}{longest[:letters]}*"

        if (made := _rewritten(text, fields, cut)) not in seen:
            seen.add(made)
            yield made


def _known_name(name: str, fields: FieldNames) -> str:
    folded = fold(name)
    for known, field in fields.items():
        is_near = len(folded) >= _LONG_NAME and OSA.distance(folded, known, score_cutoff=1) == 1
        if known == _ARTICLE + folded or is_near:
            return next((each for each in field.names if fold(each) == known), known)
    return name


def _patterns(text: str, fields: FieldNames) -> Iterator[str]:
    text = visible(text)
    for start, end, token, sought, _ in _pieces(text, fields):
        if sought and _is_pattern(token):
            yield text[start:end]


def _is_pattern(token: Token) -> bool:
    word = core(token.text, also="*")
    return token.kind is Kind.WORD and ("*" in word or "?" in word)


def _is_plain(piece: _Piece) -> bool:
    token = piece.token
    signed = token.level or token.tilde or token.text.startswith("#") or _is_pattern(token)
    return token.kind is Kind.WORD and not signed


def _longest(pattern: str) -> str:
    """The longest run of letters in a pattern."""
    return max(re.split(r"[*?]", pattern), key=len)


def _is_phrase(token: Token) -> bool:
    return token.kind is Kind.QUOTED and len(words_within(token.text)) > 1


def _beside(words: list[str], piece: _Piece) -> str:
    """Some words; a field takes several of them in parentheses alone."""
    told = " ".join(words)
    return f"({told})" if piece.within and len(words) > 1 else f" {told} "


def _rewritten(text: str, fields: FieldNames, rewriting: _Rewriting) -> str:
    """The text with what is looked for in texts put otherwise."""
    text, at, made = visible(text), 0, ""
    for piece in _pieces(text, fields):
        typed = text[piece.start : piece.end]
        made += text[at : piece.start] + (rewriting(piece, typed) if piece.sought else typed)
        at = piece.end
    return " ".join((made + text[at:]).split())


def _pieces(text: str, fields: FieldNames) -> Iterator[_Piece]:
    depth, limits, within = 0, False, False
    for start, end, token in placed(text, fields):
        limited = limits or token.negated or depth > 0
        of_text = token.kind is Kind.FIELD and fields[fold(token.text)].kind == "text"
        is_value = token.kind is Kind.FIELD and not of_text
        yield _Piece(start, end, token, not (limited or is_value or token.kind is Kind.NOT), within)
        if limited:
            depth = max(depth + (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE), 0)
        limits = token.kind is Kind.NOT or is_value or (of_text and limited)
        within = of_text
