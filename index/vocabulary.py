"""The archive's own words, kept beside an index.

Wildcards, fuzzy words and vocalised spellings are looked up here, so that
every engine is asked for the same finished words. The vocabulary may hold
words that have since left the archive; it never lacks one that is there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from fnmatch import translate
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract_iter

from .arabic.analyzer import Analysis

_ENCODING = {"encoding": "utf-8", "errors": "surrogatepass"}


class VocabularyWriter:
    """Gathers the words of analysed text and writes them to a folder."""

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = {"word": set(), "written": set()}

    def add(self, analysis: Analysis) -> None:
        """Take in the words of one text."""
        self._words["word"].update(analysis.words)
        self._words["written"].update(analysis.written)

    def write(self, folder: Path, name: str = "") -> None:
        """Write what was gathered, with what the files hold already."""
        for stream, words in self._words.items():
            path = _path(folder, stream, name)
            together = sorted(words.union(_read(path)) if path.exists() else words)
            written = path.with_suffix(".new")
            written.write_text("\n".join(together), **_ENCODING)
            written.replace(path)


def join(folder: Path) -> None:
    """Make one vocabulary of the parts that the processes of a build wrote."""
    for stream in ("word", "written"):
        parts = list(folder.glob(f"{stream}s-*.txt"))
        together = sorted(set().union(*map(_read, parts)))
        _path(folder, stream).write_text("\n".join(together), **_ENCODING)
        for part in parts:
            part.unlink()


class Vocabulary:
    """The words in a folder, sorted, read when they are first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def words(self) -> list[str]:
        """All folded words."""
        return _read(_path(self._folder, "word"))

    @cached_property
    def written(self) -> list[str]:
        """All words as written, vocalised ones behind their bare letters."""
        return _read(_path(self._folder, "written"))

    def like(self, pattern: str) -> Iterator[str]:
        """Folded words that a pattern with `*` and `?` matches."""
        prefix = re.split(r"[*?]", pattern, maxsplit=1)[0]
        # `translate` makes groups that never go back, so no pattern can take for ever.
        matches = re.compile(translate(pattern.replace("[", "[[]"))).match
        return (word for word in starting(self.words, prefix) if matches(word))

    def near(self, word: str, edits: int) -> Iterator[str]:
        """Folded words at most so many edits away (insert, delete, replace)."""
        found = extract_iter(word, self.words, scorer=Levenshtein.distance, score_cutoff=edits)
        return (near for near, _, _ in found)


def starting(words: list[str], prefix: str) -> Iterator[str]:
    """The words of a sorted list that start with the prefix."""
    at = bisect_left(words, prefix)
    while at < len(words) and words[at].startswith(prefix):
        yield words[at]
        at += 1


def _path(folder: Path, stream: str, name: str = "") -> Path:
    return folder / f"{stream}s{name}.txt"


def _read(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="surrogatepass")
    return text.split("\n") if text else []
