"""A passage of a record that a link leads to.

The link says where it stands, as paragraph and word of its first and its last word
(`passage=3.12-4.5`; `passage=3` is a paragraph), and quotes how it begins and ends
(`quote=…`). So it is found again where the text before it has changed, and where the passage
itself has, that is told. Words are what stands between blanks, whatever vowel marks they have.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from pyarabic.araby import strip_tashkeel

from ...request.parameters import Parameters

_PLACE: Final = re.compile(r"(\d{1,7})(?:\.(\d{1,7})-(\d{1,7})\.(\d{1,7}))?", re.ASCII)
_WORD: Final = re.compile(r"\S+")

QUOTED: Final = 4
"""Words at the beginning of a passage that its link quotes, and as many at its end."""

_BETWEEN: Final = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """What a link leads to: which letters of which paragraphs, by the paragraphs' numbers.

    None where the text does not have the words that the link quotes. `moved` says that they
    stand elsewhere now.
    """

    quote: str
    letters: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    moved: bool = False


class _Word(NamedTuple):
    paragraph: int
    start: int
    end: int
    text: str


def quote_of(text: str) -> str:
    """What a link quotes of a passage: a short one whole."""
    words = text.split()
    if len(words) <= 2 * QUOTED:
        return " ".join(words)
    return " ".join((*words[:QUOTED], _BETWEEN, *words[-QUOTED:]))


def asked_passage(parameters: Parameters, paragraphs: Sequence[str]) -> Passage | None:
    """The passage that an address asks for, in the text that has these paragraphs now."""
    stated = _PLACE.fullmatch(parameters.text("passage"))
    if stated is None:
        return None
    quote = parameters.text("quote")
    words = [*_words(paragraphs)]
    place = _stated(stated, words)
    ends = _ends(strip_tashkeel(quote).split())
    if place and any(_is(words, place, *one) for one in ends):
        return Passage(quote, _letters(words[slice(*place)]))
    near = place[0] if place else 0
    found = [one for begins, closes in ends for one in _places(words, begins, closes)]
    if not found or not quote:
        return Passage(quote)
    nearest = min(found, key=lambda one: abs(one[0] - near))
    return Passage(quote, _letters(words[slice(*nearest)]), moved=True)


def _words(paragraphs: Sequence[str]) -> Iterator[_Word]:
    for number, text in enumerate(paragraphs, 1):
        for word in _WORD.finditer(text):
            yield _Word(number, *word.span(), strip_tashkeel(word[0]))


def _stated(place: re.Match[str], words: Sequence[_Word]) -> tuple[int, int] | None:
    """The first word of the place that is stated, and the one behind it; None for none."""
    starts: dict[int, int] = {}
    for at, word in enumerate(words):
        starts.setdefault(word.paragraph, at)
    first, *others = (int(number) for number in place.groups() if number)
    if first not in starts:
        return None
    if not others:
        return starts[first], starts.get(first + 1, len(words))
    first_word, last, last_word = others
    start, end = starts[first] + first_word - 1, starts.get(last, len(words)) + last_word
    return (start, end) if 0 <= start < end <= len(words) else None


def _ends(quoted: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """How a passage that is quoted so may begin and end: an ellipsis may be a word of its own."""
    cuts = [at for at, word in enumerate(quoted) if word == _BETWEEN]
    return [(quoted, ()), *((quoted[:at], quoted[at + 1 :]) for at in cuts)]


def _is(
    words: Sequence[_Word], place: tuple[int, int], begins: Sequence[str], closes: Sequence[str]
) -> bool:
    """Whether what stands there is what was quoted; a link that quotes nothing is believed."""
    text = [word.text for word in words[slice(*place)]]
    if not begins and not closes:
        return True
    if not closes:
        return text == begins
    return text[: len(begins)] == begins and text[-len(closes) :] == closes


def _places(
    words: Sequence[_Word], begins: Sequence[str], closes: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Where what was quoted stands, from the first word on up to the one behind it."""
    if not begins:
        return
    texts = [word.text for word in words]
    closing = [*_found(texts, closes)] if closes else []
    for start in _found(texts, begins):
        behind = start + len(begins)
        if not closes:
            yield start, behind
        elif (next_one := bisect_left(closing, behind)) < len(closing):
            yield start, closing[next_one] + len(closes)


def _found(texts: Sequence[str], sought: Sequence[str]) -> Iterator[int]:
    at = 0
    while True:
        try:
            at = texts.index(sought[0], at)
        except ValueError:
            return
        if texts[at : at + len(sought)] == sought:
            yield at
        at += 1


def _letters(words: Sequence[_Word]) -> dict[int, tuple[int, int]]:
    found = {}
    for number, group in groupby(words, lambda word: word.paragraph):
        of_it = [*group]
        found[number] = of_it[0].start, of_it[-1].end
    return found
