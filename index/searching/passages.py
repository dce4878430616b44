"""A text in blocks, and the block in which most of what is sought seems to be.

To analyse a book for every search takes too long, to look whether letters are in it
does not: so a long text is judged by, and shown from, the block that letters point to.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from pyarabic import araby

from ...arabic.analyzer import MARKS_SEPARATOR, Analysis, Analyzer
from ...archive.time_limit import in_time

BLOCK = 1_500
"""A long text is looked through in blocks of about so many characters."""

SEAM = 300
"""Characters that a block shares with the one before, so that no passage is lost between them."""

_CELL = BLOCK - SEAM

LOOKED_THROUGH = 40_000
"""Characters of a text in which letters are looked for."""

_LONG = 50_000
"""Characters of a text whose words, should all be new, take a tenth of a second to analyse."""

_MOST_SOUGHT = 8
"""Things sought whose letters are looked for: those with the most, which say most."""

_ARTICLE = araby.ALEF + araby.LAM
_SHORTEST = 3

Letters: TypeAlias = tuple[str, ...]
"""Ways to write one thing that is sought; any will do, in a word or as one."""


class Block(NamedTuple):
    """A piece of a text and where it begins."""

    start: int
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The text in blocks that overlap, cut between words."""
    start = 0
    while start + BLOCK < len(text):
        end = _between_words(text, start + BLOCK)
        yield Block(start, text[start:end])
        start = _between_words(text, end - SEAM)
    if text:
        yield Block(start, text[start:])


def analysed(text: str, analyzer: Analyzer) -> Analysis:
    """The entries of a text; a long one is gone through while there is time.

    That takes as long as its words are new, which the analyzer then remembers.
    """
    for block in in_time(blocks(text)) if len(text) > _LONG else ():
        analyzer.analyse(block.text)
    return analyzer.analyse(text)


def cuts_a_word(block: Block, text: str) -> bool:
    """Whether a block of a text begins or ends within a word, as one may be longer than blocks."""
    ends = (block.start, block.start + len(block.text))
    return any(
        0 < at < len(text) and not (text[at - 1].isspace() or text[at].isspace()) for at in ends
    )


def likeliest(text: str, sought: Sequence[Letters]) -> Block:
    """The block that has the letters of most things sought; of equals, the first."""
    if len(text) <= BLOCK:
        return Block(0, text)
    seen: dict[int, int] = {}
    for ways in sought:
        for cell in _cells(text, ways):
            seen[cell] = seen.get(cell, 0) + 1
    best = min(seen, key=lambda cell: (-seen[cell], cell), default=0) * _CELL
    start = _between_words(text, best - SEAM) if best else 0
    return Block(start, text[start : _between_words(text, start + BLOCK)])


def _cells(text: str, ways: Letters) -> set[int]:
    """The cells, stretches of a block without its seam, in which any of these letters begin."""
    cells = set()
    for letters in ways:
        at = text.find(letters, 0, LOOKED_THROUGH)
        while at >= 0:
            cell = at // _CELL
            cells.add(cell)
            at = text.find(letters, (cell + 1) * _CELL, LOOKED_THROUGH)
    return cells


def most_telling(sought: Iterable[Letters]) -> tuple[Letters, ...]:
    """Those of the things sought that are worth looking for."""
    longest = sorted(filter(None, sought), key=lambda ways: len(ways[0]), reverse=True)
    return tuple(longest[:_MOST_SOUGHT])


def letters_of(words: Iterable[str]) -> Letters:
    """What to look for in a text that may have any of the words, with clitics or without.

    Marks are left out, and the article, which a clitic changes: what has them is passed over.
    """
    bare = {_without_article(word.partition(MARKS_SEPARATOR)[0]) for word in words}
    shortest: list[str] = []
    for letters in sorted(bare, key=lambda letters: (len(letters), letters)):
        if not any(shorter in letters for shorter in shortest):
            shortest.append(letters)
    return tuple(shortest)


def _without_article(letters: str) -> str:
    noun = letters.removeprefix(_ARTICLE)
    return noun if len(noun) >= _SHORTEST else letters


def _between_words(text: str, at: int) -> int:
    """The end of the last space shortly before a place; the place where there is none.

    The end of the text stays what it is.
    """
    if at >= len(text):
        return len(text)
    near = at - SEAM // 2
    return max(text.rfind(" ", near, at), text.rfind("\n", near, at)) + 1 or at
