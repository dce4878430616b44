"""Which words a search in any form takes for one: precision and recall against judged forms.

    python tests/bench/forms.py --judged FILE --archive DIR [--classes N]

A line of the file has, apart by tabs, a query, its kind, the records that have the query
itself, and four lists of words as `word:records`: its forms, words closely derived from it,
words that are often another, and other words. A word counts as found where a search for the
query would mark it. The precision of a query is (itself + forms + derived found) / (the same
+ others found), its recall (itself + forms found) / (itself + all forms), each word weighed
by its records; a kind's figures are the means over its queries.

With `--classes` the commonest stems of the archive are asked too, each by its commonest word, in
any form and by its letters alone; printed are those whose words hold a function word beside
others, or two that keep unlike company.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import click
from company import directions

from kashshaf import Archive, Record
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.arabic.function_words import is_function_word

WORST = 10
LOW = 0.8
"""A precision below which a query's totals tell of other words."""

READ = 20_000
"""Records that the commonest stems and the company of their words are drawn from."""

OFTEN = 50
"""Places in them that a word needs before its company says something."""

UNLIKE = 0.05
"""The cosine of two words that have nothing to do with each other."""


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


def classes(archive: Archive, most: int) -> Iterator[str]:
    """The commonest stems that hold words which may be others, told one in a line."""
    analyze = Analyzer().analyse
    read = [analyze(record.text) for record in islice(archive.records(), READ)]
    counts = Counter(word for text in read for word in text.words if word.isalpha())
    by_stem: dict[str, dict[str, int]] = defaultdict(dict)
    for text in read:
        for word, stem in zip(text.words, text.stems, strict=True):
            if counts[word] >= OFTEN:
                by_stem[stem][word] = counts[word]
    stems = sorted(by_stem, key=lambda stem: -sum(by_stem[stem].values()))[:most]
    company = directions(
        [text.words for text in read], {w for stem in stems for w in by_stem[stem]}
    )
    for stem in stems:
        members = by_stem[stem]
        commonest = max(members, key=members.__getitem__)
        odd = [word for word in members if _is_odd(word, commonest, company)]
        if odd:
            any_form, alone = archive.count(commonest), archive.count(f'"{commonest}"')
            yield f"{commonest}  {any_form:,} / {alone:,}: {'، '.join(odd[:8])}"


def _is_odd(word: str, commonest: str, company: Mapping[str, Any]) -> bool:
    if is_function_word(word) != is_function_word(commonest):
        return True
    if word not in company or commonest not in company:
        return False
    return float(company[word] @ company[commonest]) < UNLIKE


@click.command(help=__doc__)
@click.option("--judged", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--every", is_flag=True, help="Print all queries, not the ten worst.")
@click.option("--classes", "stems", type=click.IntRange(0), default=0, help="Stems to look at.")
def main(judged: Path, folder: Path, every: bool, stems: int) -> None:
    """Print the queries of least precision and recall, and a line for each kind."""
    with Archive.open(folder) as archive:
        results = [measured(one, archive) for one in judgements(judged)]
        for line in classes(archive, stems) if stems else ():
            click.echo(line)
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
