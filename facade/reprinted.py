"""What an archive knows of reprints: who printed what again, and where else a text stands."""

from collections.abc import Callable, Iterator
from typing import Unpack, get_args

from ..archive.errors import QueryError, SearchIndexError
from ..archive.metadata.naming import Naming
from ..archive.record import Record
from ..index.query.nodes import Query
from ..index.reprints.answers import (
    PrintedAfter,
    RecordPair,
    Reprints,
    Shared,
    Stories,
    Story,
    Trace,
)
from ..index.searching import shared_text, stories, traces
from ..index.searching.filters import FilteredQuery, SearchOptions, one_of
from ..index.searching.open_index import OpenIndex
from ..index.searching.printed_after import Succession
from ..index.searching.stories import Page, StorySort
from ..index.searching.story_files import Content, FileFormat, Rows, network_graph
from .index_in_use import Answer, IndexInUse
from .stored import StoredArchive


class ReprintedArchive(StoredArchive):
    """An archive's records, and which of them have one another's text; `Archive` searches them.

    All that asks for reprints raises `ReprintsUnknown` where the index knows of none, which
    says how to have them known.
    """

    _index: IndexInUse

    @property
    def naming(self) -> Naming:
        """What the values of its fields are called."""
        return self._index.naming

    @property
    def knows_reprints(self) -> bool:
        """Whether its index says which records have one another's text, and so of stories."""
        try:
            return self._on_index(lambda index: index.reprints is not None)
        except SearchIndexError:
            return False

    def reprints(self, record: Record | str) -> Reprints:
        """What of a record stands elsewhere: its story, and each record that shares text with it.

        It may be given by its id. Raises `RecordNotFound` where the archive does not have it.
        """
        this = self._meant(record)
        return self._on_index(lambda index: stories.reprints(this, index))

    def stories(
        self,
        text: str | Query = "",
        *,
        sort: StorySort = "size",
        offset: int = 0,
        limit: int = 10,
        earlier: str | None = None,
        later: str | None = None,
        **options: Unpack[SearchOptions],
    ) -> Stories:
        """The stories that have a record in a search: texts that were printed more than once.

        Each comes whole, with the records that the search does not find. Those with the most
        records come first, or with the most "days" between the first and the last, with the most
        "sources", or those that were first seen last ("newest"). With `earlier` and `later`, one
        or both, only those that the one source had on the first day, and the other after it, as
        `printed_after` counts them. Raises `QueryError` for arguments that make no sense.
        """
        if offset < 0 or limit < 0:
            raise QueryError("offset and limit cannot be negative")
        one_of("order of stories", sort, get_args(StorySort))
        query, page = self._filtered(text, options), Page(offset, limit)
        succession = self._succession(earlier, later)
        return self._on_index(lambda index: stories.stories(query, succession, sort, page, index))

    def each_story(
        self,
        text: str | Query = "",
        *,
        earlier: str | None = None,
        later: str | None = None,
        **options: Unpack[SearchOptions],
    ) -> Iterator[Story]:
        """Every story that has a record in a search, those with the most records first.

        Each comes whole, as from `stories`, under the same limits, and is read as one goes. Raises,
        before the first, what `stories` does.
        """
        query, succession = self._filtered(text, options), self._succession(earlier, later)
        return self._on_index(lambda index: stories.each_story(query, succession, index))

    def pairs(
        self, text: str | Query = "", **options: Unpack[SearchOptions]
    ) -> Iterator[RecordPair]:
        """Every two records that share text of which a search finds at least one.

        In the order in which they came into the archive, each pair once. They are read as one
        goes, and what is removed meanwhile is passed over.
        """
        query = self._filtered(text, options)
        return self._on_index(lambda index: stories.pairs(query, index))

    def printed_after(
        self, text: str | Query = "", **options: Unpack[SearchOptions]
    ) -> tuple[PrintedAfter, ...]:
        """How often each source printed after each other what both have, the most often first.

        Of the stories that have a record in a search. A source printed after those that had the
        story on its first day; only known sources count, and dates known to the day.
        """
        query = self._filtered(text, options)
        return self._on_index(lambda index: stories.printed_after(query, index))

    def export_reprints(
        self,
        content: Content = "stories",
        text: str | Query = "",
        *,
        format: FileFormat = "jsonl",  # noqa: A002  # the word for it
        earlier: str | None = None,
        later: str | None = None,
        **options: Unpack[SearchOptions],
    ) -> Iterator[str]:
        """What is known of reprints as the text of a file, piece by piece; to be written in UTF-8.

        Of the "stories" of a search each copy, of its "pairs" each, or the "network" of who prints
        after whom, which can be GraphML too. Stories alone may be limited to those that the source
        `earlier` had first, or `later` after it. Raises before the first piece.
        """
        one_of("content", content, get_args(Content))
        one_of("format", format, get_args(FileFormat))
        if content != "stories" and (earlier or later):
            raise QueryError(f"earlier and later limit stories, not {content}")
        if format == "graphml":
            if content != "network":
                raise QueryError(
                    f"graphml is of the network alone: take csv or jsonl for {content}"
                )
            return iter([network_graph(self.printed_after(text, **options))])
        if content == "stories":
            rows = Rows.of_stories(self.each_story(text, earlier=earlier, later=later, **options))
        elif content == "pairs":
            rows = Rows.of_pairs(self.pairs(text, **options))
        else:
            rows = Rows.of_network(self.printed_after(text, **options))
        return rows.csv() if format == "csv" else rows.json_lines()

    def shared(self, a: Record | str, b: Record | str) -> Shared:
        """What two records share, letter by letter: runs of five words or more, in passages.

        Each passage has a run of eight. Places are from where to where, in characters, in the
        text of a record, or in its title where there are no words in its text. Either record may
        be given by its id. Raises `RecordNotFound` where the archive does not have one of them.
        """
        first, second = self._meant(a), self._meant(b)
        return self._on_index(lambda index: shared_text.shared(first, second, index))

    def trace(
        self, text: str, limit: int = 50, *, offset: int = 0, origin: Record | None = None
    ) -> Trace:
        """The records in which a text stands, or eight words of it in a row.

        Those come first that have most of it, and of as much the oldest; the record that it is
        taken from, its `origin`, is none of them. Of more than 5,000 the rest is left out, and
        `Trace.more` says so. Of a text of fewer words, five at least, all are sought. Tags of
        HTML and numbers of footnotes and pages make no difference. Raises `QueryError` for a text
        of more than 150,000 characters.
        """
        if offset < 0 or limit < 0:
            raise QueryError("offset and limit cannot be negative")
        page = Page(offset, limit)
        return self._on_index(lambda index: traces.trace(text, page, origin, index))

    def _succession(self, earlier: str | None, later: str | None) -> Succession:
        def known(name: str | None) -> str:
            return self.naming.canonical("source", name) if name else ""

        return Succession(known(earlier), known(later))

    def _filtered(self, text: str | Query, options: SearchOptions) -> FilteredQuery:
        return FilteredQuery.of(self.naming, text, **options)

    def _on_index(self, question: Callable[[OpenIndex], Answer]) -> Answer:
        return self._index.ask(question)
