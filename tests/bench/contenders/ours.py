"""Kashshaf with each of its engines, asked through the engine alone and through `Archive`."""

import os
from functools import lru_cache, partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from measuring import Cost, folder_size, in_own_process, timed
from questions import ENGINE_FACETS, FACETS, Question

from kashshaf import Archive, KashshafError
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.archive.closing import Closing
from kashshaf.archive.settings import SETTINGS_FILE, Settings, write_settings
from kashshaf.archive.storage.store import Store
from kashshaf.index.building.documents import schema_of
from kashshaf.index.building.generations import Generations
from kashshaf.index.engines import engine_kind
from kashshaf.index.engines.base import Request
from kashshaf.index.engines.plan import Plan
from kashshaf.index.forward.forward import Forward
from kashshaf.index.planning.planner import Planner
from kashshaf.index.planning.variants import Variants, groups
from kashshaf.index.query.parser import parse
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.statistics import TermStatistics

from .base import PAGE, Contender, Corpus, Found

ENGINES = ("whoosh", "tantivy", "opensearch")

_SERVER = "KASHSHAF_OPENSEARCH_HOSTS"

# A name of its own, so that no index that serves someone is put aside; and no
# copies, which no other contender has.
_ON_A_SERVER = """
[engines.opensearch]
index = "kashshaf-bench"
replicas = 0
"""


class Ours(Contender):
    """Kashshaf with one engine."""

    own_tokens = False
    workers = "process"

    def __init__(self, name: str) -> None:
        self.name = name
        self.title = f"Kashshaf, {name}"

    def absent(self) -> str | None:
        """Why an archive cannot have this engine here: seen by making one, empty."""
        if self.name == "opensearch" and _SERVER not in os.environ:
            return f"no server is given: name one in {_SERVER}"
        with TemporaryDirectory(prefix="kashshaf-bench-") as name:
            folder = Path(name) / "archive"
            try:
                new_archive(folder, self.name)
                Store.create(folder / Archive.STORE).close()
                rebuild(folder, self.name, workers=1)
                self.remove(folder)
            except (KashshafError, ImportError) as error:
                return str(error)
        return None

    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Index the records of the store, which stays where it is."""
        share_store(corpus.folder, folder, self.name)
        # One worker is the process itself.
        return in_own_process(workers if workers > 1 else 0, rebuild, folder, self.name, workers)

    def open(self, corpus: Corpus, folder: Path) -> "OpenArchive":
        """Open the archive."""
        return OpenArchive(folder)

    def size(self, folder: Path) -> int:
        """The engine's files and the word lists; a server's own files are not seen from here."""
        return folder_size(_generations(folder).current().folder)

    def remove(self, folder: Path) -> None:
        """Remove the archive, and what its index has on a server."""
        _generations(folder).clear()
        rmtree(folder)


def new_archive(folder: Path, engine: str) -> None:
    """Make the folder of an archive that has yet to get its store."""
    folder.mkdir()
    write_settings(folder, "bench", engine)
    if engine == "opensearch":
        with (folder / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
            settings.write(_ON_A_SERVER)


def share_store(archive: Path, folder: Path, engine: str) -> None:
    """Make an archive with another's store and an index of its own."""
    new_archive(folder, engine)
    (folder / Archive.STORE).symlink_to((archive / Archive.STORE).resolve())


def rebuild(folder: Path, engine: str, workers: int) -> None:
    """Make the index of an archive anew."""
    with Archive.open(folder) as archive:
        archive.rebuild(engine=engine, workers=workers)


def _generations(folder: Path) -> Generations:
    settings = Settings.read(folder)
    schema = schema_of(settings.fields)
    kinds = partial(engine_kind, schema=schema, settings=settings.engines)
    return Generations(folder / "index", kinds, settings.fields)


class OpenArchive(Closing):
    """An archive open for questions."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive.open(folder)
        generations = _generations(folder)
        index = generations.current()
        self._engine = generations.kinds(index.manifest.engine).open(index.engine)
        self._forward = Forward(index.forward, TermDictionary(index.words))
        analyzer, naming = Analyzer(), self._archive.naming
        self._planner = Planner(
            analyzer,
            TermStatistics(self._forward.terms, self._engine.idfs),
            naming,
            self._engine.values,
            Variants(lambda: groups(naming.authorities), analyzer),
        )
        self._plan = lru_cache(maxsize=None)(self._planned)

    def close(self) -> None:
        """Close the engine and the archive."""
        self._engine.close()
        self._archive.close()

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """The engine's answer, from the plan on."""
        request = Request(
            self._plan(question), limit=limit, facets=ENGINE_FACETS if counted else ()
        )
        answer, milliseconds = timed(lambda: self._engine.search(request, self._forward))
        numbers = [number for number, _ in answer.hits]
        return Found(numbers, answer.total, answer.facets, milliseconds)

    def search(self, question: Question, counted: bool) -> tuple[int, float]:
        """The total and the milliseconds from the text to ten records with their snippets."""
        results, milliseconds = timed(
            lambda: self._archive.search(
                question.text, match=question.match, facets=FACETS if counted else ()
            )
        )
        return results.total, milliseconds

    def _planned(self, question: Question) -> Plan:
        return self._planner.plan(parse(question.text, question.match).query).plan
