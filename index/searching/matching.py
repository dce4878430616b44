"""Where the words and sequences of a plan stand among the entries of a text."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import NamedTuple, Self

from ...arabic.analyzer import Analysis, Analyzer
from ...arabic.folding import is_plain
from ...arabic.tokens import AROUND_WORDS
from ..engines import plan
from ..engines.base import MOST_SCORED
from .passages import Block, Letters, analysed, letters_of, likeliest, most_telling
from .pieces import pieces_of


class Match(NamedTuple):
    """The entries from `first` to `last` match the `part`-th thing sought."""

    first: int
    last: int
    part: int


class Place(NamedTuple):
    """Where an entry stands in its text: `text[start:end]`."""

    start: int
    end: int


class SoughtSequence(NamedTuple):
    """Words in a row that are sought: the `part`-th thing, of each of its places what will do."""

    part: int
    stream: plan.Stream
    places: tuple[frozenset[str], ...]
    slop: int


@dataclass(frozen=True, slots=True)
class FieldMatcher:
    """What a plan seeks in one field, with the words by their forms: one pass finds them all.

    Each of its leaves is known by its place among them all.
    """

    words: dict[plan.Stream, dict[str, list[int]]]
    sequences: tuple[SoughtSequence, ...]

    @classmethod
    def of(cls, whole: plan.Plan, name: plan.Field, passed_over: Collection[int] = ()) -> Self:
        """Gather what is sought in the field of this name, and not excluded or passed over."""
        words: dict[plan.Stream, dict[str, list[int]]] = {}
        sequences: list[SoughtSequence] = []
        for part, leaf in _leaves_in(name, whole):
            if part in passed_over:
                continue
            node = leaf.part if isinstance(leaf, plan.Prefer) else leaf
            if isinstance(node, plan.Sequence):
                places = tuple(map(frozenset, node.words))
                sequences.append(SoughtSequence(part, node.stream, places, node.slop))
                continue
            parts_of = words.setdefault(node.stream, {})
            for word in node.words:
                parts_of.setdefault(word, []).append(part)
        return cls(words, tuple(sequences))

    def matches(self, analysis: Analysis) -> list[Match]:
        """Every match, in the order of the entries."""
        found = [
            Match(at, at, part)
            for stream, parts_of in self.words.items()
            for at, form in enumerate(_forms(stream, analysis))
            if form in parts_of
            for part in parts_of[form]
        ]
        for sequence in self.sequences:
            found += in_sequence(sequence, _forms(sequence.stream, analysis))
        return sorted(found)


class MatchedText(NamedTuple):
    """The matches in a text in their order, and of each entry in which piece it stands.

    The entries of whole tags follow all others, and stand in none.
    """

    pieces: Sequence[int]
    matches: Sequence[Match]

    @property
    def entries(self) -> int:
        """How many entries stand in the order of the text."""
        return len(self.pieces)

    @classmethod
    def of(cls, analysis: Analysis, matches: Sequence[Match]) -> Self:
        """What is known of a text that was analysed."""
        pieces = (
            number for number, forms in enumerate(analysis.pieces) for _ in range(0, len(forms), 3)
        )
        return cls(list(islice(pieces, analysis.in_order)), matches)


class Known(NamedTuple):
    """What is known already of a text: its likeliest block, and what is found in that.

    None where the block has to be read. Before the place `none_before` of the text no match begins.
    """

    block: Block
    matched: MatchedText | None
    none_before: int = 0


class Matcher:
    """Reads texts for what one plan seeks; it is for one search."""

    def __init__(self, analyzer: Analyzer, whole: plan.Plan) -> None:
        self.analyzer = analyzer
        self._in_field = cache(partial(FieldMatcher.of, whole))
        self._letters = cache(partial(_letters_in, whole))

    def sought(self, name: plan.Field) -> FieldMatcher:
        """What is sought in a field."""
        return self._in_field(name)

    def seeks(self, name: plan.Field) -> bool:
        """Whether anything is sought in a field."""
        sought = self._in_field(name)
        return bool(sought.words or sought.sequences)

    def matches(self, analysis: Analysis, name: plan.Field) -> list[Match]:
        """Every match in a field's entries, in their order."""
        return self._in_field(name).matches(analysis)

    def likeliest(self, text: str, name: plan.Field) -> Block:
        """The block of a field's text in which most of what is sought there seems to be."""
        return likeliest(text, self._letters(name))

    def read(self, text: str, name: plan.Field) -> MatchedText:
        """Read a field's text, or a piece of one."""
        analysis = analysed(text, self.analyzer)
        return MatchedText.of(analysis, self.matches(analysis, name))

    def places(
        self, text: str, reading: MatchedText, positions: Collection[int]
    ) -> dict[int, Place]:
        """Where the entries at some positions of a text stand in it.

        All other pieces of the text are only counted.
        """
        found: dict[int, Place] = {}
        in_order = sorted(position for position in positions if position < reading.entries)
        if len(in_order) < len(positions):
            tags = self.analyzer.spans(text)[reading.entries :]
            found |= {at: Place(*tag[:2]) for at, tag in enumerate(tags, reading.entries)}
        wanted = list(dict.fromkeys(reading.pieces[position] for position in in_order))
        for number, (start, end) in zip(wanted, pieces_of(text).at(wanted), strict=True):
            begins = bisect_left(reading.pieces, number)
            found |= enumerate(self._in_piece(text[start:end], start), begins)
        return found

    def _in_piece(self, piece: str, start: int) -> list[Place]:
        """Where the entries of a piece stand that begins at a place."""
        core = piece.strip(AROUND_WORDS)
        if is_plain(core):  # as most are: one word, with a sign before or after it
            begins = start + piece.index(core)
            return [Place(begins, begins + len(core))]
        spans = self.analyzer.spans(piece)
        return [Place(start + span.start, start + span.end) for span in spans]

    def in_place(self, text: str, reading: MatchedText) -> Sequence[Match]:
        """The matches where they stand in the text, in order.

        The entry of a whole tag follows all others: its match is that of its words.
        """
        matches, entries = reading.matches, reading.entries
        if not matches or matches[-1].first < entries:
            return matches
        spans = self.analyzer.spans(text)
        starts = [span.start for span in spans[:entries]]

        def placed(match: Match) -> Match:
            if match.first < entries:
                return match
            tag = spans[match.first]
            first, upto = bisect_left(starts, tag.start), bisect_left(starts, tag.end)
            # A tag of tatweel alone has no words.
            return match._replace(first=first, last=max(first, upto - 1))

        return sorted(map(placed, matches))


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, each up to but not including its end; those that overlap as one."""
    apart: list[tuple[int, int]] = []
    for start, end in ranges:
        if apart and start < apart[-1][1]:
            start, last = apart.pop()
            end = max(end, last)
        apart.append((start, end))
    return apart


def _leaves_in(name: plan.Field, whole: plan.Plan) -> Iterator[tuple[int, plan.Leaf]]:
    """What a plan seeks in a field, each with its place among all that it seeks."""
    for part, leaf in enumerate(plan.leaves(whole)):
        node = leaf.part if isinstance(leaf, plan.Prefer) else leaf
        if node.field in (None, name):
            yield part, leaf


def _letters_in(whole: plan.Plan, name: plan.Field) -> tuple[Letters, ...]:
    """What to look for in a field's text before it is analysed."""
    return most_telling(_letters(leaf) for _, leaf in _leaves_in(name, whole))


def _letters(leaf: plan.Leaf) -> Letters:
    """The letters that tell where a leaf may be; none for what may be written in too many ways."""
    match leaf:
        case plan.Prefer(part, bonus):
            return letters_of(bonus.words or part.words)
        case plan.Sequence(_, places):
            return max(map(letters_of, places), key=lambda ways: len(ways[0]) if ways else 0)
        case plan.Terms(_, words):
            return letters_of(words) if len(words) <= MOST_SCORED else ()


def _forms(stream: plan.Stream, analysis: Analysis) -> list[str]:
    return {"stem": analysis.stems, "written": analysis.written}[stream]


def in_sequence(sequence: SoughtSequence, forms: list[str]) -> Iterator[Match]:
    """Where a sequence stands among the forms of a text's entries, or of a stretch of them."""
    for at, form in enumerate(forms):
        if form in sequence.places[0]:
            end = _sequence_end(sequence, forms, at)
            if end is not None:
                yield Match(at, end, sequence.part)


def _sequence_end(sequence: SoughtSequence, forms: list[str], start: int) -> int | None:
    """Where the sequence that begins at `start` ends, taking each next word at its nearest."""
    at, left = start, sequence.slop
    for alternatives in sequence.places[1:]:
        reach = forms[at + 1 : at + 2 + left]
        gap = next((gap for gap, form in enumerate(reach) if form in alternatives), None)
        if gap is None:
            return None
        at, left = at + 1 + gap, left - gap
    return at
