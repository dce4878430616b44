"""How finding reprints grows: `python tests/bench/reprints_at_scale.py --archive DIR`."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from measuring import folder_size, in_own_process
from tables import machine

from kashshaf.arabic.pieces import Shape, Shaper
from kashshaf.archive.field_values import days
from kashshaf.archive.storage.store import Store
from kashshaf.index.reprints.alignment import align_many
from kashshaf.index.reprints.arrays import Ints, Mask, Words, each_once
from kashshaf.index.reprints.boilerplate import Origins, boilerplate_keys
from kashshaf.index.reprints.candidates import of_all
from kashshaf.index.reprints.fingerprints import fingerprints
from kashshaf.index.reprints.parameters import PARAMETERS
from kashshaf.index.reprints.postings import Postings, postings_of
from kashshaf.index.reprints.segments import join, opened, write_part

CHANGED = 0.03
"""Of the words of a record that is taken in once more, those that are others."""

SURE = 120
"""Words of a text of which so many are left as they were that it must be found again."""

AT_ONCE = 2000
"""Texts whose keys are made at once, and pairs that are aligned at once."""

_WORDS: Shape[tuple[str, ...]] = Shape(
    lambda written, word, stem: (word,), lambda parts: tuple(chain.from_iterable(parts))
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an archive: of text k the words from `starts[k]` on, its source and days."""

    words: Words
    starts: Ints
    origins: Origins

    def __len__(self) -> int:
        return len(self.starts) - 1

    def repeated(self, copies: int) -> Origins:
        """The origins of as many copies, one behind the other."""
        of = self.origins
        columns = (np.tile(column, copies) for column in (of.sources, of.first, of.last))
        return Origins(*columns)


def copied(words: Words, copy: int) -> Words:
    """Words each of which has become another, so that no copy shares any with another copy."""
    return words * np.uint32(2 * copy + 1) + np.uint32(copy)


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--records", type=click.IntRange(1), default=1_000_000, show_default=True)
@click.option("--asked", type=click.IntRange(1), default=1000, show_default=True)
def main(folder: Path, records: int, asked: int) -> None:
    """Time the keys, the look-up and the alignment of an archive's texts and of copies of them.

    Copies have other words in the same order: as much is shared within each as in the archive, and
    nothing between them.
    """
    texts = read(folder)
    click.echo(f"{len(texts):,} records of {len(texts.words):,} words; {machine()}\n")
    with TemporaryDirectory() as name:
        saved = Path(name) / "texts.npz"
        save(texts, saved)
        for copies in sorted({1, max(records // len(texts), 1)}):
            measure(saved, texts, copies, Path(name) / str(copies), asked)


def read(folder: Path) -> Texts:
    """The folded words of an archive's texts, hashtags that stand behind them left out."""
    numbers: dict[str, int] = {}
    shaper, parts, rows = Shaper(_WORDS), [], []
    with Store.open(folder / "archive.sqlite") as store:
        for change in store.changes():
            if record := change.record:
                words = [word for piece in shaper(record.text) for word in piece if word[:1] != "#"]
                found = (numbers.setdefault(word, len(numbers) + 1) for word in words)
                parts.append(np.fromiter(found, np.uint32, len(words)))
                author = record.author if record.platform not in (None, "", "web") else None
                rows.append((record.source, record.platform, author, *days(record.published)))
    sources, platforms, authors, first, last = zip(*rows, strict=True)
    return Texts(
        np.concatenate(parts),
        np.cumsum([0, *map(len, parts)]),
        Origins.of(
            _codes(sources),
            _codes(platforms),
            _codes(authors),
            np.array(first, np.int32),
            np.array(last, np.int32),
        ),
    )


def _codes(values: tuple[str | None, ...]) -> Ints:
    known = {value: code for code, value in enumerate(sorted({*filter(None, values)}), 1)}
    return np.array([known.get(value or "", 0) for value in values])


def save(texts: Texts, path: Path) -> None:
    """Keep texts for the processes that are measured."""
    of = texts.origins
    np.savez(path, texts.words, texts.starts, of.sources, of.first, of.last)


def load(path: Path) -> Texts:
    """The texts that were saved."""
    with np.load(path) as saved:
        words, starts, *origins = (saved[name] for name in saved.files)
    return Texts(words, starts, Origins(*origins))


def write(saved: Path, copies: int, folder: Path) -> None:
    """Write the postings of so many copies, as the processes of a build would."""
    texts = load(saved)
    for copy in range(copies):
        parts = []
        for first in range(0, len(texts), AT_ONCE):
            starts = texts.starts[first : first + AT_ONCE + 1]
            words = copied(texts.words[starts[0] : starts[-1]], copy)
            numbers = np.arange(len(starts) - 1) + copy * len(texts) + first
            parts.append(postings_of(fingerprints(words, starts - starts[0]), numbers))
        write_part(folder, each_once(np.concatenate(parts)))
    join(folder)


def join_all(saved: Path, copies: int, folder: Path, target: Path) -> None:
    """Find the candidates among all records."""
    joined = of_all(Postings(opened(folder)).chunks(), load(saved).repeated(copies).of_records)
    np.save(target, joined.pairs)


def align_all(saved: Path, pairs: Path) -> None:
    """Align all candidates, some thousands at a time, as a build would."""
    texts = load(saved)
    candidates = np.load(pairs)
    for first in range(0, len(candidates), AT_ONCE):
        align_many(texts.words, texts.starts, candidates[first : first + AT_ONCE])


def load_only(saved: Path, copies: int) -> None:
    """What the measuring itself needs, to be taken off."""
    load(saved).repeated(copies)


def measure(saved: Path, texts: Texts, copies: int, folder: Path, asked: int) -> None:
    """Print what a build of so many copies costs, and what the partners of a new record do."""
    count = copies * len(texts)
    pairs = folder.with_suffix(".npy")
    work: list[tuple[str, Callable[..., object], tuple[object, ...]]] = [
        ("keys and postings", write, (saved, copies, folder)),
        ("candidates", join_all, (saved, copies, folder, pairs)),
    ]
    if copies == 1:
        work.append(("alignment", align_all, (saved, pairs)))
    bare = in_own_process(1, load_only, saved, copies)
    click.echo(f"{count:,} records\n")
    click.echo("| step | s of processor | ms a record | MB more |\n|---|---|---|---|")
    for name, task, arguments in work:
        cost = in_own_process(1, task, *arguments)
        seconds, memory = cost.processor - bare.processor, (cost.memory - bare.memory) / 1e6
        click.echo(f"| {name} | {seconds:.1f} | {seconds / count * 1000:.3f} | {memory:.0f} |")
    found = len(np.load(pairs, mmap_mode="r"))
    click.echo(f"\n{folder_size(folder) / count:.0f} bytes a record, {found:,} candidates")
    wall, processor = ask(texts, copies, folder, asked)
    p50, p95, p99 = np.percentile(processor, (50, 95, 99))
    click.echo(
        f"partners of a new record: {p50:.2f} ms, p95 {p95:.2f}, p99 {p99:.2f} of processor;"
        f" by the clock {np.median(wall):.2f}, p95 {np.percentile(wall, 95):.2f}\n"
    )


def ask(texts: Texts, copies: int, folder: Path, asked: int) -> tuple[list[float], list[float]]:
    """The milliseconds of finding the partners of records that come again with changes."""
    drawn = np.random.default_rng(0)
    postings, origins = Postings(opened(folder)), texts.repeated(copies)
    wall, processor = [], []
    for text, copy in zip(
        drawn.integers(0, len(texts), asked), drawn.integers(0, copies, asked), strict=True
    ):
        words = copied(texts.words[texts.starts[text] : texts.starts[text + 1]], copy)
        others = drawn.random(len(words)) < CHANGED
        words[others] = drawn.integers(1 << 30, 1 << 31, np.count_nonzero(others))
        begun, computed = time.perf_counter(), time.process_time()
        partners, common = partners_of(words, postings, origins)
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - computed) * 1000)
        number = copy * len(texts) + text
        if len(words) >= SURE and not common.all() and number not in partners:
            raise click.ClickException(f"record {number} is not found again")
    return wall, processor


def partners_of(words: Words, postings: Postings, origins: Origins) -> tuple[Ints, Mask]:
    """The records that share a key with a text, and which of its keys are boilerplate."""
    found = fingerprints(words, np.array([0, len(words)]))
    lists = postings.lists(each_once(found.keys), PARAMETERS.longest_list)
    common = boilerplate_keys(lists, origins.of_records)
    return each_once(lists.numbers[np.repeat(~common, lists.counts)]), common


if __name__ == "__main__":
    main()
