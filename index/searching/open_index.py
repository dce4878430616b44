"""An index open for searching, with what is worked out once for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, get_args

import numpy as np

from ...arabic.names import fold_name
from ...archive.field_values import searched_texts
from ...archive.fields import DATE, UNKNOWN_VALUE, Language
from ...archive.record import Record
from ...archive.storage.store import Store
from ...archive.time_limit import in_time
from ..building.generations import Generation, Manifest
from ..engines import base
from ..engines.base import Answer, Engine, Request
from ..engines.plan import UNDATED, All, Except, MatchAll, Numbers, Plan, Values
from ..forward.forward import Forward
from ..planning.planner import Planned, Planner
from ..query.nodes import Query, at_least, with_all
from ..query.parser import Parsed, parse
from ..reprints.reading import KnownReprints
from ..suggestions.completion import Completer, Completions
from ..suggestions.next_words import Texts
from ..suggestions.suggester import Suggester
from ..suggestions.values import similar
from .facts import facts_of
from .filters import MOST_TEXT, FilteredQuery, UserQuery
from .matching import Matcher
from .record_lists import RecordList
from .record_reader import Archived, KnownTexts
from .reranking import Reranker
from .story_filter import StoryFilter
from .story_table import StoryTable
from .widening import ENOUGH, TwoParts, Widener

_SAMPLE = 256
"""Records that tell the usual size of one."""

_BEGINNING = 1500
"""Letters of each of them that tell which words are common."""

_READ = 8000
"""Letters of a record that tell what follows a word: some are long as books."""

_NUMBERS_KEPT = 4
"""Of how many requests the numbers of all that they find are kept: each 8 bytes a record."""

_SPREAD = 40
"""Records among which one is read that tells what follows a word."""


class OpenIndex:
    """A generation of the index, open for searching, as of one manifest."""

    def __init__(
        self,
        generation: Generation,
        manifest: Manifest,
        engine: Engine,
        forward: Forward,
        planner: Planner,
        store: Store,
        reprints: KnownReprints | None = None,
    ) -> None:
        self.generation = generation
        self.manifest = manifest
        self.engine = engine
        self.forward = forward
        self.store = store
        self.reprints = reprints
        self._planner = planner
        self.analyzer = planner.analyzer
        self.naming = planner.naming
        self.values = planner.values
        self.texts = searched_texts(planner.naming.fields)
        self._archived = Archived(forward, store, self.texts)
        self._understand = lru_cache(maxsize=64)(self._parse_and_plan)
        self._weigh = lru_cache(maxsize=64)(self._reranker)
        self._widener = Widener(engine, self._archived, self.analyzer)
        self._story_plan = lru_cache(maxsize=16)(self._plan_of_stories)
        self._numbers_kept = lru_cache(maxsize=_NUMBERS_KEPT)(self._all_numbers)
        self._in_parts = lru_cache(maxsize=64)(self._two_parts)
        self._suggester = Suggester(self.analyzer, planner.terms, self._in_a_row)
        self._completer = Completer(
            planner.analyzer,
            planner.terms,
            Texts(lambda: self._sample, self._titles_with, self._texts_with),
            self._in_a_row,
            titles=self._titles,
            values=lambda: {
                field.key: self.values(field.key) for field in self.naming.fields.completed
            },
            within=self._count_within,
        )
        self._suggest = lru_cache(maxsize=64)(self._suggestions)
        self._names = lru_cache(maxsize=8)(self._names_of_values)
        self.fewer_stories_of_all: dict[object, dict[str, int]] = {}
        """What `StoryCounts` keeps of all records."""
        self.examples: Mapping[Any, Any] | None = None
        """What `examples.py` has found once."""
        self._counts_of_all = lru_cache(maxsize=16)(self._count_all)

    def answer(self, request: Request) -> Answer:
        """Ask the engine. The counts of everything are kept: every visit begins with them."""
        narrowed = request.plan != MatchAll() or request.filters or request.dating
        if narrowed or not request.facets:
            return self.engine.search(request, self.forward)
        page = self.engine.search(replace(request, facets=()))
        return replace(page, facets=self._counts_of_all(request.facets))

    def _count_all(self, facets: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
        return self.engine.search(Request(MatchAll(), limit=0, facets=facets)).facets

    def numbers_of(self, request: Request) -> base.Numbers:
        """The numbers of all that a request finds; who turns pages asks for the same again."""
        filters = tuple(sorted(request.filters.items(), key=itemgetter(0)))
        return self._numbers_kept(request.plan, filters, request.days, request.undated)

    def _all_numbers(
        self,
        whole: Plan,
        filters: tuple[tuple[str, frozenset[str]], ...],
        days: tuple[int, int] | None,
        undated: bool,
    ) -> base.Numbers:
        return self.engine.numbers_of(Request(whole, dict(filters), days, undated))

    def understand(self, typed: UserQuery) -> tuple[Query, Planned]:
        """Parse and plan a query; a matcher who turns pages asks for the same one again."""
        return self._understand(typed)

    def _parse_and_plan(self, typed: UserQuery) -> tuple[Query, Planned]:
        parsed = (
            parse(typed.query, typed.match, self.naming.fields)
            if isinstance(typed.query, str)
            else Parsed(typed.query)
        )
        query = at_least(parsed.query, typed.level)
        planned = self._planner.plan(query, typed.variants)
        return query, replace(planned, notices=parsed.notices + planned.notices)

    def two_parts(self, typed: UserQuery, having_all: int = 0) -> TwoParts | None:
        """What finds the records with all the words of a query, and the others with most.

        None where all are enough, which need not be looked into if so many have all.
        """
        return None if having_all >= ENOUGH else self._in_parts(typed)

    def sought(self, typed: UserQuery) -> Plan:
        """What finds all results of a query, those with most of its words among them."""
        parts = self.two_parts(typed)
        return parts.whole if parts else self.understand(typed)[1].plan

    def _two_parts(self, typed: UserQuery) -> TwoParts | None:
        return self._widener.two_parts(self.understand(typed)[1])

    def request(self, query: FilteredQuery, whole: Plan, **more: Any) -> Request:
        """What the engine is asked for this plan of a query, under its filters."""
        outside: list[Plan] = [
            Except(UNDATED if key == DATE else Values(key, self._values(key, texts)))
            for key, texts in query.excluded.items()
        ]
        filters = {
            key: self._values(key, texts) for key, texts in query.filters.items() if key != DATE
        }
        if query.stories:
            outside.append(self._story_plan(query.stories))
        if query.among is not None:
            outside.append(Numbers(self._listed(query.among)))
        limited = All((whole, *outside)) if outside else whole
        return Request(limited, filters, query.days, query.undated, **more)

    def _listed(self, among: RecordList | tuple[str, ...]) -> frozenset[int]:
        if isinstance(among, RecordList):
            return among.checked(self.store)
        return frozenset(self.store.numbers_of(among).values())

    def _plan_of_stories(self, asked: StoryFilter) -> Plan:
        return asked.plan(self.story_table, facts_of(self))

    def _values(self, key: str, texts: frozenset[str]) -> frozenset[str]:
        """The values that a filter lets through: names as they are, those in a range."""
        if self.naming.fields[key].kind == "name":
            return texts
        unknown = texts & {UNKNOWN_VALUE}
        ranges = (self._planner.in_range(key, text) for text in texts - unknown)
        return unknown | frozenset(chain.from_iterable(ranges))

    def matcher(self, typed: UserQuery) -> Matcher:
        """What finds the matches of a query in texts."""
        _, planned = self.understand(typed)
        return Matcher(self.analyzer, planned.plan)

    @property
    def behind(self) -> int:
        """How many changes of the store the index has not followed."""
        return self.store.last_change - self.manifest.reached

    def changed(self) -> frozenset[int]:
        """The numbers of the records that have changed since then."""
        return self.store.changed(self.manifest.reached) if self.behind else frozenset()

    def complete(self, text: str) -> Completions:
        """What the text may become as it is typed on."""
        return self._completer.complete(text[-MOST_TEXT:])

    @cached_property
    def story_table(self) -> StoryTable:
        """What is known of all stories at once; raises what `facts_of` does."""
        return StoryTable(facts_of(self).story_of, self.forward)

    @cached_property
    def _sample(self) -> list[str]:
        """The beginnings of texts from all over the archive."""
        return self.store.sample_of_beginnings(_SAMPLE, _BEGINNING)

    def _titles_with(self, sought: Plan, most: int) -> list[str]:
        return [*self.store.titles(self._numbers(sought, most)).values()]

    def _texts_with(self, sought: Plan, most: int) -> list[str]:
        """The texts of some records that match, not only of the newest."""
        numbers = self._numbers(sought, most * _SPREAD)
        spread = numbers[:: max(len(numbers) // most, 1)][:most]
        return self.store.beginnings(spread, _READ)

    def _numbers(self, sought: Plan, most: int) -> list[int]:
        answer = self.engine.search(Request(sought, sort="newest", limit=most))
        return [number for number, _ in answer.hits]

    def _titles(self, sought: Plan, most: int) -> dict[str, str]:
        answer = self.engine.search(Request(sought, limit=most))
        found = records_of([number for number, _ in answer.hits], self.store)
        return {record.id: record.title for record in found.values()}

    def _count_within(self, first: int, last: int) -> int:
        return self.engine.search(Request(MatchAll(), days=(first, last), limit=0)).total

    def suggestions(self, typed: UserQuery) -> tuple[str, ...]:
        """What may have been meant by a query, likeliest first; not all of it need find anything.

        Those who come back to a page are told the same again.
        """
        return self._suggest(typed)

    def _suggestions(self, typed: UserQuery) -> tuple[str, ...]:
        query, planned = self.understand(typed)
        return self._suggester.suggestions(typed.text, with_all(query), planned.variants)

    def similar_values(self, key: str, name: str) -> tuple[str, ...]:
        """The values of a field of names that one may be a slip of, likeliest first."""
        return tuple(similar(name, self._names(key), self.values(key)))

    def _names_of_values(self, key: str) -> list[tuple[str, str]]:
        """The values of a field, each with what readers of either language call it, folded."""
        label, languages = self.naming.label, get_args(Language)
        named = (
            (value, fold_name(name))
            for value in in_time(self.values(key))
            if value != UNKNOWN_VALUE
            for name in dict.fromkeys(label(key, value, language) for language in languages)
        )
        return list(dict.fromkeys(named))

    def _in_a_row(self, words: Sequence[str]) -> int:
        """How many records have these folded words in a row."""
        return self.engine.search(Request(self._planner.terms.about_in_a_row(words), limit=0)).total

    def known(
        self, records: Mapping[int, Record], typed: UserQuery, matcher: Matcher
    ) -> Mapping[int, KnownTexts]:
        """What a matcher of a query would find in records that are as they were."""
        reranker = self.reranker(typed)
        # Thousands of words are sooner found in a page's texts than looked up.
        return reranker.reader.known(records, matcher) if reranker.weighs_all else {}

    def reranker(self, typed: UserQuery) -> Reranker:
        """What ranks the first hits of a query."""
        return self._weigh(typed)

    def _reranker(self, typed: UserQuery) -> Reranker:
        _, planned = self.understand(typed)
        return Reranker(planned.plan, self.engine.idfs, self._archived, self._usual_size)

    @cached_property
    def _usual_size(self) -> float:
        numbers = np.arange(1, self.forward.size, max(self.forward.size // _SAMPLE, 1))
        sizes = self._archived.sizes(numbers.tolist())
        return float(sizes[sizes > 0].mean()) if sizes.any() else 0.0


def records_of(numbers: Sequence[int], store: Store) -> dict[int, Record]:
    """The records of these numbers, in their order, but for those that have been removed since."""
    records = zip(numbers, store.by_numbers(numbers), strict=True)
    return {number: record for number, record in records if record is not None}
