"""Words and sequences of words as Tantivy's queries, by the layout in which they are indexed.

Scores come from Tantivy's BM25. What it has no query for is made of several:
a pseudo-word is the best of its tokens, each weighted as if it were as rare as
all of them together; sequences are phrases (`phrases.py`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from math import prod
from operator import or_

import tantivy
from tantivy import Occur, Query

from ....archive.time_limit import check_time
from .. import plan
from ..base import MOST_SCORED, idf
from .layout import STEM, WORDS, Layout, only_elsewhere, token
from .phrases import phrases

_NEGLIGIBLE = 0.1
"""A preference leaves out forms that make up less of a word: it only ranks, they are many, and
each takes as long as a word of its own."""

_NEARLY_ALL = 0.8
"""Where so much of what is sought has what is preferred, it is preferred as a whole."""

_SOON_TRIED = 4
"""Ways to write a sequence that are not worth asking first whether there are any but one."""

_RARE = 300
"""Records of a token that is soon looked for beside others."""

_COUNTED = 20_000
"""Tokens of which the count is kept: a search asks for each several times."""

_KEPT = 500
"""Words and sequences of which the same is kept, and the queries of words."""

_FEW_WAYS = 128
"""Ways to write a sequence of which the queries are kept as those of words are."""

_LONG_KEPT = 50
"""Others of which they are kept: each may be thousands of phrases."""

_BITS = 24
"""As many as a score adds up without loss."""

NEVER = Query.empty_query()


def selecting(query: Query) -> Query:
    """The same records, without a score."""
    return Query.const_score_query(query, 0.0)


def any_of(queries: Sequence[Query]) -> Query:
    """What any of the queries matches."""
    if not queries:
        return NEVER
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def weighted(query: Query, weight: float) -> Query:
    """The same records with scores so many times as high."""
    return query if weight == 1 else Query.boost_query(query, weight)


class Words:
    """Makes queries of words on one state of an index, whose words it counts."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, layout: Layout) -> None:
        self.searcher = searcher
        self.schema = schema
        self.layout = layout
        self._count = lru_cache(maxsize=_COUNTED)(partial(searcher.doc_freq, WORDS))
        # A request asks for these to tell what it takes, to match, to rank and to list.
        self.counts = lru_cache(maxsize=_KEPT)(self._counts)
        self.places = lru_cache(maxsize=_KEPT)(self._places)
        # To make queries takes as long as to run them, and the same words are asked for again
        # and again: for a page, its counts, the next page, other words beside them.
        self.preferring = lru_cache(maxsize=_KEPT)(self._preferring)
        self._sequences = lru_cache(maxsize=_KEPT)(self._made_sequences)
        self._long_sequences = lru_cache(maxsize=_LONG_KEPT)(self._made_sequences)
        self._any_of = lru_cache(maxsize=_KEPT)(self._any_of_few)
        self._as_one = lru_cache(maxsize=_KEPT)(self._scored_as_one)
        self._records = searcher.num_docs

    def matching(self, node: plan.Terms) -> Query:
        """The records with any of the words."""
        if len(node.words) > MOST_SCORED and not _only_stems_of_texts(node):
            return Query.term_set_query(self.schema, WORDS, list(self._tokens(node)))
        return self._any_of(node)

    def _any_of_few(self, node: plan.Terms) -> Query:
        return any_of([self._query(node, found) for found in self.counts(node)])

    def scored(self, node: plan.Terms) -> Query:
        """The same records, with about the score of the words as one."""
        if len(node.words) > MOST_SCORED:
            return selecting(self.matching(node))
        return self._as_one(node)

    def _preferring(self, node: plan.Prefer) -> list[Query]:
        """The query for what a record must have, and after it those that give what is preferred.

        These are each of one token, since of such Tantivy makes a union that is twice as
        fast as one of unions; a title's token, which is rarer, stands for the title's weight.
        """
        sought, preferred = self.counts(node.part), self.counts(node.bonus)
        query = self.scored(node.part)
        if max(preferred.values(), default=0) >= _NEARLY_ALL * sum(sought.values()):
            return [weighted(query, 1 + node.weight)]
        every = sum(preferred.values())
        together = node.weight * self._rarity(every)
        return [
            query,
            *(
                weighted(self._with(found), together / self._rarity(count))
                for found, count in preferred.items()
                if count >= _NEGLIGIBLE * every
            ),
        ]

    def _counts(self, node: plan.Terms) -> Mapping[str, int]:
        """How many records have each token that stands for the words, without what none has."""
        return self._having(self._tokens(node))

    def at_most(self, node: plan.Terms) -> int:
        """How many records have the words, or some more."""
        return sum(self.counts(node).values())

    def _places(self, node: plan.Sequence) -> Mapping[plan.Field, list[Mapping[str, int]]]:
        """The same of each place of a sequence, by the fields in which it may stand."""
        return {
            field: [
                self._having(token(self.layout.in_sequence(field), word) for word in words)
                for words in node.words
            ]
            for field in self.layout.schema.within(node.field)
        }

    def idf(self, node: plan.Terms) -> float:
        """The weight of the words as one."""
        return self._rarity(sum(self.counts(node).values()))

    def sequences(self, node: plan.Sequence) -> list[Query]:
        """Queries for the sequence in each field, weighted as the field is."""
        ways = sum(prod(map(len, places)) for places in self.places(node).values())
        few = not node.slop and ways <= _FEW_WAYS
        return self._sequences(node) if few else self._long_sequences(node)

    def _made_sequences(self, node: plan.Sequence) -> list[Query]:
        found = self.places(node)
        vain = self._vain(found.values(), node.stems)

        def sequence(places: Sequence[Mapping[str, int]]) -> Query:
            worth_it = [[each for each in counts if each not in vain] for counts in places]
            return any_of(phrases(self.schema, worth_it, node.slop))

        return [
            weighted(sequence(places), self.layout.schema.texts[field])
            for field, places in found.items()
        ]

    def _scored_as_one(self, node: plan.Terms) -> Query:
        """The records with any of the tokens, scored by the best of them as if it were all.

        It is as rare as all together. To add up what each brings would be wrong: of
        more occurrences of one word each brings less.
        """
        counts = self.counts(node)
        together = self._rarity(sum(counts.values()))
        queries = [
            weighted(
                self._query(node, found), self.layout.weight(found) * together / self._rarity(count)
            )
            for found, count in counts.items()
        ]
        return any_of(queries) if len(queries) < 2 else Query.disjunction_max_query(queries)

    def _query(self, node: plan.Terms, found: str) -> Query:
        if not _only_stems_of_texts(node):
            return self._with(found)
        elsewhere = self._having(only_elsewhere(found[1:]))
        return Query.boolean_query(
            [
                (Occur.Must, self._with(found)),
                *((Occur.MustNot, self._with(other)) for other in elsewhere),
            ]
        )

    def _having(self, sought: Iterable[str]) -> Mapping[str, int]:
        """How many records have each of the tokens, without those that none has."""
        return {each: count for each in sought if (count := self._count(each))}

    def _rarity(self, having: int) -> float:
        """The weight that BM25 gives a word that so many records have."""
        return idf(min(having, self._records), self._records)

    def _vain(
        self, fields: Iterable[Sequence[Mapping[str, int]]], stems: Sequence[str]
    ) -> Collection[str]:
        """The rare tokens of places that no record has beside all the stems.

        Where there are many ways to write a sequence, this is soon asked, and most often all are.
        """
        rare: dict[str, int] = {}
        for places in fields if stems else ():
            if prod(map(len, places)) > _SOON_TRIED:
                for counts in places:
                    rarer = {each: count for each, count in counts.items() if count <= _RARE}
                    rarer.pop(max(counts, key=counts.__getitem__), None)
                    rare |= rarer
        tokens = sorted(rare)
        some = (tokens[at : at + _BITS] for at in range(0, len(tokens), _BITS))
        return rare.keys() - {each for part in some for each in self._beside(stems, part, rare)}

    def _beside(
        self, stems: Iterable[str], tokens: Sequence[str], having: Mapping[str, int]
    ) -> Iterator[str]:
        """Those of a few tokens that a record has beside all the stems.

        Each gives a record that has it a score that is a bit of its own: their sum tells which.
        """
        check_time()
        all_stems = [(Occur.Must, selecting(self._with(token(STEM, stem)))) for stem in stems]
        found = map(self._with, tokens)
        bits = [Query.const_score_query(each, 2.0**at) for at, each in enumerate(found)]
        query = Query.boolean_query([*all_stems, (Occur.Must, any_of(bits))])
        most = min(sum(having[each] for each in tokens), self._records)
        hits = self.searcher.search(query, most, False).hits
        met = reduce(or_, (int(score) for score, _ in hits), 0)
        return (each for at, each in enumerate(tokens) if met >> at & 1)

    def _with(self, found: str) -> Query:
        return Query.term_query(self.schema, WORDS, found, "freq")

    def _tokens(self, node: plan.Terms) -> Iterator[str]:
        tokens = self.layout.tokens
        return (each for word in node.words for each in tokens(node.stream, node.field, word))


def _only_stems_of_texts(node: plan.Terms) -> bool:
    return node.stream == "stem" and node.field == "text"
