"""Tantivy as its documentation leads to for Arabic: its own words, its own Snowball stemmer."""

from pathlib import Path
from typing import Any

import rows
import tantivy
from measuring import Cost, in_own_process
from questions import ENGINE_FACETS, EVERYTHING, Question
from tantivy import Occur, Query

from kashshaf.archive.closing import Closing

from .base import PAGE, Contender, Corpus, Found, Token, answered

_HEAP = 256_000_000
_LONGEST = 255
"""Bytes of the longest word, as long as Lucene's."""

_MOST_VALUES = 65_000
"""No facet that is counted has as many, so all its values are."""

_ANALYZER = "arabic"
_BOOSTS = {"title": 2.0, "text": 1.0}


class TantivyStemmer(Contender):
    """How it is made."""

    name = "tantivy-stemmer"
    title = "Tantivy, its stemmer"
    workers = "thread"

    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Add every row from one thread; Tantivy analyses and writes in its own."""
        folder.mkdir()
        return in_own_process(0, _build, corpus.rows, folder, workers)

    def open(self, corpus: Corpus, folder: Path) -> "OpenIndex":
        """Open the index."""
        return OpenIndex(folder)


CONTENDER = TantivyStemmer()


def _build(corpus: Path, folder: Path, threads: int) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in _BOOSTS:
        builder.add_text_field(field, tokenizer_name=_ANALYZER)
    for facet in rows.FACETS:
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer(_ANALYZER, _analyzer())
    writer = index.writer(heap_size=_HEAP, num_threads=threads)
    for row in rows.read(corpus):
        facets = {facet: list(values) for facet, values in row.facets.items()}
        writer.add_document(
            tantivy.Document(number=row.number, title=row.title, text=row.text, **facets)
        )
    writer.commit()
    writer.wait_merging_threads()


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("arabic"))
        .build()
    )


class OpenIndex(Closing):
    """An index open for questions."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._analyzer = _analyzer()
        index.register_tokenizer(_ANALYZER, self._analyzer)
        self._searcher = index.searcher()

    def close(self) -> None:
        """Let go of the index."""
        del self._searcher

    def tokens(self, text: str) -> list[Token]:
        """The stems, in order."""
        return list(self._analyzer.analyze(text))

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """Answer, by one pass for the page and the total, and one for the counts."""
        return answered(lambda: self._answer(question, counted, limit))

    def _answer(
        self, question: Question, counted: bool, limit: int
    ) -> tuple[list[int], int, dict[str, dict[str, int]]]:
        query = self._query(question)
        # Its types leave out the count.
        result: Any = self._searcher.search(query, limit, count=True)
        numbers = [self._searcher.doc(address)["number"][0] for _, address in result.hits]
        return numbers, result.count, self._counts(query) if counted else {}

    def _counts(self, query: Query) -> dict[str, dict[str, int]]:
        terms = {
            facet: {"terms": {"field": facet, "size": _MOST_VALUES}} for facet in ENGINE_FACETS
        }
        counts: dict[str, Any] = self._searcher.aggregate(query, terms)
        return {
            facet: {bucket["key"]: bucket["doc_count"] for bucket in counts[facet]["buckets"]}
            for facet in ENGINE_FACETS
        }

    def _query(self, question: Question) -> Query:
        if question == EVERYTHING:
            return Query.all_query()
        stems = self._analyzer.analyze(" ".join(question.words))
        if question.form == "phrase" and len(stems) > 1:
            return self._either([self._phrase(field, stems) for field in _BOOSTS])
        occur = Occur.Should if question.form == "any words" else Occur.Must
        return Query.boolean_query([(occur, self._word(stem)) for stem in stems])

    def _word(self, stem: str) -> Query:
        return self._either(
            [
                Query.boost_query(Query.term_query(self._schema, field, stem, "freq"), boost)
                for field, boost in _BOOSTS.items()
            ]
        )

    def _phrase(self, field: str, stems: list[str]) -> Query:
        phrase = Query.phrase_query(self._schema, field, list(stems))
        return Query.boost_query(phrase, _BOOSTS[field])

    def _either(self, parts: list[Query]) -> Query:
        return Query.boolean_query([(Occur.Should, part) for part in parts])
