"""A query's text cut in tokens: words, quotations, fields, operators and parentheses.

The first half of the parser. It decides what each piece of the text looks
like; `parser.py` decides what it means beside its neighbours.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...arabic.folding import fold, normalise, without_marks
from ...arabic.letters import INVISIBLE
from .notices import Notice


class Kind(StrEnum):
    """What a token is, or what it may turn out to be."""

    WORD = "word"
    ADDRESS = "address"
    QUOTED = "quoted"
    FIELD = "field"
    OPEN = "open"
    CLOSE = "close"
    AND = "and"
    OR = "or"
    NOT = "not"
    OR_WORD = "or-word"
    """أو: an operator between two operands, a word elsewhere."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query, without the signs that were written against it.

    `negated` is the `-` before it, `level` the `=` or `+`, and `tilde` the `~` and
    digits after it. The text of a FIELD is its name as typed.
    """

    kind: Kind
    text: str
    negated: bool = False
    level: str = ""
    tilde: str | None = None


# The grammar's own words.
_CAPITALS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
# As they are written, but for marks and tatweel: آو and إو are no slips of أو.
_ARABIC_OPERATORS = {"أو": Kind.OR_WORD, "او": Kind.OR_WORD}

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_FULL_WIDTH = str.maketrans("：﹕＂（）＊～－＝？＋", '::"()*~-=?+')

_DOUBLE, _ANGLE, _SINGLE_ANGLE = '"“”„‟', "«»", "‹›"
_QUOTES = _DOUBLE + _ANGLE + _SINGLE_ANGLE
# Either mark of a pair opens or closes: right-to-left typists mix them up (”…“, »…«).
_QUOTATION = "|".join(f"[{pair}][^{pair}]*[{pair}]" for pair in (_DOUBLE, _ANGLE, _SINGLE_ANGLE))
_STOPS = "،؛؟,;"
_LETTER = rf"[^\s(){_QUOTES}{_STOPS}]"
# A comma between digits belongs to the number: 1,300.
_RUN = rf"(?:{_LETTER}|(?<=\d)[,،](?=\d))+"
# An address keeps its `?`, `*` and `~`; its parentheses only in pairs, so that
# (https://…) ends before the closing one.
_IN_ADDRESS = rf"[^\s(){_QUOTES}،؛؟]"
_ADDRESS = (
    r"(?:[a-zA-Z][a-zA-Z0-9+.-]*://|www\.|(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}/)"
    rf"{_IN_ADDRESS}+(?:\({_IN_ADDRESS}*\){_IN_ADDRESS}*)*"
)
# `-` denies only where a word may begin: كوفيد-19 has a hyphen.
_DENIAL = r"(?P<denial>(?<![^\s(])-(?=[^\s-]))?"
_FIELD = re.compile(rf"{_DENIAL}(?P<name>[^\s():{_QUOTES}{_STOPS}]{{1,40}}):")
_TOKEN = re.compile(
    rf"{_DENIAL}(?:(?P<open>\()"
    rf"|(?P<level>[=+])?(?P<quoted>{_QUOTATION})(?P<tilde>~\d*)?"
    rf"|(?P<address>{_ADDRESS})"
    # Nobody writes it by chance, as a colon has a space behind it; ليس alone is a word.
    r"|(?P<not>ليس:(?=\S))"
    rf"|(?P<run>{_RUN}))"
    r"|(?P<close>\))"
    rf"|(?P<quote>[{_QUOTES}])"
    rf"|[\s{_STOPS}]+"
)
# `+` asks for clitics only right before a letter: +20 and ++ are what they are.
_SIGNS = re.compile(r"(=|\+(?=[^\W\d_]))?(.*?)(~\d*)?", re.DOTALL)
_WORDS = re.compile(rf"(?P<address>{_ADDRESS})|(?P<run>{_RUN})")


def core(text: str, also: str = "") -> str:
    """Cut the text to its first and last letter, digit or mark; `also` names signs to keep.

    The `@` of a name and the `#` of a tag stay. Empty where there is no letter or digit.
    """
    if not any(c.isalnum() and c != "ـ" for c in text):
        return ""
    kept = [place for place, c in enumerate(text) if _is_kept(c, also)]
    start = kept[0] - (kept[0] > 0 and text[kept[0] - 1] in "@#")
    return text[start : kept[-1] + 1]


def _is_kept(character: str, also: str) -> bool:
    return character == "_" or character in also or unicodedata.category(character)[0] in "LMN"


def visible(text: str) -> str:
    """Remove invisible controls, and put ASCII's signs for full-width ones."""
    return text.translate(_INVISIBLE).translate(_FULL_WIDTH)


def words_within(quotation: str) -> list[str]:
    """List the words and addresses of a quotation, without their punctuation."""
    pieces = _WORDS.finditer(quotation)
    found = (_address(piece["address"]) or core(piece["run"] or "") for piece in pieces)
    return [word for word in found if word]


def tokens(text: str, notices: list[Notice], fields: Container[str]) -> Iterator[Token]:
    """Cut visible text in tokens; what belongs to none is reported to `notices`.

    `fields` has the folded names of fields. A token with no letter or digit is left out,
    except after a field, whose value it takes up.
    """
    position = 0
    after_field = False
    while position < len(text):
        found = _next(text, position, fields)
        position = found.end()
        token = _token(found)
        if token is None:
            if found.groupdict().get("quote"):
                notices.append(Notice("unclosed-quote"))
        elif after_field or not _is_empty(token):
            yield token
            after_field = token.kind is Kind.FIELD
        elif token.kind is Kind.WORD:
            report_signs(found[0].strip(), "", notices)


def placed(text: str, fields: Container[str]) -> Iterator[tuple[int, int, Token]]:
    """The tokens of visible text, those without letters too, and where each begins and ends."""
    position = 0
    while position < len(text):
        found = _next(text, position, fields)
        position = found.end()
        if token := _token(found):
            yield found.start(), position, token


def report_signs(text: str, kept: str, notices: list[Notice]) -> None:
    """Report the signs of the language that `text` loses when only `kept` of it is used."""
    before, _, after = text.partition(kept) if kept else (text, "", "")
    for lost, signs in ((before, "-*~="), (after, "*~=")):
        if any(sign in lost for sign in signs):
            notices.append(Notice("stray-operator", {"text": lost}))


def _next(text: str, position: int, fields: Container[str]) -> re.Match[str]:
    field = _FIELD.match(text, position)
    if field and fold(field["name"]) in fields:
        return field
    found = _TOKEN.match(text, position)
    assert found, "every character is in some token"  # noqa: S101
    return found


def _is_empty(token: Token) -> bool:
    return token.kind in (Kind.WORD, Kind.ADDRESS, Kind.QUOTED) and not core(token.text)


def _token(found: re.Match[str]) -> Token | None:
    """Make the token of a match; None for blanks, commas and a quotation mark without its pair."""
    groups = found.groupdict()
    negated = bool(groups["denial"])
    if groups.get("name"):
        return Token(Kind.FIELD, groups["name"], negated)
    if groups.get("not"):
        return Token(Kind.NOT, groups["not"], negated)
    if groups["run"]:
        return _word(groups["run"], negated)
    if groups["quoted"]:
        level = groups["level"] or ""
        return Token(Kind.QUOTED, groups["quoted"][1:-1], negated, level, groups["tilde"])
    if groups["address"]:
        return Token(Kind.ADDRESS, _address(groups["address"]), negated)
    if groups["open"]:
        return Token(Kind.OPEN, "(", negated)
    return Token(Kind.CLOSE, ")") if groups["close"] else None


def _address(text: str | None) -> str:
    return (text or "").rstrip(".,;:!?…")


def _word(run: str, negated: bool) -> Token:
    if not negated:
        kind = _CAPITALS.get(run) or _ARABIC_OPERATORS.get(without_marks(normalise(run)))
        if kind:
            return Token(kind, run)
    signs = _SIGNS.fullmatch(run)
    assert signs, "the pattern takes any text"  # noqa: S101
    level, text, tilde = signs.groups()
    return Token(Kind.WORD, text, negated, level or "", tilde)
