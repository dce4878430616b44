"""The questions that are asked: runs of words from titles, and the facets counted beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kashshaf.index.parser import Match, parse
from kashshaf.index.plan import Plan
from kashshaf.index.query import And, Word

LONGEST = 5
"""Words of the longest query; there are as many of each length from one."""

FACETS = ("source", "platform", "mentions", "agency", "date")
"""As people ask for them."""

ENGINE_FACETS = ("source", "platform", "mentions", "agency", "month")
"""The same as an engine counts them: dates come by month first."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person types, how its words are joined, and the plan that comes of it."""

    text: str
    match: Match
    plan: Plan


class Contender(Protocol):
    """An index open for questions, with the facets counted or without."""

    def find(self, question: Question, counted: bool) -> object:
        """From the plan to ten numbers by relevance, and the counts."""

    def search(self, question: Question, counted: bool) -> object:
        """To ten records with snippets, matches marked in their titles too, and the counts."""


def draw(titles: Iterable[str], how_many: int, seed: int) -> list[str]:
    """Draw queries of one to five consecutive words in turn, each from a title of its own.

    Gives fewer where there are not enough titles of plain words.
    """
    chance = np.random.default_rng(seed)
    drawn: list[str] = []
    for title in chance.permutation(sorted(set(titles))).tolist():
        if len(drawn) == how_many:
            break
        words, length = title.split(), 1 + len(drawn) % LONGEST
        start = chance.integers(0, max(len(words) - length, 0), endpoint=True)
        run = words[start : start + length]
        if len(run) == length and _plain(" ".join(run)):
            drawn.append(" ".join(run))
    return drawn


def _plain(text: str) -> bool:
    """Whether the query language takes the text as words and nothing else."""
    parsed = parse(text, "all")
    parts = parsed.query.parts if isinstance(parsed.query, And) else (parsed.query,)
    return not parsed.notices and all(isinstance(part, Word) for part in parts)
