"""`Archive`: the whole of Kashshaf behind one object, for programs and for its own pages."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar, Unpack, get_args

from ..arabic.analyzer import Analyzer
from ..archive import ingestion
from ..archive.errors import ArchiveError, IndexMissing, QueryError, SearchIndexError
from ..archive.fields import FacetName, Fields
from ..archive.ingestion import Tally
from ..archive.items import Item, Rejection
from ..archive.lock import writing
from ..archive.metadata.naming import Naming
from ..archive.readers import Reader, handed_over, read
from ..archive.record import Record
from ..archive.settings import DEFAULT_ENGINE, SETTINGS_FILE, Settings, write_settings
from ..archive.storage.store import Store
from ..archive.writers import writer
from ..index import engines
from ..index.building import maintenance
from ..index.building.documents import schema_of
from ..index.building.generations import Generation, Generations
from ..index.building.maintenance import Verification, Watch
from ..index.engines.base import EngineKind, Sort
from ..index.planning.planner import Planner
from ..index.planning.variants import Variants, groups
from ..index.query.nodes import Query
from ..index.searching import concordance, similar, trends
from ..index.searching import search as searching
from ..index.searching.concordance import Arrangement, Concordance
from ..index.searching.filters import FilteredQuery, SearchOptions, one_of, user_query
from ..index.searching.highlights import Highlighter
from ..index.searching.open_index import OpenIndex
from ..index.searching.results import SearchResults, Snippet
from ..index.searching.search import PageRequest
from ..index.searching.trends import By, Trends
from ..index.suggestions.completion import Completions
from ..index.terms.dictionary import TermDictionary
from ..index.terms.statistics import TermStatistics
from .advice import advice
from .statistics import Statistics, statistics
from .stored import StoredArchive

Answer = TypeVar("Answer")

_TRIES = 5


def _ignore(*heard: object) -> None:
    """What is called where nobody wants to hear of progress."""


class Archive(StoredArchive):
    """A searchable archive in a folder; made by `Archive.create` or `Archive.open`.

    Searching is safe from many threads, and goes on while another process
    writes. Writing is one at a time: `ArchiveLocked` names who else does it.
    Every error is a `KashshafError`.
    """

    def __init__(self, folder: Path, store: Store, settings: Settings) -> None:
        super().__init__(folder, store, settings)
        self._generations = _generations(folder, settings)
        self._analyzer = Analyzer()
        self._opening = threading.Lock()
        self._index: OpenIndex | None = None

    @classmethod
    def create(
        cls,
        folder: Path | str,
        title: str | None = None,
        engine: str | None = None,
        fields: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Self:
        """Make an empty archive in a folder, which may exist already, and open it.

        Its engine is Whoosh unless named. `fields` are further ones that its
        records have, by key, as the tables of `settings.toml` say them:
        `{"section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category"]}}`.
        Settings that are there already are kept; with any of these arguments
        as well, they raise `SettingsError`.
        """
        folder = Path(folder)
        if (folder / cls.STORE).exists():
            raise ArchiveError(f"there is an archive in {folder} already: choose another folder")
        if engine is not None:
            engines.check_name(engine)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"cannot make the folder {folder}: {error.strerror}") from error
        with writing(folder, "init"):
            stated = any(given is not None for given in (title, engine, fields))
            if stated or not (folder / SETTINGS_FILE).exists():
                name = title or folder.resolve().name
                write_settings(folder, name, engine or DEFAULT_ENGINE, fields)
            Store.create(folder / cls.STORE).close()
            # What is left of another archive in this folder would pass for ours.
            _generations(folder, Settings.read(folder)).clear()
        return cls.open(folder)

    def close(self) -> None:
        """Close the store and the index."""
        with self._opening:
            if self._index is not None:
                self._index.engine.close()
                self._index = None
        super().close()

    @property
    def engine(self) -> str:
        """The engine in use, or, where there is no index yet, the one that the settings name."""
        try:
            made_by = self._generations.current().made_by
        except IndexMissing:
            return self._settings.engine
        return made_by if made_by in engines.ENGINES else self._settings.engine

    @property
    def state(self) -> str:
        """A digest that changes whenever an answer may: with the store, the index, the settings."""
        try:
            generation = self._generations.current()
            index = (generation.name, generation.manifest)
        except (SearchIndexError, FileNotFoundError):
            index = None  # there is none yet, or a rebuild is just putting another in its place
        known = repr((self._store.last_change, index, self._settings))
        return hashlib.sha256(known.encode()).hexdigest()[:32]

    @property
    def fields(self) -> Fields:
        """The fields of its records, its own among them."""
        return self._settings.fields

    @cached_property
    def naming(self) -> Naming:
        """What the values of its fields are called."""
        return Naming(self.fields, self.authorities)

    @cached_property
    def _variants(self) -> Variants:
        return Variants.of(groups(self.authorities), self._analyzer)

    def search(
        self,
        text: str | Query = "",
        *,
        sort: Sort | None = None,
        offset: int = 0,
        limit: int = 10,
        facets: Iterable[FacetName | str] = (),
        facet_size: int = 100,
        **options: Unpack[SearchOptions],
    ) -> SearchResults:
        """Search the archive for a text, or a tree of `kashshaf.query`; "" finds everything.

        What it may be limited to is in `SearchOptions`. `sort` is relevance, or
        newest first where the text is empty. `facets` are the keys of fields to
        count, those of `Archive.fields.facets`; each gives at most `facet_size`
        values, and those that are chosen or excluded.

        Raises `QueryError` for arguments that make no sense, and for a text that
        would cost too much (see `costs.py`); any other is taken as best it can be.
        Raises `IndexMissing` and `IndexOutdated`.
        """
        query = self._filtered(text, options)
        asked = PageRequest(
            query=query,
            sort=_order(query, sort),
            offset=offset,
            limit=limit,
            facets=tuple(facets),
            facet_size=facet_size,
        )
        return self._on_index(lambda index: searching.search(asked, index))

    def each(
        self,
        text: str | Query = "",
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        **options: Unpack[SearchOptions],
    ) -> Iterator[Record]:
        """Every record that a search finds, or the first so many, in the order of its pages.

        The texts are read as one goes, so that a million records take no more
        memory than their numbers. What is removed meanwhile is passed over.
        Raises, before the first record, what `search` does.
        """
        if limit is not None and limit < 0:
            raise QueryError("limit cannot be negative")
        query = self._filtered(text, options)
        order = _order(query, sort)
        return self._on_index(lambda index: searching.each(query, order, limit, index))

    def export(
        self,
        text: str | Query = "",
        *,
        format: str = "jsonl",  # noqa: A002  # the word for it
        sort: Sort | None = None,
        limit: int | None = None,
        **options: Unpack[SearchOptions],
    ) -> Iterator[str]:
        """What `each` finds, as the text of a file, piece by piece; to be written in UTF-8.

        `format` is jsonl, csv, ris, bibtex, csl-json, atom, or what another package
        brings. Asked for nothing, it gives every record as `records` does, which needs
        no index. Raises, before the first piece, what `each` does, and `QueryError`
        listing the formats that there are where `format` is none of them.
        """
        if not (text or sort or options) and limit is None:
            return super().export(format=format)
        write = writer(format).write
        return write(self.each(text, sort=sort, limit=limit, **options), self.writing_context)

    def count(self, text: str | Query = "", **options: Unpack[SearchOptions]) -> int:
        """How many records a search finds: what it takes to know that, and no more."""
        query = self._filtered(text, options)
        return self._on_index(lambda index: searching.count(query, index))

    def concordance(
        self,
        text: str | Query,
        *,
        arrangement: Arrangement = "record",
        words: int = 8,
        sort: Sort | None = None,
        offset: int = 0,
        limit: int = 50,
        **options: Unpack[SearchOptions],
    ) -> Concordance:
        """Each occurrence of what is sought, with so many words on either side.

        `arrangement` puts the lines in the order of the results ("record"), by
        the words "before" the match, or by those "after" it. The first 1,000
        records of the search are read; `Concordance.matching` says of how many.
        """
        if offset < 0 or limit < 0:
            raise QueryError("offset and limit cannot be negative")
        query = self._filtered(text, options)
        order = _order(query, sort)
        page = slice(offset, offset + limit)
        return self._on_index(
            lambda index: concordance.concordance(query, arrangement, words, order, page, index)
        )

    def trends(
        self,
        texts: Sequence[str | Query],
        *,
        by: By | None = None,
        **options: Unpack[SearchOptions],
    ) -> Trends:
        """How up to five queries spread over time, or by "source", beside all records.

        Time goes by "year", "month" or "day", whichever fits unless named.
        """
        if isinstance(texts, str):
            raise QueryError(f"trends are of a list of queries, not {texts!r} alone")
        asked = [self._filtered(text, options) for text in texts]
        return self._on_index(lambda index: trends.trends(asked, by, index))

    def similar(self, record: Record, limit: int = 5) -> tuple[Record, ...]:
        """Other records that have most of this one's telling words, the most alike first.

        They are looked for in its title and the beginning of its text. Raises
        `QueryError` for a limit below 0.
        """
        return self._on_index(lambda index: similar.similar(record, limit, index))

    def complete(self, text: str) -> Completions:
        """What a text may become as it is asked on: words, titles, sources; see `Completions`."""
        return self._on_index(lambda index: index.complete(text))

    def highlight(
        self, record: Record, text: str | Query, **options: Unpack[SearchOptions]
    ) -> tuple[Snippet, Snippet]:
        """A record's whole title and text with the matches of a query marked."""
        asked = user_query(self.fields, text, **options)
        highlighter = Highlighter(self._on_index(lambda index: index.matcher(asked)))
        return highlighter.whole(record.title, "title"), highlighter.whole(record.text, "text")

    def ingest(
        self,
        paths: Sequence[Path | str],
        columns: Mapping[str, str] | None = None,
        *,
        readers: Sequence[Reader] = (),
        workers: int = 1,
        consumed: Callable[[int], None] = _ignore,
        taken: Callable[[Tally], None] = _ignore,
        indexed: Watch = _ignore,
    ) -> Tally:
        """Take in files and folders and bring the index up to date.

        `columns` maps Kashshaf's names to the files' own. `readers` are asked
        before those that there are (see docs/readers.md). `consumed` hears of
        bytes as they are read, `taken` of the tally so far, `indexed` of the
        index. What cannot be read is rejected alone, with its reason, in a
        file that the tally names.
        """
        found = read(paths, self.authorities, columns, consumed, self.fields, readers)
        return self._take_in(found, workers, taken, indexed)

    def add(self, items: Iterable[Mapping[str, Any]]) -> Tally:
        """Take in items that a program has, and bring the index up to date.

        Each is treated as a line of a JSON Lines file would be: columns by
        any name that the readers know, dates and sources in any spelling.
        """
        return self._take_in(handed_over(items, self.fields), 1, _ignore, _ignore)

    def remove(self, *ids: str) -> int:
        """Take records out of the archive; their versions stay in the store's history."""
        with writing(self.folder, "remove"), Store.open(self._store.path) as store:
            removed = store.remove(ids)
            self.sync()
        return removed

    def sync(self, workers: int = 1, indexed: Watch = _ignore) -> None:
        """Bring the index up to the store, making one where there is none.

        Raises `IndexOutdated` where only a rebuild can.
        """
        with writing(self.folder, "sync"):
            maintenance.sync(self._store, self._generations, self.engine, workers, indexed)

    def rebuild(
        self, engine: str | None = None, workers: int = 1, indexed: Watch = _ignore
    ) -> None:
        """Make a new index and put it in the place of the old one, which serves until then.

        `engine` is the one in use unless named. With more than one worker,
        processes are spawned: a script must then guard its own start with
        `if __name__ == "__main__":`.
        """
        with writing(self.folder, "rebuild"):
            maintenance.rebuild(
                self._store, self._generations, engine or self.engine, workers, indexed
            )

    def is_current(self) -> bool:
        """Whether there is an index, made by these rules, that holds every change of the store."""
        try:
            index = self._on_index(lambda index: index)
        except SearchIndexError:
            return False
        return index.manifest.reached == self._store.last_change

    def advice(self) -> str | None:
        """What engine would serve better and how to change to it; None where this one is right."""
        return advice(self.engine, len(self))

    def verify(self) -> Verification:
        """Compare the store with the index."""
        return self._on_index(
            lambda index: maintenance.verify(self._store, index.generation, index.engine)
        )

    def stats(self) -> Statistics:
        """What the archive holds, and the state of its index."""
        return self._on_index(lambda index: statistics(self.folder, self._store, index))

    def _filtered(self, text: str | Query, options: SearchOptions) -> FilteredQuery:
        return FilteredQuery.of(self.naming, text, **options)

    def _on_index(self, ask: Callable[[OpenIndex], Answer]) -> Answer:
        """Ask the index in use, again where a rebuild has put another in its place meanwhile."""
        for _ in range(_TRIES):
            generation = self._generations.current()
            try:
                return ask(self._open_index(generation))
            except FileNotFoundError:
                continue
            except SearchIndexError:
                if self._generations.current() == generation:
                    raise
        raise IndexMissing(f"the index of {self.folder} is damaged: run `kashshaf rebuild`")

    def _open_index(self, generation: Generation) -> OpenIndex:
        """The index in use, as it is now: another process may have changed it since."""
        with self._opening:
            manifest, held = generation.manifest, self._index
            if held is not None and (held.generation, held.manifest) == (generation, manifest):
                return held
            if held is not None and held.generation == generation:
                engine = held.engine
            else:
                maintenance.check(manifest, self._store, self._generations)
                # The engine of the old generation closes when its last search ends.
                engine = self._generations.kinds(manifest.engine).open(generation.engine)
            vocabulary = TermDictionary(generation.words)
            if self._generations.current() != generation:
                # A rebuild has begun to remove what was just opened: `_on_index` tries again.
                raise FileNotFoundError(generation.folder)
            terms = TermStatistics(vocabulary, engine.idfs)
            planner = Planner(self._analyzer, terms, self.naming, engine.values, self._variants)
            self._index = OpenIndex(generation, manifest, engine, planner, self._store)
            return self._index

    def _take_in(
        self,
        found: Iterable[Item | Rejection],
        workers: int,
        taken: Callable[[Tally], None],
        indexed: Watch,
    ) -> Tally:
        with writing(self.folder, "ingest"):
            with Store.open(self._store.path) as store:
                tally = ingestion.ingest(
                    found, store, self.authorities, self.folder / "rejects", taken
                )
            self.sync(workers, indexed)
        return tally


def _order(query: FilteredQuery, sort: Sort | None) -> Sort:
    """The order asked for, or what is usual; raise `QueryError` for one that there is not."""
    if sort is not None:
        one_of("sort", sort, get_args(Sort))
    return sort or ("newest" if query.typed.asks_for_all else "relevance")


def _generations(folder: Path, settings: Settings) -> Generations:
    def kind(name: str) -> EngineKind:
        return engines.engine_kind(name, schema_of(settings.fields), settings.engines)

    return Generations(folder / "index", kind, settings.fields)
