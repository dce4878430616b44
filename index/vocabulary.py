"""The archive's own words, kept beside an index.

Wildcards, fuzzy words and vocalised spellings are looked up here, so that
every engine is asked for the same finished words. The vocabulary may hold
words that have since left the archive; it never lacks one that is there.

    words/words-*.txt       runs of the folded words
    words/writtens-*.txt    runs of the words as written, vocalised ones behind
                            their bare letters and `MARKS_SEPARATOR`

Every process of a build, and every sync, adds runs of what it met (`runs.py`).
"""

import heapq
import re
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from uuid import uuid4
from weakref import WeakValueDictionary

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from . import runs
from .arabic.analyzer import Forms
from .runs import Run

_STREAMS = ("word", "written")

_GATHERED = 300_000
"""Words as written held in memory, some 70 MB with the folded ones, before they make a run."""

_SETTLED = 8_000_000
"""A run of so many bytes is left as it is until the next build: to merge more takes
the better part of a second, and few archives come by as much in between."""

_opened: WeakValueDictionary[Path, Run] = WeakValueDictionary()
"""The runs in use: after a sync most are those that were open before, warm."""

# One character, and no newline.
_ANY_ONE = rb"(?:[^\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]+)"


class VocabularyWriter:
    """Gathers the words that an analyzer meets and writes them to a folder, in runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: dict[str, set[str]] = {stream: set() for stream in _STREAMS}

    def meet(self, forms: Forms) -> None:
        """Take in an entry: an analyzer's `met`."""
        written, word, _ = forms
        self._words["word"].add(word)
        self._words["written"].add(written)
        if len(self._words["written"]) >= _GATHERED:
            self.write()

    def write(self) -> None:
        """Write what was gathered since the last time."""
        for stream, words in self._words.items():
            if words:
                lines = "".join(f"{word}\n" for word in sorted(words))
                runs.write(_new_run(self._folder, stream), [_encode(lines)])
                words.clear()


def join(folder: Path) -> None:
    """Make one run a stream of those that the processes of a build wrote."""
    for stream in _STREAMS:
        _merge(folder, stream, _paths(folder, stream))


def settle(folder: Path) -> None:
    """Keep the runs few after a sync: merge the small ones that together outgrow the next."""
    for stream in _STREAMS:
        small: list[Path] = []
        merged, together = 0, 0
        for size, path in sorted((path.stat().st_size, path) for path in _paths(folder, stream)):
            if size >= _SETTLED:
                break
            small.append(path)
            if size <= 2 * together:
                merged = len(small)
            together += size
        _merge(folder, stream, small[:merged])


class Words:
    """The words of one stream, in all its runs. What it gives is sorted, each word once."""

    def __init__(self, opened: list[Run]) -> None:
        self._runs = opened

    def starting(self, prefix: str) -> Iterator[str]:
        """The words that start with a prefix."""
        start = _encode(prefix)
        return _together([iter(run.lines(*run.starting(start))) for run in self._runs])

    def like(self, pattern: str) -> Iterator[str]:
        """The words that a pattern with `*` and `?` matches."""
        start = _encode(re.split(r"[*?]", pattern, maxsplit=1)[0])
        matches = re.compile(_regex(pattern), re.MULTILINE)
        return _together([run.matching(matches, *run.starting(start)) for run in self._runs])

    def near(self, word: str, edits: int) -> Iterator[str]:
        """The words at most so many edits away (insert, delete, replace)."""
        alike = chain.from_iterable(run.within(word, edits) for run in self._runs)
        words = [_decode(line) for line in alike]
        near = extract(word, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=None)
        return iter(sorted({other for other, _, _ in near}))


class Vocabulary:
    """The words in a folder, as they are when it is opened.

    Raises `FileNotFoundError` where there is no such folder any more.
    """

    def __init__(self, folder: Path) -> None:
        self.words = Words(_open(folder, "word"))
        self.written = Words(_open(folder, "written"))


def _together(parts: list[Iterator[bytes]]) -> Iterator[str]:
    return (_decode(word) for word, _ in groupby(heapq.merge(*parts)))


def _regex(pattern: str) -> bytes:
    """What finds a line that a pattern matches, up to the line's end.

    Each `*` takes the nearest place where what follows it fits, and never goes
    back, so that no pattern can take for ever. Where the pattern begins with
    one, the regular expression begins with what follows: to look for letters
    is several times as fast as to start at every line.
    """
    head, *rest = [b"".join(map(_letter, part)) for part in re.split(r"\*+", pattern)]
    if not rest:
        return b"^" + head + b"$"
    *middle, tail = rest
    opening = b"^" + head if head else b"".join(middle[:1])
    if not head and not middle:
        return tail + b"$"
    further = middle if head else middle[1:]
    nearest = b"".join(rb"(?>[^\n]*?" + part + b")" for part in further)
    return opening + nearest + rb"[^\n]*" + tail + b"$"


def _letter(letter: str) -> bytes:
    return _ANY_ONE if letter == "?" else re.escape(_encode(letter))


def _paths(folder: Path, stream: str) -> list[Path]:
    # Not `glob`, for which a folder that is not there is an empty one.
    return [path for path in folder.iterdir() if path.match(f"{stream}s*.txt")]


def _open(folder: Path, stream: str) -> list[Run]:
    while True:
        try:
            return [_run(path) for path in _paths(folder, stream)]
        except FileNotFoundError:
            # A merge has removed a run since the folder was read; or the folder is gone.
            if not folder.exists():
                raise


def _run(path: Path) -> Run:
    run = _opened.get(path)
    if run is None:
        run = _opened[path] = Run(path)
    return run


def _new_run(folder: Path, stream: str) -> Path:
    return folder / f"{stream}s-{uuid4().hex}.txt"


def _merge(folder: Path, stream: str, paths: list[Path]) -> None:
    if len(paths) > 1:
        runs.merge(paths, _new_run(folder, stream))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")
