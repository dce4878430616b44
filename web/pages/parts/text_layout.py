"""How a record's own text is laid out, for templates: its direction, paragraphs, vowel marks."""

import re
from collections.abc import Iterator

from pyarabic.araby import strip_tashkeel

from ....archive.writers.texts import direction, language, opening
from ....index.searching.results import Fragment, Snippet

__all__ = ["direction", "is_vocalised", "language", "opening", "paragraphs", "without_tashkeel"]

_LINE_BREAKS = re.compile(r"\s*\n\s*")


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
