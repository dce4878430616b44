"""How long it takes to tell what words tell: `python tests/bench/words.py --archive DIR`."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from tables import machine

sys.path.append(str(Path(__file__).parents[1] / "support"))

from plain_words import Told, Words, company, telling, without, words_near, words_of

from kashshaf import Archive
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.index.searching.filters import FilteredQuery

_analyzer = Analyzer()

_TIMES = 5
_CHECKED = 25
"""Words of each answer that are compared: the first ones."""


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--matches", type=click.IntRange(1), default=5_000, show_default=True)
@click.option("--words", type=click.IntRange(1), default=3, show_default=True)
@click.option("--checked", type=click.IntRange(0), default=1, show_default=True)
def main(folder: Path, matches: int, words: int, checked: int) -> None:
    """Time collocates, telling words and comparisons of words with about so many matches.

    First those of some are compared with a count in Python of all texts, analysed anew. Times are
    of one processor: how long it worked, whatever else the machine did meanwhile.
    """
    with Archive.open(folder) as archive:
        drawn = _drawn(archive, matches, words)
        click.echo(f"{len(archive):,} records, {archive.engine}; {machine()}")
        first = _seconds(lambda: archive.telling_words(drawn[0], limit=1))
        click.echo(f"all texts counted, once for an open index: {first * 1000:.0f} ms\n")
        if checked:
            everything = {n: one.text for n, one in enumerate(archive.each(sort="oldest"))}
            whole = words_of(everything, False)
            compared = sum(_checked(archive, one, whole) for one in drawn[:checked])
            click.echo(f"{compared:,} words are those of a plain count\n")
        click.echo("| word | records | matches | collocates ms | by year | telling | comparison |")
        click.echo("|---|---|---|---|---|---|---|")
        for one, other in zip(drawn, [*drawn[1:], drawn[0]], strict=True):
            click.echo(_row(archive, one, other))


def _drawn(archive: Archive, matches: int, words: int) -> list[str]:
    """The words of the archive whose matches are nearest to so many."""
    texts = [record.text for record in archive.each(limit=2_000)]
    found = sorted({word for text in texts[::20] for word in text.split() if word.isalpha()})
    numbered = {
        word: archive.concordance(word, limit=0).total
        for word in found[:: max(len(found) // 120, 1)]
        if len(word) > 3
    }
    return sorted(numbered, key=lambda word: abs(numbered[word] - matches))[:words]


def _checked(archive: Archive, word: str, whole: Words) -> int:
    read = {n: one.text for n, one in enumerate(archive.each(word, sort="oldest"))}
    query = FilteredQuery.of(archive.naming, word)
    matcher = archive._on_index(lambda index: index.matcher(query.typed))
    near = company(words_near(read, matcher, 5, 5, False), whole, "log-likelihood")
    compared = _compared(archive.collocates(word, limit=_CHECKED).collocates, near)
    here = words_of(read, False)
    others = Words()
    for stem, records in whole.records.items():
        others.records[stem] = set(range(len(records) - here.having(stem)))
    sought = {stem for form in here.forms for stem in [form] if form in _sought(matcher)}
    marking = telling(without(here, sought), len(read), others, len(archive) - len(read))
    return compared + _compared(archive.telling_words(word, limit=_CHECKED).words, marking)


def _sought(matcher: Any) -> set[str]:
    stems = set(matcher.sought("text").words.get("stem", ()))
    written = matcher.sought("text").words.get("written", ())
    return stems | {stem for form in written for stem in _analyzer.analyse(form).stems}


def _compared(found: Any, counted: dict[str, Told]) -> int:
    for one in found:
        word, times, records, awaited, score = counted[_analyzer.analyse(one.word).stems[0]]
        told = (one.word, one.count, one.records, round(one.expected, 4), round(one.score, 2))
        if told != (word, times, records, round(awaited, 4), round(score, 2)):
            raise click.ClickException(f"{told} is {(word, times, records, awaited, score)}")
    best = sorted(counted.values(), key=lambda one: -one[-1])[: len(found)]
    if [round(one.score, 2) for one in found] != [round(one[-1], 2) for one in best]:
        raise click.ClickException("others are bound more closely when all is read")
    return len(found)


def _row(archive: Archive, word: str, other: str) -> str:
    found = archive.collocates(word)
    asked: Iterator[Callable[[], object]] = iter(
        (
            lambda: archive.collocates(word),
            lambda: archive.collocates(word, by="year"),
            # An answer that is remembered would be none to time.
            lambda: archive.telling_words(f"{word} -{time.perf_counter_ns()}"),
            lambda: archive.compare([word, other]),
        )
    )
    timed = (
        f"{sorted(_seconds(one) for _ in range(_TIMES))[_TIMES // 2] * 1000:.0f}" for one in asked
    )
    return f"| {word} | {found.matching:,} | {found.matches:,} | {' | '.join(timed)} |"


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
