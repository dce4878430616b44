"""How long concordances take beside results: `python tests/bench/concordances.py --archive DIR`."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click
import numpy as np
from flask.testing import FlaskClient
from measuring import latency
from tables import machine

sys.path.append(str(Path(__file__).parents[1] / "support"))

from plain_reading import Line, read_plainly

from kashshaf import Archive
from kashshaf.index.searching import concordance as concordances
from kashshaf.index.searching.concordance import Arrangement
from kashshaf.index.searching.filters import FilteredQuery
from kashshaf.index.searching.occurrences import COMPARED
from kashshaf.web import create_app

_SHOWN = 100_000
_WORDS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the archive's texts, and how many records have it."""

    text: str
    records: int


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--words", type=click.IntRange(2), default=40, show_default=True)
@click.option("--checked", type=click.IntRange(0), default=8, show_default=True)
def main(folder: Path, words: int, checked: int) -> None:
    """Time the pages of results and of the concordance of so many words, rare to common.

    First the lines of some are compared with those that one finds who reads all of each text, in
    every order and at every level, of words in a row, with wildcards, and of variants.
    """
    with Archive.open(folder) as archive:
        drawn = _drawn(archive, words)
        texts = [word.text for word in drawn[:: max(len(drawn) // max(checked, 1), 1)][:checked]]
        compared = sum(_checked(archive, asked) for asked in _asked(archive, texts))
        click.echo(f"{len(archive):,} records, {archive.engine}; {machine()}")
        click.echo(f"{compared:,} lines are those of a whole reading\n")
        click.echo("| word | records | results ms | concordance ms | times | first times |")
        click.echo("|---|---|---|---|---|---|")
        client = create_app(archive).test_client()
        client.get("/?q=0")
        ratios = np.array([_timed(client, word) for word in drawn])
        warm, first = np.median(ratios, axis=0)
        click.echo(f"\nmedian: {warm:.2f} times the results, the first time {first:.2f}")


def _drawn(archive: Archive, most: int) -> list[Word]:
    """Words of the texts, from those that few records have to those that most have."""
    texts = [record.text for record in archive.each(limit=2_000)]
    found = sorted({word for text in texts[::20] for word in text.split() if word.isalpha()})
    counted = (Word(word, archive.count(word)) for word in found[:: max(len(found) // 400, 1)])
    by_records = sorted((word for word in counted if word.records > 1), key=lambda one: one.records)
    places = np.linspace(0, len(by_records) - 1, min(most, len(by_records))).astype(int)
    return [by_records[place] for place in places]


def _asked(archive: Archive, words: Sequence[str]) -> Iterator[dict[str, Any]]:
    for arrangement in get_args(Arrangement):
        for word in words:
            yield {"text": word, "arrangement": arrangement}
    for word in words:
        for level in ("any", "clitics", "word", "written"):
            yield {"text": word, "level": level}
        yield {"text": f"{word[:3]}*"}
        yield {"text": f"*{word[-2:]}"}
        yield {"text": f"{word}~"}
        yield {"text": word, "variants": False}
        (line, *_) = archive.concordance(word, limit=1).lines or (None,)
        if line is not None and len(after := line.after.split()) > 1:
            yield {"text": f'"{line.match} {after[0]}"'}
            yield {"text": f'"{line.match} {after[1]}"~3', "arrangement": "after"}
    yield {"text": " OR ".join(words[:3])}


def _checked(archive: Archive, asked: dict[str, Any]) -> int:
    """Compare the lines of a concordance with a whole reading; return how many there are."""
    found = archive.concordance(**asked, words=_WORDS, limit=_SHOWN)
    lines = [(line.before, line.match, line.after, line.record.id) for line in found.lines]
    plainly = _plainly(archive, **asked)
    if lines != plainly or found.total != len(plainly):
        raise click.ClickException(
            f"{asked}: {len(lines)} lines, and {len(plainly)} when all is read"
        )
    return len(lines)


def _plainly(
    archive: Archive, text: str, arrangement: Arrangement = "record", **options: Any
) -> list[tuple[str, str, str, str]]:
    records = list(archive.each(text, **options))
    query = FilteredQuery.of(archive.naming, text, **options)
    matcher = archive._on_index(lambda index: index.matcher(query.typed))
    lines = read_plainly([one.text for one in records], matcher, "text", COMPARED)
    if arrangement != "record":
        lines.sort(key=lambda line: line.before if arrangement == "before" else line.after)
    return [_shown(line, records[line.text].text, records[line.text].id) for line in lines]


def _shown(line: Line, text: str, record_id: str) -> tuple[str, str, str, str]:
    before = text[max(line.start - concordances.LONGEST_SIDE, 0) : line.start].split()
    after = text[line.end : line.end + concordances.LONGEST_SIDE].split()
    match = " ".join(text[line.start : line.end].split())
    return " ".join(before[-_WORDS:]), match, " ".join(after[:_WORDS]), record_id


def _timed(client: FlaskClient, word: Word) -> tuple[float, float]:
    """How many times the results' page the concordance takes, when both were asked for before,
    and the first time."""
    pages = [partial(_milliseconds, client, path, word.text) for path in ("/", "/concordance")]
    results, lines = (latency([page]) for page in pages)
    warm, first = lines.p50 / results.p50, lines.first_p50 / results.first_p50
    cells = f"{results.p50:.0f} | {lines.p50:.0f} | {warm:.1f} | {first:.1f}"
    click.echo(f"| {word.text} | {word.records:,} | {cells} |")
    return warm, first


def _milliseconds(client: FlaskClient, path: str, text: str) -> float:
    started = time.perf_counter()
    client.get(path, query_string={"q": text}).get_data()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
