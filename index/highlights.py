"""Where a plan matches in a record's own text, and the piece of it most worth showing.

The same analyzer that made the index runs over the original text, so a match
is marked as it stands, vowel marks and all.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from . import plan
from .arabic.analyzer import Analyzer, Span
from .results import Fragment, Snippet

SNIPPET_WORDS = 36
"""A snippet's length: about three lines of a results page."""

Range: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks what one plan matches in texts."""

    analyzer: Analyzer
    sought: plan.Plan

    def whole(self, text: str, name: plan.Field) -> Snippet:
        """The whole text with its matches marked."""
        return _cut(text, 0, len(text), self._ranges(self.analyzer.spans(text), name))

    def snippet(self, text: str, name: plan.Field) -> Snippet:
        """The stretch of about `SNIPPET_WORDS` words that holds most of what was sought."""
        spans = self.analyzer.spans(text)
        if not spans:
            return Snippet((Fragment(text[:300]),)) if text else Snippet()
        ranges = self._ranges(spans, name)
        first = _densest(spans, ranges, text)
        last = min(first + SNIPPET_WORDS, len(spans)) - 1
        start = 0 if first == 0 else spans[first].start
        end = len(text) if last == len(spans) - 1 else spans[last].end
        return _with_ellipses(_cut(text, start, end, ranges), start > 0, end < len(text))

    def _ranges(self, spans: Sequence[Span], name: plan.Field) -> list[Range]:
        """The stretches of text that match, in order, none overlapping another."""
        found: list[Range] = []
        for node in _sought(self.sought):
            if name in node.fields:
                found += _places(node, spans)
        return _apart(sorted(found))


def _sought(node: plan.Plan) -> Iterator[plan.Terms | plan.Sequence]:
    """What a record was found by: the terms of a plan that are not excluded."""
    match node:
        case plan.Terms() | plan.Sequence():
            yield node
        case plan.All(parts) | plan.AnyOf(parts):
            for part in parts:
                yield from _sought(part)
        case plan.Prefer(part):
            yield from _sought(part)


def _forms(spans: Sequence[Span], stream: plan.Stream) -> list[str]:
    return [getattr(span, stream) for span in spans]


def _places(node: plan.Terms | plan.Sequence, spans: Sequence[Span]) -> Iterator[Range]:
    forms = _forms(spans, node.stream)
    if isinstance(node, plan.Terms):
        wanted = frozenset(node.words)
        yield from (
            (span.start, span.end)
            for span, form in zip(spans, forms, strict=True)
            if form in wanted
        )
        return
    for at, form in enumerate(forms):
        if form in node.words[0]:
            end = _sequence_end(forms, at, node)
            if end is not None:
                yield spans[at].start, spans[end].end


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


def _apart(ranges: list[Range]) -> list[Range]:
    """Overlapping ranges joined."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _densest(spans: Sequence[Span], ranges: list[Range], text: str) -> int:
    """The word to begin at: most different matches in the window, then most matches, then first."""
    starts = [span.start for span in spans]
    marked = [(bisect_left(starts, start), text[start:end]) for start, end in ranges]
    best, best_at = (0, 0), 0
    for i, (at, _) in enumerate(marked):
        inside = [form for place, form in marked[i:] if place < at + SNIPPET_WORDS * 3 // 4]
        if (value := (len(set(inside)), len(inside))) > best:
            best, best_at = value, at
    # A little of what leads up to the first match.
    before = max(best_at - SNIPPET_WORDS // 6, 0)
    return max(min(before, len(spans) - SNIPPET_WORDS), 0)


def _cut(text: str, start: int, end: int, ranges: list[Range]) -> Snippet:
    fragments: list[Fragment] = []
    at = start
    for begin, stop in ranges:
        if begin < start or stop > end:
            continue
        if begin > at:
            fragments.append(Fragment(text[at:begin]))
        fragments.append(Fragment(text[begin:stop], marked=True))
        at = stop
    if at < end:
        fragments.append(Fragment(text[at:end]))
    return Snippet(tuple(fragments))


def _with_ellipses(snippet: Snippet, before: bool, after: bool) -> Snippet:
    flat = tuple(
        Fragment(" ".join(fragment.text.split(" ")).replace("\n", " "), fragment.marked)
        for fragment in snippet.fragments
    )
    return Snippet((Fragment("… "),) * before + flat + (Fragment(" …"),) * after)
