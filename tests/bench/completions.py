"""How well the next word is completed: `python tests/bench/completions.py --archive DIR`.

Pairs of words are drawn from titles, each of another record: the first is typed as a whole,
of the second two or three letters, or the article and one. What follows the first most often
in the whole archive, among the words that begin so and say something, should be among the
first that are offered.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

import click
from measuring import timed

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.folding import is_plain
from kashshaf.arabic.function_words import is_function_word

FIRST = 3
"""Among so many of what is offered the right word should be."""

_LEAST = 3
"""Records that have the two words in a row: of fewer, chance decides which come most often."""

_ARTICLE = "ال"
_LONGEST = 3
"""Letters of the second word that are typed; it has more."""

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@dataclass(slots=True)
class Case:
    """The first word, the letters of the second, and how many records have what behind it."""

    first: str
    letters: str
    following: Counter[str] = field(default_factory=Counter)

    @property
    def right(self) -> set[str]:
        """The words that follow most often."""
        most = max(self.following.values())
        return {word for word, count in self.following.items() if count == most}


@click.command()
@click.option("--archive", "folder", type=_FOLDER, required=True, help="An archive to ask.")
@click.option("--pairs", "size", default=40, show_default=True, help="How many to draw.")
@click.option("--seed", default=1, show_default=True)
@click.option("--misses", is_flag=True, help="List the pairs that are not completed.")
def main(folder: Path, size: int, seed: int, misses: bool) -> None:
    """Print for how many pairs the word that follows most often is among the first three."""
    with Archive.open(folder) as archive:
        _, first_call = timed(lambda: archive.complete("مجلس ال"))
        drawn = draw(archive, 2 * size, random.Random(seed))
        count(archive, drawn)
        cases = [case for case in drawn if max(case.following.values(), default=0) >= _LEAST]
        _report(archive, cases[:size], first_call, misses)


def draw(archive: Archive, size: int, rng: random.Random) -> list[Case]:
    """Pairs of words from the titles of different records, no pair twice."""
    titles = [record.title for record in archive.records()]
    rng.shuffle(titles)
    drawn = {(case.first, case.letters): case for case in _cases(titles, rng)}
    return list(islice(drawn.values(), size))


def _cases(titles: list[str], rng: random.Random) -> Iterator[Case]:
    for title in titles:
        pairs = [
            (one, other)
            for one, other in pairwise(_analyzer.analyse(title).words)
            if is_plain(one) and is_plain(other) and len(one) > 1 and len(other) > _LONGEST
            if not is_function_word(other)
        ]
        if pairs:
            one, other = rng.choice(pairs)
            typed = _LONGEST if other.startswith(_ARTICLE) else rng.choice((2, _LONGEST))
            yield Case(one, other[:typed])


def count(archive: Archive, cases: list[Case]) -> None:
    """Count in how many records each word of content follows."""
    by_first: dict[str, list[Case]] = {}
    for case in cases:
        by_first.setdefault(case.first, []).append(case)
    for record in archive.records():
        words = _analyzer.analyse(f"{record.title}\n{record.text}").words
        for first, other in {pair for pair in pairwise(words) if pair[0] in by_first}:
            for case in by_first[first]:
                if other.startswith(case.letters) and not is_function_word(other):
                    case.following[other] += 1


def _report(archive: Archive, cases: list[Case], first_call: float, misses: bool) -> None:
    completed, times, missed = 0, [], []
    for case in cases:
        typed = f"{case.first} {case.letters}"
        found, milliseconds = timed(partial(archive.complete, typed))
        offered = {_analyzer.fold(text.split()[-1]) for text in found.words[:FIRST]}
        times.append(milliseconds)
        if offered & case.right:
            completed += 1
        else:
            most = "، ".join(f"{word} {count}" for word, count in case.following.most_common(3))
            missed.append(f"{typed}: {'، '.join(found.words[:FIRST])} (in the archive: {most})")
    click.echo(f"completed     {completed} of {len(cases)} pairs within {FIRST}")
    click.echo(f"a completion  {median(times):.1f} ms at the median, {max(times):.1f} at most")
    click.echo(f"the first     {first_call:.1f} ms")
    for line in missed if misses else ():
        click.echo(line)


_analyzer = Analyzer()


if __name__ == "__main__":
    main()
