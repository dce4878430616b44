"""How often a slip is mended: `python tests/bench/spelling.py`.

Pairs of a word as it was written wrong and as it is right are put to an
archive of the news. The README beside this file says how to read the figures.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import contains
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import click
from contenders.ours import ENGINES
from corpus import DATA
from measuring import timed

from kashshaf import Archive, KashshafError
from kashshaf.arabic.analyzer import Analyzer

_WORD = re.compile("[ء-ي]{4,}")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤةىأإ"
_FREQUENT = 30
"""Records, of a tenth of the archive, that have a word which is drawn."""

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@dataclass(frozen=True, slots=True)
class Mended:
    """A slip, what it was meant for, what was suggested, and how long the search took."""

    wrong: str
    right: str
    suggestions: tuple[str, ...]
    milliseconds: float


@click.command()
@click.option("--pairs", type=_FILE, default=DATA / "spelling" / "pairs.tsv")
@click.option("--archive", "folder", type=_FOLDER, help="An archive to ask, instead of the news.")
@click.option("--engine", type=click.Choice(ENGINES), default="tantivy", show_default=True)
@click.option("--misses", is_flag=True, help="List the slips of which the first is not right.")
@click.option("--drawn", type=int, default=0, help="Make so many slips by chance as well.")
@click.option("--right", type=_FILE, default=DATA / "retrieval" / "queries.tsv")
def main(
    pairs: Path, folder: Path | None, engine: str, misses: bool, drawn: int, right: Path
) -> None:
    """Print how many slips find the right word, and how many spellings of one word meet.

    Pairs are tab-separated category, wrong and right, under a line of these names. As many words
    as are drawn are taken from the text of right ones too, of which none should be questioned.
    """
    with TemporaryDirectory(prefix="kashshaf-bench-") as temporary:
        try:
            with _archive(folder, Path(temporary) / "archive", engine) as archive:
                _report(archive, list(_read(pairs)), misses)
                if drawn:
                    _report_drawn(archive, drawn, right.read_text("utf-8"))
        except KashshafError as error:
            raise click.ClickException(str(error)) from error


def _archive(folder: Path | None, new: Path, engine: str) -> Archive:
    if folder is not None:
        return Archive.open(folder)
    archive = Archive.create(new, engine=engine)
    archive.ingest([DATA / "news"], workers=2)
    return archive


def _read(pairs: Path) -> Iterator[tuple[str, str, str]]:
    with pairs.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["category"], row["wrong"], row["right"]


def _report(archive: Archive, pairs: Sequence[tuple[str, str, str]], misses: bool) -> None:
    archive.search("كتااببب")  # the first look for words that are nearly the same takes longer
    slips = [
        _mend(archive, wrong, right)
        for category, wrong, right in pairs
        if category == "letters" and _holds(archive, right) and not _holds(archive, wrong)
    ]
    ranks = [_rank(slip) for slip in slips]
    times = sorted(slip.milliseconds for slip in slips)
    click.echo(f"letters       {len(slips)} slips for a word that is held")
    click.echo(f"right first   {_share(rank == 0 for rank in ranks)}")
    click.echo(f"within three  {_share(rank < 3 for rank in ranks)}")
    click.echo(f"a search      {median(times):.1f} ms at the median, {times[-1]:.1f} at most")
    spellings = [(one, other) for name, one, other in pairs if name == "orthographic"]
    same = [_stems(one) == _stems(other) for one, other in spellings]
    click.echo(f"orthographic  {_share(same)} find each other as they are")
    for slip, rank in zip(slips, ranks, strict=True):
        if misses and rank:
            click.echo(f"{slip.wrong} for {slip.right}: {'، '.join(slip.suggestions)}")


def _report_drawn(archive: Archive, number: int, text: str) -> None:
    chance = Random("slips")  # the same for everyone
    slips = [
        _mend(archive, wrong, right)
        for wrong, right in _slips(chance, _frequent(archive), number)
        if not _holds(archive, wrong)
    ]
    ranks = [_rank(slip) for slip in slips]
    click.echo(f"drawn         {len(slips)} of {number} give no word that is held")
    click.echo(f"right first   {_share(rank == 0 for rank in ranks)}")
    click.echo(f"within three  {_share(rank < 3 for rank in ranks)}")
    words = sorted(set(_WORD.findall(text)))
    asked = [archive.search(word) for word in chance.sample(words, min(number, len(words)))]
    questioned = [found.text for found in asked if found.suggestions]
    click.echo(f"questioned    {len(questioned)} of {len(asked)} right words")
    click.echo("، ".join(questioned))


def _frequent(archive: Archive) -> list[str]:
    tenth = (record.text for at, record in enumerate(archive.records()) if at % 10 == 0)
    having = Counter(word for text in tenth for word in set(_WORD.findall(text)))
    most = max(having.values(), default=0)
    return sorted(word for word, count in having.items() if count >= min(_FREQUENT, most))


def _slips(chance: Random, words: Sequence[str], number: int) -> Iterator[tuple[str, str]]:
    """Words with a letter wrong, left out, too many, or exchanged with the next."""
    made = 0
    while made < number:
        right = chance.choice(words)
        at, letter = chance.randrange(len(right)), chance.choice(_LETTERS)
        start, end = right[:at], right[at + 1 :]
        ways = (start + letter + end, start + end, start + letter + right[at:])
        exchanged = start + right[at : at + 2][::-1] + right[at + 2 :]
        wrong = chance.choice((*ways, exchanged))
        if _analyzer.fold(wrong) != _analyzer.fold(right):
            made += 1
            yield wrong, right


def _holds(archive: Archive, word: str) -> bool:
    return archive.search(f'"{word}"', limit=0).total > 0


def _mend(archive: Archive, wrong: str, right: str) -> Mended:
    found, milliseconds = timed(lambda: archive.search(wrong))
    return Mended(wrong, right, found.suggestions, milliseconds)


def _rank(slip: Mended) -> int:
    """The place of the right word, or of one that a search finds it by; 3 for none."""
    return next((at for at, text in enumerate(slip.suggestions) if _finds(text, slip.right)), 3)


_analyzer = Analyzer()


def _finds(text: str, right: str) -> bool:
    """Whether a search for a text, in any form, looks for the right word too."""
    sought = [_analyzer.lemmas(word) for word in _analyzer.analyse(text).words]
    stems = _stems(right)
    return len(sought) == len(stems) and all(map(contains, sought, stems))


def _stems(text: str) -> list[str]:
    return _analyzer.analyse(text).stems


def _share(hits: Iterator[bool] | Sequence[bool]) -> str:
    hits = list(hits)
    return f"{sum(hits) / max(len(hits), 1):.1%}"


if __name__ == "__main__":
    main()
