"""Building an index from the store, keeping it up to date, and checking one against the other."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from ...arabic.fingerprint import fingerprint
from ...arabic.pieces import Shaper
from ...archive.errors import IndexMissing, IndexOutdated
from ...archive.storage.store import Store
from ..engines.base import Engine
from ..terms import dictionary as vocabulary
from ..terms.dictionary import TermDictionaryWriter
from .documents import Analysing, StoreDocuments
from .generations import FORMAT, Generation, Generations, Manifest

SLICE = 500
"""Records that one process of a build takes at a time, and how often it reports."""

BATCH = 2000
"""Changes that a sync makes durable at a time."""

REBUILD_FROM = 5000
"""A sync of this many changes, a quarter of the archive or more, is done as a rebuild:
that uses all cores and leaves few segments."""

Watch = Callable[[int, int], None]
"""Hears how many documents are done, of how many."""


@dataclass(frozen=True, slots=True)
class Verification:
    """How store and index compare: all empty or zero when they agree.

    `missing` are ids of records that the index lacks, `orphans` numbers in the
    index that are no record's, `behind` the changes it has yet to take.
    """

    records: int
    indexed: int
    missing: tuple[str, ...]
    orphans: tuple[int, ...]
    behind: int

    @property
    def good(self) -> bool:
        """Whether the index holds just what the store holds."""
        return not (self.missing or self.orphans or self.behind)


def rebuild(
    store: Store, generations: Generations, engine: str, workers: int, watch: Watch
) -> Generation:
    """Make a new index of the whole store and put it in use."""
    kind = generations.kinds(engine)
    reached, total = store.last_change, store.count()
    generation = generations.new(engine)
    slices = tuple(store.slices(SLICE))
    feed = StoreDocuments(store.path, slices, generation.words, generations.fields)
    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        finished += count
        watch(finished, total)

    try:
        kind.build(generation.engine, feed, workers, done)
    except BaseException:
        generations.tidy()
        raise
    vocabulary.join(generation.words)
    generation.describe(
        Manifest(
            format=FORMAT,
            engine=engine,
            engine_version=kind.version,
            arabic=fingerprint(),
            fields=generations.fields.digests(),
            reached=reached,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )
    generations.use(generation)
    return generation


def sync(
    store: Store, generations: Generations, engine: str, workers: int, watch: Watch
) -> Generation:
    """Bring the index up to the store, making one where there is none."""
    try:
        generation = generations.current()
        manifest = generation.manifest
    except (IndexMissing, FileNotFoundError):
        return rebuild(store, generations, engine, workers, watch)
    behind = store.last_change - manifest.reached
    if behind >= 0:
        check(manifest, store, generations)
    if behind < 0 or behind >= max(REBUILD_FROM, store.count() // 4):
        return rebuild(store, generations, manifest.engine, workers, watch)
    if behind:
        _follow(store, generation, generations, watch)
    return generation


def check(manifest: Manifest, store: Store, generations: Generations) -> None:
    """Raise `IndexOutdated` where the index was made by other rules, or of another store."""
    if manifest.reached > store.last_change:
        raise IndexOutdated(
            "the index is ahead of the store, as after a backup of the store was put back:"
            " run `kashshaf rebuild`"
        )
    if causes := "; ".join(_made_otherwise(manifest, generations)):
        raise IndexOutdated(f"the index was made {causes}: run `kashshaf rebuild`")


def _made_otherwise(manifest: Manifest, generations: Generations) -> Iterator[str]:
    """By what, or with what, an index was made that would be made otherwise today."""
    kind = generations.kinds(manifest.engine)
    if manifest.engine_version != kind.version:
        yield f"by {kind.name} {manifest.engine_version}, not {kind.name} {kind.version}"
    if manifest.arabic != fingerprint():
        yield "by other rules of Arabic, not this Kashshaf’s"
    if others := _other_fields(manifest.fields, generations.fields.digests()):
        yield f"with other fields ({others})"


def _other_fields(made: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which fields are not as they were when an index was made of them."""
    changed = {
        "new": sorted(now.keys() - made.keys()),
        "gone": sorted(made.keys() - now.keys()),
        "changed": sorted(key for key in made.keys() & now.keys() if made[key] != now[key]),
    }
    return "; ".join(f"{what}: {', '.join(keys)}" for what, keys in changed.items() if keys)


def verify(store: Store, generation: Generation, engine: Engine) -> Verification:
    """Compare the records of the store with the documents of the index."""
    stored, indexed = set(store.numbers()), set(engine.numbers())
    missing = store.by_numbers(sorted(stored - indexed))
    return Verification(
        records=len(stored),
        indexed=len(indexed),
        missing=tuple(record.id for record in missing if record is not None),
        orphans=tuple(sorted(indexed - stored)),
        behind=store.last_change - generation.manifest.reached,
    )


def _follow(store: Store, generation: Generation, generations: Generations, watch: Watch) -> None:
    """Take in what changed since the index was last brought up to date, batch by batch.

    What is killed between the engine's commit and the manifest is taken in
    again by the next sync: replacing a document by itself changes nothing.
    """
    writer = TermDictionaryWriter(generation.words)
    kind = generations.kinds(generation.manifest.engine)
    analysing = Analysing(generations.fields, Shaper(kind.shape, writer.meet))
    start, upto = generation.manifest.reached, store.last_change
    changes = store.changes(start, upto)
    with closing(kind.open(generation.engine)) as engine:
        while batch := list(islice(changes, BATCH)):
            documents = [
                analysing.document(change.record, change.number)
                for change in batch
                if change.record is not None
            ]
            # The vocabulary goes first: it may hold more than the index, never less.
            writer.write()
            vocabulary.settle(generation.words)
            engine.replace(documents, [change.number for change in batch if change.record is None])
            generation.reach(batch[-1].change)
            watch(batch[-1].change - start, upto - start)
    generation.reach(upto)
