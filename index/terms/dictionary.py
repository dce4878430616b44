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

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from weakref import WeakValueDictionary
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from ...archive.whole_files import open_all
from .marks import Marks
from .sorted_files import Numbers, SortedFile

FORMS, STEMS = "forms", "stems"
"""The names of runs of terms and of stems begin with these."""

NUMBERS: Mapping[str, int] = {FORMS: 4, STEMS: 1}
"""How many numbers a line of each has: a term's own, its word's, its stem's, and the sign of its
word; a stem's own."""

_FEW = 16
"""Of no more terms than one in so many each is looked up for itself; of more, all at once."""

_REMEMBERED = 1024
"""Words of which the forms are kept: one search asks for them several times."""

_opened: WeakValueDictionary[Path, SortedFile] = WeakValueDictionary()
"""The files in use: after a sync most are those that were open before, warm."""

# One character of the word, and the form behind it.
_ANY_ONE = rb"(?:[^\t\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
_FORM = rb"\t[^\n]*$"


class TermDictionary:
    """The words in a folder, as they are when it is opened, by the forms in which they are written.

    What it gives is in order of the words, each form once. Raises
    `FileNotFoundError` where there is no such folder any more.
    """

    def __init__(self, folder: Path) -> None:
        runs = _open(folder)
        self._files, self._stems = runs[FORMS], runs[STEMS]
        self._again = lru_cache(maxsize=_REMEMBERED)(self._forms)
        self._stem_again = lru_cache(maxsize=_REMEMBERED)(self._stem)

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(len(file) for file in self._files)

    def lines(self) -> Iterator[str]:
        """Each folded word, a tab, and a form or nothing, as above, each line once, in order."""
        return (decode(line) for line, _ in groupby(heapq.merge(*map(iter, self._files))))

    def forms(self, word: str) -> tuple[str, ...]:
        """The forms of one folded word."""
        return tuple(self._again(word))

    def _forms(self, word: str) -> dict[str, int]:
        """The forms of one folded word, each with the number of its term."""
        start = encode(f"{word}\t")
        found: dict[bytes, int] = {}
        for file in self._files:
            # Most of the words with clitics that one asks for there are not.
            if any(places := file.starting(start)):
                found |= zip(file.lines(*places), file.rows(*places)[:, 0].tolist(), strict=True)
        return {_form(line): found[line] for line in sorted(found)}

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
        for file, at, places in _placed(numbers, self._files):
            rows = file.numbers[places]
            stems[at], signs[at] = rows[:, 2], rows[:, 3]
            begin, end = file.span(*file.starting(b"#"))
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
        return self._again(word).get(written)

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
        rows = (file.row(encode(stem)) for file in self._stems)
        return next((int(row[0]) for row in rows if row is not None), None)

    @cached_property
    def tags(self) -> Numbers:
        """The numbers of all whole hashtags."""
        rows = [file.rows(*file.starting(b"#")) for file in self._files]
        return np.concatenate([np.zeros(0, np.uint32), *(one[:, 0] for one in rows)])

    def term(self, number: int) -> tuple[str, str]:
        """The form and the folded word of a term that there is."""
        line = _line_of_number(number, self._files)
        word, _, written = decode(line).partition("\t")
        return written or word, word

    def letters_of_stem(self, number: int) -> str:
        """The letters of a stem that there is."""
        return decode(_line_of_number(number, self._stems))

    @cached_property
    def is_tag(self) -> NDArray[np.bool_]:
        """By the number of a term whether it is a whole hashtag."""
        found = np.zeros(self.last + 1, np.bool_)
        found[self.tags] = True
        return found

    def words_of(self, numbers: Numbers) -> list[str]:
        """The folded words of many terms, in the order of their numbers; "" for no term."""
        lines = _lines_of_numbers(numbers, self._files)
        return [decode(_word(line)) if line else "" for line in lines]

    def forms_of(self, numbers: Numbers) -> list[str]:
        """The forms of many terms that there are, in the order of their numbers."""
        return [_form(line) for line in _lines_of_numbers(numbers, self._files)]

    def stems_of(self, numbers: Numbers) -> list[str]:
        """The stems of these numbers, likewise."""
        return list(map(decode, _lines_of_numbers(numbers, self._stems)))

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
            found |= dict.fromkeys(map(_word, file.first(start, 2 * most)))
        return [decode(word) for word in found][:most]

    def like(self, pattern: str) -> Iterator[str]:
        """The forms of the words that a pattern with `*` and `?` matches."""
        start = encode(re.split(r"[*?]", pattern, maxsplit=1)[0])
        matches = re.compile(_regex(pattern), re.MULTILINE)
        return _written([file.matching(matches, *file.starting(start)) for file in self._files])

    def near(self, word: str, edits: int) -> Iterator[str]:
        """The forms of the words at most so many edits away (insert, delete, replace)."""
        parts = self._about(word, edits)
        near = set(map(encode, _within(word, edits, parts)))
        return _written([(line for line in lines if _word(line) in near) for lines in parts])

    def words_near(self, word: str, edits: int) -> set[str]:
        """The words themselves, in no order."""
        return set(_within(word, edits, self._about(word, edits)))

    def _about(self, word: str, edits: int) -> list[list[bytes]]:
        """Of each file the lines among which all are that are near."""
        return [list(file.within(word, edits)) for file in self._files]


def _placed(
    numbers: Numbers, files: Sequence[SortedFile]
) -> Iterator[tuple[SortedFile, NDArray[np.intp], NDArray[np.intp]]]:
    """Of each file that has lines of these numbers which they are, and the places of the lines.

    A build gives numbers in order of the lines, and then a number tells the place. What a sync
    has added is looked for in the smaller files: of the build's nothing is gone through.
    """
    left = np.flatnonzero(numbers)
    for places_of in (SortedFile.likely_places, SortedFile.places):
        for file in sorted(files, key=len):
            if not len(left):
                return
            places = places_of(file, numbers[left])
            here = places >= 0
            yield file, left[here], places[here]
            left = left[~here]


def _line_of_number(number: int, files: Sequence[SortedFile]) -> bytes:
    for file, _, places in _placed(np.array([number], np.uint32), files):
        if len(places):
            return file.line(int(places[0]))
    raise KeyError(number)


def _lines_of_numbers(numbers: Numbers, files: Sequence[SortedFile]) -> list[bytes]:
    """The lines of which these are the numbers; nothing where there is none."""
    found = np.full(len(numbers), b"", object)
    for file, at, places in _placed(numbers, files):
        found[at] = file.lines_at(places)
    return found.tolist()


def sign_of(word: bytes) -> int:
    """The sign of a folded word, in UTF-8: 32 bits of its letters, and never 0."""
    return crc32(word) or 1


def edits_within(word: str) -> int:
    """The edits by which a word may be wrong: as Lucene's AUTO, short ones have many neighbours."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def _within(word: str, edits: int, parts: Iterable[Iterable[bytes]]) -> Iterator[str]:
    words = {decode(_word(line)) for lines in parts for line in lines}
    found = extract(word, list(words), scorer=Levenshtein.distance, score_cutoff=edits, limit=None)
    return (other for other, _, _ in found)


def _word(line: bytes) -> bytes:
    return line[: line.index(b"\t")]


def _written(parts: Iterable[Iterator[bytes]]) -> Iterator[str]:
    """The forms on the lines of several files, each line once."""
    return (_form(line) for line, _ in groupby(heapq.merge(*parts)))


def _form(line: bytes) -> str:
    word, _, written = decode(line).partition("\t")
    return written or word


def _regex(pattern: str) -> bytes:
    """What finds a line whose word a pattern matches, up to the line's end.

    Each `*` takes the nearest place where what follows it fits, and never goes
    back, so that no pattern can take for ever. Where the pattern begins with
    one, the regular expression begins with what follows: to look for letters
    is several times as fast as to start at every line.
    """
    head, *rest = [b"".join(map(_letter, part)) for part in re.split(r"\*+", pattern)]
    if not rest:
        return b"^" + head + _FORM
    *middle, tail = rest
    opening = b"^" + head if head else b"".join(middle[:1])
    if not head and not middle:
        return tail + _FORM
    further = middle if head else middle[1:]
    nearest = b"".join(rb"(?>[^\t\n]*?" + part + b")" for part in further)
    return opening + nearest + rb"[^\t\n]*" + tail + _FORM


def _letter(letter: str) -> bytes:
    return _ANY_ONE if letter == "?" else re.escape(encode(letter))


def runs(folder: Path, kind: str) -> list[Path]:
    """The files of the terms or of the stems of a folder."""
    # Not `glob`, for which a folder that is not there is an empty one.
    return [path for path in folder.iterdir() if path.match(f"{kind}-*.txt")]


def _open(folder: Path) -> dict[str, list[SortedFile]]:
    return open_all(
        folder,
        lambda: {
            kind: [_sorted_file(path, numbers) for path in runs(folder, kind)]
            for kind, numbers in NUMBERS.items()
        },
    )


def _sorted_file(path: Path, numbers: int) -> SortedFile:
    file = _opened.get(path)
    if file is None:
        file = _opened[path] = SortedFile(path, numbers)
    return file


def line_of(written: str, word: str) -> bytes:
    """The line of a term, without its newline."""
    return encode(f"{word}\t" if written == word else f"{word}\t{written}")


def encode(text: str) -> bytes:
    """A word as a line has it: strangers' may have lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def decode(line: bytes) -> str:
    """The text of a line."""
    return line.decode("utf-8", "surrogatepass")
