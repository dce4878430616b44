"""Stock Whoosh with the same fields: what an application makes of its documentation.

It gets our Analyzer's tokens, so that both find the same records, through a
Whoosh analyzer that yields them one by one. Of a plan it gets what decides
the matches; the bonus for the very word, which only ranks, is spared it.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from agreement import Answers
from questions import ENGINE_FACETS, Question
from whoosh import query
from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, KEYWORD, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.searching import Results
from whoosh.sorting import Count, FieldFacet

from kashshaf import Archive, Record
from kashshaf.archive.closing import Closing
from kashshaf.archive.store import Store
from kashshaf.index import plan
from kashshaf.index.arabic.analyzer import Analyzer
from kashshaf.index.engines.base import BOOSTS
from kashshaf.index.facets import FACETS, days, facet_values

PAGE = 10
"""Hits shown. Whoosh gives all there are where it counts groups, whatever the limit."""

_MANY_VALUED = {"mentions", "agency", "tag"}
_ANALYSER = Analyzer()

# Three fields hold the streams of one text, which is analysed once.
_analyse = lru_cache(maxsize=2)(_ANALYSER.analyse)
_spans = lru_cache(maxsize=2)(_ANALYSER.spans)


class StreamAnalyzer(WhooshAnalyzer):  # type: ignore[misc]
    """Yields one stream of a text's tokens the way Whoosh's own analyzers do."""

    def __init__(self, stream: plan.Stream) -> None:
        self._stream = stream
        self._list = {"written": "written", "word": "words", "stem": "stems"}[stream]

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, **options: Any
    ) -> Iterator[Token]:
        """Yield the tokens: one object, changed each time, as Whoosh wants it."""
        token = Token(positions, chars, **options)
        for position, (text, start, end) in enumerate(self._places(value, chars)):
            token.text = text
            token.pos = position
            token.startchar, token.endchar = start, end
            yield token

    def _places(self, value: str, chars: bool) -> Iterator[tuple[str, int, int]]:
        if chars:
            return ((getattr(span, self._stream), span.start, span.end) for span in _spans(value))
        return ((text, 0, 0) for text in getattr(_analyse(value), self._list))


def schema() -> Schema:
    """The fields of our own schema, of Whoosh's own types."""
    texts = {
        # As in ours, phrases are looked for in the other two streams only.
        f"{field}_{stream}": TEXT(analyzer=StreamAnalyzer(stream), phrase=stream != "stem")
        for field in plan.FIELDS
        for stream in plan.STREAMS
    }
    facets = {
        facet: KEYWORD(commas=True) if facet in _MANY_VALUED else ID(sortable=True)
        for facet in FACETS
    }
    columns = {name: COLUMN(NumericColumn("i", default=0)) for name in ("first", "last")}
    return Schema(number=STORED(), **texts, **facets, **columns)


def build(archive: Path, folder: Path) -> None:
    """Index the records of an archive's store."""
    folder.mkdir()
    writer = create_in(str(folder), schema()).writer(procs=1)
    with Store.open(archive / Archive.STORE, readonly=True) as store:
        for change in store.changes():
            if change.record is not None:
                writer.add_document(number=change.number, **_fields(change.record))
    writer.commit()


def _fields(record: Record) -> dict[str, Any]:
    texts = {"title": record.title, "text": record.text}
    first, last = days(record.published)
    return {
        **{f"{field}_{stream}": texts[field] for field in texts for stream in plan.STREAMS},
        **{facet: ",".join(values) for facet, values in facet_values(record).items()},
        "first": first,
        "last": last,
    }


def query_of(node: plan.Plan) -> query.Query:
    """A plan of words as Whoosh's own query."""
    match node:
        case plan.All(parts):
            return query.And([query_of(part) for part in parts])
        case plan.AnyOf(parts):
            return query.Or([query_of(part) for part in parts])
        case plan.Prefer(part):
            return query_of(part)
        case plan.Terms(stream, (word,), fields):
            return query.Or(
                [query.Term(f"{field}_{stream}", word, boost=BOOSTS[field]) for field in fields]
            )
        case plan.Sequence(stream, places, slop, fields):
            words = [word for (word,) in places]
            return query.Or(
                [
                    query.Phrase(f"{field}_{stream}", words, slop + 1, boost=BOOSTS[field])
                    for field in fields
                ]
            )
    raise TypeError(f"a plan of plain words has no {node}")


class Stock(Closing):
    """A stock Whoosh index open for questions; texts to show come from the archive's store."""

    def __init__(self, folder: Path, archive: Path) -> None:
        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._store = Store.open(archive / Archive.STORE, readonly=True)

    def close(self) -> None:
        """Close the index and the store."""
        self._searcher.close()
        self._index.close()
        self._store.close()

    def find(self, question: Question, counted: bool) -> object:
        """The index's answer."""
        results = self._run(question, counted)
        return [hit["number"] for hit in results[:PAGE]], _counts(results)

    def search(self, question: Question, counted: bool) -> object:
        """The same, shown: Whoosh's own highlights of texts from the archive's store."""
        results = self._run(question, counted)
        hits = results[:PAGE]
        records = self._store.by_numbers([hit["number"] for hit in hits])
        shown = [
            (
                record,
                hit.highlights("title_stem", text=record.title),
                hit.highlights("text_stem", text=record.text),
            )
            for hit, record in zip(hits, records, strict=True)
            if record is not None
        ]
        return shown, _counts(results)

    def answers(self, question: Question) -> Answers:
        """Everything that matches, and its counts."""
        results = self._run(question, counted=True, limit=None)
        matching = frozenset(self._numbers[document] for document in results.docs())
        return Answers(matching, len(results), _counts(results))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        documents = self._searcher.reader().iter_docs()
        return {document: fields["number"] for document, fields in documents}

    def _run(self, question: Question, counted: bool, limit: int | None = PAGE) -> Results:
        grouped = {
            facet: FieldFacet(facet, allow_overlap=facet in _MANY_VALUED, maptype=Count)
            for facet in ENGINE_FACETS
        }
        return self._searcher.search(
            query_of(question.plan), limit=limit, groupedby=grouped if counted else None
        )


def _counts(results: Results) -> dict[str, dict[str, int]]:
    """The counts; Whoosh says None or nothing where a record has no value, Kashshaf \"\"."""
    return {
        facet: {value or "": count for value, count in results.groups(facet).items()}
        for facet in results.facet_names()
    }
