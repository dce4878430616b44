"""A bibliography as a file: plain text, or a document that a word processor opens.

The document is RTF, which Word, LibreOffice, Pages and Google Docs read. Each stretch of an entry
is a run with its direction and language, as they set them themselves. Word draws by these; others
go by the letters alone, so that the few marks of plain text stand among the runs too.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Final

from ..record import Record
from . import Context, Writer
from .bibliography import bibliography
from .citation_text import Citation, CitationSpan, words
from .citations import language_of
from .texts import Direction


def text(records: Iterable[Record], context: Context) -> Iterator[str]:
    """The heading and the entries, an empty line between them."""
    found = bibliography(records, context)
    yield f"{found.heading}\n"
    for entry in filter(None, (*found.entries, found.cut)):
        yield f"\n{entry}\n"


def rtf(records: Iterable[Record], context: Context) -> Iterator[str]:
    """The same as RTF 1.9, in ASCII: twelve points, entries with their later lines indented."""
    found = bibliography(records, context)
    language = language_of(context.style)
    is_arabic = language == "ar"
    yield (
        r"{\rtf1\ansi\ansicpg1252\deff0\adeff0"
        r"{\fonttbl{\f0\froman\fprq2\fcharset0 Times New Roman;}}"
        r"\paperw11906\paperh16838" + (r"\rtldoc" if is_arabic else r"\ltrdoc") + "\n"
    )
    yield _paragraph(Citation(words(found.heading), language), r"\keepn\sa240", size=32)
    for entry in found.entries:
        yield _paragraph(entry, r"\fi-720\sa120" + _INDENTS[entry.direction])
    if found.cut:
        yield _paragraph(Citation(words(found.cut), language), r"\sb240")
    yield "}\n"


# What an indent at the beginning of lines is called, which newer programs go by, and older ones.
_INDENTS: Final[dict[Direction, str]] = {"ltr": r"\lin720\li720", "rtl": r"\lin720\ri720"}
_PARAGRAPHS: Final[dict[Direction, str]] = {"ltr": r"\ltrpar\ql", "rtl": r"\rtlpar\qr"}
# Of both directions, that which is named last is a run's own.
_LATIN: Final = r"\rtlch\ltrch"
_ARABIC: Final = r"\ltrch\rtlch"
_ITALIC: Final = r"\i"
_MARKS: Final = {"\u200e": r"\ltrmark ", "\u200f": r"\rtlmark "}
_ESCAPED: Final = re.compile(r"[^ -\[\]-z|~]")


def _paragraph(citation: Citation, looks: str, size: int = 24) -> str:
    """A citation as a paragraph; `size` is in half points."""
    letters = rf"\rtlch\af0\afs{size}\alang1025\ltrch\f0\fs{size}\lang1033"
    runs = "".join(
        f"{{{_ARABIC if way == 'rtl' else _LATIN}{_ITALIC if leans else ''} {_escaped(run)}}}"
        for (way, leans), run in _runs(citation)
    )
    return rf"{{\pard\plain{_PARAGRAPHS[citation.direction]}{looks}{letters} {runs}\par}}" + "\n"


def _runs(citation: Citation) -> Iterator[tuple[tuple[Direction, bool], str]]:
    """The letters that go together, with their direction and whether they lean."""

    def looks(span: CitationSpan) -> tuple[Direction, bool]:
        return span.direction or citation.direction, span.italic

    for look, spans in groupby(citation.marked, looks):
        yield look, "".join(span.text for span in spans)


def _escaped(letters: str) -> str:
    """The letters as RTF has them: what means something to it escaped, the rest as numbers."""
    return _ESCAPED.sub(lambda found: _escape(found[0]), letters)


@cache
def _escape(letter: str) -> str:
    if letter in _MARKS:
        return _MARKS[letter]
    if letter in "\\{}":
        return f"\\{letter}"
    # Signed numbers of 16 bits, two for what lies beyond them.
    units = letter.encode("utf-16-le", "replace")
    numbers = (
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    )
    return "".join(f"\\u{number}?" for number in numbers)


TEXT: Final = Writer(
    name="bibliography-txt",
    label="Bibliography (plain text)",
    arabic="قائمة مراجع (نص)",
    media_type="text/plain",
    suffix="txt",
    write=text,
)
RTF: Final = Writer(
    name="bibliography-rtf",
    label="Bibliography (RTF document)",
    arabic="قائمة مراجع (مستند RTF)",
    media_type="application/rtf",
    suffix="rtf",
    write=rtf,
)
