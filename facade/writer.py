"""Writing: one at a time, and at the end of it the index follows the store."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from ..archive.errors import KashshafError, NotIndexed
from ..archive.forks import hear_of_forks
from ..archive.lock import writing
from ..archive.storage.store import Store
from ..index.building import maintenance
from ..index.building.generations import Generation, Generations
from ..index.building.maintenance import Watch
from ..index.building.verification import Verification, verify_deeply, verify_store
from .subscriptions import Subscriptions


def ignore(*heard: object) -> None:
    """Hears of progress where nobody wants to."""


class ArchiveWriter:
    """Writes to one archive for all threads that share it.

    `engine` says with which engine an index is made where there is none.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        generations: Generations,
        engine: Callable[[], str],
        timeout: float | None,
    ) -> None:
        self._folder = folder
        self._store = store
        self._generations = generations
        self._engine = engine
        self._timeout = timeout
        self.subscriptions = Subscriptions(store)
        self._open: Store | None = None
        """The store of the outermost `changing`; only who holds the lock looks at it."""
        hear_of_forks(self)

    def forked(self) -> None:
        """Know nothing of what another thread of the parent is just changing."""
        self._open = None

    @contextmanager
    def changing(self, doing: str, workers: int = 1, indexed: Watch = ignore) -> Iterator[Store]:
        """The store, open for writing; at the end of the outermost block the index follows.

        What was stored is stored, and is indexed where the block raises too.
        Only Ctrl+C, which wants an end now, leaves the index to the next writer.
        Raises `NotIndexed` where something was stored and the index cannot follow.
        """
        with self._locked(doing):
            if self._open is not None:
                yield self._open
                return
            before = self._store.last_change
            try:
                with self._opened() as store:
                    yield store
            except (Exception, SystemExit):
                if self._store.last_change != before:
                    self._follow(workers, indexed)
                raise
            if self._store.last_change != before:
                self._follow(workers, indexed)
            else:
                self.sync(workers, indexed)

    def _follow(self, workers: int, indexed: Watch) -> None:
        try:
            self.sync(workers, indexed)
        except KashshafError as error:
            raise NotIndexed(
                f"all changes are stored, but not yet in the index: {error};"
                " when that is mended, `kashshaf sync` brings the index up to the store"
            ) from error

    def sync(self, workers: int = 1, indexed: Watch = ignore) -> None:
        """Bring the index up to the store, and tell who wants to hear of it."""
        with self._locked("sync"):
            self._tell(
                maintenance.sync(self._store, self._generations, self._engine(), workers, indexed)
            )

    def rebuild(self, engine: str | None, workers: int, indexed: Watch) -> None:
        """Make a new index, and tell who wants to hear of what the old one lacked."""
        with self._locked("rebuild"):
            named = engine or self._engine()
            self._tell(maintenance.rebuild(self._store, self._generations, named, workers, indexed))

    def verify_deeply(self, watch: Watch) -> Verification:
        """Compare all that store and index have while nobody writes; see `Archive.verify`."""
        with self._locked("verify"):
            found = verify_store(self._store)
            if found.store:
                return found
            generation = self._generations.current()
            maintenance.check_line(generation.manifest, self._store)
            maintenance.check(generation.manifest, self._generations)
            compared = verify_deeply(self._store, generation, self._generations, watch)
            return replace(compared, altered=found.altered)

    def _tell(self, generation: Generation) -> None:
        self.subscriptions.tell(generation.manifest.reached)

    def _locked(self, doing: str) -> AbstractContextManager[None]:
        return writing(self._folder, doing, self._timeout)

    @contextmanager
    def _opened(self) -> Iterator[Store]:
        with Store.open(self._store.path) as self._open:
            try:
                yield self._open
            finally:
                self._open = None
