"""The questions that are asked: runs of words from titles."""

import random
from dataclasses import dataclass
from itertools import count

from kashshaf import Archive
from kashshaf.index.parser import Match, parse
from kashshaf.index.plan import Plan
from kashshaf.index.planner import Planner
from kashshaf.index.query import And, Word

LONGEST = 5
"""Words of the longest question; there are as many of each length from one."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person types, how its words are joined, and the plan that comes of it."""

    text: str
    match: Match
    plan: Plan


def draw(archive: Archive, how_many: int, seed: int) -> list[str]:
    """Draw queries of one to five consecutive words, in turn, each from a title of its own."""
    titles = sorted({record.title for record in archive.records() if record.title})
    random.Random(seed).shuffle(titles)
    turns = count()
    drawn: list[str] = []
    for title in titles:
        if len(drawn) == how_many:
            break
        length = next(turns)
    return drawn
