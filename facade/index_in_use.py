"""The index in use: opened when it is first asked, and again as it changes."""

import threading
from collections.abc import Callable
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TypeVar

from ..arabic.analyzer import Analyzer
from ..archive.closing import Closing
from ..archive.errors import IndexMissing, KashshafError, SearchIndexError
from ..archive.forks import hear_of_forks, leave_behind, unforked
from ..archive.metadata.authorities import Authorities
from ..archive.metadata.naming import Naming
from ..archive.settings import Settings
from ..archive.storage.store import Store
from ..index.building import maintenance
from ..index.building.generations import Generation, Generations, Manifest
from ..index.forward.forward import Forward
from ..index.planning.planner import Planner
from ..index.planning.variants import Variants, groups
from ..index.reprints import parameters
from ..index.reprints.reading import KnownReprints
from ..index.searching.open_index import OpenIndex
from ..index.terms.dictionary import TermDictionary
from ..index.terms.statistics import TermStatistics

Answer = TypeVar("Answer")

_TRIES = 5


class IndexInUse(Closing):
    """Whatever index an archive has at the moment, for any number of threads."""

    def __init__(self, folder: Path, store: Store, generations: Generations, settings: Settings):
        self._folder = folder
        self._store = store
        self._generations = generations
        self._settings = settings
        self._analyzer = Analyzer()
        self._opening = threading.Lock()
        self._open: OpenIndex | None = None
        hear_of_forks(self)

    @cached_property
    def authorities(self) -> Authorities:
        """The names of sources, platforms and agencies, with the archive's own additions."""
        return Authorities.load(self._settings.authorities)

    @cached_property
    def naming(self) -> Naming:
        """What the values of its fields are called."""
        return Naming(self._settings.fields, self.authorities)

    @cached_property
    def _variants(self) -> Variants:
        return Variants(partial(groups, self.authorities), self._analyzer)

    def close(self) -> None:
        """Close the engine; asked again, the index is opened again."""
        with self._opening:
            if self._open is not None:
                self._open.engine.close()
                self._open = None

    def forked(self) -> None:
        """Open the index anew when it is asked: engines have connections and threads."""
        self._opening = threading.Lock()
        leave_behind(self._open)
        self._open = None

    def ask(self, question: Callable[[OpenIndex], Answer]) -> Answer:
        """Ask the index, again where a rebuild has put another in its place meanwhile."""
        missing: FileNotFoundError | None = None
        for _ in range(_TRIES):
            generation = self._current()
            try:
                with unforked():
                    return question(self._opened(generation))
            except FileNotFoundError as error:
                missing = error
            except SearchIndexError:
                if self._generations.current() == generation:
                    raise
            except (KashshafError, KeyboardInterrupt, SystemExit):
                raise
            except BaseException:  # what Rust panics with is no Exception
                # Engines stumble in ways of their own over files that are damaged; where
                # none is, the fault is ours and is told as it is.
                generation.check_files(generation.manifest, up_to=None)
                raise
        what = (missing and missing.filename) or f"the index of {self._folder}"
        raise IndexMissing(f"{what} is missing or damaged: run `kashshaf rebuild`")

    def _current(self) -> Generation:
        try:
            return self._generations.current()
        except IndexMissing:
            # Of an archive in memory nothing is left once it has been closed, which the store says.
            self._store.count()
            raise

    def _opened(self, generation: Generation) -> OpenIndex:
        """The index as it is now: another process may have changed it since."""
        with self._opening:
            manifest, held = generation.manifest, self._open
            maintenance.check_line(manifest, self._store)
            kind = self._generations.kinds(manifest.engine)
            if held is not None and held.generation == generation:
                generation.check_lengths(manifest, kind.written_again)
                if held.manifest == manifest:
                    return held
                engine = held.engine
            else:
                maintenance.check(manifest, self._generations)
                generation.check_files(manifest)
                # The engine of the old generation closes when its last search ends.
                engine = kind.open(generation.engine)
            vocabulary = TermDictionary(generation.words)
            forward = Forward(generation.forward, vocabulary)
            if self._generations.current() != generation:
                # A rebuild has begun to remove what was just opened: `ask` tries again.
                raise FileNotFoundError(generation.folder)
            terms = TermStatistics(vocabulary, engine.idfs)
            # What is opened here is of one state of the index, and so are a facet's values.
            values = cache(engine.values)
            planner = Planner(self._analyzer, terms, self.naming, values, self._variants)
            reprints = _reprints(generation, manifest, forward.size)
            self._open = OpenIndex(
                generation, manifest, engine, forward, planner, self._store, reprints
            )
            return self._open


def _reprints(generation: Generation, manifest: Manifest, size: int) -> KnownReprints | None:
    """What is known of reprints; None where others found them, or nobody has looked."""
    if manifest.reprints != parameters.fingerprint():
        return None
    return KnownReprints(generation.reprints, size)
