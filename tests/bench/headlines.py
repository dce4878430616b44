"""How high a record stands for words that stand together in it: `python tests/bench/headlines.py`.

Words are drawn from headlines, and from sentences deep in long texts, as one who
remembers them would type two to four. Each must find its record among the first
five: before those that have the words far apart.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import click

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.index.query.parser import Match

KINDS = ("headline", "passage")

FIRST = 5
"""Hits among which the record must be."""

_FEWEST, _MOST = 30, 3_000
"""Records that have a word which says something and yet does not say all."""

_STRETCH = 12
"""Words of a text from which those of a question are drawn."""

_DEEP = 2_500
"""Letters of a text after which a sentence is deep in it."""

_SHORTEST = 4
"""Letters of a word that says something."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Words of one record."""

    words: str
    record: str


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--each", default=100, show_default=True, help="Questions of each kind.")
@click.option("--seed", default=1, show_default=True)
@click.option("--show", is_flag=True, help="Print the questions that fail.")
def main(archive: Path, each: int, seed: int, show: bool) -> None:
    """Print how many find their record among the first five, and the mean reciprocal rank."""
    with Archive.open(archive) as opened:
        for kind in KINDS:
            asked = draw(opened, kind, each, random.Random(seed))
            for match in ("all", "any"):
                ranks = [rank(opened, question, match) for question in asked]
                found = sum(0 < at <= FIRST for at in ranks)
                mrr = mean(1 / at if at else 0.0 for at in ranks) if ranks else 0.0
                click.echo(f"{kind:9} {match}  {found:4} of {len(asked)}  {mrr:.4f}")
                for question, at in zip(asked, ranks, strict=True):
                    if show and not 0 < at <= FIRST:
                        click.echo(f"    {at or '-':>2}  {question.words}  {question.record}")


def draw(archive: Archive, kind: str, most: int, rng: random.Random) -> list[Remembered]:
    """So many questions of a kind."""
    records = [record for record in archive.each(sort="oldest") if _text(record, kind)]
    rng.shuffle(records)
    questions: list[Remembered] = []
    for record in records:
        if len(questions) == most:
            break
        words = _telling(archive, _text(record, kind).split(), rng)
        if len(words) > 1:
            questions.append(Remembered(" ".join(words), record.id))
    return questions


def rank(archive: Archive, question: Remembered, match: Match) -> int:
    """Where the record stands in the first ten, from 1; 0 where it is not among them."""
    found = [hit.record.id for hit in archive.search(question.words, match=match)]
    return found.index(question.record) + 1 if question.record in found else 0


def _text(record: Record, kind: str) -> str:
    return record.title if kind == "headline" else record.text[_DEEP:]


def _telling(archive: Archive, words: Sequence[str], rng: random.Random) -> list[str]:
    """Two to four words of a stretch, in order, that say something."""
    first = rng.randrange(max(len(words) - _STRETCH, 0) + 1)
    stretch = dict.fromkeys(words[first : first + _STRETCH])
    telling = list(_that_tell(archive, stretch))
    chosen = rng.sample(telling, min(rng.randint(2, 4), len(telling)))
    return [word for word in telling if word in chosen]


def _that_tell(archive: Archive, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if len(word) >= _SHORTEST and word.isalpha():
            having = archive.search(word, limit=0, level="word").total
            if _FEWEST <= having <= _MOST:
                yield word


if __name__ == "__main__":
    main()
