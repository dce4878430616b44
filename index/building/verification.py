"""Whether an index holds what the store holds: its records, and in depth all else too."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice

from ...archive.storage.store import Store
from ..engines.base import Engine, Request
from ..engines.plan import MatchAll
from ..forward.forward import Forward
from ..reprints.state import ReprintsState, state_of
from ..terms.dictionary import TermDictionary
from . import reprints
from .comparison import MOST_TOLD, Comparison, Watch
from .generations import Generation, Generations


@dataclass(frozen=True, slots=True)
class Verification:
    """How store and index compare: all empty or zero when they agree.

    `missing` are ids of records that the index lacks, `orphans` numbers in the
    index that are no record's, `behind` the changes it has yet to take.

    The rest is looked for only in depth, and nothing further where store or files are
    damaged, whose `indexed` is 0: what SQLite says is wrong with the `store`;
    ids of records of which a version was `altered` since it was stored; `files` of the index
    that are damaged; `words` that the term dictionary lacks, as texts write them; by
    ids the records for which the index is `differing` from their texts, with the words and
    values at which it does; and ids of records whose `reprints` are others than are found
    anew. Of these the first hundred are told. Reprints are compared where the index has them
    as they are "known" by the rules of today, as `reprints_state` says; None where it did
    not come to them.
    """

    records: int
    indexed: int
    missing: tuple[str, ...]
    orphans: tuple[int, ...]
    behind: int
    store: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    differing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reprints: tuple[str, ...] = ()
    reprints_state: ReprintsState | None = None

    @property
    def good(self) -> bool:
        """Whether the index holds just what the store holds."""
        return not (self.stale or self.broken or self.store or self.altered)

    @property
    def stale(self) -> bool:
        """Whether the index has yet to take in what changed."""
        return self.behind > 0

    @property
    def broken(self) -> bool:
        """Whether the index is to be made anew."""
        wrong = (self.missing, self.orphans, self.files, self.words, self.differing, self.reprints)
        return any(wrong) and not self.stale


def verify(store: Store, generation: Generation, engine: Engine) -> Verification:
    """Compare the records of the store with the documents of the index."""
    stored = set(store.numbers())
    indexed = set(engine.numbers_of(Request(MatchAll())).tolist())
    missing = store.by_numbers(sorted(stored - indexed))
    return Verification(
        records=len(stored),
        indexed=len(indexed),
        missing=tuple(record.id for record in missing if record is not None),
        orphans=tuple(sorted(indexed - stored)),
        behind=store.last_change - generation.manifest.reached,
    )


def verify_store(store: Store) -> Verification:
    """Look for damage to the store, which must be sound before anything is compared with it."""
    faults = tuple(store.file_faults())
    if faults:
        return Verification(0, 0, (), (), 0, store=faults)
    return Verification(
        store.count(), 0, (), (), 0, altered=tuple(islice(store.altered(), MOST_TOLD))
    )


def verify_deeply(
    store: Store, generation: Generation, generations: Generations, watch: Watch
) -> Verification:
    """Compare all that the index has with what the store's texts are analysed to.

    Only for who may write, so that neither changes meanwhile.
    """
    manifest = generation.manifest
    if files := generation.damaged(manifest, up_to=None):
        # What is not to be trusted is not asked.
        named = tuple(str(generation.folder / name) for name in files)
        behind = store.last_change - manifest.reached
        return Verification(store.count(), 0, (), (), behind, files=named)
    with closing(generations.kinds(manifest.engine).open(generation.engine)) as engine:
        found = verify(store, generation, engine)
        if not found.good:
            return found
        forward = Forward(generation.forward, TermDictionary(generation.words))
        words, differing = Comparison(store, generations.fields, engine, forward, watch).run()
    state = state_of(manifest.reprints, generations.reprints)
    others = _other_reprints(store, generation) if state == "known" else ()
    return replace(found, words=words, differing=differing, reprints=others, reprints_state=state)


def _other_reprints(store: Store, generation: Generation) -> tuple[str, ...]:
    """The ids of records of which the index tells other reprints than are found anew."""
    numbers = reprints.differing(store.numbers(), generation)[:MOST_TOLD].tolist()
    return tuple(record.id for record in store.by_numbers(numbers) if record is not None)
