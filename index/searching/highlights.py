"""Marks in a record's own text, and the piece of it most worth showing.

The same analyzer that made the index runs over the original text, so a match
is marked as it stands, vowel marks and all.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter
from typing import NamedTuple

from ...archive.time_limit import in_time
from ..engines import plan
from .matching import Known, Match, MatchedText, Matcher, Place, joined
from .passages import SEAM, Block, blocks
from .results import Fragment, Snippet

SNIPPET_WORDS = 36
"""A snippet's length: about three lines of a results page."""

_LEAD = 6
"""Words of a snippet that lead up to its first match."""

_CLOSING = re.compile('[.…!؟?»”")\\]]*')
_SPACES = re.compile(r"\s+")
_UNLIKE_ONE_SPACE = re.compile(r"\s{2,}|[^\S ]")
"""What of a text becomes one space; to look for that alone takes half as long."""
_ENDING = re.compile('[\\s.…!؟?»”")\\]]*')


class _Passage(NamedTuple):
    """The entries from `first` up to `upto` in a block of a text, and what was read in that.

    They hold so many of the things sought, in so many matches.
    """

    parts: int
    matches: int
    block: Block
    reading: MatchedText
    first: int
    upto: int


class _Marked(NamedTuple):
    """The `part`-th thing sought, marked in a text from `start` up to `end`."""

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks what a matcher finds in texts, of which something may be known already."""

    matcher: Matcher

    def whole(self, text: str, name: plan.Field, known: Known | None = None) -> Snippet:
        """The whole text with its matches marked."""
        reading = self._read(Block(0, text), name, known)
        if not reading.matches:
            return Snippet((Fragment(text),) if text else ())
        places = self.matcher.places(text, reading, _ends(reading.matches))
        marked = _marked(reading.matches, places)
        return Snippet(tuple(starmap(Fragment, _cut(text, marked))), _parts(marked))

    def snippet(self, text: str, name: plan.Field, known: Known | None = None) -> Snippet:
        """The stretch of about `SNIPPET_WORDS` words that holds most of what was sought.

        The most different things; of equals, the most matches; of equals, the
        first. A long text is looked through from its likeliest block until something
        is found.
        """
        passage = self._best_passage(text, name, known)
        if not passage.upto:
            return Snippet((Fragment(text[:SEAM].strip()),)) if text.strip() else Snippet()
        (begins, block), reading = passage.block, passage.reading
        first, last, entries = passage.first, passage.upto - 1, reading.entries
        # One of a tag follows all others.
        matches = [
            match
            for match in reading.matches
            if (first <= match.first and match.last <= last) or match.first >= entries
        ]
        places = self.matcher.places(block, reading, {first, last, *_ends(matches)})
        opens = begins + first == 0
        start = _end(_SPACES, text, 0) if opens else begins + places[first].start
        end = begins + places[last].end
        goes_on = _end(_ENDING, text, end) < len(text)
        # A closing quote or a full stop belongs to the word before it.
        end = _end(_CLOSING, text, end) if goes_on else len(text.rstrip())
        shift = start - begins
        marked = [
            _Marked(at - shift, upto - shift, part)
            for at, upto, part in _marked(matches, places)
            if at >= shift and upto <= end - begins
        ]
        before, after = (Fragment("… "),) * (not opens), (Fragment(" …"),) * goes_on
        shown = _cut(text[start:end], marked)
        if _UNLIKE_ONE_SPACE.search(text, start, end):  # as in few
            shown = ((_UNLIKE_ONE_SPACE.sub(" ", cut), is_marked) for cut, is_marked in shown)
        return Snippet((*before, *starmap(Fragment, shown), *after), _parts(marked))

    def _best_passage(self, text: str, name: plan.Field, known: Known | None) -> _Passage:
        block = known.block if known else self.matcher.likeliest(text, name)
        likeliest = self._passage(block, name, known)
        is_all = len(block.text) == len(text)
        if likeliest.parts or is_all or not self.matcher.seeks(name):
            return likeliest
        begins = known.none_before if known else 0
        further = (one for one in in_time(blocks(text)) if one.start + len(one.text) > begins)
        passages = (self._passage(block, name) for block in further)
        return next((passage for passage in passages if passage.parts), likeliest)

    def _read(self, block: Block, name: plan.Field, known: Known | None) -> MatchedText:
        if known and known.matched and known.block == block:
            return known.matched
        return self.matcher.read(block.text, name)

    def _passage(self, block: Block, name: plan.Field, known: Known | None = None) -> _Passage:
        """The best passage of a block; without a match, the block's beginning."""
        reading = self._read(block, name, known)
        windows = _windows(self.matcher.in_place(block.text, reading))
        parts, matches, first = max(windows, key=itemgetter(0, 1), default=(0, 0, 0))
        upto = min(first + SNIPPET_WORDS, reading.entries)
        return _Passage(parts, matches, block, reading, first, upto)


def _windows(matches: Sequence[Match]) -> Iterator[tuple[int, int, int]]:
    """For a window from each match: how many things sought, how many matches, its first word."""
    firsts, parts = [match.first for match in matches], [match.part for match in matches]
    for at, first in enumerate(firsts):
        inside = parts[at : bisect_left(firsts, first + SNIPPET_WORDS - _LEAD)]
        yield len(set(inside)), len(inside), max(first - _LEAD, 0)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what the pattern matches at a place ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _ends(matches: Iterable[Match]) -> set[int]:
    return {end for match in matches for end in (match.first, match.last)}


def _marked(matches: Iterable[Match], places: Mapping[int, Place]) -> list[_Marked]:
    """Where the matches stand in the text, in its order: a tag may stand anywhere."""
    ends = ((places[first], places[last], part) for first, last, part in matches)
    return sorted(
        _Marked(first.start, max(first.end, last.end), part) for first, last, part in ends
    )


def _parts(marked: Iterable[_Marked]) -> frozenset[int]:
    return frozenset(part for _, _, part in marked)


def _cut(text: str, marked: Iterable[_Marked]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it is marked; what overlaps is marked as one."""
    at = 0
    for start, end in joined((start, end) for start, end, _ in marked):
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
