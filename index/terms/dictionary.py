"""The archive's own words, kept beside an index.

Every word is looked up here in the forms in which it is written, and so are
wildcards and fuzzy words: engines are asked for finished forms. The vocabulary
may hold words that have since left the archive; it never lacks one that is
there.

    words/forms-*.txt    sorted lines: a folded word, a tab, and a form in which it
                         is written, or nothing where that is the word itself
    words/stems-*.txt    sorted lines: a stem

Each line of `forms` is a term, and has a number, from 1 on, that it keeps until the index
is made anew. Beside it stand the number of the term that leads all forms of its word, the
first of them, and the number of its stem, of which the others are the lines of `stems`. Behind
these stands the sign of its word, made of its letters alone, and so the same in every index.

`writing.py` makes them, in every build and every sync; `sorted_files.py` has what they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import near_words, patterns
from .lines import decode, encode, form_of, line_of, together, word_of
from .marks import Marks
from .numbered_lines import line_of_number, lines_of_numbers, placed
from .sorted_files import Numbers, SortedFile
from .term_files import FORMS, STEMS, opened

_TAG = b"#"
"""How the lines of whole hashtags begin."""

_FEW = 16
"""Of no more terms than one in so many each is looked up for itself; of more, all at once."""

_REMEMBERED = 1024
"""Words of which the forms are kept: one search asks for them several times."""


class TermDictionary:
    """The words in a folder, as they are when it is opened, by the forms in which they are written.

    What it gives is in order of the words, each form once. Raises
    `FileNotFoundError` where there is no such folder any more.
    """

    def __init__(self, folder: Path) -> None:
        files = opened(folder)
        self._files, self._stems = files[FORMS], files[STEMS]
        self._again = lru_cache(maxsize=_REMEMBERED)(self._forms)
        self._stem_again = lru_cache(maxsize=_REMEMBERED)(self._stem)
        self._tags_in = lru_cache(maxsize=None)(_span_of_tags)

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(len(file) for file in self._files)

    def lines(self) -> Iterator[str]:
        """Each folded word, a tab, and a form or nothing, as above, each line once, in order."""
        return map(decode, together(self._files))

    def forms(self, word: str) -> tuple[str, ...]:
        """The forms of one folded word."""
        return tuple(self._again(word))

    def numbered(self, word: str) -> Mapping[str, int]:
        """The same, each with the number of its term: whoever asks for some of them asks once."""
        return self._again(word)

    def _forms(self, word: str) -> dict[str, int]:
        """The forms of one folded word, each with the number of its term."""
        start = encode(f"{word}\t")
        found: dict[bytes, int] = {}
        for file in self._files:
            # Most of the words with clitics that one asks for there are not.
            if any(places := file.starting(start)):
                found |= zip(file.lines(*places), file.rows(*places)[:, 0].tolist(), strict=True)
        return {form_of(line): found[line] for line in sorted(found)}

    @cached_property
    def last(self) -> int:
        """The highest number that a term has."""
        return max((int(file.numbers[:, 0].max()) for file in self._files), default=0)

    @cached_property
    def last_stem(self) -> int:
        """The highest number that a stem has."""
        return max((int(file.numbers[:, 0].max()) for file in self._stems), default=0)

    @cached_property
    def marks(self) -> Marks:
        """Marks on terms by their numbers."""
        return Marks(self.last + 1)

    @cached_property
    def marks_of_stems(self) -> Marks:
        """Marks on stems by their numbers."""
        return Marks(self.last_stem + 1)

    @cached_property
    def leads(self) -> Numbers:
        """By the number of a term that of the term which leads the forms of its word; [0] is 0."""
        return self._by_number(1)

    @cached_property
    def stems(self) -> Numbers:
        """By the number of a term that of its stem; [0] is 0."""
        return self._by_number(2)

    def signs_and_stems(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The signs of the words of terms, 0 for whole hashtags, and the numbers of their stems."""
        if len(numbers) * _FEW > sum(len(file.numbers) for file in self._files):
            return self.signs[numbers], self.stems[numbers]
        signs, stems = np.zeros((2, len(numbers)), np.uint32)
        for file, at, places in placed(numbers, self._files):
            rows = file.numbers[places]
            stems[at], signs[at] = rows[:, 2], rows[:, 3]
            begin, end = self._tags_in(file)
            signs[at[(places >= begin) & (places < end)]] = 0
        return signs, stems

    @cached_property
    def letters_of_stems(self) -> NDArray[np.uint64]:
        """By the number of a stem the bits of its letters; see `letter_bits.py`."""
        found = np.zeros(self.last_stem + 1, np.uint64)
        for file in self._stems:
            found[file.numbers[:, 0]] = file.letters()
        return found

    @cached_property
    def signs(self) -> Numbers:
        """By the number of a term the sign of its word; 0 for whole hashtags and for [0]."""
        found = self._by_number(3)
        found[self.tags] = 0
        return found

    def _by_number(self, column: int) -> Numbers:
        found = np.zeros(self.last + 1, np.uint32)
        for file in self._files:
            found[file.numbers[:, 0]] = file.numbers[:, column]
        return found

    def number(self, written: str, word: str) -> int | None:
        """The number of a term."""
        return _number_in(self._files, line_of(written, word))

    def lead(self, word: str) -> int | None:
        """The number of the term that leads the forms of a folded word."""
        start = encode(f"{word}\t")
        for file in self._files:
            rows = file.rows(*file.starting(start))
            if len(rows):
                return int(rows[0, 1])
        return None

    def stem(self, stem: str) -> int | None:
        """The number of a stem."""
        return self._stem_again(stem)

    def _stem(self, stem: str) -> int | None:
        return _number_in(self._stems, encode(stem))

    @cached_property
    def tags(self) -> Numbers:
        """The numbers of all whole hashtags."""
        rows = [file.rows(*file.starting(_TAG)) for file in self._files]
        return np.concatenate([np.zeros(0, np.uint32), *(one[:, 0] for one in rows)])

    def term(self, number: int) -> tuple[str, str]:
        """The form and the folded word of a term that there is."""
        line = line_of_number(number, self._files)
        word, _, written = decode(line).partition("\t")
        return written or word, word

    @cached_property
    def is_tag(self) -> NDArray[np.bool_]:
        """By the number of a term whether it is a whole hashtag."""
        found = np.zeros(self.last + 1, np.bool_)
        found[self.tags] = True
        return found

    def words_of(self, numbers: Numbers) -> list[str]:
        """The folded words of many terms, in the order of their numbers; "" for no term."""
        lines = lines_of_numbers(numbers, self._files)
        return [decode(word_of(line)) if line else "" for line in lines]

    def forms_of(self, numbers: Numbers) -> list[str]:
        """The forms of many terms that there are, in the order of their numbers."""
        return [form_of(line) for line in lines_of_numbers(numbers, self._files)]

    def stems_of(self, numbers: Numbers) -> list[str]:
        """The stems of these numbers, likewise."""
        return list(map(decode, lines_of_numbers(numbers, self._stems)))

    def holds(self, word: str) -> bool:
        """Whether the folded word is one of them."""
        return bool(self.forms(word))

    def begins(self, letters: str) -> bool:
        """Whether a word begins with these letters."""
        start = encode(letters)
        return any(file.begins(start) for file in self._files)

    def beginning(self, letters: str, most: int) -> list[str]:
        """The words that begin with these letters, or some that do where there are `most` or more.

        Tags are left out.
        """
        start = encode(letters)
        found: dict[bytes, None] = {}
        for file in self._files:
            found |= dict.fromkeys(map(word_of, file.first(start, 2 * most)))
        return [decode(word) for word in found][:most]

    def like(self, pattern: str) -> Iterator[str]:
        """The forms of the words that a pattern with `*` and `?` matches."""
        start, matches = patterns.beginning(pattern), patterns.expression(pattern)
        found = [file.matching(matches, *file.starting(start)) for file in self._files]
        return map(form_of, together(found))

    def near(self, word: str, edits: int) -> Iterator[str]:
        """The forms of the words at most so many edits away (insert, delete, replace)."""
        parts = self._about(word, edits)
        near = set(map(encode, near_words.within(word, edits, chain.from_iterable(parts))))
        found = [[line for line in lines if word_of(line) in near] for lines in parts]
        return map(form_of, together(found))

    def words_near(self, word: str, edits: int) -> set[str]:
        """The words themselves, in no order."""
        parts = self._about(word, edits)
        return set(near_words.within(word, edits, chain.from_iterable(parts)))

    def _about(self, word: str, edits: int) -> list[list[bytes]]:
        """Of each file the lines among which all are that are near."""
        return [list(file.within(word, edits)) for file in self._files]


def _number_in(files: Sequence[SortedFile], line: bytes) -> int | None:
    rows = (file.row(line) for file in files)
    return next((int(row[0]) for row in rows if row is not None), None)


def _span_of_tags(file: SortedFile) -> tuple[int, int]:
    """From which to which the lines of a file are whole hashtags."""
    return file.span(*file.starting(_TAG))
