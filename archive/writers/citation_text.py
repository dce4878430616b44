"""The text of a citation, in spans: what is in italics, and what runs against its direction.

An Arabic title in a citation from left to right, or an address in one from right to
left, would draw the punctuation and digits beside it to the wrong side. Where there is
markup, each such span is isolated by it (`<bdi dir="…">`, a run of its own in a document)
and nothing is added to the words. Plain text has no markup: there the invisible marks of
Unicode's bidirectional algorithm stand, as few as keep the parts in their order.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..fields import Language
from .texts import Direction, own_direction

_MARKS: Final[dict[Direction, str]] = {"ltr": "\u200e", "rtl": "\u200f"}
_DIRECTIONS: Final[dict[Language, Direction]] = {"ar": "rtl", "en": "ltr"}
_RUNS: Final = {"L": "ltr", "R": "rtl", "AL": "rtl", "EN": "digit", "AN": "digit"}
"""Classes of Unicode's bidirectional algorithm: letters of Latin, Hebrew and Arabic, digits."""
_ENDS: Final = ".?!؟…"


@dataclass(frozen=True, slots=True)
class CitationSpan:
    """A stretch of a citation; `direction` is None where the words are the style's own."""

    text: str
    italic: bool = False
    direction: Direction | None = None

    @property
    def is_mark(self) -> bool:
        """Whether it is no words, but a mark of direction among those of `Citation.marked`."""
        return self.text in _MARKS.values()


Element: TypeAlias = tuple[CitationSpan, ...]
"""One part of a citation: the authors, the title with its quotation marks."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference as a style writes it: `spans` for markup, `str` for plain text.

    `marked` are the spans with the marks that plain text needs among them, for programs whose
    markup of direction others do not heed.
    """

    spans: Element
    language: Language

    @property
    def direction(self) -> Direction:
        """The direction of the whole."""
        return _DIRECTIONS[self.language]

    @property
    def marked(self) -> Element:
        """The spans, and marks where the words beside one would else be drawn out of order."""
        return tuple(_with_marks(self.spans, self.direction))

    def __str__(self) -> str:
        return "".join(span.text for span in self.marked)


def value(text: str, *, italic: bool = False) -> Element:
    """What the record says, as an element; none where it says nothing.

    Arabic has no italics: letters made to lean are no part of its typography.
    """
    direction = own_direction(text)
    return (CitationSpan(text, italic and direction != "rtl", direction),) if text else ()


def address(url: str) -> Element:
    """An address, which runs from left to right, Arabic or not; none where there is none."""
    return (CitationSpan(url, direction="ltr"),) if url else ()


def quoted(text: str, marks: str, inner: str, *, stop: str = "") -> Element:
    """A title between two quotation marks, those within it made `inner` ones.

    `stop` stands before the closing mark, unless the title ends in one of its own.
    """
    nested = text.translate(str.maketrans(marks, inner))
    return (
        CitationSpan(marks[0]),
        *value(nested),
        CitationSpan(("" if text[-1] in _ENDS else stop) + marks[1]),
    )


def listed(names: Sequence[str], between: str, before_last: str) -> Element:
    """Names with what stands between them, and before the last."""
    spans: list[CitationSpan] = []
    for place, name in enumerate(names, 1):
        if place > 1:
            spans.append(CitationSpan(before_last if place == len(names) else between))
        spans += value(name)
    return tuple(spans)


def joined(separator: str, *elements: Element) -> Element:
    """The elements with a separator between them; empty ones leave no trace."""
    spans: list[CitationSpan] = []
    for element in filter(None, elements):
        spans += [CitationSpan(separator)] if spans else []
        spans += element
    return tuple(spans)


def sentence(spans: Element) -> Element:
    """The element with a full stop, which one of its own makes needless; nothing stays nothing."""
    if not spans or spans[-1].text.rstrip("”»’")[-1:] in _ENDS:
        return spans
    return stopped(spans)


def stopped(spans: Element) -> Element:
    """The element with a full stop in any case, as addresses have it; nothing stays nothing."""
    return (*spans, CitationSpan(".")) if spans else ()


def words(text: str) -> Element:
    """The style's own words."""
    return (CitationSpan(text),)


def _with_marks(spans: Element, own: Direction) -> Iterator[CitationSpan]:
    """The spans with marks among them, `own` being the direction of the whole.

    What neither runs one way nor the other, punctuation, goes with the letters on both of its
    sides where these agree, else with the whole; a digit with the letters before it. So the
    whole's own mark stands before what runs against it at the very beginning, by which programs
    tell the direction of a line, and behind it unless a letter of the whole comes next.
    """
    begun = False
    for place, span in enumerate(spans):
        runs = _runs(span.text)
        if span.direction in (None, own):
            yield span
        else:
            mark = CitationSpan(_MARKS[span.direction], direction=span.direction)
            if not begun:
                yield CitationSpan(_MARKS[own])
            if runs[0] != span.direction:
                yield mark
            yield span
            if _end(runs) != span.direction:
                yield mark
            after = "".join(other.text for other in spans[place + 1 :])
            if next(filter(None, _runs(after)), own) != own:
                yield CitationSpan(_MARKS[own])
        begun = begun or bool({"ltr", "rtl"} & set(runs))


def _end(runs: Sequence[str]) -> str:
    """The direction of the last letter or sign of some; digits have that of the letters before."""
    if runs[-1] != "digit":
        return runs[-1]
    return next((run for run in reversed(runs) if run in ("ltr", "rtl")), "")


def _runs(text: str) -> list[str]:
    """Of each sign its direction, `digit`, or "" for what has none; marks on letters left out."""
    kinds = map(unicodedata.bidirectional, text)
    return [_RUNS.get(kind, "") for kind in kinds if kind != "NSM"]
