"""`Archive`: the whole of Kashshaf behind one object, for programs and for its own pages."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, Unpack, get_args
from weakref import finalize

from ..archive import ingestion, writers
from ..archive.errors import ArchiveLocked, KashshafError, NotIndexed, QueryError, SearchIndexError
from ..archive.explanation import ITEMS, ExplainedFile, explain
from ..archive.field_values import searched_texts
from ..archive.fields import FacetName, Fields, Language
from ..archive.items import GivenRecord, Item, Rejection
from ..archive.lock import TIMEOUT
from ..archive.metadata.authorities import Authorities
from ..archive.metadata.given_records import revise, taken_in_at
from ..archive.readers import Asked, Items, Reader, handed_over, read, read_found
from ..archive.record import Record
from ..archive.settings import Settings
from ..archive.storage.store import Store
from ..archive.tally import Tally
from ..archive.times import now
from ..archive.writers import Style
from ..index.building import maintenance
from ..index.building.maintenance import Watch
from ..index.building.verification import Verification, verify
from ..index.engines.base import Sort
from ..index.query.nodes import Query
from ..index.searching import concordance, date_counts, latest, similar, trends
from ..index.searching import search as searching
from ..index.searching.concordance import Arrangement, Concordance
from ..index.searching.date_counts import DateUnit
from ..index.searching.examples import Example, ExampleKind, examples
from ..index.searching.filters import FilteredQuery, SearchOptions, one_of, user_query
from ..index.searching.highlights import Highlighter
from ..index.searching.holdings import Holdings, holdings
from ..index.searching.near_word import NearWord
from ..index.searching.pages import PageRequest, Per
from ..index.searching.record_lists import RecordList
from ..index.searching.results import Hit, SearchResults, Snippet
from ..index.searching.totals import count
from ..index.searching.trends import By, Trends
from ..index.searching.trends_of_each import TrendsOfEach, trends_of_each
from ..index.searching.windows import Side, Window
from ..index.suggestions.completion import Completions
from . import backups, folders
from .advice import advice
from .backups import Backup
from .index_in_use import IndexInUse
from .keywords import ArchiveOfWords
from .restoring import version_to_restore
from .statistics import Statistics, statistics
from .stored import settings_of, store_of
from .subscriptions import Callback
from .watching import EVERY, Intake, checked_folders, how_files_are_read
from .writer import ArchiveWriter, ignore


class Archive(ArchiveOfWords):
    """A searchable archive in a folder; made by `create`, `open` or `in_memory`.

    It is a collection of records: `len`, iteration, and `in` for ids. Searching
    is safe from many threads, and goes on while another process writes. Writing
    is one at a time: who wants to write waits `timeout` seconds for whoever does,
    a thread or another process, and is then told of it by `ArchiveLocked`; None
    waits for as long as it takes. Every error is a `KashshafError`.
    """

    def __init__(
        self, folder: Path, store: Store, settings: Settings, timeout: float | None = TIMEOUT
    ) -> None:
        super().__init__(folder, store, settings)
        self._generations = folders.generations(folder, settings)
        self._index = IndexInUse(folder, store, self._generations, settings)
        engine = partial(folders.engine_in_use, self._generations, settings)
        self._writer = ArchiveWriter(folder, store, self._generations, engine, timeout)
        self._discard: Callable[[], object] = ignore

    @classmethod
    def create(
        cls,
        folder: Path | str,
        title: str | None = None,
        engine: str | None = None,
        fields: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        timeout: float | None = TIMEOUT,
    ) -> Self:
        """Make an empty archive in a folder, which may exist already, and open it.

        Its engine is Whoosh unless named. `fields` are further ones that its
        records have, by key, as the tables of `settings.toml` say them:
        `{"section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category"]}}`.
        Settings that are there already are kept; with any of these arguments
        as well, they raise `SettingsError`.
        """
        folders.make(Path(folder), title, engine, fields, timeout)
        return cls.open(folder, timeout=timeout)

    @classmethod
    def open(cls, folder: Path | str, *, timeout: float | None = TIMEOUT) -> Self:
        """Open the archive in a folder; raise `ArchiveNotFound` where there is none."""
        folder = Path(folder)
        settings = settings_of(folder)
        return cls(folder, store_of(folder, timeout), settings, timeout)

    @classmethod
    def in_memory(
        cls,
        title: str = "أرشيف مؤقت",  # a temporary archive
        engine: str | None = None,
        fields: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        timeout: float | None = TIMEOUT,
    ) -> Self:
        """An empty archive that nothing is left of, for tests and notebooks; it has an index.

        Nothing about it is less than real: its store and its index are files in
        a folder of its own among the system's temporary ones, which some systems
        keep in memory. The folder goes when the archive is closed, when nothing
        refers to it any more, or when the program ends; only a program that is
        killed leaves it to the system.
        """
        folder = Path(tempfile.mkdtemp(prefix="kashshaf-"))
        try:
            archive = cls.create(folder, title, engine, fields, timeout=timeout)
        except BaseException:
            shutil.rmtree(folder)
            raise
        archive._discard = finalize(
            archive, folders.discard, folder, archive._generations, os.getpid()
        )
        archive.sync()
        return archive

    @classmethod
    def from_backup(
        cls,
        backup: Path | str,
        folder: Path | str,
        *,
        timeout: float | None = TIMEOUT,
        workers: int = 1,
        kept: Callable[[Path], object] = ignore,
        indexed: Watch = ignore,
    ) -> Self:
        """Put a backup in a folder, make its index, and open it as an archive.

        What is in the folder already, an archive say, is kept in a folder within it, of
        which `kept` hears. Raises `BackupError`, with all as it was, for a backup that is
        damaged or none, and `NotIndexed` where all is in place but the index.
        """
        folder = Path(folder)
        made = backups.put_back(Path(backup), folder, timeout, kept)
        archive = cls.open(folder, timeout=timeout)
        try:
            if archive.is_current():
                archive.sync()  # removes what a restore has left that was killed at its end
            else:
                archive.rebuild(folders.engine_for(archive._generations, made), workers, indexed)
        except KashshafError as error:
            archive.close()
            raise NotIndexed(
                f"the backup is in {folder}, but has no index yet: {error};"
                " when that is mended, run `kashshaf sync`"
            ) from error
        return archive

    def backup(self, to: Path | str, copied: Watch = ignore) -> Backup:
        """Copy all that cannot be made again to a new folder, as it is at this moment.

        Others may write meanwhile. The folder is an archive itself, without an index;
        `from_backup` puts it back. It is checked, and stands there whole or not at all.
        `copied` hears of the pages of the store. Raises `BackupError` where there is
        something already, or no room.
        """
        return backups.back_up(self.folder, self._store, self.engine, Path(to), copied)

    def close(self) -> None:
        """Close the store and the index."""
        self._index.close()
        super().close()
        self._discard()

    @property
    def engine(self) -> str:
        """The engine in use, or, where there is no index yet, the one that the settings name."""
        return folders.engine_in_use(self._generations, self._settings)

    @property
    def engine_folder(self) -> Path:
        """Where the engine has its own files of the index in use; a rebuild puts others in use.

        They are for reading: what is written there the archive does not know. Raises
        `IndexMissing` where there is no index yet.
        """
        return self._generations.current().engine

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
    def authorities(self) -> Authorities:
        """The names of sources, platforms and agencies, with the archive's own additions."""
        return self._index.authorities

    @property
    def fields(self) -> Fields:
        """The fields of its records, its own among them."""
        return self._settings.fields

    def search(
        self,
        text: str | Query = "",
        *,
        sort: Sort | None = None,
        offset: int = 0,
        limit: int = 10,
        facets: Iterable[FacetName | str] = (),
        facet_size: int = 100,
        levels: bool = False,
        per: Per = "record",
        stories: bool = False,
        **options: Unpack[SearchOptions],
    ) -> SearchResults:
        """Search the archive for a text, or a tree of `kashshaf.query`; "" finds everything.

        What it may be limited to is in `SearchOptions`. `sort` is relevance, or
        newest first where the text is empty; by date, what is dated by a year or a month
        alone comes after the days that it may be. `facets` are the keys of fields to
        count, those of `Archive.fields.facets`; each gives at most `facet_size`
        values, and those that are chosen or excluded. With `levels` a search for
        words also says how many records have them more closely, and as one phrase.

        `per` "story" gives of records that are reprints of one another only the one that
        stands first. It tells of stories too, and so does `stories` per "record": how many
        the results are, and those of each facet's value, and what is known of each hit's.

        Raises `QueryError` for arguments that make no sense, and for a text that
        would cost too much (see `costs.py`); any other is taken as best it can be.
        Raises `IndexMissing` and `IndexOutdated`.
        """
        query = self._filtered(text, options)
        one_of("hit", per, get_args(Per))
        asked = PageRequest(
            query=query,
            sort=_order(query, sort),
            offset=offset,
            limit=limit,
            facets=tuple(facets),
            facet_size=facet_size,
            levels=levels,
            per=per,
            stories=stories,
        )
        return self._on_index(lambda index: searching.search(asked, index))

    def each(
        self,
        text: str | Query = "",
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        per: Per = "record",
        **options: Unpack[SearchOptions],
    ) -> Iterator[Record]:
        """Every record that a search finds, or the first so many, in the order of its pages.

        Or `per` "story" of each story the record that stands first.

        The texts are read as one goes, so that a million records take no more
        memory than their numbers. What is removed meanwhile is passed over.
        Raises, before the first record, what `search` does.
        """
        if limit is not None and limit < 0:
            raise QueryError("limit cannot be negative")
        one_of("hit", per, get_args(Per))
        query = self._filtered(text, options)
        order = _order(query, sort)
        return self._on_index(lambda index: searching.each(query, order, limit, per, index))

    def listing(self, ids: Iterable[str], name: str = "") -> str:
        """Some records as one short text, which searches take as `among` and addresses hold.

        The pages tell of them by the name, of which a hundred letters count. Ids that no record
        has, or had, are left out. Raises `QueryError` for more than 2,000.
        """
        return str(RecordList.of(ids, self._store, name))

    def latest(
        self, text: str | Query = "", *, limit: int = 50, **options: Unpack[SearchOptions]
    ) -> list[Hit]:
        """What a search finds, the records first that came into the archive last.

        So an old text that has only now been taken in is among the first; one that is taken in
        again stays where it was. Raises what `search` does.
        """
        if limit < 0:
            raise QueryError("limit cannot be negative")
        query = self._filtered(text, options)
        return self._on_index(lambda index: latest.latest(query, limit, index))

    def export(
        self,
        text: str | Query = "",
        *,
        format: str = "jsonl",  # noqa: A002  # the word for it
        sort: Sort | None = None,
        limit: int | None = None,
        per: Per = "record",
        style: Style = "chicago",
        **options: Unpack[SearchOptions],
    ) -> Iterator[str]:
        """What `each` finds, as the text of a file, piece by piece; to be written in UTF-8.

        `format` is jsonl, csv, ris, bibtex, csl-json, bibliography-rtf, bibliography-txt,
        atom, or what another package brings; `style` is that of a bibliography. Asked for
        nothing, it gives every record as `records` does, which needs no index. Raises, before
        the first piece, what `each` does, and `QueryError` listing the formats or styles that
        there are where `format` or `style` is none of them.
        """
        if not (text or sort or options) and limit is None and per == "record":
            return super().export(format=format, style=style)
        write = writers.writer(format).write
        found = self.each(text, sort=sort, limit=limit, per=per, **options)
        return write(found, self._writing_in(style))

    def count(
        self, text: str | Query = "", *, per: Per = "record", **options: Unpack[SearchOptions]
    ) -> int:
        """How many records or stories a search finds: what it takes to know that, and no more."""
        one_of("hit", per, get_args(Per))
        query = self._filtered(text, options)
        return self._on_index(lambda index: count(query, per, index))

    def concordance(
        self,
        text: str | Query,
        *,
        arrangement: Arrangement = "record",
        words: int = 8,
        sort: Sort | None = None,
        offset: int = 0,
        limit: int = 50,
        near: str | None = None,
        window: int = 5,
        side: Side = "both",
        **options: Unpack[SearchOptions],
    ) -> Concordance:
        """Each occurrence of what is sought, with so many words on either side.

        Or those alone that have the word `near` them, in any form, as `collocates` counts it.

        `arrangement` puts the lines in the order of the results ("record"), by
        the words "before" the match, or by those "after" it. All records of the search are
        read, up to 100,000 or 120 million characters; what has changed since the index was
        made is left out. `Concordance.read` says how many were, `matching` of how many.
        """
        if offset < 0 or limit < 0:
            raise QueryError("offset and limit cannot be negative")
        query = self._filtered(text, options)
        order = _order(query, sort)
        page = slice(offset, offset + limit)
        beside = NearWord(near, Window.of(window, side)) if near else None
        return self._on_index(
            lambda index: concordance.concordance(
                query, arrangement, words, order, page, index, beside
            )
        )

    def trends(
        self,
        texts: Sequence[str | Query],
        *,
        by: By | None = None,
        per: Per = "record",
        **options: Unpack[SearchOptions],
    ) -> Trends:
        """How up to five queries spread over time, or by "source" or "country", beside all records.

        Time goes by "year", "month" or "day", whichever fits unless named. `per` "story" counts
        stories too, each once at every place.
        """
        one_of("hit", per, get_args(Per))
        if isinstance(texts, str):
            raise QueryError(f"trends are of a list of queries, not {texts!r} alone")
        asked = [self._filtered(text, options) for text in texts]
        return self._on_index(lambda index: trends.trends(asked, by, per, index))

    def trends_of_each(
        self,
        facet: str,
        texts: Sequence[str | Query],
        *,
        by: DateUnit | None = None,
        per: Per = "record",
        limit: int = 12,
        **options: Unpack[SearchOptions],
    ) -> TrendsOfEach:
        """The trends of each of the commonest values of a facet of names, over the same dates.

        How often every "source", say, has each of up to five queries in each month. Values are
        those with the most results of all queries together, `limit` of them.
        """
        one_of("hit", per, get_args(Per))
        if isinstance(texts, str):
            raise QueryError(f"trends are of a list of queries, not {texts!r} alone")
        if limit < 0:
            raise QueryError("limit cannot be negative")
        names = [field.key for field in self.fields.filters if field.kind == "name"]
        one_of("facet", facet, names)
        asked = [self._filtered(text, options) for text in texts]
        return self._on_index(lambda index: trends_of_each(asked, facet, limit, by, per, index))

    def held(self, by: DateUnit = "year", field: str = "date") -> dict[str, int]:
        """How many records the archive has of each "year", "month" or "day", as EDTF, in order.

        Those that it has nothing of are left out, and so are dates that are less close. `field`
        is another one of dates. Raises `QueryError` where that is none, or the unit is another.
        """
        one_of("unit", by, get_args(DateUnit))
        one_of(
            "field of dates", field, [one.key for one in self.fields.facets if one.kind == "date"]
        )
        return self._on_index(lambda index: date_counts.held(by, field, index))

    def similar(self, record: Record | str, limit: int = 5) -> tuple[Record, ...]:
        """Other records that have most of this one's telling words, the most alike first.

        They are looked for in its title and the beginning of its text; it may be given by its id.
        Raises `QueryError` for a limit below 0, and `RecordNotFound` for an id that there is not.
        """
        this = self._meant(record)
        return self._on_index(lambda index: similar.similar(this, limit, index))

    def examples(self) -> Mapping[ExampleKind, Example]:
        """Searches to try, by what each shows; all find something in this archive."""
        return self._on_index(examples)

    def holdings(self) -> Holdings:
        """What there is of each year and of each source, and where there is nothing."""
        return self._on_index(holdings)

    def complete(self, text: str) -> Completions:
        """What a text may become as it is typed on: words, titles, values; see `Completions`."""
        return self._on_index(lambda index: index.complete(text))

    def suggestions(self, text: str, **options: Unpack[SearchOptions]) -> tuple[str, ...]:
        """What may have been meant by a text, likeliest first, whether it finds anything or not.

        `SearchResults.suggestions` are those of them that find something as the search is limited.
        """
        asked = user_query(self.fields, text, **options)
        return self._on_index(lambda index: index.suggestions(asked))

    def similar_values(self, field: str, name: str) -> tuple[str, ...]:
        """The values of a field of names that a name may be a slip or a part of, likeliest first.

        At most three, as filters take them. Raises `QueryError` for another field.
        """
        one_of(
            "field of names", field, [one.key for one in self.fields.values() if one.kind == "name"]
        )
        return self._on_index(lambda index: index.similar_values(field, name))

    def highlight(
        self, record: Record, text: str | Query, **options: Unpack[SearchOptions]
    ) -> dict[str, Snippet]:
        """A record's whole texts with the matches of a query marked, by the keys of their fields.

        `title` and `text` are always among them, and the archive's own texts.
        """
        asked = user_query(self.fields, text, **options)
        highlighter = Highlighter(self._on_index(lambda index: index.matcher(asked)))
        return {
            one.key: highlighter.whole(one.of(record), one.key)
            for one in searched_texts(self.fields)
        }

    def ingest(
        self,
        paths: Sequence[Path | str],
        columns: Mapping[str, str] | None = None,
        *,
        readers: Sequence[Reader] = (),
        reader: str | None = None,
        workers: int = 1,
        consumed: Callable[[int], None] = ignore,
        taken: Callable[[Tally], None] = ignore,
        indexed: Watch = ignore,
    ) -> Tally:
        """Take in files and folders and bring the index up to date.

        `columns` maps Kashshaf's names to the files' own. `readers` are asked
        before those that there are (see docs/readers.md); `reader` names the one
        that reads everything, whatever the files are called. `consumed` hears of
        bytes as they are read, `taken` of the tally so far, `indexed` of the
        index. What cannot be read is rejected alone, with its reason, in a
        file that the tally names.
        """
        found = read(paths, self.authorities, columns, consumed, self.fields, readers, reader)
        return self._take_in(found, workers, taken, indexed)

    def watch(
        self,
        folders: Sequence[Path | str],
        columns: Mapping[str, str] | None = None,
        *,
        reader: str | None = None,
        workers: int = 1,
        every: float = EVERY,
        taken: Callable[[Tally], None] = ignore,
        waiting: Callable[[ArchiveLocked], None] = ignore,
    ) -> Generator[Tally]:
        """Take in what is in folders and what arrives there, and give the tally of each intake.

        It looks into the folders every so many seconds (`every`), without end, and takes in each
        file once: when it is whole, and again when it has changed. Which these were is
        kept in the archive's folder, so that the next `watch` reads none of them again.
        Others may write meanwhile; while they do it for long, it tries again, and `waiting`
        hears of it once. `taken` hears of the tally so far, as in `ingest`.

        Its `close`, or the end of the program, ends it. Raises `InputError` at once for
        what is no folder, and at the first look `ArchiveLocked` where another process
        watches for this archive.
        """
        asked = Asked(self.authorities, columns or {}, self.fields, reader=reader)
        intake = Intake(
            self.folder,
            how_files_are_read(columns, reader),
            self._store,
            lambda files: self._take_in(read_found(files, asked), workers, taken, ignore),
            waiting,
        )
        return intake.watch(checked_folders(folders), every)

    def explain(
        self,
        paths: Sequence[Path | str],
        columns: Mapping[str, str] | None = None,
        *,
        readers: Sequence[Reader] = (),
        reader: str | None = None,
        items: int = ITEMS,
    ) -> Iterator[ExplainedFile]:
        """What `ingest` would make of the first `items` of each file, and from where.

        By the names and the fields of this archive, which is not changed; `kashshaf.explain`
        needs none. Files are read as one goes, each as far as its items need.
        """
        return explain(
            paths,
            columns,
            readers=readers,
            reader=reader,
            items=items,
            authorities=self.authorities,
            fields=self.fields,
        )

    def add(self, items: Items) -> Tally:
        """Take in what a program has: one item, any iterable of them, or a table.

        A mapping, or a row of a DataFrame (pandas, polars), is treated as a line of
        a JSON Lines file would be: columns by any name that the readers know,
        dates and sources in any spelling; NaN and NaT are nothing. A `Record`
        is kept as it is, with the file that it first came from; when it was
        taken in is now. So `archive.add(other.records())` copies an archive.

        Raises `InputError`, and takes in nothing, for what is no item: a text, a
        list of numbers. What cannot be kept, as it has neither a title nor a
        text, is rejected alone: `Tally.rejections` say where it stood and why.
        """
        return self._take_in(handed_over(items, self.fields), 1, ignore, ignore)

    def update(self, record_id: str, **fields: Any) -> Record:
        """Change some fields of a record and return its new version.

        Fields go by the names that `Record` has. A value may be what files have
        ("3 أيلول 2014", a source in any spelling) and None empties a field; `extra`
        replaces the whole of it. Mentions and agencies follow a new title, text
        or author unless given too. Raises `RecordNotFound`, and `InputError` for
        other names and for what cannot be read.
        """
        with self._writer.changing("update") as store:
            record = revise(store.get(record_id), fields, self.authorities, now())
            store.put([record])
            return store.get(record_id)

    def restore(self, record_id: str, change: int | None = None) -> Record:
        """Make an earlier version of a record its newest and return it.

        `change` is its number in `history`; None means the version before the
        present one, or the last one of a record that has been removed. Raises
        `RecordNotFound`, and `InputError` where there is no such version.
        """
        with self._writer.changing("restore") as store:
            version = version_to_restore(record_id, store.history(record_id), change)
            store.put([taken_in_at(version, now())])
            return store.get(record_id)

    def remove(self, *ids: str) -> int:
        """Take records out, all or none, and return how many; `restore` brings one back.

        The id of a duplicate stands for the record that lists it. Raises `RecordNotFound`.
        """
        with self._writer.changing("remove") as store:
            return store.remove(ids)

    @contextmanager
    def batch(self) -> Iterator[Self]:
        """Leave the index as it is until the end of the block, so that many changes cost as one.

        Each change is stored when it is made; searches see the archive as it was
        before, with a notice that it has changed. At the end, after an exception
        too, the index takes in all of it; only Ctrl+C leaves that to the next
        change. A batch within another is part of it.

        The thread that began it writes, and ends it; other threads wait, as they
        do for any change, and may search meanwhile.
        """
        with self._writer.changing("batch"):
            yield self

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Have a function called with what changes, until what is returned is called.

        It is given a tuple of `Change`, at most 500 at a time, in their order, each
        record once with what it has become; `kind` says whether it was added,
        updated or removed. By then the index has them. Whatever is changed through
        this object is heard of, and what other processes have changed as soon as
        this one brings the index up to it.

        The thread that writes calls it, before another may write: it should be
        quick. It may search, and write too. What it raises is logged, and the
        changes stay as they are.
        """
        return self._writer.subscriptions.add(callback)

    def sync(self, workers: int = 1, indexed: Watch = ignore) -> None:
        """Bring the index up to the store, making one where there is none.

        Raises `IndexOutdated` where only a rebuild can.
        """
        self._writer.sync(workers, indexed)

    def rebuild(self, engine: str | None = None, workers: int = 1, indexed: Watch = ignore) -> None:
        """Make a new index and put it in the place of the old one, which serves until then.

        `engine` is the one in use unless named. With more than one worker,
        processes are spawned: a script must then guard its own start with
        `if __name__ == "__main__":`.
        """
        self._writer.rebuild(engine, workers, indexed)

    def is_current(self) -> bool:
        """Whether there is an index, made by these rules, that holds every change of the store.

        And that knows of reprints, by these rules too, if the settings say that it is to.
        """
        try:
            manifest = self._on_index(lambda index: index.manifest)
        except SearchIndexError:
            return False
        reached = manifest.reached == self._store.last_change
        return reached and maintenance.as_wanted(manifest, self._generations)

    def changes_behind(self) -> int:
        """How many changes of the store the index does not hold yet; no engine is opened for it.

        Raises what keeps the archive from answering: `StoreError`, `IndexMissing`, `IndexOutdated`.
        """
        manifest = self._generations.current().manifest
        maintenance.check_line(manifest, self._store)
        maintenance.check(manifest, self._generations)
        return self._store.last_change - manifest.reached

    def advice(self, language: Language = "en") -> str | None:
        """What engine would serve better and how to change to it; None where this one is right."""
        return advice(self.engine, len(self), language)

    def verify(self, deep: bool = False, watch: Watch = ignore) -> Verification:
        """Compare the store with the index.

        In depth all is read: the store is checked for damage, the index's files against
        their checksums, and each word of each text, and each value, is looked up in the index
        and the term dictionary. Nobody can write until that is done; `watch` hears of records.
        """
        if deep:
            return self._writer.verify_deeply(watch)
        return self._on_index(lambda index: verify(self._store, index.generation, index.engine))

    def stats(self) -> Statistics:
        """What the archive holds, and the state of its index."""
        wanted = self._settings.reprints
        return self._on_index(lambda index: statistics(self.folder, self._store, index, wanted))

    def _take_in(
        self,
        found: Iterable[Item | GivenRecord | Rejection],
        workers: int,
        taken: Callable[[Tally], None],
        indexed: Watch,
    ) -> Tally:
        with self._writer.changing("ingest", workers, indexed) as store:
            return ingestion.ingest(found, store, self.authorities, self.folder / "rejects", taken)


def _order(query: FilteredQuery, sort: Sort | None) -> Sort:
    """The order asked for, or what is usual; raise `QueryError` for one that there is not."""
    if sort is not None:
        one_of("sort", sort, get_args(Sort))
    return sort or ("newest" if query.typed.asks_for_all else "relevance")
