"""What it takes to count stories: `python tests/bench/stories.py --archive DIR`."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import click

from kashshaf import Archive, SearchResults
from kashshaf.arabic.analyzer import Analyzer

FACETS = ("source", "platform", "agency", "tag", "date")
ROUNDS = 3


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--words", type=click.IntRange(1), default=40, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(folder: Path, words: int, seed: int) -> None:
    """Search for words per record and per story by turns, with five facets.

    The status is 1 if the counts of stories are not those of records gone through one by one.
    """
    with Archive.open(folder) as archive:
        drawn = _words(archive, words, seed)
        for word in drawn[:3]:
            _check(archive, word)
        times = _times(archive, drawn)
        click.echo(f"{'records':>8} {'stories':>8}   per record   per story   beside")
        for word in sorted(drawn, key=archive.count):
            record, story, beside = (1000 * median(taken) for taken in times[word])
            click.echo(
                f"{archive.count(word):8,} {archive.count(word, per='story'):8,} {record:9.1f} ms"
                f" {story / record:9.2f} × {beside / record:7.2f} ×   {word}"
            )


def _words(archive: Archive, number: int, seed: int) -> list[str]:
    """Words of texts, which so come as often as they are used; and everything."""
    draw = random.Random(seed)
    texts = draw.sample([record.text for record in archive.records()], number)
    found = [Analyzer().analyse(text).words for text in texts]
    return [draw.choice(words) for words in found if words] + [""]


def _check(archive: Archive, word: str) -> None:
    records = list(archive.each(word))
    first: dict[str, str] = {}
    for record in records:
        story = archive.reprints(record).story
        first.setdefault(min(one.id for one in story.records) if story else record.id, record.id)
    if [one.id for one in archive.each(word, per="story")] != list(first.values()):
        raise click.ClickException(f"stories of {word!r} are not those of its records")
    if archive.count(word, per="story") != len(first):
        raise click.ClickException(f"{word!r} has {len(first)} stories")


def _times(archive: Archive, words: list[str]) -> dict[str, list[list[float]]]:
    """The seconds of each round for each word: per record, per story, with stories beside.

    Word after word, so that nothing is kept from one way for the next.
    """
    ways: list[dict[str, Any]] = [{}, {"per": "story"}, {"stories": True}]
    times: dict[str, list[list[float]]] = {word: [[] for _ in ways] for word in words}
    for _ in range(ROUNDS):
        for place, way in enumerate(ways):
            for word in words:
                work = partial(archive.search, word, facets=FACETS, **way)
                times[word][place].append(_timed(work))
    return times


def _timed(work: Callable[[], SearchResults]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
