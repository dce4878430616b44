"""Stock Whoosh with the same fields: what an application makes of its documentation.

It gets our Analyzer's tokens, so that both find the same records, through a
Whoosh analyzer that yields them one by one: stems, and folded words where ours
has what is written. Of a plan it gets what decides the matches; the bonus for
the very word, which only ranks, is spared it.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from measuring import Cost, in_own_process, timed
from questions import ENGINE_FACETS, Question
from rows import MANY_VALUED
from whoosh import query
from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, KEYWORD, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.searching import Results
from whoosh.sorting import Count, FieldFacet

from kashshaf import Archive, Record
from kashshaf.arabic.analyzer import Analyzer
from kashshaf.archive.closing import Closing
from kashshaf.archive.field_values import days, facet_values
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.naming import Naming
from kashshaf.archive.storage.store import Store
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import plan
from kashshaf.index.planning.planner import Planner
from kashshaf.index.planning.variants import Variants, groups
from kashshaf.index.query.parser import parse
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.statistics import TermStatistics

from .base import PAGE, Contender, Corpus, Found

MOST_RECORDS = 5000

SCHEMA = schema_of(STANDARD)
_facet_values = facet_values(STANDARD)
_ANALYSER = Analyzer()

# Three fields hold the streams of one text, which is analysed once.
_analyse = lru_cache(maxsize=2)(_ANALYSER.analyse)


class StockWhoosh(Contender):
    """How it is made."""

    name = "stock-whoosh"
    title = "stock Whoosh"
    own_tokens = False
    most_records = MOST_RECORDS

    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Add the records of the archive's store one by one."""
        folder.mkdir()
        return in_own_process(0, _build, corpus.folder, folder)

    def open(self, corpus: Corpus, folder: Path) -> "OpenIndex":
        """Open the index."""
        return OpenIndex(folder)


CONTENDER = StockWhoosh()


class FoldedWords(TermDictionary):
    """The words of an index that has them folded: each is its own only form."""

    def forms(self, word: str) -> tuple[str, ...]:
        """Give the word."""
        return (word,)


class StreamAnalyzer(WhooshAnalyzer):  # type: ignore[misc]
    """Yields one stream of a text's tokens the way Whoosh's own analyzers do."""

    def __init__(self, stream: plan.Stream) -> None:
        self._list = {"written": "words", "stem": "stems"}[stream]

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        """Yield the tokens: one object, changed each time, as Whoosh wants it."""
        token = Token(positions, **options)
        for position, text in enumerate(getattr(_analyse(value), self._list)):
            token.text = text
            token.pos = position
            yield token


def _schema() -> Schema:
    """The fields of our own schema, of Whoosh's own types."""
    texts = {
        # As in ours, phrases are not looked for among stems.
        f"{field}_{stream}": TEXT(analyzer=StreamAnalyzer(stream), phrase=stream != "stem")
        for field in SCHEMA.texts
        for stream in plan.STREAMS
    }
    facets = {
        facet: KEYWORD(commas=True) if facet in MANY_VALUED else ID(sortable=True)
        for facet in SCHEMA.facets
    }
    columns = {name: COLUMN(NumericColumn("i", default=0)) for name in ("first", "last")}
    return Schema(number=STORED(), **texts, **facets, **columns)


def _build(archive: Path, folder: Path) -> None:
    writer = create_in(str(folder), _schema()).writer(procs=1)
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
        **{facet: ",".join(values) for facet, values in _facet_values(record).items()},
        "first": first,
        "last": last,
    }


def _query(node: plan.Plan) -> query.Query:
    """A plan of words as Whoosh's own query."""
    match node:
        case plan.All(parts):
            return query.And([_query(part) for part in parts])
        case plan.AnyOf(parts):
            return query.Or([_query(part) for part in parts])
        case plan.Prefer(part):
            return _query(part)
        case plan.Terms(stream, words, asked):
            return query.Or(
                [
                    query.Term(f"{field}_{stream}", word, boost=SCHEMA.texts[field])
                    for field in SCHEMA.within(asked)
                    for word in words
                ]
            )
        case plan.Sequence(stream, places, slop, asked):
            row = [word for (word,) in places]
            return query.Or(
                [
                    query.Phrase(f"{field}_{stream}", row, slop + 1, boost=SCHEMA.texts[field])
                    for field in SCHEMA.within(asked)
                ]
            )
    raise TypeError(f"a plan of plain words has no {node}")


class OpenIndex(Closing):
    """A stock Whoosh index open for questions."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher()
        words = FoldedWords(folder)
        authorities = Authorities.load()
        variants = Variants(lambda: groups(authorities), _ANALYSER)
        terms = TermStatistics(words, lambda words: [0.0] * len(words))
        self._planner = Planner(
            _ANALYSER, terms, Naming(authorities=authorities), lambda facet: {}, variants
        )
        self._asked = lru_cache(maxsize=None)(self._translated)

    def close(self) -> None:
        """Close the index."""
        self._searcher.close()
        self._index.close()

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """The index's answer, from Whoosh's own query on; it gives all hits where it counts."""
        asked = self._asked(question)
        (results, numbers), milliseconds = timed(lambda: self._run(asked, counted, limit))
        return Found(numbers, len(results), _counts(results), milliseconds)

    def _translated(self, question: Question) -> query.Query:
        return _query(self._planner.plan(parse(question.text, question.match).query).plan)

    def _run(self, asked: query.Query, counted: bool, limit: int) -> tuple[Results, list[int]]:
        grouped = {
            facet: FieldFacet(facet, allow_overlap=facet in MANY_VALUED, maptype=Count)
            for facet in ENGINE_FACETS
        }
        results = self._searcher.search(asked, limit=limit, groupedby=grouped if counted else None)
        return results, [hit["number"] for hit in results[:limit]]


def _counts(results: Results) -> dict[str, dict[str, int]]:
    """The counts; Whoosh says None or nothing where a record has no value, Kashshaf \"\"."""
    return {
        facet: {value or "": count for value, count in results.groups(facet).items()}
        for facet in results.facet_names()
    }
