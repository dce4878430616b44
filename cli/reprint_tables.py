"""What commands found of reprints, as lines for people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .printing import bold, plain, sought
from .tables import record_lines
from .wording import said

if TYPE_CHECKING:
    from ..index.reprints.answers import Reprints, Shared, Trace


def reprint_lines(found: "Reprints") -> Iterator[str]:
    """For each record that shares text how it does, and how much of either that is."""
    for other in found.others:
        yield from record_lines([other.record])
        shares = {"this": f"{other.covers_this:.0%}", "that": f"{other.covers_that:.0%}"}
        yield "  " + said(f"kind-{other.kind}", words=other.words, **shares)


def passage_lines(found: "Shared") -> Iterator[str]:
    """For each passage its words in the first text, those that the second has too set off."""
    from ..index.searching.text_places import compared

    text = compared(found.a)
    for number, passage in enumerate(found.passages, 1):
        yield bold(said("passage", number=number, words=passage.words))
        start, end = passage.a
        line = ""
        for run in sorted(passage.runs, key=lambda run: run.a):
            line += plain(text[start : run.a[0]]) + sought(text[slice(*run.a)])
            start = run.a[1]
        yield "  " + line + plain(text[start:end])


def trace_lines(found: "Trace") -> Iterator[str]:
    """For each record how much of the text it has."""
    for one in found:
        yield from record_lines([one.record])
        yield "  " + said("has-of-it", words=one.words, share=f"{one.covers:.0%}")
