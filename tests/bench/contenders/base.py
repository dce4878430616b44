"""What is measured: a contender makes an index of a corpus, and an index answers questions."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Protocol, TypeAlias, runtime_checkable

from measuring import Cost, folder_size, timed
from questions import Question

PAGE = 10
"""Numbers of records that an answer gives, unless all are wanted for a check."""

Token: TypeAlias = str | None
"""A word as an index has it; None is the gap that a stop word leaves."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive to measure, how many records it has, and the same as rows (see `rows.py`)."""

    folder: Path
    records: int
    rows: Path


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: numbers by relevance, the exact total, counts of facets if they were asked for.

    `milliseconds` is by the contender's own clock, from the question as it
    takes it to numbers and counts in its own language.
    """

    numbers: Sequence[int]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    milliseconds: float


def answered(ask: Callable[[], tuple[list[int], int, dict[str, dict[str, int]]]]) -> Found:
    """Time what gives the numbers, the total and the counts."""
    (numbers, total, facets), milliseconds = timed(ask)
    return Found(numbers, total, facets, milliseconds)


class Opened(Protocol):
    """An index open for questions, which come one at a time."""

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """Answer a question; `counted` asks for the facets of `questions.FACETS`."""

    def close(self) -> None:
        """Let go of the index."""


class Contender(Protocol):
    """Something that indexes and searches; what most have in common is here."""

    name: str
    title: str
    own_tokens: bool = True
    """Whether it cuts and folds words by rules of its own: its matches may then differ."""
    workers: str | None = None
    """What a build can have several of, "process" or "thread"; None where it has one thread."""
    most_records: int | None = None
    """The size from which on it would take too long to wait for."""
    passes: int = 1
    """How often all questions are asked before any is timed."""

    def absent(self) -> str | None:
        """Why it cannot run here; None where it can."""
        return None

    @abstractmethod
    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Index a corpus in a process made for that, in a folder that does not exist yet."""

    @abstractmethod
    def open(self, corpus: Corpus, folder: Path) -> Opened:
        """Open what `build` made."""

    def size(self, folder: Path) -> int:
        """Bytes on disk of the index in a folder."""
        return folder_size(folder)

    def remove(self, folder: Path) -> None:
        """Remove the index and its folder."""
        rmtree(folder)


@runtime_checkable
class Peer(Opened, Protocol):
    """An open index with tokens of its own, which it can tell."""

    def tokens(self, text: str) -> list[Token]:
        """What becomes of a text, in order, so that its answers can be checked."""
