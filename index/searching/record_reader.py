"""Records read for what is sought, by the forward file: no text is analysed.

A long text is read by its likeliest block. Only to find that are its letters read from the store.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, starmap
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ...arabic.tokens import HASHES, find_all, is_hashtag
from ...archive.field_values import SearchedText
from ...archive.record import Record
from ...archive.storage.store import Store
from ...archive.time_limit import in_time
from ..engines import plan
from ..forward.entries import SAME_PIECE, TERM, Entries
from ..forward.forward import Forward
from .matching import FieldMatcher, Known, Match, MatchedText, Matcher
from .passages import BLOCK, LOOKED_THROUGH, Block, cuts_a_word
from .pieces import pieces_of
from .sought_terms import Matches, Places, SoughtTerms, Texts, texts_of

_TAGGED: Final = re.compile(rf"(?<!\S)[^\s{HASHES}]*+[{HASHES}]\S*")
"""A piece of a text in which a hashtag may be."""

_MOST: Final = (LOOKED_THROUGH + BLOCK) // 2
"""Entries of a text, some of which are books, among which those of its likeliest block are."""

_AT_ONCE: Final = 1_000_000
"""Characters of texts that are looked through at a time for where something is first."""

_Letters: TypeAlias = Callable[[SearchedText, list[int]], list[str]]
"""Gives of some records, by their places, one of their texts."""


@dataclass(frozen=True, slots=True)
class RecordsRead:
    """The blocks of records, in rows: of all records one text, then the next.

    Of each row there are the terms, whole hashtags behind the words, and of each term in which
    piece of the block it stands. `row` is that of each match.
    """

    numbers: Sequence[int]
    rows: Texts
    pieces: Places
    matches: Matches
    row: Places
    blocks: Mapping[int, Block]
    """Of the rows of long texts."""

    def matched(self, rows: Sequence[int], is_tag: NDArray[np.bool_]) -> Iterator[MatchedText]:
        """What is known of some rows; `is_tag` says of a term whether it is a whole hashtag."""
        starts, matches = self.rows.starts.tolist(), self.matches
        bounds = np.searchsorted(self.row, np.arange(len(starts))).tolist()
        for row in rows:
            begin, end = starts[row : row + 2]
            found = slice(bounds[row], bounds[row + 1])
            places = (matches.first[found] - begin, matches.last[found] - begin)
            own = zip(*(of.tolist() for of in (*places, matches.part[found])), strict=True)
            words = self.pieces[begin:end][~is_tag[self.rows.terms[begin:end]]]
            yield MatchedText(words.tolist(), list(starmap(Match, own)))


KnownTexts: TypeAlias = dict[plan.Field, Known]
"""What is known of a record's texts."""


class FirstPlace(NamedTuple):
    """Where in a record something is: which of its texts, the first and the last of its pieces.

    The pieces are -1 for a whole hashtag, which stands in none.
    """

    text: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Archived:
    """Where one archive's records are read: the forward file, the store, and their texts."""

    forward: Forward
    store: Store
    texts: Sequence[SearchedText]

    def characters(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """Of each text the characters that each record has."""
        lengths = (self.forward.characters(text.key) for text in self.texts)
        places = np.array(numbers, np.intp)
        return np.array([each.take(places, mode="clip") for each in lengths], np.intp)

    def sizes(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """Those of each record's blocks, where those of a text count as often as its words do."""
        weights = np.array([text.weight for text in self.texts])
        sizes: NDArray[np.intp] = weights @ np.minimum(self.characters(numbers), BLOCK)
        return sizes


class RecordReader:
    """Reads an archive's records for what a plan seeks, but for the leaves that are passed over."""

    def __init__(
        self, archived: Archived, whole: plan.Plan, passed_over: Collection[int] = ()
    ) -> None:
        self.archived = archived
        self.passed_over = frozenset(passed_over)
        self._read_with: WeakKeyDictionary[Matcher, list[RecordsRead]] = WeakKeyDictionary()
        fields = [FieldMatcher.of(whole, text.key, passed_over) for text in archived.texts]
        # As ever but where something is sought in one text alone.
        self._everywhere = all(field == fields[0] for field in fields)
        self._sought = [
            SoughtTerms(field, archived.forward.terms)
            for field in (fields[:1] if self._everywhere else fields)
        ]

    def read(self, numbers: Sequence[int], matcher: Matcher) -> RecordsRead:
        """Read the likeliest blocks of records; the matcher is of the same plan."""
        store = self.archived.store

        def letters(text: SearchedText, places: list[int]) -> list[str]:
            these = [numbers[place] for place in places]
            if text.key == "text":  # which takes a third of the time of whole records
                return [found or "" for found in store.texts(these)]
            records = store.by_numbers(these)
            return ["" if record is None else text.of(record) for record in records]

        read = self._read(numbers, matcher, letters)
        self._read_with.setdefault(matcher, []).append(read)
        return read

    def known(self, records: Mapping[int, Record], matcher: Matcher) -> dict[int, KnownTexts]:
        """What a matcher would find in the likeliest blocks of these records, by their numbers.

        They are as they were when their index was made. What was read with this matcher is not
        read again.
        """
        read = self._read_with.pop(matcher, [])
        known = {number for one in read for number in one.numbers}
        new = [number for number in records if number not in known]
        if new:
            own = [records[number] for number in new]
            read.append(
                self._read(new, matcher, lambda text, places: [text.of(own[at]) for at in places])
            )
        found: dict[int, KnownTexts] = {number: {} for number in records}
        for one in read:
            for number, key, text in self._known(one, records):
                found[number][key] = text
        return found

    def _known(
        self, read: RecordsRead, records: Mapping[int, Record]
    ) -> Iterator[tuple[int, plan.Field, Known]]:
        texts, numbers = self.archived.texts, read.numbers
        rows = [
            at * len(numbers) + place
            for at in range(len(texts))
            for place, number in enumerate(numbers)
            if number in records
        ]
        every = read.matched(rows, self.archived.forward.terms.is_tag)
        for row, matched in zip(rows, every, strict=True):
            at, place = divmod(row, len(numbers))
            text, number = texts[at], numbers[place]
            whole, block = text.of(records[number]), read.blocks.get(row)
            if block is None:
                yield number, text.key, Known(Block(0, whole), matched)
                continue
            none_before = 0 if matched.matches else self._first_match(number, at, whole)
            # Of a word that is cut the block has other entries than the text.
            is_cut = cuts_a_word(block, whole)
            yield number, text.key, Known(block, None if is_cut else matched, none_before)

    def firsts(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[int, FirstPlace]]]:
        """Of each of some records, by the leaves that it has, where each is first in its texts."""
        sizes = self.archived.characters(numbers).sum(axis=0)
        parts = (np.cumsum(sizes) // _AT_ONCE).tolist()
        for _, together in in_time(groupby(zip(parts, numbers, strict=True), itemgetter(0))):
            some = [number for _, number in together]
            yield from zip(some, self._firsts(some), strict=True)

    def _firsts(self, numbers: Sequence[int]) -> list[dict[int, FirstPlace]]:
        forward = self.archived.forward
        texts = self.archived.texts
        rows, pieces = _in_rows([one for text in texts for one in forward.each(numbers, text.key)])
        matches = self._matches(rows, len(numbers))
        text, record = np.divmod(rows.of(matches.first), len(numbers))
        found: list[dict[int, FirstPlace]] = [{} for _ in numbers]
        is_tag = forward.terms.is_tag[rows.terms[matches.first]]
        places = (text, *(np.where(is_tag, -1, pieces[end]) for end in matches[:2]))
        for one, part, *place in zip(
            *(of.tolist() for of in (record, matches.part, *places)), strict=True
        ):
            found[one].setdefault(part, FirstPlace(*place))
        return found

    def _first_match(self, number: int, at: int, whole: str) -> int:
        """Where in one of a record's texts the first match begins; at its end where none does.

        0 where a whole hashtag matches, which stands behind all words, wherever it is.
        """
        forward = self.archived.forward
        entries = forward.entries(number, self.archived.texts[at].key)
        held = (entries & TERM) != 0
        terms = entries[held] & TERM
        texts = Texts(terms, np.array([0, len(terms)]))
        found = self._sought[0 if self._everywhere else at].matches(texts).first
        if not len(found):
            return len(whole)
        if forward.terms.is_tag[terms[found]].any():
            return 0
        pieces = np.cumsum((entries & SAME_PIECE) == 0)[held] - 1
        return int(pieces_of(whole).starts[pieces[found.min()]])

    def _read(self, numbers: Sequence[int], matcher: Matcher, letters: _Letters) -> RecordsRead:
        forward = self.archived.forward
        long = self.archived.characters(numbers) >= BLOCK
        held: list[Entries] = []
        blocks: dict[int, Block] = {}
        for at, text in enumerate(self.archived.texts):
            own = [entries[:_MOST] for entries in forward.each(numbers, text.key)]
            places = np.flatnonzero(long[at]).tolist()
            wholes = letters(text, places) if places else ()
            for place, whole in in_time(zip(places, wholes, strict=True)):
                block = blocks[len(held) + place] = matcher.likeliest(whole, text.key)
                own[place] = _of_block(own[place], block, whole, forward.terms.is_tag)
            held += own
        rows, pieces = _in_rows(held)
        matches = self._matches(rows, len(numbers))
        return RecordsRead(numbers, rows, pieces, matches, rows.of(matches.first), blocks)

    def _matches(self, rows: Texts, records: int) -> Matches:
        if self._everywhere:
            return self._sought[0].matches(rows)
        found = []
        for at, sought in enumerate(self._sought):
            starts = rows.starts[at * records : (at + 1) * records + 1]
            begins, end = starts[0], starts[-1]
            first, last, part = sought.matches(Texts(rows.terms[begins:end], starts - begins))
            found.append(Matches(first + begins, last + begins, part))
        return Matches.joined(found)


def _of_block(entries: Entries, block: Block, text: str, is_tag: NDArray[np.bool_]) -> Entries:
    """Of the entries of a text those of a block of it, and behind them of the tags in it."""
    end = block.start + len(block.text)
    first, upto = pieces_of(text[:end]).starts.searchsorted((block.start, end))
    # The places where pieces begin; of an issue of a journal there are thousands of these.
    begins = (entries < SAME_PIECE).nonzero()[0]
    begin, end = (int(begins[at]) if at < len(begins) else len(entries) for at in (first, upto))
    if not len(entries) or not is_tag[entries[-1] & TERM]:
        return entries[begin:end]
    words = np.flatnonzero(~is_tag[entries & TERM])
    tags = (int(words[-1]) + 1 if len(words) else 0) + _tags(text[: block.start])
    return np.concatenate((entries[begin:end], entries[tags : tags + _tags(block.text)]))


def _in_rows(held: Sequence[Entries]) -> tuple[Texts, Places]:
    """The terms of texts in turn, and of each in which piece of its text it stands."""
    starts = np.cumsum([0, *map(len, held)])
    entries = np.concatenate(held)
    terms = entries & TERM
    begun = np.cumsum(entries < SAME_PIECE)
    first = np.append(0, begun)[starts[:-1]]
    pieces = begun - 1 - np.repeat(first, np.diff(starts))
    is_term = terms != 0
    return texts_of(terms, is_term, starts), pieces[is_term]


def _tags(text: str) -> int:
    """How many hashtags are in a text."""
    return sum(is_hashtag(token) for piece in _TAGGED.findall(text) for token in find_all(piece))
