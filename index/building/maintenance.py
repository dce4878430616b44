"""Building an index from the store, keeping it up to date, and checking one against the other."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice

from ...arabic.fingerprint import fingerprint
from ...archive.errors import IndexMissing, IndexOutdated, KashshafError, SearchIndexError
from ...archive.storage.store import Store
from ...archive.whole_files import why
from ..forward import segments
from ..forward import writing as forward
from ..forward.writing import SegmentWriter
from ..terms import writing as vocabulary
from ..terms.writing import NewTerms
from . import reprints
from .documents import Analysing, StoreDocuments, schema_of
from .generations import FORMAT, Generation, Generations, Manifest

_log = logging.getLogger(__name__)

SLICE = 500
"""Records that one process of a build takes at a time, and how often it reports."""

BATCH = 2000
"""Changes that a sync makes durable at a time."""

REBUILD_FROM = 5000
"""A sync of this many changes, a quarter of the archive or more, is done as a rebuild:
that uses all cores and leaves few segments."""

_SHARE_OF_ENGINE = 0.8
"""What of a rebuild's time goes by before it comes to the reprints."""

Watch = Callable[[int, int], None]
"""Hears how many documents are done, of how many."""


def rebuild(
    store: Store, generations: Generations, engine: str, workers: int, watch: Watch
) -> Generation:
    """Make a new index of the whole store and put it in use."""
    kind = generations.kinds(engine)
    reached, total = store.last_change, store.count()
    generation = generations.new(engine)
    slices = tuple(store.slices(SLICE))
    feed = StoreDocuments(
        store.path, slices, generation.words, generation.forward, generations.fields
    )
    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        finished += count
        watch(int(finished * share), total)

    def found(done: int, of: int) -> None:
        watch(int(total * (share + (1 - share) * done / of)), total)

    share = _SHARE_OF_ENGINE if generations.reprints else 1.0
    try:
        with _writing_to(generation):
            kind.build(generation.engine, feed, workers, done)
            became = vocabulary.join(generation.words)
            forward.join(generation.forward, schema_of(generations.fields), became)
            if generations.reprints:
                reprints.find(store, generation, workers, found)
                watch(total, total)
        generation.describe(
            Manifest(
                format=FORMAT,
                engine=engine,
                engine_version=kind.version,
                arabic=fingerprint(),
                fields=generations.fields.digests(),
                reached=reached,
                mark=store.mark(reached),
                built=datetime.now(UTC).isoformat(timespec="seconds"),
                reprints=reprints.wanted(generations),
                files={},
            ),
            kind.written_again,
        )
        generations.use(generation)
    except BaseException:
        generations.tidy()
        raise
    return generation


def sync(
    store: Store, generations: Generations, engine: str, workers: int, watch: Watch
) -> Generation:
    """Bring the index up to the store, making one where there is none, or none to go on with.

    An index can always be made again: one that is damaged, or of another line of descent
    than the store, is made anew, and a warning says so.
    """
    try:
        generation = generations.current()
        generations.tidy()
        generations.clear_drafts()
        manifest = generation.manifest
        generation.check_files(manifest)
        check_line(manifest, store)
    except (IndexMissing, FileNotFoundError):
        return rebuild(store, generations, engine, workers, watch)
    except SearchIndexError as error:
        if type(error) is IndexOutdated:  # by other rules, which may be those of a later Kashshaf
            raise
        _log.warning("the index is made anew: %s", error)
        return rebuild(store, generations, engine, workers, watch)
    check(manifest, generations)
    behind = store.last_change - manifest.reached
    if behind >= max(REBUILD_FROM, store.count() // 4):
        return rebuild(store, generations, manifest.engine, workers, watch)
    known = as_wanted(manifest, generations)
    if not known:
        reprints.leave(generation)
    with _writing_to(generation):
        if behind or not manifest.settled:
            _follow(store, generation, generations, watch, known)
        if not known:
            reprints.make_anew(store, generation, generations, workers, watch)
    return generation


def as_wanted(manifest: Manifest, generations: Generations) -> bool:
    """Whether an index knows of reprints what settings and rules want it to; else a sync mends it.

    Nobody is kept from searching by that.
    """
    return manifest.reprints == reprints.wanted(generations)


class IndexOfAnotherLine(IndexOutdated):
    """The index was made of a store that went another way than this one."""


def check_line(manifest: Manifest, store: Store) -> None:
    """Raise `IndexOfAnotherLine` where the store is not what the index was made of."""
    mark = store.mark(manifest.reached)
    if mark is None:
        raise IndexOfAnotherLine(
            "the index is ahead of the store, as after a backup of the store was put back:"
            " run `kashshaf rebuild`"
        )
    if mark != manifest.mark:
        raise IndexOfAnotherLine(
            "the index is of another line of descent than the store, as after a backup was put"
            " back and added to: run `kashshaf rebuild`"
        )


def check(manifest: Manifest, generations: Generations) -> None:
    """Raise `IndexOutdated` where the index was made by other rules."""
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


def _follow(
    store: Store, generation: Generation, generations: Generations, watch: Watch, known: bool
) -> None:
    """Take in what changed since the index was last brought up to date, batch by batch.

    Its reprints are kept up unless they are not `known` as they are wanted.

    What is killed between the engine's commit and the manifest is taken in
    again by the next sync: replacing a document by itself changes nothing.
    """
    terms = NewTerms(generation.words)
    schema = schema_of(generations.fields)
    kind = generations.kinds(generation.manifest.engine)
    written_again = kind.written_again
    analysing = Analysing(generations.fields, kind.shape, terms.number)
    start, upto = generation.manifest.reached, store.last_change
    changes = store.changes(start, upto)
    with closing(kind.open(generation.engine)) as engine:
        while batch := list(islice(changes, BATCH)):
            documents, records = [], SegmentWriter(schema)
            for change in batch:
                if change.record is not None:
                    document, texts = analysing.analyse(change.record, change.number)
                    documents.append(document)
                    records.add(document, texts)
            generation.unsettle()
            # These go first: they may hold more than the index, never less.
            terms.write()
            vocabulary.settle(generation.words)
            forward.append(generation.forward, records)
            gone = [change.number for change in batch if change.record is None]
            engine.replace(documents, gone)
            if known and generations.reprints:
                reprints.follow(generation, [one.number for one in documents], gone)
            segments.settle(generation.forward, schema)
            reached = batch[-1].change
            generation.reach(reached, store.mark(reached), written_again)
            watch(reached - start, upto - start)
    if not (manifest := generation.manifest).settled or manifest.reached < upto:
        generation.reach(upto, store.mark(upto), written_again)


@contextmanager
def _writing_to(generation: Generation) -> Iterator[None]:
    """Say what an engine's library stumbles over in one line, whatever it raises for it."""
    try:
        yield
    except (KashshafError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # what Rust panics with is no Exception
        said = why(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise SearchIndexError(
            f"the index in {generation.folder} could not be written: {said}"
        ) from error
