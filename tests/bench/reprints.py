"""Whether reprints are found, and are any: `python tests/bench/reprints.py DIR`.

What an archive's index knows is held against an exact join of all grams of all texts, done in
memory. `--draw 100` prints pairs to be read by eye, with what each of the two has of its own.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.index.forward.ranges import ranges
from kashshaf.index.reprints.answers import Pair
from kashshaf.index.reprints.arrays import Ints, Keys, Mask, heads
from kashshaf.index.reprints.boilerplate import boilerplate_keys
from kashshaf.index.reprints.fingerprints import gram_hashes
from kashshaf.index.reprints.parameters import PARAMETERS
from kashshaf.index.reprints.postings import Lists
from kashshaf.index.reprints.texts import ForwardTexts
from kashshaf.index.searching.open_index import OpenIndex

_LEAST = 36
"""Distinct grams of a text that is compared: some forty words that are no boilerplate."""

_STRATA = {
    "other source, half to .6": (0.5, 0.6, False),
    "other source, .6 to .8": (0.6, 0.8, False),
    "other source, .8 and more": (0.8, 2.0, False),
    "one source": (0.0, 2.0, True),
}
"""How far the less covered text of a pair is covered, and whether both are of one source."""


@dataclass(frozen=True, slots=True)
class Truth:
    """All pairs of records that share grams, with how many distinct ones, and how many each has."""

    a: Ints
    b: Ints
    shared: Ints
    of_a: Ints
    of_b: Ints

    @property
    def jaccard(self) -> NDArray[np.float64]:
        """The shared part of all grams of both."""
        return self.shared / (self.of_a + self.of_b - self.shared)

    @property
    def containment(self) -> NDArray[np.float64]:
        """The shared part of the grams of the one that has fewer."""
        return self.shared / np.minimum(self.of_a, self.of_b)

    @property
    def short_in_long(self) -> Mask:
        """Whether one has three times the grams of the other."""
        return np.maximum(self.of_a, self.of_b) >= 3 * np.minimum(self.of_a, self.of_b)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--draw", default=0, show_default=True, help="Pairs to print for reading.")
@click.option("--seed", default=1, show_default=True)
@click.option("--large", default=10, show_default=True, help="Print stories of so many records.")
def main(folder: Path, draw: int, seed: int, large: int) -> None:
    """Print how much of the truth is found, what the stories are, and pairs to be read."""
    with Archive.open(folder) as archive:
        archive._index.ask(lambda index: _measure(index, draw, seed, large))


def _measure(index: OpenIndex, draw: int, seed: int, large: int) -> None:
    if index.reprints is None:
        raise click.ClickException("the index knows of no reprints: see `reprints` in its settings")
    known = {(pair.a, pair.b): pair for pair in index.reprints.pairs()}
    if not draw:
        texts = ForwardTexts(index.forward)
        numbers = np.fromiter(index.store.numbers(), np.int64)
        print_recall(truth(texts, numbers), known)
    print_stories(index, known, large)
    _print_drawn(index, known, draw, seed)


def truth(texts: ForwardTexts, numbers: Ints) -> Truth:
    """All pairs that share so many grams that it is to be found, boilerplate left out.

    Boilerplate is known by the same rule as the index knows it by, but of all grams, not of the few
    that are keys.
    """
    grams, owners = _distinct_grams(texts, numbers)
    lists = Lists(
        grams[heads(grams)], np.append(heads(grams), len(grams)), numbers[owners].astype(np.int64)
    )
    common = boilerplate_keys(lists, texts.origins)
    own = np.repeat(~common, lists.counts)
    having = np.bincount(lists.numbers[own], minlength=1 + int(numbers.max(initial=0)))
    pairs, shared = _counted(_joined(lists, common, having))
    a, b = pairs >> 32, pairs & 0xFFFFFFFF
    return Truth(a, b, shared, having[a], having[b])


def _distinct_grams(texts: ForwardTexts, numbers: Ints) -> tuple[Keys, Ints]:
    """The grams of all texts in order, each once a text, and the place of the text of each."""
    said = texts.said(numbers)
    grams = np.maximum(np.diff(said.starts) - PARAMETERS.gram + 1, 0)
    owners = np.repeat(np.arange(len(numbers)), grams)
    hashes = gram_hashes(said.words, PARAMETERS.gram)[ranges(said.starts[:-1], grams)]
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    new = np.ones(len(hashes), np.bool_)
    new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    return hashes[new], owners[new]


def _joined(lists: Lists, common: Mask, having: Ints) -> Iterator[Ints]:
    """Each pair of records as one number, once for each gram that both have."""
    counts = np.where(common, 0, lists.counts)
    long_enough = having >= _LEAST
    for count in np.unique(counts[counts > 1]).tolist():
        rows = lists.numbers[lists.starts[:-1][counts == count][:, None] + np.arange(count)]
        one, other = np.triu_indices(count, 1)
        a, b = rows[:, one], rows[:, other]
        kept = long_enough[a] & long_enough[b]
        yield (a[kept] << 32) | b[kept]


def _counted(parts: Iterator[Ints]) -> tuple[Ints, Ints]:
    pairs = np.sort(np.concatenate([np.empty(0, np.int64), *parts]))
    first = heads(pairs)
    return pairs[first], np.diff(first, append=len(pairs))


def print_recall(truth: Truth, known: dict[tuple[int, int], Pair]) -> None:
    """Print how many of the pairs that there are the index knows, and as what."""
    for name, which in (
        ("Jaccard >= .5", truth.jaccard >= 0.5),
        ("containment >= .5", truth.containment >= 0.5),
        ("containment >= .3", truth.containment >= 0.3),
        ("short in long, >= .5", (truth.containment >= 0.5) & truth.short_in_long),
    ):
        pairs = zip(truth.a[which].tolist(), truth.b[which].tolist(), strict=True)
        kinds = Counter(known[pair].kind if pair in known else "none" for pair in pairs)
        total = kinds.total()
        recall = 1 - kinds["none"] / total if total else 1.0
        told = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
        click.echo(f"{name:21} {total:7,}  recall {recall:.4f}  ({told})")


def print_stories(index: OpenIndex, known: dict[tuple[int, int], Pair], large: int) -> None:
    """Print what the stories are, how many of their pairs share nothing, and the largest."""
    assert index.reprints
    kinds = Counter(pair.kind for pair in known.values())
    sizes = Counter(int(story) for story in index.reprints.story_of if story)
    inside = apart = 0
    for story in sizes:
        for pair in combinations(index.reprints.members(story), 2):
            inside += 1
            apart += pair not in known
    click.echo(", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()))
    click.echo(
        f"{len(sizes):,} stories of {sizes.total():,} records, the largest of"
        f" {max(sizes.values(), default=0)}; {apart:,} of {inside:,} pairs inside share nothing"
    )
    for story, size in sizes.most_common():
        if size < large:
            break
        click.echo(f"\n{size} records:")
        for record in _records(index, index.reprints.members(story)):
            click.echo(f"  {record.published or '?'}  {record.source or '?'}  {record.title[:100]}")


def _print_drawn(
    index: OpenIndex, known: dict[tuple[int, int], Pair], draw: int, seed: int
) -> None:
    """Print reprints of each stratum, in proportion to how many it has."""
    reprints = [pair for pair in known.values() if pair.kind == "reprint"]
    every = np.arange(index.forward.size)
    sources = ForwardTexts(index.forward).origins(every).sources
    rng = random.Random(seed)
    for name, (low, high, within) in _STRATA.items():
        there = [
            pair
            for pair in reprints
            if low <= min(pair.covers_a, pair.covers_b) < high
            and (sources[pair.a] == sources[pair.b]) == within
        ]
        count = min(round(draw * len(there) / max(len(reprints), 1)), len(there))
        if count:
            click.echo(f"\n## {name}: {count} of {len(there):,}")
        for pair in rng.sample(there, count):
            _print_pair(pair, *_records(index, [pair.a, pair.b]))


def _print_pair(pair: Pair, a: Record, b: Record) -> None:
    click.echo(
        f"\n{pair.a} {pair.b}: {pair.words} words, of {pair.covers_a:.2f} and {pair.covers_b:.2f}"
    )
    words = [f"{record.title} {record.text}".split() for record in (a, b)]
    for record, own, others in ((a, words[0], set(words[1])), (b, words[1], set(words[0]))):
        apart = dict.fromkeys(word for word in own if word not in others)
        click.echo(f"  {record.published or '?'}  {record.source or record.platform}  {record.id}")
        click.echo(f"    {record.title or record.text[:150]}")
        click.echo(f"    own: {' '.join(apart)[:400]}")


def _records(index: OpenIndex, numbers: list[int]) -> list[Record]:
    return [record for record in index.store.by_numbers(numbers) if record is not None]


if __name__ == "__main__":
    main()
