"""What commands found of reprints, as answers that every format can print."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import reprint_tables
from .answers import LISTED_COLUMNS
from .formats import Printout
from .printing import plain
from .wording import language, said

if TYPE_CHECKING:
    from ..index.reprints.answers import Reprints, Shared, Trace


def of_reprints(found: "Reprints") -> Printout:
    """The records that share text with one: a row each."""
    from ..index.searching.as_json import reprints_json

    whole = reprints_json(found)
    return Printout(
        whole=whole,
        rows=whole["reprints"],
        columns=(*LISTED_COLUMNS, "kind", "words", "covers_this", "covers_that", "longest"),
        lines=reprint_tables.reprint_lines(found),
        remarks=_of_story(found),
    )


def _of_story(found: "Reprints") -> Iterator[str]:
    if found.story is not None:
        story = found.story
        yield said("story", size=story.size, sources=len(story.sources))
        if story.first is not None:
            first = (plain(record.source or record.id) for record in story.first.records)
            told = said("comma").join(first)
            yield said("first-seen", date=story.first.date, records=told)
    elif not found.others:
        yield said("nowhere-else")


def of_shared(found: "Shared") -> Printout:
    """The passages that two records share: a row each."""
    from ..index.searching.as_json import shared_json
    from ..index.searching.story_filter import KINDS
    from ..index.searching.text_places import compared

    whole = shared_json(found)
    texts = [compared(record) for record in (found.a, found.b)]
    sides = [(passage.a, passage.b) for passage in found.passages]
    shares = {"first": f"{found.covers_a:.0%}", "second": f"{found.covers_b:.0%}"}
    none = said("kind-repeated" if found.is_repeated else "kind-none")
    kind = KINDS[found.kind][language()] if found.kind else none
    return Printout(
        whole=whole,
        rows=whole["passages"],
        columns=("words", "a_start", "a_end", "b_start", "b_end", "a_text", "b_text"),
        cells=(
            [
                passage.words,
                *(end for place in places for end in place),
                *(text[slice(*place)] for text, place in zip(texts, places, strict=True)),
            ]
            for passage, places in zip(found.passages, sides, strict=True)
        ),
        lines=reprint_tables.passage_lines(found),
        remarks=[said("shared", kind=kind, passages=len(sides), **shares)],
    )


def of_trace(found: "Trace") -> Printout:
    """The records in which a text stands: a row each."""
    from ..index.searching.as_json import trace_json

    whole = trace_json(found)
    return Printout(
        whole=whole,
        rows=whole["records"],
        columns=(*LISTED_COLUMNS, "words", "covers"),
        lines=reprint_tables.trace_lines(found),
        remarks=_of_text(found),
    )


def _of_text(found: "Trace") -> Iterator[str]:
    from ..index.reprints.parameters import PARAMETERS
    from ..index.searching.traces import MOST_COMPARED

    if found.words < PARAMETERS.gram:
        yield said("too-short", words=found.words, fewest=PARAMETERS.gram)
        return
    yield said("stands-in", words=found.words, total=found.total)
    if found.total > len(found.found):
        yield said("have-most-of-it", printed=len(found.found))
    if found.more:
        yield said("compared-with", most=MOST_COMPARED)
