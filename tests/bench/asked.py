"""Questions as people ask them of the news, each with the records that answer it.

`asked.tsv` has the question, whose way of asking it is, and the answers' ids in an archive
of `shared/data/news` and `social`. Run it with the defaults of a search:

    python tests/bench/asked.py --archive FOLDER [--match any]

It prints how many questions have an answer among the first five results, of each group,
and the median of the totals; with `--verbose`, each question's rank and total.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import NamedTuple, get_args

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--match", choices=get_args(Match), default="most")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    asked = questions()
    answered: Counter[str] = Counter()
    totals = []
    with Archive.open(given.archive) as archive:
        for one in asked:
            results = archive.search(one.question, match=given.match, limit=20)
            place = rank([hit.record.id for hit in results], one.answers)
            answered[one.group] += place is not None and place <= FIRST
            totals.append(results.total)
            if given.verbose:
                print(f"{place or '-':>3} {results.total:>6} {results.parts or ''} {one.question}")
    for group, number in Counter(one.group for one in asked).items():
        print(f"{group} {answered[group]} of {number}")
    print(f"answered {answered.total()} of {len(asked)} in the first {FIRST}")
    print(f"median total {median(totals):,.0f}")


if __name__ == "__main__":
    main()
