"""Which words are within a few edits of one, among those that may be."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from .lines import decode, word_of


def edits_within(word: str) -> int:
    """The edits by which a word may be wrong: as Lucene's AUTO, short ones have many neighbours."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def within(word: str, edits: int, lines: Iterable[bytes]) -> Iterator[str]:
    """The words of some lines that are at most so many edits away (insert, delete, replace)."""
    words = list(map(decode, set(map(word_of, lines))))
    found = extract(word, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=None)
    return (other for other, _, _ in found)
