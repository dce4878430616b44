"""A text beside another: cut where what both have begins and ends, the rest of long ones folded."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from ....archive.record import Record
from ....archive.time_limit import in_time
from ....archive.writers.texts import Direction, direction, own_direction
from ....index.reprints.answers import Passage, Place, Shared
from ....index.searching.results import Fragment, Snippet
from ....index.searching.text_places import compared

Part: TypeAlias = Literal["shared", "own", "plain", "boilerplate", "gap"]
"""What a stretch of a text is: words of both texts; words between such that this text alone has;
the rest; what its source prints again and again; what has been folded away."""

_LONG: Final = 6_000
"""Characters of a text from which on the stretches that are not shared are folded."""
_FOLDED: Final = 700
"""Characters of such a stretch that are still shown whole."""
_KEPT: Final = 250
"""Characters shown of a longer one, at its beginning and at its end."""

_ROUND, _MOST = 80, 420
"""Characters of a text round a passage that stand for it, and the most that do."""

_LINE_BREAKS: Final = re.compile(r"\s*\n\s*")
_SIGNS: Final = re.compile(r"[^\w\s]+")
_WORDS: Final = re.compile(r"\w.*\w|\w", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; `passage` is the number of the one it is of, 0 for none.

    The first stretch of a passage `begins` it; the last has in `onward` the number of the one
    that follows in this text, 0 where none does.
    """

    text: str
    part: Part
    passage: int = 0
    begins: bool = False
    onward: int = 0

    @property
    def words(self) -> int:
        """How many pieces there are between its spaces."""
        return len(self.text.split())


Paragraph: TypeAlias = tuple[Stretch, ...]


class Side(NamedTuple):
    """One of two texts: how much of it the other has, and its paragraphs."""

    record: Record
    covers: float
    paragraphs: tuple[Paragraph, ...]

    def direction_of(self, paragraph: Paragraph) -> Direction | None:
        """In which direction a paragraph runs; None where it runs as the whole text does."""
        own = own_direction("".join(one.text for one in paragraph))
        return None if own == direction(compared(self.record)) else own

    @property
    def folded(self) -> bool:
        """Whether anything of it is not shown."""
        return any(one.part == "gap" for paragraph in self.paragraphs for one in paragraph)


class _Run(NamedTuple):
    start: int
    end: int
    passage: int


def sides(shared: Shared, *, whole: bool) -> tuple[Side, Side]:
    """Both texts, whose passages are numbered alike; long ones are folded unless asked `whole`."""
    numbered = [(at, run) for at, one in enumerate(shared.passages, 1) for run in one.runs]
    of_a = [_Run(*run.a, at) for at, run in numbered]
    of_b = [_Run(*run.b, at) for at, run in numbered]
    a, b = shared.a, shared.b
    return (
        Side(a, shared.covers_a, _laid_out(compared(a), of_a, shared.boilerplate_a, whole)),
        Side(b, shared.covers_b, _laid_out(compared(b), of_b, shared.boilerplate_b, whole)),
    )


def of_passage(text: str, passage: Passage) -> Snippet:
    """A passage in the text that was found (`b`), with some words round it, its runs marked."""
    start, end = passage.b
    first = _after_space(text, start - _ROUND) if start > _ROUND else 0
    last = _before_space(text, min(end + _ROUND, start + _MOST))
    runs = [_Run(*run.b, 1) for run in passage.runs]
    marked = [
        Fragment(piece.text, piece.part == "shared")
        for piece in _merged(_cut(text[:last], runs, (), first))
    ]
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return Snippet((Fragment(before), *marked, Fragment(after)))


def _laid_out(
    text: str, runs: Sequence[_Run], boilerplate: Sequence[Place], whole: bool
) -> tuple[Paragraph, ...]:
    pieces = _merged(_cut(text, runs, boilerplate))
    if len(text) > _LONG and not whole:
        pieces = [*_folded(pieces)]
    return _paragraphs(_with_links(pieces))


def _cut(
    text: str, runs: Sequence[_Run], boilerplate: Sequence[Place], start: int = 0
) -> Iterator[Stretch]:
    """All of a text from a place on, the runs in it and what is between; no letter stands twice."""
    at, passage = start, 0
    boilerplate = sorted(boilerplate)
    for run in in_time(sorted(runs)):
        first, last = max(run.start, at), min(run.end, len(text))
        if first >= last:
            continue
        if passage == run.passage:
            yield from _between(text[at:first], passage)
        else:
            closing = _closing(text, at, first) if passage else at
            opening = _opening(text, closing, first)
            yield Stretch(text[at:closing], "plain", passage)
            yield from _unshared(text, closing, opening, boilerplate)
            yield Stretch(text[opening:first], "plain", run.passage)
        yield Stretch(text[first:last], "shared", run.passage)
        at, passage = last, run.passage
    closing = _closing(text, at, len(text)) if passage else at
    yield Stretch(text[at:closing], "plain", passage)
    yield from _unshared(text, closing, len(text), boilerplate)


def _closing(text: str, start: int, end: int) -> int:
    """Where the full stop or the quote ends that follows a passage at once, and goes with it."""
    found = _SIGNS.match(text, start, end)
    return found.end() if found else start


def _opening(text: str, start: int, end: int) -> int:
    """Where the quote begins that stands just before a passage."""
    at = end
    while at > start and _SIGNS.match(text, at - 1, end):
        at -= 1
    return at


def _between(text: str, passage: int) -> Iterator[Stretch]:
    """What is between two runs of a passage: blanks and commas are no words of one text alone."""
    words = _WORDS.search(text)
    first, last = words.span() if words else (len(text), len(text))
    while last < len(text) and unicodedata.combining(text[last]):
        last += 1
    yield Stretch(text[:first], "shared", passage)
    yield Stretch(text[first:last], "own", passage)
    yield Stretch(text[last:], "shared", passage)


def _unshared(text: str, start: int, end: int, boilerplate: Sequence[Place]) -> Iterator[Stretch]:
    """What is of no passage; the places of boilerplate are in order."""
    at = start
    for place in boilerplate[bisect_right(boilerplate, start, key=itemgetter(1)) :]:
        if place[0] >= end:
            break
        first, last = max(place[0], at), min(place[1], end)
        if first < last:
            yield Stretch(text[at:first], "plain")
            yield Stretch(text[first:last], "boilerplate")
            at = last
    yield Stretch(text[at:end], "plain")


def _merged(pieces: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one; none is empty."""
    there = (piece for piece in pieces if piece.text)
    return [
        Stretch("".join(piece.text for piece in alike), part, passage)
        for (part, passage), alike in groupby(there, lambda piece: (piece.part, piece.passage))
    ]


def _folded(pieces: Iterable[Stretch]) -> Iterator[Stretch]:
    """Of what is not shared, and long, only the beginning and the end."""
    for passage, group in groupby(pieces, lambda piece: bool(piece.passage)):
        block = [*group]
        text = "".join(piece.text for piece in block)
        if passage or len(text) <= _FOLDED:
            yield from block
            continue
        head = block[0].text[: _before_space(block[0].text, _KEPT)]
        tail = block[-1].text[_after_space(block[-1].text, len(block[-1].text) - _KEPT) :]
        yield replace(block[0], text=head)
        yield Stretch(text[len(head) : len(text) - len(tail)], "gap")
        yield replace(block[-1], text=tail)


def _before_space(text: str, place: int) -> int:
    """The end of the last word that ends by a place; the place itself in a very long word."""
    if place >= len(text):
        return len(text)
    found = max(text.rfind(" ", 0, place + 1), text.rfind("\n", 0, place + 1))
    return found if found > 0 else place


def _after_space(text: str, place: int) -> int:
    """The beginning of the first word from a place on; the place itself in a very long word."""
    if place <= 0:
        return 0
    found = re.compile(r"\s\b").search(text, place, place + _KEPT)
    return found.end() if found else place


def _with_links(pieces: Sequence[Stretch]) -> Iterator[Stretch]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if piece.passage:
            first.setdefault(piece.passage, at)
            last[piece.passage] = at
    following = dict(pairwise(first))
    for at, piece in enumerate(pieces):
        number = piece.passage
        if not number:
            yield piece
            continue
        onward = following.get(number, 0) if at == last[number] else 0
        yield replace(piece, begins=at == first[number], onward=onward)


def _paragraphs(pieces: Iterable[Stretch]) -> tuple[Paragraph, ...]:
    """Cut at line breaks; empty lines are dropped. What is folded away stands by itself."""
    paragraphs: list[list[Stretch]] = [[]]
    for piece in pieces:
        if piece.part == "gap":
            paragraphs += [[piece], []]
            continue
        for at, line in enumerate(lines := _LINE_BREAKS.split(piece.text)):
            if at:
                paragraphs.append([])
            begins, onward = piece.begins and not at, piece.onward if at == len(lines) - 1 else 0
            paragraphs[-1].append(replace(piece, text=line, begins=begins, onward=onward))
    return tuple(
        tuple(paragraph) for paragraph in paragraphs if any(one.text.strip() for one in paragraph)
    )
