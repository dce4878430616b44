"""How a record's own text is laid out: its direction, its paragraphs, its opening words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from pyarabic.araby import strip_tashkeel

from ..index.results import Fragment, Snippet

_JUDGED = 1000
"""How many characters decide a text's direction."""
_LINE_BREAKS = re.compile(r"\s*\n\s*")


def direction(text: str) -> Literal["rtl", "ltr"]:
    """The direction of most of the text's first letters.

    HTML's `dir=auto` goes by the first letter alone, and would set an Arabic
    post that begins with «BBC» or with an address from left to right.
    """
    classes = [unicodedata.bidirectional(character) for character in text[:_JUDGED]]
    to_right = classes.count("L")
    to_left = classes.count("AL") + classes.count("R")
    return "ltr" if to_right > to_left else "rtl"


def language(stated: str | None, text: str) -> str:
    """The language that a text is said to be in, or what its letters tell; "" for none."""
    return stated or ("ar" if direction(text) == "rtl" else "")


def paragraphs(text: Snippet) -> list[Snippet]:
    """The text cut at its line breaks, matches still marked; empty lines are dropped."""
    lines: list[list[Fragment]] = [[]]
    for fragment, begins_line in _pieces(text):
        if begins_line:
            lines.append([])
        lines[-1].append(fragment)
    return [Snippet(tuple(line)) for line in lines if any(part.text.strip() for part in line)]


def _pieces(text: Snippet) -> Iterator[tuple[Fragment, bool]]:
    for fragment in text.fragments:
        for number, piece in enumerate(_LINE_BREAKS.split(fragment.text)):
            yield Fragment(piece, fragment.marked), number > 0


def opening(text: str, length: int = 80) -> str:
    """The first words of a text, on one line; cut between words and ended with an ellipsis."""
    line = " ".join(text[: length * 4].split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length] + "…"


def without_tashkeel(text: Snippet) -> Snippet:
    """The same without vowel marks."""
    return Snippet(
        tuple(
            Fragment(strip_tashkeel(fragment.text), fragment.marked) for fragment in text.fragments
        )
    )


def is_vocalised(text: str) -> bool:
    """Whether a text has any vowel marks to hide."""
    return bool(strip_tashkeel(text) != text)
