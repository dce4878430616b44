"""The lines of a PDF in the order in which they are read, from where its letters stand.

A PDF draws glyphs. What they stand for in what order is not reliable for Arabic: some programs
keep a line as it is seen, from left to right, some word by word, and a ligature's letters may be
turned round. So each line is put together again from the places of its letters, and from what is
seen the order in which it is read is made (the Unicode Bidirectional Algorithm, backwards).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, BinaryIO

from ..base import Unreadable

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")

_SPACE, _BRACKET_SPACE, _LIKELY_SPACE = 0.22, 0.12, 0.08
"""The gaps, in heights of a line, that are a space: between letters, beside a bracket, and where
the file has one too."""

_COLUMN = 2.0
"""The gap, in heights of a line, that parts columns and the cells of a table."""

_SAME_LINE = 0.45
"""How far from each other, in heights, the feet of letters of one line may be."""

_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
# What runs from left to right within a line of Arabic: numbers, and words in Latin letters with
# all that stands between them.
_RUN = re.compile(
    f"[{_DIGITS}]*{_LEFT_TO_RIGHT.pattern}"
    f"(?:[^{_RIGHT_TO_LEFT.pattern[1:-1]}]*[{_DIGITS}{_LEFT_TO_RIGHT.pattern[1:-1]}])?"
    f"|[{_DIGITS}]+(?:[.,:/\u066b\u066c][{_DIGITS}]+)*"
)
_OF_ARABIC = re.compile(
    f"{_RIGHT_TO_LEFT.pattern}(?:[^{_LEFT_TO_RIGHT.pattern[1:-1]}{_DIGITS}]*{_RIGHT_TO_LEFT.pattern})?"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "<": ">", "“": "”"}
_TURNED = _BRACKETS | {closing: opening for opening, closing in _BRACKETS.items()}
_LAM_ALEF = re.compile("([اأإآٱ])ل")


@dataclass(slots=True)
class Glyph:
    """What one glyph stands for, and where it is, in points from the page's corner."""

    text: str
    left: float
    right: float
    origin: float
    foot: float
    height: float
    word: int

    @property
    def middle(self) -> float:
        """Where the glyph stands in its line."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Line:
    """Glyphs that were drawn one after the other at one height."""

    foot: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)


def parse(file: BinaryIO) -> Iterator[dict[str, str] | list[str] | None]:
    """What the document says of itself, then the lines of each page; None for a damaged page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("is locked with a password: save it without one") from error
        raise Unreadable("is damaged: copy or download it again") from error
    stated = document.get_metadata_dict(skip_empty=True)
    names = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "tags"}
    yield {names[name]: str(said) for name, said in stated.items() if name in names}
    for number in range(len(document)):
        try:
            page = document[number]
            yield page_lines(_glyphs(page))
            page.close()
        except pypdfium2.PdfiumError:
            yield None


def page_lines(glyphs: Iterator[Glyph]) -> list[str]:
    """The lines of a page as they were drawn, which is how columns are read too."""
    return [text for line in _lines(glyphs) if (text := _as_read(line))]


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The glyphs of a page as they were drawn; spaces are told by gaps, and noted."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    word = 0
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        if letter.isspace() or letter == "\0":
            word += 1
            continue
        raw.FPDFText_GetLooseCharBox(text, place, byref(box))
        raw.FPDFText_GetCharOrigin(text, place, byref(x), byref(y))
        size, height = raw.FPDFText_GetFontSize(text, place), abs(box.top - box.bottom)
        # A size may be given before all is enlarged; a box may be that of a dot.
        height = size if height < size < 3 * height else max(height, 0.1)
        yield Glyph(letter, box.left, box.right, x.value, y.value, height, word)


def _lines(glyphs: Iterator[Glyph]) -> Iterator[Line]:
    line: Line | None = None
    for glyph in glyphs:
        height = max(glyph.height, line.height) if line else glyph.height
        if line is None or not (
            abs(glyph.foot - line.foot) <= _SAME_LINE * height or unicodedata.combining(glyph.text)
        ):
            if line:
                yield line
            line = Line(glyph.foot, glyph.height)
        line.height = max(line.height, glyph.height)
        line.glyphs.append(glyph)
    if line:
        yield line


def _as_read(line: Line) -> str:
    """The line's text; cells and columns that were drawn as one line are parted by tabs."""
    marks = [glyph for glyph in line.glyphs if _is_mark(glyph)]
    letters = _ligatures([glyph for glyph in line.glyphs if not _is_mark(glyph)])
    if not letters:
        return ""
    for mark in marks:
        nearest = min(letters, key=lambda letter: abs(letter.middle - mark.middle))
        nearest.text += mark.text
    letters.sort(key=lambda letter: letter.middle)
    cells = [[letters[0].text]]
    for before, letter in pairwise(letters):
        gap = (letter.left - before.right) / line.height
        if gap > _COLUMN:
            cells.append([])
        elif gap > _least_space(before, letter):
            cells[-1].append(" ")
        cells[-1].append(letter.text)
    if _is_arabic("".join(letter.text for letter in letters)):
        return "\t".join(_from_right(cell) for cell in reversed(cells))
    return "\t".join(_from_left(cell) for cell in cells)


def _least_space(before: Glyph, letter: Glyph) -> float:
    if before.word != letter.word:
        return _LIKELY_SPACE
    return _BRACKET_SPACE if {before.text, letter.text} & _TURNED.keys() else _SPACE


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text) > 0


def _ligatures(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs, those letters as one that one glyph stands for.

    Its letters come in the order in which the others of the line come: turned round where these
    stand from left to right.
    """
    joined: list[Glyph] = []
    for glyph in glyphs:
        last = joined[-1] if joined else None
        if last and abs(last.origin - glyph.origin) < 0.01 and abs(last.foot - glyph.foot) < 0.01:
            last.text += _letters(glyph.text)
            last.left, last.right = min(last.left, glyph.left), max(last.right, glyph.right)
        else:
            glyph.text = _letters(glyph.text)
            joined.append(glyph)
    for place, glyph in enumerate(joined):
        if len(glyph.text) > 1 and _is_arabic(glyph.text):
            near = joined[max(place - 1, 0) : place + 2]
            if len(near) > 1 and near[0].middle < near[-1].middle:
                glyph.text = glyph.text[::-1]
            glyph.text = _LAM_ALEF.sub(r"ل\1", glyph.text) if len(glyph.text) == 2 else glyph.text
    return joined


def _letters(text: str) -> str:
    """Letters for the shapes that they have in a word, which old programs keep."""
    return unicodedata.normalize("NFKC", text) if _RIGHT_TO_LEFT.match(text) else text


def _is_arabic(text: str) -> bool:
    return len(_RIGHT_TO_LEFT.findall(text)) > len(_LEFT_TO_RIGHT.findall(text))


def _from_right(cell: list[str]) -> str:
    """What is seen from left to right, as it is read in a line of Arabic."""
    return _brackets("".join(reversed(_runs(cell, _RUN))))


def _from_left(cell: list[str]) -> str:
    """The same for a line of another script, in which Arabic words may stand."""
    seen = _places(cell)
    read = []
    end = 0
    for run in _OF_ARABIC.finditer(seen):
        read += [*cell[end : run.start()], *reversed(cell[run.start() : run.end()])]
        end = run.end()
    return "".join([*read, *cell[end:]])


def _runs(cell: list[str], kind: re.Pattern[str]) -> list[str]:
    """The glyphs, those together that run from left to right."""
    runs: list[str] = []
    end = 0
    for run in kind.finditer(_places(cell)):
        runs += [*cell[end : run.start()], "".join(cell[run.start() : run.end()])]
        end = run.end()
    return runs + cell[end:]


def _places(cell: list[str]) -> str:
    """A letter for each glyph, its first, so that a match says which glyphs it has."""
    return "".join(glyph[0] for glyph in cell)


def _brackets(text: str) -> str:
    """The text with each bracket as it opens or closes: some programs keep it as it is seen."""
    turned = list(text)
    for place, letter in enumerate(text):
        if letter in _TURNED:
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            opens = (not before or before.isspace()) and after and not after.isspace()
            closes = before and not before.isspace() and not after.strip(" .،؛:؟!")
            if (opens and letter not in _BRACKETS) or (closes and letter in _BRACKETS):
                turned[place] = _TURNED[letter]
    return "".join(turned)
