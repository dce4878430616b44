"""Records read for what is sought, by the forward file: no text is analysed.

A long text is read by its likeliest block. Only to find that are its letters read from the store.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import Final, Self, TypeAlias
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
from .matching import FieldMatcher, Match, MatchedText, Matcher, pieces_of
from .passages import BLOCK, LOOKED_THROUGH, Block, cuts_a_word
from .sought_terms import Matches, Places, SoughtTerms, Texts, texts_of

_TAGGED: Final = re.compile(rf"(?<!\S)[^\s{HASHES}]*+[{HASHES}]\S*")
"""A piece of a text in which a hashtag may be."""

_MOST: Final = (LOOKED_THROUGH + BLOCK) // 2
"""Entries of a text, some of which are books, among which those of its likeliest block are."""

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

    def matched(self, is_tag: NDArray[np.bool_]) -> Iterator[MatchedText]:
        """What is known of each row; `is_tag` says of a term whether it is a whole hashtag."""
        starts = self.rows.starts
        matches = self.matches
        begins = starts[self.row]
        places = zip(
            (matches.first - begins).tolist(),
            (matches.last - begins).tolist(),
            matches.part.tolist(),
            strict=True,
        )
        every = list(starmap(Match, places))
        words = np.append(0, np.cumsum(~is_tag[self.rows.terms]))[starts]
        ends = (starts[:-1] + np.diff(words)).tolist()
        bounds = np.searchsorted(self.row, np.arange(len(starts))).tolist()
        pieces = self.pieces.tolist()
        for begin, end, (first, upto) in zip(starts.tolist(), ends, pairwise(bounds), strict=False):
            yield MatchedText(pieces[begin:end], every[first:upto])


@dataclass(frozen=True, slots=True)
class Archived:
    """Where one archive's records are read: the forward file, the store, and their texts."""

    forward: Forward
    store: Store
    texts: Sequence[SearchedText]

    def characters(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """Of each text the characters of each record's block."""
        lengths = (self.forward.characters(text.key) for text in self.texts)
        read = [each.take(numbers, mode="clip") for each in lengths]
        return np.minimum(read, BLOCK).astype(np.intp)

    def sizes(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """The same of each record, where those of a text count as often as its words do."""
        weights = np.array([text.weight for text in self.texts])
        sizes: NDArray[np.intp] = weights @ self.characters(numbers)
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

    def remember(self, records: Mapping[int, Record], matcher: Matcher) -> None:
        """Let a matcher know what it would find in the likeliest blocks of these records.

        They are, by their numbers, as they were when their index was made. What was read with
        this matcher is not read again.
        """
        read = self._read_with.pop(matcher, [])
        known = {number for one in read for number in one.numbers}
        new = [number for number in records if number not in known]
        if new:
            own = [records[number] for number in new]
            read.append(
                self._read(new, matcher, lambda text, places: [text.of(own[at]) for at in places])
            )
        for one in read:
            self._tell(one, records, matcher)

    def _tell(self, read: RecordsRead, records: Mapping[int, Record], matcher: Matcher) -> None:
        every = read.matched(self.archived.forward.terms.is_tag)
        for row, matched in enumerate(every):
            at, place = divmod(row, len(read.numbers))
            record, text = records.get(read.numbers[place]), self.archived.texts[at]
            if record is None:
                continue
            whole, block = text.of(record), read.blocks.get(row)
            # Of a word that is cut the block has other entries than the text.
            if block is None or not cuts_a_word(block, whole):
                matcher.remember(whole if block is None else block.text, text.key, matched)
            if block is not None and not matched.matches:
                first = self._first_match(read.numbers[place], at, whole)
                if first is not None:
                    matcher.remember_first(whole, text.key, first)

    def firsts(self, number: int) -> Mapping[int, tuple[int, int, int]]:
        """Of each leaf that a record has, in whichever of its texts, where it is first.

        That is which text, and the first and the last of its pieces; the pieces are -1 for a
        whole hashtag, which stands in none.
        """
        found: dict[int, tuple[int, int, int]] = {}
        for at, text in enumerate(self.archived.texts):
            entries = self.archived.forward.entries(number, text.key)
            held = (entries & TERM) != 0
            terms = entries[held] & TERM
            texts = Texts(terms, np.array([0, len(terms)]))
            matches = self._sought[0 if self._everywhere else at].matches(texts)
            pieces = np.where(
                self.archived.forward.terms.is_tag[terms],
                -1,
                np.cumsum((entries & SAME_PIECE) == 0)[held] - 1,
            )
            parts, firsts = np.unique(matches.part, return_index=True)
            first, last = pieces[matches.first[firsts]], pieces[matches.last[firsts]]
            for part, *places in zip(parts.tolist(), first.tolist(), last.tolist(), strict=True):
                found.setdefault(part, (at, *places))
        return found

    def _first_match(self, number: int, at: int, whole: str) -> int | None:
        """Where in one of a record's texts the first match begins; at its end where none does.

        None where a whole hashtag matches, which stands behind all words, wherever it is.
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
            return None
        pieces = np.cumsum((entries & SAME_PIECE) == 0)[held] - 1
        ((_, start, _),) = pieces_of(whole, [int(pieces[found.min()])])
        return start

    def _read(self, numbers: Sequence[int], matcher: Matcher, letters: _Letters) -> RecordsRead:
        texts, forward = self.archived.texts, self.archived.forward
        entries = _Entries.of([forward.gather(numbers, text.key, _MOST) for text in texts])
        long = self.archived.characters(numbers) >= BLOCK
        for at, text in enumerate(texts):
            places = np.flatnonzero(long[at]).tolist()
            wholes = letters(text, places) if places else ()
            for place, whole in in_time(zip(places, wholes, strict=True)):
                block = matcher.likeliest(whole, text.key)
                entries.leave(at * len(numbers) + place, block, whole, forward.terms.is_tag)
        rows, pieces = entries.left()
        matches = self._matches(rows, len(numbers))
        return RecordsRead(numbers, rows, pieces, matches, rows.of(matches.first), entries.blocks)

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


class _Entries:
    """The entries of texts in rows, of which all but a block can be left out."""

    def __init__(self, entries: Entries, starts: Places) -> None:
        self._terms = entries & TERM
        self._starts = starts
        self._begins_piece = entries == self._terms
        self.blocks: dict[int, Block] = {}
        rows = len(starts) - 1
        self._first, self._upto = np.zeros(rows, np.intp), np.full(rows, len(entries))
        self._tags: list[slice] = []

    @classmethod
    def of(cls, gathered: Sequence[tuple[Entries, Places]]) -> Self:
        """Those of one text of all records, then those of the next."""
        lengths = np.concatenate([np.diff(starts) for _, starts in gathered])
        starts = np.append(0, np.cumsum(lengths))
        return cls(np.concatenate([entries for entries, _ in gathered]), starts)

    def leave(self, row: int, block: Block, text: str, is_tag: NDArray[np.bool_]) -> None:
        """Leave of a row no more than a block of the text that it is, and the tags in it."""
        before = text[: block.start]
        self.blocks[row] = block
        self._first[row] = len(before.split())
        self._upto[row] = self._first[row] + len(block.text.split())
        begins, end = self._starts[row : row + 2].tolist()
        if begins < end and is_tag[self._terms[end - 1]]:
            words = np.flatnonzero(~is_tag[self._terms[begins:end]])
            tags = begins + (int(words[-1]) + 1 if len(words) else 0) + _tags(before)
            self._tags.append(slice(tags, min(tags + _tags(block.text), end)))

    def left(self) -> tuple[Texts, Places]:
        """The terms that are left, and of each in which piece of its block it stands."""
        upto = np.append(0, np.cumsum(self._begins_piece))
        row = np.repeat(np.arange(len(self._first)), np.diff(self._starts))
        first = upto[self._starts[:-1]] + self._first
        pieces = upto[1:] - 1 - first[row]
        held = self._terms != 0
        if self.blocks:
            inside = (pieces >= 0) & (pieces < (self._upto - self._first)[row])
            for tags in self._tags:
                inside[tags] = True
            held &= inside
        return texts_of(self._terms, held, self._starts), pieces[held]


def _tags(text: str) -> int:
    """How many hashtags are in a text."""
    return sum(is_hashtag(token) for piece in _TAGGED.findall(text) for token in find_all(piece))
