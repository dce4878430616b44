"""What one token of a query asks for: a word, a phrase, a value or a date."""

import datetime as dt
import re

from ...arabic.names import fold_name
from ...archive.dates import PartialDate
from ...archive.errors import QueryError
from ...archive.fields import UNKNOWN_VALUE, Field
from ...archive.metadata.press_dates import parse_date
from ...archive.ranges import Range
from .lexer import Kind, Token, core, report_signs, words_within
from .nodes import Dated, Fuzzy, HasValue, Level, Phrase, Query, Wildcard, Word
from .notices import Notice

_LEVELS = {"=": Level.AS_WRITTEN, "+": Level.CLITICS}
_MAX_EDITS = 2
_UNKNOWN = frozenset(
    fold_name(name) for name in ("unknown", "مجهول", "مجهولة", "غير معروف", "غير معروفة", "بلا")
)
_SLOP = re.compile(r"~(\d{1,3})")
_STARS = re.compile(r"\*+")
_STAR_AT_WORD = re.compile(r"\w\*|\*\w")
_TO = re.compile(r"\.{2,}|…")


def leaf(token: Token, field: Field | None, notices: list[Notice]) -> Query | None:
    """Make the query of a word, address or quotation; None where it has no letter or digit.

    `field` is the value field that it is a value of, None among words.
    """
    if not core(token.text):
        return None
    if field is None:
        return _words(token, notices)
    if field.attribute == "published":
        return _date_query(token, notices)
    if field.kind in ("number", "date"):
        return _range(token, field, notices)
    return _value(token, field, notices)


def _words(token: Token, notices: list[Notice]) -> Query:
    if token.kind is Kind.QUOTED:
        return _quotation(token, notices)
    if token.kind is Kind.ADDRESS:
        return Word(token.text)
    text = core(token.text, also="*")
    report_signs(token.text, text, notices)
    # A `?` at the end of a word asks a question; `core` has left it out.
    if "*" in text or "?" in text:
        _report_unused(notices, token.level, token.tilde)
        return Wildcard(_STARS.sub("*", text))
    if token.tilde is not None:
        _report_unused(notices, token.level)
        return Fuzzy(text, _edits(token.tilde, notices))
    return Word(text, _LEVELS.get(token.level, Level.ANY_FORM))


def _quotation(token: Token, notices: list[Notice]) -> Query:
    if _STAR_AT_WORD.search(token.text):
        notices.append(Notice("wildcard-in-quotes", {"text": token.text}))
    words = tuple(words_within(token.text))
    level = _LEVELS.get(token.level, Level.WORD)
    slop = _SLOP.fullmatch(token.tilde or "")
    if slop and len(words) > 1:
        return Phrase(words, level, int(slop[1]))
    _report_unused(notices, token.tilde)
    return Phrase(words, level) if len(words) > 1 else Word(words[0], level)


def _edits(tilde: str, notices: list[Notice]) -> int | None:
    if tilde == "~":
        return None
    # Three digits tell that a number is too large, and `int` refuses thousands of them.
    asked = int(tilde[1:4])
    edits = min(max(asked, 1), _MAX_EDITS)
    if asked != edits:
        notices.append(Notice("edits-limited", {"text": tilde, "edits": str(edits)}))
    return edits


def _value(token: Token, field: Field, notices: list[Notice]) -> HasValue:
    _report_unused(notices, token.level, token.tilde)
    text = " ".join(token.text.split())
    if token.kind is Kind.WORD:
        text = core(token.text).removeprefix("#")
        report_signs(token.text, text, notices)
    return HasValue(field.key, "" if fold_name(text) in _UNKNOWN else text)


def _range(token: Token, field: Field, notices: list[Notice]) -> Query:
    text = token.text.strip()
    if fold_name(text) in _UNKNOWN:
        return HasValue(field.key, UNKNOWN_VALUE)
    try:
        Range.read(text, field)
    except QueryError:
        notices.append(Notice("bad-range", {"text": token.text, "field": field.key}))
        return _words(token, notices)
    _report_unused(notices, token.level, token.tilde)
    return HasValue(field.key, text)


def _date_query(token: Token, notices: list[Notice]) -> Query:
    if fold_name(token.text) in _UNKNOWN:
        return Dated()
    try:
        since, until = _date_range(token.text.strip())
    except ValueError:
        notices.append(Notice("bad-date", {"text": token.text}))
        return _words(token, notices)
    _report_unused(notices, token.level, token.tilde)
    if since and until and (since.first or dt.date.min) > (until.last or dt.date.max):
        # A range is easily typed backwards where the text runs from right to left.
        notices.append(Notice("reversed-dates", {"text": token.text}))
        since, until = until, since
    return Dated(since, until)


def _date_range(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Read `2014-09`, `2014..2015`, `2014..` or `..2014`; raise `ValueError` otherwise."""
    ends = [_date(end) if end else None for end in _TO.split(text, maxsplit=1)]
    if not any(ends):
        raise ValueError("a range needs at least one end")
    return ends[0], ends[-1]


def _date(text: str) -> PartialDate:
    date = parse_date(text)
    if date is None or date.year is None:
        raise ValueError(f"{text!r} is not a date with a year")
    return date


def _report_unused(notices: list[Notice], *signs: str | None) -> None:
    notices.extend(Notice("stray-operator", {"text": sign}) for sign in signs if sign)
