"""A record's texts as its page has them to be read: paragraphs, their matches numbered."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from ....archive.writers.texts import Direction, direction, own_direction
from ....index.searching.results import Fragment, Snippet
from ...request.addresses import query
from .passage import quote_of

_LINE_BREAKS: Final = re.compile(r"\s*\n\s*")

_ROUND: Final = 36
"""Characters on either side of a match, in the list of all of them."""

MOST_LISTED: Final = 200
"""Matches that the list has; of more, the others are gone to one after the other."""

Letters: TypeAlias = tuple[int, int]
"""Where a stretch of a paragraph begins, and where it ends."""


class Piece(NamedTuple):
    """A stretch of a paragraph; `match` is the number of the match it is of, 0 for none.

    The first piece of a match `begins` it. `chosen` is what a link to a passage is about.
    """

    text: str
    match: int = 0
    begins: bool = False
    chosen: bool = False


class Paragraph(NamedTuple):
    """A paragraph: its anchor, the link that leads to it alone, and what it is made of.

    `direction` is None where it runs as the whole text does.
    """

    name: str
    permalink: str
    pieces: tuple[Piece, ...]
    direction: Direction | None


class Line(NamedTuple):
    """A match in the list of all of them, with the words round it."""

    number: int
    before: str
    text: str
    after: str
    direction: Direction


def paragraphs(text: Snippet) -> list[Snippet]:
    """The text cut at its line breaks, matches still marked; empty lines are dropped."""
    lines: list[list[Fragment]] = [[]]
    for fragment, begins_line in _cut_at_breaks(text):
        if begins_line:
            lines.append([])
        lines[-1].append(fragment)
    return [Snippet(tuple(line)) for line in lines if any(part.text.strip() for part in line)]


def _cut_at_breaks(text: Snippet) -> Iterator[tuple[Fragment, bool]]:
    for fragment in text.fragments:
        for number, piece in enumerate(_LINE_BREAKS.split(fragment.text)):
            yield Fragment(piece, fragment.marked), number > 0


def laid_out(
    text: Sequence[Snippet],
    name: str,
    whole: Direction,
    numbers: Iterator[int],
    page: str = "",
    chosen: Mapping[int, Letters] | None = None,
) -> list[Paragraph]:
    """The paragraphs of a text, called `name` and their number, their matches numbered onwards.

    `whole` is the direction in which the text is set. `page` is the address of the record's page,
    to which links to paragraphs are added; without it, or where there is one paragraph alone,
    there are none. `chosen` has of a passage, by the numbers of its paragraphs, which letters it
    is.
    """
    found = []
    for at, paragraph in enumerate(text, 1):
        letters = str(paragraph)
        own = own_direction(letters)
        found.append(
            Paragraph(
                f"{name}{at}",
                _permalink(page, at, letters) if page and text[1:] else "",
                tuple(_pieces(paragraph, numbers, (chosen or {}).get(at, (0, 0)))),
                None if own == whole else own,
            )
        )
    return found


def _permalink(page: str, paragraph: int, letters: str) -> str:
    added = query({"passage": paragraph, "quote": quote_of(letters)})
    return page + (added.replace("?", "&", 1) if "?" in page else added) + "#passage"


def _pieces(text: Snippet, numbers: Iterator[int], chosen: Letters) -> Iterator[Piece]:
    at = 0
    for fragment in text.fragments:
        number = next(numbers) if fragment.marked else 0
        length = len(fragment.text)
        ends = sorted({0, length, *(min(max(end - at, 0), length) for end in chosen)})
        for start, end in pairwise(ends):
            is_chosen = chosen[0] <= at + start and at + end <= chosen[1]
            yield Piece(fragment.text[start:end], number, number > 0 and not start, is_chosen)
        at += length


def lines(text: Iterable[Paragraph]) -> Iterator[Line]:
    """All matches of a text in its order."""
    for paragraph in text:
        letters = "".join(piece.text for piece in paragraph.pieces)
        at = 0
        for piece in paragraph.pieces:
            upto = at + len(piece.text)
            if piece.begins:
                before, after = _before(letters, at), _after(letters, upto)
                yield Line(piece.match, before, piece.text, after, direction(letters))
            at = upto


def _before(text: str, end: int) -> str:
    """The last words before a place, from a whole word on."""
    start = end - _ROUND
    if start <= 0:
        return text[:end]
    return "…" + text[start:end].partition(" ")[2]


def _after(text: str, start: int) -> str:
    """The first words behind a place, up to a whole word."""
    end = start + _ROUND
    if end >= len(text):
        return text[start:]
    return text[start:end].rpartition(" ")[0] + "…"
