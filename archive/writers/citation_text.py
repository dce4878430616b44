"""The text of a citation, in spans: what is in italics, and what runs against its direction.

An Arabic title in a citation from left to right, or an address in one from right to
left, would draw the punctuation and digits beside it to the wrong side. Each such value
stands between the invisible marks of Unicode's bidirectional algorithm, which go with the
text wherever it is copied; on a page, `<bdi dir="…">` around it does the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self, TypeAlias

from ..fields import Language
from .texts import Direction, direction

_MARKS: Final = {"ltr": "\u200e", "rtl": "\u200f"}
_DIRECTIONS: Final[dict[Language, Direction]] = {"ar": "rtl", "en": "ltr"}
_ENDS: Final = ".?!؟…"


@dataclass(frozen=True, slots=True)
class CitationSpan:
    """A stretch of a citation; `direction` is None where the words are the style's own."""

    text: str
    italic: bool = False
    direction: Direction | None = None


Element: TypeAlias = tuple[CitationSpan, ...]
"""One part of a citation: the authors, the title with its quotation marks."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference as a style writes it; `str` gives it as plain text, `spans` with its italics."""

    spans: tuple[CitationSpan, ...]
    language: Language

    @classmethod
    def of(cls, whole: Element, language: Language) -> Self:
        """The citation, its marks set where the direction changes."""
        return cls(tuple(_marked(span, _DIRECTIONS[language]) for span in whole), language)

    @property
    def direction(self) -> Direction:
        """The direction of the whole."""
        return _DIRECTIONS[self.language]

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)


def value(text: str, *, italic: bool = False) -> Element:
    """What the record says, as an element; none where it says nothing."""
    return (CitationSpan(text, italic, direction(text)),) if text else ()


def address(url: str) -> Element:
    """An address, which runs from left to right, Arabic or not."""
    return (CitationSpan(url, direction="ltr"),)


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
    return (*spans, CitationSpan("."))


def words(text: str) -> Element:
    """The style's own words."""
    return (CitationSpan(text),)


def _marked(span: CitationSpan, own: Direction) -> CitationSpan:
    if span.direction in (None, own):
        return span
    mark = _MARKS[span.direction]
    return replace(span, text=f"{mark}{span.text}{mark}{_MARKS[own]}")
