"""The lines of the term dictionary: a folded word, a tab, and a form or nothing."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from zlib import crc32


def line_of(written: str, word: str) -> bytes:
    """The line of a term, without its newline."""
    return encode(f"{word}\t" if written == word else f"{word}\t{written}")


def encode(text: str) -> bytes:
    """A word as a line has it: strangers' may have lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def decode(line: bytes) -> str:
    """The text of a line."""
    return line.decode("utf-8", "surrogatepass")


def word_of(line: bytes) -> bytes:
    """The word of a line, as it has it."""
    return line[: line.index(b"\t")]


def form_of(line: bytes) -> str:
    """The form on a line: the word itself where there is no other."""
    word, _, written = decode(line).partition("\t")
    return written or word


def together(parts: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """The lines of several files in one order, each line once."""
    return (line for line, _ in groupby(merge(*parts)))


def sign_of(word: bytes) -> int:
    """The sign of a folded word, in UTF-8: 32 bits of its letters, and never 0."""
    return crc32(word) or 1
