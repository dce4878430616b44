"""Where a plan matches in a record's own text, and the piece of it most worth showing.

The same analyzer that made the index runs over the original text, so a match
is marked as it stands, vowel marks and all.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from . import plan
from .arabic.analyzer import Analysis, Analyzer
from .results import Fragment, Snippet

SNIPPET_WORDS = 36
"""A snippet's length: about three lines of a results page."""

_LEAD = 6
"""Words of a snippet that lead up to its first match."""

_BLOCK = 8_000
"""A long text is looked through in blocks of about so many characters."""

_ENOUGH = 16_000
"""Past so many characters the best passage so far will do."""

_CLOSING = ' \n\t.…!؟?»”")]'

_Sought: TypeAlias = plan.Terms | plan.Sequence


class _Match(NamedTuple):
    """The entries from `first` to `last` match the `part`-th thing sought."""

    first: int
    last: int
    part: int


class _Passage(NamedTuple):
    """A window on a text: the block that starts there, and the window's first entry in it.

    It holds so many of the things sought, in so many matches.
    """

    parts: int
    matches: int
    start: int
    block: str
    first: int


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks what one plan matches in texts."""

    analyzer: Analyzer
    sought: plan.Plan
    _parts: tuple[_Sought, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parts", tuple(_positive(self.sought)))

    def whole(self, text: str, name: plan.Field) -> Snippet:
        """The whole text with its matches marked."""
        matches = self._matches(self.analyzer.analyse(text), name)
        if not matches:
            return Snippet((Fragment(text),)) if text else Snippet()
        spans = self.analyzer.spans(text)
        ranges = sorted((spans[match.first].start, spans[match.last].end) for match in matches)
        return Snippet(tuple(_cut(text, ranges)))

    def snippet(self, text: str, name: plan.Field) -> Snippet:
        """The stretch of about `SNIPPET_WORDS` words that holds most of what was sought."""
        passage = self._best_passage(text, name)
        upto = passage.first + SNIPPET_WORDS
        spans = self.analyzer.spans(passage.block, passage.first, upto)
        spans = [span for span in spans if not span.word.startswith("#")]
        if not spans:
            return Snippet((Fragment(text[:_BLOCK].strip()),)) if text.strip() else Snippet()
        start, end = passage.start + spans[0].start, passage.start + spans[-1].end
        lead, rest = text[:start], text[end:]
        goes_on = bool(rest.strip(_CLOSING))
        # A closing quote or a full stop belongs to the word before it.
        closing = rest[: len(rest) - len(rest.lstrip(_CLOSING.strip()))] if goes_on else rest
        opening = lead if passage.start + passage.first == 0 else ""
        shown = self.whole(" ".join((opening + text[start:end] + closing).split()), name)
        before = (Fragment("… "),) if not opening and lead.strip() else ()
        return Snippet(before + shown.fragments + (Fragment(" …"),) * goes_on)

    def _best_passage(self, text: str, name: plan.Field) -> _Passage:
        best = _Passage(0, 0, 0, text[:_BLOCK], 0)
        for start, block in _blocks(text):
            matches = self._matches(self.analyzer.analyse(block), name)
            for parts, number, first in _windows(matches):
                best = max(best, _Passage(parts, number, start, block, first), key=_value)
            if best.parts == len(self._parts) or (best.parts and start > _ENOUGH):
                break
        return best

    def _matches(self, analysis: Analysis, name: plan.Field) -> list[_Match]:
        found: list[_Match] = []
        for part, node in enumerate(self._parts):
            if name in node.fields:
                found += (_Match(*ends, part) for ends in _places(node, analysis))
        return sorted(found)


def _positive(node: plan.Plan) -> Iterator[_Sought]:
    """What a record was found by: the terms of a plan that are not excluded."""
    match node:
        case plan.Terms() | plan.Sequence():
            yield node
        case plan.All(parts) | plan.AnyOf(parts):
            for part in parts:
                yield from _positive(part)
        case plan.Prefer(part):
            yield from _positive(part)


def _places(node: _Sought, analysis: Analysis) -> Iterator[tuple[int, int]]:
    """The first and last entry of every match."""
    forms = _forms(node.stream, analysis)
    if isinstance(node, plan.Terms):
        wanted = frozenset(node.words)
        yield from ((at, at) for at, form in enumerate(forms) if form in wanted)
        return
    for at, form in enumerate(forms):
        if form in node.words[0] and (end := _sequence_end(forms, at, node)) is not None:
            yield at, end


def _forms(stream: plan.Stream, analysis: Analysis) -> list[str]:
    forms = {"stem": analysis.stems, "word": analysis.words, "written": analysis.written}
    return forms[stream]


def _sequence_end(forms: list[str], start: int, node: plan.Sequence) -> int | None:
    """Where the sequence that begins at `start` ends, taking each next word at its nearest."""
    at, left = start, node.slop
    for alternatives in node.words[1:]:
        reach = forms[at + 1 : at + 2 + left]
        gap = next((gap for gap, form in enumerate(reach) if form in alternatives), None)
        if gap is None:
            return None
        at, left = at + 1 + gap, left - gap
    return at


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces, cut between words, each with where it starts."""
    start = 0
    while start < len(text):
        end = start + _BLOCK
        if end < len(text):
            end = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1 or end
        yield start, text[start:end]
        start = end


def _windows(matches: list[_Match]) -> Iterator[tuple[int, int, int]]:
    """For a window from each match: how many things sought, how many matches, its first word."""
    firsts = [match.first for match in matches]
    for at, first in enumerate(firsts):
        inside = matches[at : bisect_left(firsts, first + SNIPPET_WORDS - _LEAD)]
        yield len({match.part for match in inside}), len(inside), max(first - _LEAD, 0)


def _value(passage: _Passage) -> tuple[int, int]:
    return passage.parts, passage.matches


def _cut(text: str, ranges: list[tuple[int, int]]) -> Iterator[Fragment]:
    """The text in fragments; ranges, in order, that overlap are marked as one."""
    apart: list[tuple[int, int]] = []
    for start, end in ranges:
        if apart and start < apart[-1][1]:
            start, last = apart.pop()
            end = max(end, last)
        apart.append((start, end))
    at = 0
    for start, end in apart:
        if start > at:
            yield Fragment(text[at:start])
        yield Fragment(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Fragment(text[at:])
