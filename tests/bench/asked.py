"""Questions as people ask them of the news, each with the records that answer it.

`asked.tsv` has each question, whose way of asking it is, and the ids of the answers in an
archive of the news and posts that the benchmarks have. What is printed is how many questions
have an answer among the first five results of a search with the defaults, and the median of
the totals, since a list of everything answers nothing.

    python tests/bench/asked.py --archive FOLDER [--match any] [--verbose]
"""

import csv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import NamedTuple, get_args

import click

from kashshaf import Archive
from kashshaf.index.query.parser import Match

ASKED = Path(__file__).with_name("asked.tsv")
FIRST = 5


class Asked(NamedTuple):
    question: str
    group: str
    answers: frozenset[str]


def questions() -> list[Asked]:
    with ASKED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Asked(row["question"], row["group"], frozenset(row["ids"].split())) for row in rows]


def rank(found: list[str], answers: frozenset[str]) -> int | None:
    """The place of the first answer, from 1; None where there is none."""
    return next((place for place, key in enumerate(found, 1) if key in answers), None)


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path), required=True)
@click.option("--match", type=click.Choice(get_args(Match)), default="most")
@click.option("--verbose", is_flag=True, help="Say where each question's first answer is.")
def main(folder: Path, match: Match, verbose: bool) -> None:
    """Ask an archive, and say how many questions it answers."""
    asked = questions()
    answered: Counter[str] = Counter()
    totals = []
    with Archive.open(folder) as archive:
        for one in asked:
            results = archive.search(one.question, match=match, limit=4 * FIRST)
            place = rank([hit.record.id for hit in results], one.answers)
            answered[one.group] += place is not None and place <= FIRST
            totals.append(results.total)
            if verbose:
                click.echo(f"{place or '-':>3} {results.total:>6}  {one.question}")
    for group, number in Counter(one.group for one in asked).items():
        click.echo(f"{group:<10} {answered[group]} of {number}")
    click.echo(f"answered   {answered.total()} of {len(asked)} among the first {FIRST}")
    click.echo(f"total      {median(totals):,.0f} at the median")


if __name__ == "__main__":
    main()
