"""Where matches stand in texts, and what stands by them, as one finds out who reads all of each."""

from collections.abc import Sequence
from typing import NamedTuple

from kashshaf.index.engines import plan
from kashshaf.index.searching.matching import MatchedText, Matcher, joined


class Line(NamedTuple):
    """A match: the number of its text, its place in it, and the folded words on either side.

    Those before it stand the nearest first.
    """

    text: int
    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def read_plainly(
    texts: Sequence[str], matcher: Matcher, name: plan.Field, compared: int
) -> list[Line]:
    """Every match in the texts, in their order, with so many words on either side."""
    return [
        line
        for number, text in enumerate(texts)
        for line in _lines(number, text, matcher, name, compared)
    ]


def _lines(number: int, text: str, matcher: Matcher, name: plan.Field, compared: int) -> list[Line]:
    analysis = matcher.analyzer.analyse(text)
    spans = matcher.analyzer.spans(text)
    words = analysis.words[: analysis.in_order]
    reading = MatchedText.of(analysis, matcher.matches(analysis, name))
    found = matcher.in_place(text, reading)
    return [
        Line(
            number,
            spans[first].start,
            max(spans[first].end, spans[end - 1].end),
            tuple(reversed(words[max(first - compared, 0) : first])),
            tuple(words[end : end + compared]),
        )
        for first, end in joined((match.first, match.last + 1) for match in found)
    ]
