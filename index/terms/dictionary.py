"""The archive's own words, kept beside an index.

Every word is looked up here in the forms in which it is written, and so are
wildcards and fuzzy words: engines are asked for finished forms. The vocabulary
may hold words that have since left the archive; it never lacks one that is
there.

    words/forms-*.txt    sorted lines: a folded word, a tab, and a form in which it
                         is written, or nothing where that is the word itself

Every process of a build, and every sync, adds files of what it met (`sorted_files.py`).
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from uuid import uuid4
from weakref import WeakValueDictionary

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from . import sorted_files as sorted_files
from .sorted_files import SortedFile

_GATHERED = 300_000
"""Forms held in memory, some 40 MB, before they make a file."""

_SETTLED = 8_000_000
"""A file of so many bytes is left as it is until the next build: to merge more takes
the better part of a second, and few archives come by as much in between."""

_REMEMBERED = 1024
"""Words of which the forms are kept: one search asks for them several times."""

_opened: WeakValueDictionary[Path, SortedFile] = WeakValueDictionary()
"""The files in use: after a sync most are those that were open before, warm."""

# One character of the word, and the form behind it.
_ANY_ONE = rb"(?:[^\t\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"
_FORM = rb"\t[^\n]*$"


class TermDictionaryWriter:
    """Gathers the words that a shaper meets and writes them to a folder, in sorted files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._forms: set[str] = set()

    def meet(self, written: str, word: str) -> None:
        """Take in an entry: a shaper's `met`."""
        self._forms.add(f"{word}\t" if written == word else f"{word}\t{written}")
        if len(self._forms) >= _GATHERED:
            self.write()

    def write(self) -> None:
        """Write what was gathered since the last time."""
        if not self._forms:
            return
        lines = "".join(f"{form}\n" for form in sorted(self._forms))
        sorted_files.write(_new_file(self._folder), [_encode(lines)])
        self._forms.clear()


def join(folder: Path) -> None:
    """Make one file of those that the processes of a build wrote."""
    _merge(folder, _paths(folder))


def settle(folder: Path) -> None:
    """Keep the files few after a sync: merge small ones that together outgrow the next."""
    small: list[Path] = []
    merged, together = 0, 0
    for size, path in sorted((path.stat().st_size, path) for path in _paths(folder)):
        if size >= _SETTLED:
            break
        small.append(path)
        if size <= 2 * together:
            merged = len(small)
        together += size
    _merge(folder, small[:merged])


class TermDictionary:
    """The words in a folder, as they are when it is opened, by the forms in which they are written.

    What it gives is in order of the words, each form once. Raises
    `FileNotFoundError` where there is no such folder any more.
    """

    def __init__(self, folder: Path) -> None:
        self._files = _open(folder)
        self._again = lru_cache(maxsize=_REMEMBERED)(self._forms)

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(len(file) for file in self._files)

    def lines(self) -> Iterator[str]:
        """Each folded word, a tab, and a form or nothing, as above, each line once, in order."""
        return (_decode(line) for line, _ in groupby(heapq.merge(*map(iter, self._files))))

    def forms(self, word: str) -> tuple[str, ...]:
        """The forms of one folded word."""
        return self._again(word)

    def _forms(self, word: str) -> tuple[str, ...]:
        start = _encode(f"{word}\t")
        return tuple(_written([iter(file.lines(*file.starting(start))) for file in self._files]))

    def holds(self, word: str) -> bool:
        """Whether the folded word is one of them."""
        return bool(self.forms(word))

    def begins(self, letters: str) -> bool:
        """Whether a word begins with these letters."""
        start = _encode(letters)
        return any(file.begins(start) for file in self._files)

    def beginning(self, letters: str, most: int) -> list[str]:
        """The words that begin with these letters, or some that do where there are `most` or more.

        Tags are left out.
        """
        start = _encode(letters)
        found: dict[bytes, None] = {}
        for file in self._files:
            found |= dict.fromkeys(map(_word, file.first(start, 2 * most)))
        return [_decode(word) for word in found][:most]

    def like(self, pattern: str) -> Iterator[str]:
        """The forms of the words that a pattern with `*` and `?` matches."""
        start = _encode(re.split(r"[*?]", pattern, maxsplit=1)[0])
        matches = re.compile(_regex(pattern), re.MULTILINE)
        return _written([file.matching(matches, *file.starting(start)) for file in self._files])

    def near(self, word: str, edits: int) -> Iterator[str]:
        """The forms of the words at most so many edits away (insert, delete, replace)."""
        parts = self._about(word, edits)
        near = set(map(_encode, _within(word, edits, parts)))
        return _written([(line for line in lines if _word(line) in near) for lines in parts])

    def words_near(self, word: str, edits: int) -> set[str]:
        """The words themselves, in no order."""
        return set(_within(word, edits, self._about(word, edits)))

    def _about(self, word: str, edits: int) -> list[list[bytes]]:
        """Of each file the lines among which all are that are near."""
        return [list(file.within(word, edits)) for file in self._files]


def edits_within(word: str) -> int:
    """The edits by which a word may be wrong: as Lucene's AUTO, short ones have many neighbours."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def _within(word: str, edits: int, parts: Iterable[Iterable[bytes]]) -> Iterator[str]:
    words = {_decode(_word(line)) for lines in parts for line in lines}
    found = extract(word, list(words), scorer=Levenshtein.distance, score_cutoff=edits, limit=None)
    return (other for other, _, _ in found)


def _word(line: bytes) -> bytes:
    return line[: line.index(b"\t")]


def _written(parts: Iterable[Iterator[bytes]]) -> Iterator[str]:
    """The forms on the lines of several files, each line once."""
    for line, _ in groupby(heapq.merge(*parts)):
        word, _, written = _decode(line).partition("\t")
        yield written or word


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
    return _ANY_ONE if letter == "?" else re.escape(_encode(letter))


def _paths(folder: Path) -> list[Path]:
    # Not `glob`, for which a folder that is not there is an empty one.
    return [path for path in folder.iterdir() if path.match("forms-*.txt")]


def _open(folder: Path) -> list[SortedFile]:
    while True:
        try:
            return [_sorted_file(path) for path in _paths(folder)]
        except FileNotFoundError:
            # A merge has removed a file since the folder was read; or the folder is gone.
            if not folder.exists():
                raise


def _sorted_file(path: Path) -> SortedFile:
    file = _opened.get(path)
    if file is None:
        file = _opened[path] = SortedFile(path)
    return file


def _new_file(folder: Path) -> Path:
    return folder / f"forms-{uuid4().hex}.txt"


def _merge(folder: Path, paths: list[Path]) -> None:
    if len(paths) > 1:
        sorted_files.merge(paths, _new_file(folder))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")
