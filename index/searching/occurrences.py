"""Where what a plan seeks stands in the texts of many records, by the forward file.

No text is analysed, and none is read but where a whole hashtag was sought: the forward file
has it behind the words, and only the text tells where it stands.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import starmap
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...arabic.tokens import has_hashtags
from ...archive.storage.store import Store
from ...archive.time_limit import check_time
from ..forward.entries import TERM, Entries
from ..forward.forward import Forward
from .matching import MatchedText, Matcher
from .sought_terms import Places, SoughtTerms, Texts, texts_of
from .windows import Found

COMPARED: Final = 5
"""Words by which occurrences are put in order."""

_AT_ONCE: Final = 5_000_000
"""Characters of the texts that are looked through at a time: some 4 MB of the forward file."""

Side: TypeAlias = Literal["before", "after"]
Choice: TypeAlias = Callable[[Found], NDArray[np.bool_]]
"""Says of occurrences which of them are meant."""


class Occurrence(NamedTuple):
    """A match, or several that overlap: the number of its record, its first and its last word."""

    number: int
    first: int
    last: int


class _Part(NamedTuple):
    """Occurrences in some of the texts, as `Occurrence` has each.

    `around` are the terms on one side, the nearest word's first; 0 is beyond the text.
    """

    number: Places
    first: Places
    last: Places
    around: NDArray[np.uint32]


class Occurrences:
    """What a matcher finds in one text of records, which are as when their index was made."""

    def __init__(self, key: str, matcher: Matcher, forward: Forward, store: Store) -> None:
        """Look through the text of this key."""
        self._key, self._matcher, self._forward, self._store = key, matcher, forward, store
        self._sought = SoughtTerms(matcher.sought(key), forward.terms)
        self._in_piece = cache(self._matches_in)

    def all(
        self, numbers: Sequence[int], side: Side | None = None, choice: Choice | None = None
    ) -> "Lines":
        """Every occurrence in these records, in order of the words on one side or as they stand.

        Or of them those of a choice alone.
        """
        parts = [self._part(found, side, choice) for found in self.found(numbers)]
        number, first, last, around = map(np.concatenate, zip(*parts, strict=True))
        if side is None:
            return Lines(number, first, last)
        order = self._by_words(around)
        return Lines(number[order], first[order], last[order])

    def found(self, numbers: Sequence[int] | Places) -> Iterator[Found]:
        """Every occurrence in these records, in the texts of so many as are not too long."""
        for part in self._parts(np.asarray(numbers, np.intp)):
            yield self._found_in(part)

    def place(self, text: str, occurrence: Occurrence) -> tuple[int, int]:
        """From where to where in its record's text an occurrence goes."""
        number, first, last = occurrence
        words, pieces = self._words(self._forward.entries(number, self._key))
        places = self._matcher.places(text, MatchedText(pieces[words].tolist(), ()), {first, last})
        return places[first].start, places[last].end

    def _parts(self, numbers: Places) -> Iterator[Places]:
        """The numbers in parts whose texts are not too long together."""
        upto = np.cumsum(self._forward.characters(self._key)[numbers], dtype=np.int64)
        for part in np.split(numbers, np.flatnonzero(np.diff(upto // _AT_ONCE)) + 1):
            check_time()
            yield part

    def _found_in(self, numbers: Places) -> Found:
        entries, starts = self._forward.gather(numbers, self._key)
        terms = entries & TERM
        is_tag = self._forward.terms.is_tag[terms]
        words = texts_of(terms, (terms != 0) & ~is_tag, starts)
        tags = texts_of(terms, is_tag, starts)
        found = self._sought.matches(words)
        ranges = np.stack((found.first, found.last))
        if len(tagged := np.unique(tags.of(self._sought.matches(tags).first))):
            whole = Texts(entries, starts)
            ranges = np.hstack((ranges, *self._tags(tagged, numbers, whole, words.starts)))
        return Found(numbers, words, *_joined(*ranges))

    def _part(self, found: Found, side: Side | None, choice: Choice | None) -> _Part:
        numbers, words, first, last = found
        if choice is not None:
            chosen = choice(found)
            first, last = first[chosen], last[chosen]
        text = words.of(first)
        begins = words.starts[text]
        around = self._around(words, text, first, last, side)
        return _Part(numbers[text], first - begins, last - begins, around)

    def _around(
        self, words: Texts, text: Places, first: Places, last: Places, side: Side | None
    ) -> NDArray[np.uint32]:
        steps = np.arange(1, COMPARED + 1 if side else 1)
        places = first[:, None] - steps if side == "before" else last[:, None] + steps
        inside = places >= words.starts[text, None]
        inside &= places < words.starts[text + 1, None]
        leads = self._forward.terms.leads[words.terms[np.where(inside, places, 0)]]
        return np.where(inside, leads, np.uint32(0))

    def _by_words(self, around: NDArray[np.uint32]) -> Places:
        """The order of occurrences by the folded words beside them; of equals, as they stand."""
        numbers, which = np.unique(around, return_inverse=True)
        words = self._forward.terms.words_of(numbers)
        ranks = np.empty(len(words), np.intp)
        ranks[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
        check_time()
        return np.lexsort(ranks[which.reshape(around.shape)].T[::-1])

    def _tags(
        self, tagged: Places, numbers: Places, entries: Texts, begins: Places
    ) -> Iterator[Places]:
        """The ranges of what is found in pieces with hashtags, in texts that have some sought."""
        texts = self._store.texts(numbers[tagged].tolist())
        for at, text in zip(tagged.tolist(), texts, strict=True):
            check_time()
            own = entries.terms[entries.starts[at] : entries.starts[at + 1]]
            words, pieces = self._words(own)
            for piece, letters in enumerate((text or "").split()):
                if has_hashtags(letters) and len(found := self._in_piece(letters)):
                    yield found + begins[at] + np.searchsorted(pieces[words], piece)

    def _words(self, entries: Entries) -> tuple[NDArray[np.bool_], Places]:
        """Which entries of a text are words in its order, and the piece of each."""
        terms = entries & TERM
        is_word = (terms != 0) & ~self._forward.terms.is_tag[terms]
        return is_word, np.cumsum(entries == terms) - 1

    def _matches_in(self, piece: str) -> Places:
        """The first and the last words of what is found in a piece."""
        reading = self._matcher.read(piece, self._key)
        found = self._matcher.in_place(piece, reading)
        return np.array([(match.first, match.last) for match in found], np.intp).reshape(-1, 2).T


class Lines(NamedTuple):
    """Occurrences in order, as `Occurrence` has each."""

    number: Places
    first: Places
    last: Places

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.number)

    def page(self, page: slice) -> list[Occurrence]:
        """Some of them."""
        return list(starmap(Occurrence, zip(*(of[page].tolist() for of in self), strict=True)))


def _joined(first: Places, last: Places) -> tuple[Places, Places]:
    """Ranges in order, those that overlap as one."""
    if not len(first):
        return first, last
    order = np.lexsort((last, first))
    first, upto = first[order], np.maximum.accumulate(last[order])
    begins = np.flatnonzero(np.append(True, first[1:] > upto[:-1]))
    return first[begins], upto[np.append(begins[1:], len(first)) - 1]
