"""Where what a plan seeks stands in many texts, found without analysing all of them.

Letters lead to the pieces that may have the words, and those are analysed, each once however
often it stands there. Of words in a row the one whose letters tell most leads to the others.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from ...arabic.analyzer import Analysis, Span
from ...archive.time_limit import check_time
from ..engines import plan
from .many_texts import ManyTexts
from .matching import MatchedText, Matcher, SoughtSequence, in_sequence
from .needed_letters import Needed, needed

Entry: TypeAlias = int
"""A word of many texts: the number of its piece, and in the last bits which of its words it is."""

_WORD_BITS: Final = 32
_WORD: Final = (1 << _WORD_BITS) - 1


class Occurrence(NamedTuple):
    """A match, or several that overlap: the number of its text, its first and its last word."""

    text: int
    first: Entry
    last: Entry


_Range: TypeAlias = tuple[Entry, Entry]


class _Anchor(NamedTuple):
    """The place of a sequence whose words are looked for, and by what."""

    place: int
    needed: Needed


class Occurrences:
    """What a matcher finds in one field of many texts."""

    def __init__(
        self, together: Callable[[bool], ManyTexts], matcher: Matcher, name: plan.Field
    ) -> None:
        """`together` gives the texts, in which others than Arabic letters can be found or not."""
        sought = matcher.sought(name)
        self._matcher, self._name = matcher, name
        self._words = [needed(stream, words) for stream, words in sought.words.items()]
        self._sequences = [(sequence, _anchor(sequence)) for sequence in sought.sequences]
        anchors = (anchor.needed for _, anchor in self._sequences)
        self._texts = together(any(one.others for one in (*self._words, *anchors)))
        self._analysed = cache(matcher.analyzer.analyse)
        self._spans = cache(matcher.analyzer.spans)
        self._matches = cache(self._matches_in)

    def all(self) -> list[Occurrence]:
        """Every occurrence, in the order of the texts."""
        found = _joined(sorted(chain(self._of_words(), self._of_sequences())))
        texts = self._texts.texts_of([first >> _WORD_BITS for first, _ in found])
        return [Occurrence(text, *one) for text, one in zip(texts, found, strict=True)]

    def place(self, occurrence: Occurrence) -> tuple[int, int]:
        """From where to where in its text an occurrence goes."""
        start, _ = self._span(occurrence.first)
        _, end = self._span(occurrence.last)
        return start, end

    def before(self, occurrence: Occurrence, most: int) -> tuple[str, ...]:
        """The folded words before an occurrence, so many at most, the nearest first."""
        piece, word = _parted(occurrence.first)
        found = self._folded(piece)[:word][::-1]
        for other in range(piece - 1, self._texts.pieces_of(occurrence.text).start - 1, -1):
            if len(found) >= most:
                break
            found += self._folded(other)[::-1]
        return tuple(found[:most])

    def after(self, occurrence: Occurrence, most: int) -> tuple[str, ...]:
        """The folded words after an occurrence, so many at most."""
        piece, word = _parted(occurrence.last)
        found = self._folded(piece)[word + 1 :]
        for other in range(piece + 1, self._texts.pieces_of(occurrence.text).stop):
            if len(found) >= most:
                break
            found += self._folded(other)
        return tuple(found[:most])

    def _of_words(self) -> Iterator[_Range]:
        if self._words:
            for number, piece in self._having(*self._words):
                begins = number << _WORD_BITS
                for first, last in self._matches(piece):
                    yield begins + first, begins + last

    def _matches_in(self, piece: str) -> list[tuple[int, int]]:
        check_time()
        analysis = self._analysed(piece)
        matches = self._matcher.matches(analysis, self._name)
        found = self._matcher.in_place(piece, MatchedText(analysis, matches)) if matches else ()
        return [(match.first, match.last) for match in found]

    def _of_sequences(self) -> Iterator[_Range]:
        for sequence, anchor in self._sequences:
            reach = len(sequence.places) - 1 + sequence.slop
            words = sequence.places[anchor.place]
            pieces = self._having(anchor.needed)
            having = (at for at, piece in pieces if not words.isdisjoint(self._written(piece)))
            for stretch in self._stretches(having, reach):
                yield from self._in_stretch(sequence, stretch)

    def _having(self, *sought: Needed) -> Iterator[tuple[int, str]]:
        """The pieces that may have what is sought, with their numbers."""
        numbers = self._texts.having({letters for one in sought for letters in one.letters})
        return zip(numbers.tolist(), self._texts.pieces(numbers), strict=True)

    def _stretches(self, anchors: Iterable[int], reach: int) -> Iterator[range]:
        """The pieces round the anchors, so many words either way, in stretches that do not meet."""
        stretch = range(0)
        for anchor in anchors:
            check_time()
            text = self._texts.pieces_of(*self._texts.texts_of([anchor]))
            start = self._beyond(range(anchor - 1, text.start - 1, -1), reach) + 1
            stop = self._beyond(range(anchor + 1, text.stop), reach)
            if start < stretch.stop:
                stretch = range(stretch.start, stop)
                continue
            yield stretch
            stretch = range(start, stop)
        yield stretch

    def _beyond(self, pieces: range, words: int) -> int:
        """The piece after those first ones that have so many words."""
        for piece in pieces:
            if words <= 0:
                return piece
            words -= len(self._folded(piece))
        return pieces.stop

    def _in_stretch(self, sequence: SoughtSequence, stretch: range) -> Iterator[_Range]:
        entries = [
            ((number << _WORD_BITS) + word, form)
            for number in stretch
            for word, form in enumerate(self._written(self._texts.piece(number)))
        ]
        for match in in_sequence(sequence, [form for _, form in entries]):
            yield entries[match.first][0], entries[match.last][0]

    def _written(self, piece: str) -> list[str]:
        analysis: Analysis = self._analysed(piece)
        return analysis.written[: analysis.in_order]

    def _folded(self, number: int) -> list[str]:
        analysis: Analysis = self._analysed(self._texts.piece(number))
        return analysis.words[: analysis.in_order]

    def _span(self, entry: Entry) -> tuple[int, int]:
        """From where to where in its text an entry goes."""
        piece, word = _parted(entry)
        spans: list[Span] = self._spans(self._texts.piece(piece))
        begins = self._texts.start_of(piece)
        return begins + spans[word].start, begins + spans[word].end


def _parted(entry: Entry) -> tuple[int, int]:
    return entry >> _WORD_BITS, entry & _WORD


def _anchor(sequence: SoughtSequence) -> _Anchor:
    places = [
        _Anchor(place, needed(sequence.stream, words))
        for place, words in enumerate(sequence.places)
    ]
    return max(places, key=lambda anchor: anchor.needed.telling)


def _joined(ranges: Iterable[_Range]) -> list[_Range]:
    """Ranges in order, those that overlap as one."""
    apart: list[_Range] = []
    for first, last in ranges:
        if apart and first <= apart[-1][1]:
            start, end = apart.pop()
            first, last = start, max(end, last)
        apart.append((first, last))
    return apart
