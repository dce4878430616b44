"""What one record costs a sync: `python tests/bench/lone_syncs.py --archive DIR`.

Measured is what the forward file and the reprints add: the record's segment written, its reprints
found and written, segments merged, and checksums of all new files; no engine. Beside it stands what
finding the reprints takes: the text is analysed, by a process that has read no other, its keys are
looked up, the candidates read and aligned. What the clock tells above the processor's time is
mostly waiting, for the disk, to which every file is written through, and for other programs.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import click
import numpy as np
from numpy.typing import NDArray
from tables import machine, table

from kashshaf import Archive
from kashshaf.archive.checksums import checksums
from kashshaf.index.building import reprints
from kashshaf.index.building.documents import Analysing, schema_of
from kashshaf.index.building.generations import MANIFEST, Generation
from kashshaf.index.engines.base import Document, Schema
from kashshaf.index.forward import segments
from kashshaf.index.forward.entries import ReadText, renumbered
from kashshaf.index.forward.forward import Forward
from kashshaf.index.forward.segments import Name, Part, Segment
from kashshaf.index.forward.writing import SegmentWriter, append
from kashshaf.index.reprints import making
from kashshaf.index.reprints import segments as reprint_segments
from kashshaf.index.reprints.following import found_anew
from kashshaf.index.reprints.texts import ForwardTexts
from kashshaf.index.terms import writing as vocabulary
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.writing import MetTerms, NewTerms

CHANGED = 0.03
"""Of the words of a record that comes or changes, those that are others than in another one."""

BETA = 0.6
"""Heaps' exponent, by which copies of an archive have more words."""

_PRIME = 2_147_483_647
_STEP = 7919

Kind: TypeAlias = Literal["new", "changed", "removed"]

Analyse: TypeAlias = Callable[[int], None]
"""Analyses the text of a record, or of that which it is a copy of."""


class Record(NamedTuple):
    """A record as a sync has it once it is read, and the number of the one that it is like."""

    document: Document[Any]
    texts: dict[str, ReadText]
    like: int


class Taken(NamedTuple):
    """Seconds of one sync, the processor's but for the last.

    `analysis` is that of the record's text, `finding` that and finding its reprints, `processor`
    all that is measured, without the analysis, `whole` with it.
    """

    analysis: float
    finding: float
    processor: float
    whole: float
    clock: float


class Copy(Segment):
    """A segment whose records have other numbers."""

    def __init__(self, path: Path, apart: int) -> None:
        super().__init__(path)
        self.numbers = self.numbers + np.uint32(apart)


@click.command()
@click.option("--archive", "folder", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--records", type=click.IntRange(1), default=1_000_000, show_default=True)
@click.option("--asked", type=click.IntRange(1), default=200, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
def main(folder: Path, records: int, asked: int, workers: int) -> None:
    """Time syncs of one record in an archive, and in one of copies of it.

    Copies have other words in the same order: as much is shared within each as in the archive, and
    nothing between them. What is known after the syncs of the archive is compared with what a
    rebuild finds; the status is 1 where it is something else.
    """
    with Archive.open(folder) as archive:
        generation = archive._generations.current()
        schema = schema_of(archive._generations.fields)
        click.echo(machine())
        analyse = partial(_analyse, archive, NewTerms(generation.words), _most(generation))
        with TemporaryDirectory() as name:
            for copies in sorted({1, max(records // _count(generation), 1)}):
                grown = Generation(Path(name) / str(copies))
                grow(generation, schema, copies, grown)
                numbers = _numbers(grown)
                making.build(grown.reprints, partial(_texts, grown), numbers, workers)
                measure(grown, schema, analyse, asked, check=copies == 1)
                shutil.rmtree(grown.folder)


def _count(generation: Generation) -> int:
    return sum(map(len, segments.opened(generation.forward)))


def _most(generation: Generation) -> int:
    return max(segment.most for segment in segments.opened(generation.forward))


def _analyse(archive: Archive, terms: NewTerms, apart: int, number: int) -> None:
    """Analyse a text as a sync does that has read none before."""
    (record,) = archive._store.by_numbers([(number - 1) % apart + 1])
    generations = archive._generations
    shape = generations.kinds(archive.engine).shape
    if record is not None:
        Analysing(generations.fields, shape, terms.number).analyse(record, number)


def _forward(generation: Generation) -> Forward:
    return Forward(generation.forward, TermDictionary(generation.words))


def _texts(generation: Generation) -> ForwardTexts:
    return ForwardTexts(_forward(generation))


def _numbers(generation: Generation) -> NDArray[np.int64]:
    (only,) = segments.opened(generation.forward)
    return np.sort(only.numbers.astype(np.int64))


def grow(source: Generation, schema: Schema, copies: int, target: Generation) -> None:
    """Make the words and the forward file of so many copies of an index."""
    target.words.mkdir(parents=True)
    terms = TermDictionary(source.words)
    became = _more_words(terms, copies, target.words)
    paths = segments.in_use(source.forward)
    if len(paths) > 1:
        raise click.ClickException(f"run `kashshaf rebuild` in {source.folder.parents[1]} first")
    apart = int(Segment(paths[0]).numbers.max())
    parts = []
    for copy in range(copies):
        segment = Copy(paths[0], copy * apart)
        own = partial(renumbered, became=_words_of_copy(terms, copy, became))
        parts.append(Part(segment, np.arange(len(segment)), own))
    target.forward.mkdir()
    segments.put_together(Name(0, 0).within(target.forward), schema, parts)


def _more_words(terms: TermDictionary, copies: int, folder: Path) -> NDArray[np.uint32]:
    """Write the words of an archive, and as many times more as so many copies would have.

    Returns of these, one after the other, the numbers that they have got.
    """
    met = MetTerms(folder, "copies")
    numbers = np.arange(1, terms.last + 1, dtype=np.uint32)
    stems = terms.stems_of(terms.stems[numbers])
    # Those of a rebuild are numbered in their order.
    lines = [line.partition("\t") for line in terms.lines()]
    given = [0]
    for time_ in range(round(copies**BETA) + (copies > 1)):
        for (word, _, written), stem in zip(lines, stems, strict=True):
            own = (written or word, word, stem)
            given.append(met.number(*(_invented(one, time_) for one in own)))
    met.write()
    return vocabulary.join(folder)["copies"][given]


def _invented(word: str, time_: int) -> str:
    """A word in the place of another that is in no archive, and no hashtag, so that each counts."""
    return f"{word.replace('#', '~')}~{time_}" if time_ else word


def _words_of_copy(
    terms: TermDictionary, copy: int, became: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Of each word of the archive the number of the one in its place, in each copy another."""
    own = became[: terms.last + 1].copy()
    if copy:
        invented = len(became) - 1 - terms.last
        shifted = (np.arange(1, terms.last + 1) + copy * _STEP) * (_PRIME % invented) % invented
        own[1:] = became[1 + terms.last + shifted]
        own[terms.tags] = became[terms.tags]
    return own


def measure(
    generation: Generation, schema: Schema, analyse: Analyse, asked: int, check: bool
) -> None:
    """Print what syncs of one record take, of each kind so many."""
    numbers = set(_numbers(generation).tolist())
    terms = TermDictionary(generation.words)
    click.echo(f"\n{len(numbers):,} records\n")
    drawn = np.random.default_rng(0)
    rows = []
    for kind in get_args(Kind):
        known = checksums(generation.folder, MANIFEST)
        chosen = list(records(generation, schema, kind, sorted(numbers), asked, drawn))
        read = [0.0 if kind == "removed" else _processor(analyse, one.like) for one in chosen]
        taken = []
        for record, analysis in zip(chosen, read, strict=True):
            known, one = sync(generation, schema, terms, kind, record, known)
            finding, whole = analysis + one.finding, analysis + one.processor
            taken.append(one._replace(analysis=analysis, finding=finding, whole=whole))
            # In its place: another set of a million would be gone through by Python's collector.
            (numbers.discard if kind == "removed" else numbers.add)(record.document.number)
        p50, p95 = np.percentile(taken, (50, 95), axis=0) * 1000
        rows.append([kind, *(f"{a:.1f} / {b:.1f}" for a, b in zip(p50, p95, strict=True))])
    if check and len(reprints.differing(sorted(numbers), generation)):
        raise click.ClickException("what is known is not what a rebuild finds")
    measures = (
        "analysis",
        "and its reprints found",
        "the sync",
        "with the analysis",
        "the sync by the clock",
    )
    click.echo(table(["one record, ms p50 / p95", *measures], rows))


def _processor(analyse: Analyse, number: int) -> float:
    begun = time.process_time()
    analyse(number)
    return time.process_time() - begun


def records(
    generation: Generation,
    schema: Schema,
    kind: Kind,
    numbers: list[int],
    asked: int,
    drawn: np.random.Generator,
) -> Iterator[Record]:
    """Records of an index, some of whose words are others; new ones have numbers of their own."""
    forward = _forward(generation)
    columns = {facet: forward.column(facet) for facet in schema.facets}
    chosen = drawn.choice(numbers, min(asked, len(numbers) // 2), replace=False)
    for place, number in enumerate(chosen.tolist()):
        texts = {}
        for key in schema.texts:
            entries = forward.entries(number, key).copy()
            others = drawn.random(len(entries)) < CHANGED
            entries[others] = drawn.integers(1, forward.terms.last, np.count_nonzero(others))
            texts[key] = ReadText(entries, int(forward.characters(key)[number]))
        facets = {
            facet: tuple(column.values[code] for code in column.of(np.array([number]))[0].tolist())
            for facet, column in columns.items()
        }
        first, last = (int(days[0]) for days in forward.days(np.array([number])))
        own = forward.size + place if kind == "new" else number
        yield Record(Document(own, {}, facets, first, last), texts, number)


def sync(
    generation: Generation,
    schema: Schema,
    terms: TermDictionary,
    kind: Kind,
    record: Record,
    known: dict[str, Any],
) -> tuple[dict[str, Any], Taken]:
    """What a sync of one record does for the forward file and for reprints.

    The dictionary has been open since the text was analysed.
    """
    begun, clock = time.process_time(), time.perf_counter()
    writer, number = SegmentWriter(schema), record.document.number
    if kind != "removed":
        writer.add(record.document, record.texts)
    append(generation.forward, writer)
    changed, gone = ([], [number]) if kind == "removed" else ([number], [])
    written = time.process_time()
    texts = ForwardTexts(Forward(generation.forward, terms))
    found = found_anew(generation.reprints, texts, changed, gone)
    finding = time.process_time() - written
    reprint_segments.add(generation.reprints, found)
    segments.settle(generation.forward, schema)
    known = checksums(generation.folder, MANIFEST, known)
    taken = time.process_time() - begun
    return known, Taken(0.0, finding, taken, taken, time.perf_counter() - clock)


if __name__ == "__main__":
    main()
