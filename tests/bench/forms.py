"""Which words a search in any form takes for one: precision and recall against judged forms.

    python tests/bench/forms.py --judged FILE --archive DIR [--classes]

A line of the file has, apart by tabs, a query, its kind, the records that have the query
itself, and four lists of words as `word:records`: its forms, words closely derived from it,
words that are often another, and other words. A word counts as found where a search for the
query would mark it. The precision of a query is (itself + forms + derived found) / (the same
+ others found), its recall (itself + forms found) / (itself + all forms), each word weighed
by its records; a kind's figures are the means over its queries.

With `--classes` the commonest words of the archive are asked too, in any form and by their
letters alone, and those are told apart whose forms hold a function word.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import click

from kashshaf import Archive, Record

WORST = 10
LOW = 0.8
"""A precision below which a query's totals tell of other words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and what its forms are and are not: words with their records."""

    query: str
    kind: str
    records: int
    forms: dict[str, int]
    derived: dict[str, int]
    others: dict[str, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a search in any form takes for a query."""

    judged: Judged
    precision: float
    recall: float
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    """The heaviest of the others that are found, and of the forms that are not."""


def judgements(path: Path) -> Iterator[Judged]:
    """Read a file of judgements."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Judged(
                row["query"],
                row["kind"],
                int(row["records"]),
                *(_weighed(row[column]) for column in ("forms", "derived", "others")),
            )


def _weighed(words: str) -> dict[str, int]:
    parted = (word.rpartition(":") for word in words.split())
    return {word: int(records) for word, _, records in parted}


def measured(judged: Judged, archive: Archive) -> Measured:
    """Ask for a query in any form and see which of its judged words are marked."""
    asked = [*judged.forms, *judged.derived, *judged.others]
    found = _marked(asked, judged.query, archive)
    right = judged.records + _sum(judged.forms, found)
    derived, wrong = _sum(judged.derived, found), _sum(judged.others, found)
    return Measured(
        judged,
        precision=(right + derived) / (right + derived + wrong),
        recall=right / (judged.records + sum(judged.forms.values())),
        wrong=_heaviest(judged.others, found),
        missed=_heaviest(judged.forms, judged.forms.keys() - found),
    )


def _marked(words: Iterable[str], query: str, archive: Archive) -> set[str]:
    # A line apart, so that no two of them stand in a row.
    text = " .\n".join(words)
    shown = archive.highlight(Record(id="judged", title="", text=text), query)["text"]
    return {fragment.text for fragment in shown.fragments if fragment.marked}


def _sum(weighed: dict[str, int], words: Iterable[str]) -> int:
    return sum(weighed.get(word, 0) for word in words)


def _heaviest(weighed: dict[str, int], words: Iterable[str]) -> tuple[str, ...]:
    among = sorted(weighed.keys() & set(words), key=lambda word: -weighed[word])
    return tuple(f"{word}:{weighed[word]}" for word in among[:8])


@click.command(help=__doc__)
@click.option("--judged", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--every", is_flag=True, help="Print all queries, not the ten worst.")
def main(judged: Path, folder: Path, every: bool) -> None:
    """Print the queries of least precision and recall, and a line for each kind."""
    with Archive.open(folder) as archive:
        results = [measured(one, archive) for one in judgements(judged)]
    results.sort(key=lambda one: one.precision * one.recall)
    for one in results if every else results[:WORST]:
        click.echo(f"{one.judged.query}  {one.precision:.3f}  {one.recall:.3f}")
        click.echo(f"    wrong: {'، '.join(one.wrong)}\n    missed: {'، '.join(one.missed)}")
    for kind, label in (("name", "names"), ("common", "common")):
        of_kind = [one for one in results if one.judged.kind == kind]
        precision = mean(one.precision for one in of_kind)
        recall = mean(one.recall for one in of_kind)
        low = sum(one.precision < LOW for one in of_kind)
        click.echo(f"{label} {len(of_kind)} {precision:.4f} {recall:.4f} {low}")


if __name__ == "__main__":
    main()
