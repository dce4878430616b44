"""Where the words of texts stand in their letters, and the passages that two of them share."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

from ...arabic.analyzer import Analyzer
from ...archive.record import Record
from ..forward.entries import SAME_PIECE, TERM, Entries
from ..reprints import alignment
from ..reprints.answers import Passage, Place, Run
from ..reprints.arrays import Words
from ..terms.lines import sign_of
from .passages import analysed
from .pieces import pieces_of

Stretch: TypeAlias = tuple[int, int]
"""A stretch of a text's words: the place of the first among them, and how many they are."""


class ReadText:
    """A text whose words are known by their places in it, as reprints are found by them.

    Whole hashtags are no words of it, those within them are.
    """

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self._text = text
        self._analyzer = analyzer
        self._analysis = analysed(text, analyzer)

        self.folded = self._analysis.words[: self._analysis.in_order]
        """Its folded words, in order."""
        self.words: Words = np.array([sign_of(word.encode()) for word in self.folded], np.uint32)
        """The signs of these."""

    def places(self, stretches: Iterable[Stretch]) -> list[Place]:
        """Where stretches of words stand."""
        ends = _ends(stretches)
        words = {word for pair in ends for word in pair}
        spans = self._analyzer.spans_at(self._text, self._analysis, words)
        return [(spans[first].start, spans[last].end) for first, last in ends]


class IndexedText:
    """A text as the forward file has it: only the pieces that are asked for are read again.

    `entries` are those of this very text.
    """

    def __init__(self, text: str, entries: Entries, analyzer: Analyzer) -> None:
        self._text = text
        self._analyzer = analyzer
        # A piece begins with an entry that is not of the same one as the entry before.
        pieces = np.cumsum((entries & SAME_PIECE) == 0) - 1
        self._piece_of = pieces[(entries & TERM) != 0]

    def places(self, stretches: Iterable[Stretch]) -> list[Place]:
        """Where stretches of words stand."""
        ends = _ends(stretches)
        place_of = self._place_of({word for pair in ends for word in pair})
        return [(place_of[first][0], place_of[last][1]) for first, last in ends]

    def _place_of(self, words: Iterable[int]) -> dict[int, Place]:
        sought = np.unique(self._piece_of[list(words)])
        begins = self._piece_of.searchsorted(sought).tolist()
        ends = self._piece_of.searchsorted(sought, side="right").tolist()
        found: dict[int, Place] = {}
        pieces = pieces_of(self._text).at(sought)
        for (start, upto), begin, end in zip(pieces, begins, ends, strict=True):
            spans = self._analyzer.spans(self._text[start:upto])
            # Of a hashtag's spans the last is the whole of it, which is no word.
            for word, span in zip(range(begin, end), spans, strict=False):
                found[word] = start + span.start, start + span.end
        return found


def _ends(stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The first and the last word of each stretch."""
    return [(first, first + words - 1) for first, words in stretches]


def read_record(record: Record, analyzer: Analyzer) -> ReadText:
    """The text of a record, or its title where it has no words in its text."""
    text = ReadText(record.text, analyzer)
    return text if len(text.words) else ReadText(record.title, analyzer)


def compared(record: Record) -> str:
    """The text of a record in which its places are told: the same, without reading it."""
    has_words = any(map(str.isalnum, record.text))
    return record.text if has_words or not record.title else record.title


def passages(
    runs: Sequence[alignment.Run], a: ReadText, b: ReadText | IndexedText
) -> tuple[Passage, ...]:
    """The passages that these runs make, in the order of their first words in a."""
    in_a = a.places((run.a, run.words) for run in runs)
    in_b = b.places((run.b, run.words) for run in runs)
    placed: dict[int, list[Run]] = {}
    for run, at_a, at_b in zip(runs, in_a, in_b, strict=True):
        placed.setdefault(run.passage, []).append(Run(run.words, at_a, at_b))
    return tuple(map(_passage, placed.values()))


def _passage(runs: list[Run]) -> Passage:
    return Passage(
        words=sum(run.words for run in runs),
        a=_around([run.a for run in runs]),
        b=_around([run.b for run in runs]),
        runs=tuple(runs),
    )


def _around(places: Sequence[Place]) -> Place:
    """The place from the first of some to the last."""
    return min(start for start, _ in places), max(end for _, end in places)
