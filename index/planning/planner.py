"""From a query to a plan: words analysed, patterns looked up, names resolved.

The rules that decide what matches, whatever the engine, are all here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice, product
from math import comb, log

from pyarabic import araby

from ...arabic import clitics
from ...arabic.analyzer import MARKS_SEPARATOR, Analysis, Analyzer, marks_agree
from ...arabic.folding import ALEFS, fold
from ...archive.dates import PartialDate
from ...archive.fields import DATE, UNKNOWN_VALUE
from ...archive.metadata.naming import Naming
from ...archive.ranges import Range
from ...archive.time_limit import check_time, in_time
from ..engines import plan
from ..engines.plan import All, Plan
from ..query import nodes as query
from ..query.nodes import Level
from ..query.notices import Notice
from ..terms.near_words import edits_within
from ..terms.statistics import TermStatistics
from . import costs, joins
from .variants import Variants, respellings

WORD_BONUS = 0.4
"""What a match of the very word adds to that of its stem: measured on questions
from two collections, 0.4 ranks best beside a light stem."""

_OF_ITS_OWN = log(20)
"""A spelling that a twentieth of the records with a word have is no slip, but another word:
in the news علي is 8 % of what folds to it, أعلام 8 %, but مصطفي 2 and مدرسه 0.2 %."""

_BEFORE_A_NAME = tuple(
    map("".join, product(("", *clitics.CONJUNCTIONS), ("", *clitics.PREPOSITIONS)))
)

MOST_WORDS = 2000
"""How many of the forms in which words are written a wildcard or a fuzzy word may stand for,
and how many one word."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what the reader should know of how the query was taken."""

    plan: plan.Plan
    notices: tuple[Notice, ...]
    variants: Mapping[str, tuple[str, ...]]
    """What was looked for beside some of the query's words."""
    words: All | None = None
    """The part of the plan for words of which most may do, if there are several."""
    named: Mapping[Plan, str] = field(default_factory=dict)
    """The parts of the plan that words of the query were made into, and those words."""


@dataclass(slots=True)
class Planner:
    """Makes plans for one archive; `values` lists the known values of a facet."""

    analyzer: Analyzer
    terms: TermStatistics
    naming: Naming
    values: Callable[[str], Mapping[str, int]]
    variants: Variants
    _words: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """The known values of facets and their words, once they are asked for: they may be many."""

    def plan(self, asked: query.Query, with_variants: bool = True) -> Planned:
        """Turn a query into a plan; its words alone are looked for unless `with_variants`.

        Raises `QueryError` for what would cost too much: see `costs.py`.
        """
        costs.check(asked)
        variants = self.variants if with_variants else None
        making = _Making(self, variants, costs.spreads(asked), None)
        made = making.node(asked)
        return Planned(made, tuple(making.notices), making.widened, making.words, making.named)

    def in_range(self, key: str, text: str) -> Iterator[str]:
        """The values of a field of numbers or dates that lie within a range, as it is written."""
        return filter(Range.read(text, self.naming.fields[key]).holds, in_time(self.values(key)))

    def words_of_values(self, key: str) -> Mapping[str, frozenset[str]]:
        """The folded words of each known value of a facet."""
        if key not in self._words:
            analyse = self.analyzer.analyse
            values = in_time(self.values(key))
            self._words[key] = {value: frozenset(analyse(value).words) for value in values}
        return self._words[key]


@dataclass(slots=True)
class _Making:
    """One plan in the making.

    Its words are looked for in the text `within`, or in all; those of each phrase may
    stand apart in `spreads` ways.
    """

    planner: Planner
    variants: Variants | None
    spreads: int
    within: plan.Field | None
    notices: list[Notice] = field(default_factory=list)
    widened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: plan.All | None = None
    named: dict[plan.Plan, str] = field(default_factory=dict)

    def node(self, asked: query.Query) -> plan.Plan:
        match asked:
            case query.Everything():
                return plan.MatchAll()
            case query.And(parts):
                return plan.All(tuple(self._parts(parts)))
            case query.Most(parts):
                self.words = plan.All(tuple(dict.fromkeys(self._parts(parts))))
                return self.words
            case query.Or(parts):
                return plan.AnyOf((*map(self.node, parts), *self._names_in(parts)))
            case query.Not(part):
                # What else is excluded with it is not searched for, and so not told.
                return plan.Except(replace(self, widened={}).node(part))
            case query.InField(name, part):
                return replace(self, within=name).node(part)
            case query.HasValue(name, text):
                return self._having(name, text)
            case query.Dated(None, None):
                return plan.UNDATED
            case query.Dated(since, until):
                return plan.Days(*day_range(since, until))
            case query.Word(text):
                made = self._words(asked)
                self.named[made] = text
                return made
            case _:
                return self._words(asked)

    def _words(self, asked: query.Word | query.Phrase | query.Wildcard | query.Fuzzy) -> plan.Plan:
        check_time()
        match asked:
            case query.Word(text, Level.ANY_FORM):
                return self._with_variants([asked]) or self._any_form(text)
            case query.Word(text, level):
                return self._sequence((text,), level, 0)
            case query.Phrase(words, level, slop):
                return self._sequence(words, level, slop)
            case query.Wildcard(pattern):
                folded = self.planner.analyzer.fold(pattern)
                return self._looked_up(pattern, self.planner.terms.dictionary.like(folded))
            case query.Fuzzy(text, edits):
                return self._fuzzy(text, edits)

    def _parts(self, parts: tuple[query.Query, ...]) -> Iterator[plan.Plan]:
        """The parts' plans, with runs of words that spell a known name taken together."""
        at = 0
        while at < len(parts):
            name, words = self._name_of_several(parts[at:])
            yield self.node(parts[at]) if name is None else name
            at += words

    def _names_in(self, parts: tuple[query.Query, ...]) -> Iterator[plan.Plan]:
        """The known names that several words in a row spell, beside the words themselves."""
        for at in range(len(parts)):
            name, _ = self._name_of_several(parts[at:])
            if name is not None:
                yield name

    def _name_of_several(self, parts: tuple[query.Query, ...]) -> tuple[plan.Plan | None, int]:
        """The longest known name that the first two words or more spell, and how many do."""
        run = self._longest_run(parts)
        while len(run) > 1:
            name = self._with_variants(run)
            if name is not None:
                self.named[name] = " ".join(word.text for word in run)
                return name, len(run)
            run.pop()
        return None, 1

    def _longest_run(self, parts: tuple[query.Query, ...]) -> list[query.Word]:
        run: list[query.Word] = []
        for part in parts[: self.variants.longest] if self.variants else ():
            if not isinstance(part, query.Word) or part.level is not Level.ANY_FORM:
                break
            run.append(part)
        return run

    def _with_variants(self, words: list[query.Word]) -> plan.Plan | None:
        """The plan of words in all their variants that the archive has, or None for no others."""
        analyse = self.planner.analyzer.again
        text = " ".join(word.text for word in words)
        asked = analyse(text)
        sought, joined = self._sought(asked), self._joined(asked)
        others = tuple(
            chain(
                (way for way, other in sought.items() if other.stems != asked.stems),
                (way for way, other in joined.items() if other.words != asked.words),
            )
        )
        if not others and (not joined or len(asked.words) == 1):
            return None
        if others:
            self.widened[text] = others
        in_a_row = (way for way in sought.values() if len(way.words) > 1)
        rows: list[plan.Plan] = [self._in_a_row(way) for way in (*in_a_row, *joined.values())]
        if len(asked.words) > 1:
            rows.append(plan.All(tuple(self._any_form(word.text) for word in words)))
        one_word = [way for way in (asked, *sought.values()) if len(way.words) == 1]
        if one_word:
            rows.insert(0, self._any_spelling(one_word, preferred=len(asked.words) == 1))
        return rows[0] if len(rows) == 1 else plan.AnyOf(tuple(rows))

    def _sought(self, asked: Analysis) -> dict[str, Analysis]:
        """What stands for the words asked for, as tables and rules have it."""
        if self.variants is None:
            return {}
        by_rule = (other for other in respellings(asked) if self._forms(fold(other)))
        ways = (*self.variants.ways(asked), *by_rule)
        # Words in a row are looked for as they are; of one word the archive may have other forms.
        return {
            way: other
            for way, other in self._analysed(ways)
            if len(other.words) == 1 or all(map(self._forms, other.words))
        }

    def _joined(self, asked: Analysis) -> dict[str, Analysis]:
        """One word or two in all the ways to join them that the archive has."""
        if self.variants is None:
            return {}
        ways = self._analysed(joins.ways(asked))
        return {way: other for way, other in ways if all(self._places(other))}

    def _analysed(self, ways: Iterable[str]) -> Iterator[tuple[str, Analysis]]:
        return ((way, self.planner.analyzer.again(way)) for way in ways)

    def _any_spelling(self, ways: list[Analysis], preferred: bool) -> plan.Plan:
        """Ways of one word as one, so that a slip is no better for being rare.

        The first is preferred as ever if it is what was asked for.
        """
        stems = [way.stems[0] for way in ways]
        if preferred:
            stems += self._stems(ways[0].words[0])
        found = plan.Terms("stem", tuple(dict.fromkeys(stems)), self.within)
        if not preferred:
            return found
        (word,), (written,) = ways[0].words, ways[0].written
        return plan.Prefer(found, self._as_typed(word, written), WORD_BONUS)

    def _in_a_row(self, words: Analysis) -> plan.Plan:
        places = self._places(words)
        if len(places) == 1:
            return plan.Terms("written", places[0], self.within)
        return plan.Sequence("written", places, 0, self.within, tuple(words.stems[1:]))

    def _places(self, words: Analysis) -> tuple[tuple[str, ...], ...]:
        """All that words in a row are written as, the first with clitics too: ولعبد الله."""
        first, *others = words.words
        forms = chain.from_iterable(self._forms(before + first) for before in _BEFORE_A_NAME)
        return tuple(forms)[:MOST_WORDS], *map(self._forms, others)

    def _any_form(self, text: str) -> plan.Plan:
        analysis = self.planner.analyzer.again(text)
        if text.startswith("#") and len(analysis.words) > 1:
            # A tag stands for itself; its words alone would find too much.
            return self._word(analysis.words[-1])
        forms = [
            plan.Prefer(
                plan.Terms("stem", self._stems(word), self.within),
                self._as_typed(word, written),
                WORD_BONUS,
            )
            for word, written in zip(analysis.words, analysis.written, strict=True)
        ]
        if not forms:
            return plan.MatchAll()
        return forms[0] if len(forms) == 1 else plan.All(tuple(forms))

    def _sequence(self, words: tuple[str, ...], level: Level, slop: int) -> plan.Plan:
        analysed = [self.planner.analyzer.again(word) for word in words]
        folded = [word for one in analysed for word in one.words]
        if level is Level.AS_WRITTEN:
            written = chain.from_iterable(one.written for one in analysed)
            places = tuple(map(self._spellings, folded, written))
        elif level is Level.CLITICS:
            places = tuple(map(self._forms_with_clitics, folded))
        else:
            places = tuple(map(self._forms, folded))
        if not places:
            return plan.MatchAll()
        if len(places) == 1:
            return plan.Terms("written", places[0], self.within)
        stems = (
            self._stems_with_clitics(folded)
            if level is Level.CLITICS
            else tuple(chain.from_iterable(one.stems for one in analysed))
        )
        slop = self._within(slop, places, words)
        return plan.Sequence("written", places, slop, self.within, stems)

    def _word(self, word: str) -> plan.Terms:
        return plan.Terms("written", self._forms(word), self.within)

    def _as_typed(self, word: str, written: str) -> plan.Terms:
        """The very word; where spellings of it are words of their own, the one typed.

        علي and على fold to one, and so are found for each other, but are not the same.
        """
        forms = self._forms(word)
        alike = tuple(form for form in forms if _is_spelt_as(written, form))
        if 0 < len(alike) < len(forms):
            every, those = self.planner.terms.log_frequencies_of_forms([forms, alike])
            if those > every - _OF_ITS_OWN:
                forms = alike
        return plan.Terms("written", forms, self.within)

    def _forms(self, word: str) -> tuple[str, ...]:
        """All that a folded word is written as."""
        return self.planner.terms.dictionary.forms(word)[:MOST_WORDS]

    def _with_clitics(self, word: str) -> list[str]:
        """The archive's words that are a folded word with clitics before it, or without.

        Of وحميدتي, which has some, حميدتي is looked for. The word itself always is.
        """
        read = self.planner.analyzer.read
        base, _, known = read(word)
        same = (
            one
            for one in (group + base for group in clitics.groups())
            # Of a name that no list has, nor with its clitics, the archive's words alone can tell.
            if (joined := read(one)).word == base or not (known or joined.known)
        )
        return list(filter(self._forms, dict.fromkeys((word, base, *same))))

    def _stems(self, word: str) -> tuple[str, ...]:
        """The stems of a folded word's forms; of one not listed, those with its clitics."""
        analyzer = self.planner.analyzer
        stems = analyzer.lemmas(word)
        if analyzer.read(word).known:
            return stems
        return tuple(dict.fromkeys((*stems, *map(analyzer.stem, self._with_clitics(word)))))

    def _forms_with_clitics(self, word: str) -> tuple[str, ...]:
        """All that a folded word with its clitics is written as."""
        joined = map(self._forms, self._with_clitics(word))
        return tuple(chain.from_iterable(joined))[:MOST_WORDS]

    def _stems_with_clitics(self, words: Iterable[str]) -> tuple[str, ...]:
        """Of the words the stems that they keep behind all clitics: لبايدن may lose more."""
        stem = self.planner.analyzer.stem
        alike = ({stem(one) for one in self._with_clitics(word)} for word in words)
        return tuple(chain.from_iterable(stems for stems in alike if len(stems) == 1))

    def _within(self, slop: int, places: Sequence[Sized], words: tuple[str, ...]) -> int:
        """The slop, as far as words at these places may stand apart."""
        gaps = len(places) - 1
        if gaps == 1:
            return slop
        # Some dozens of forms are looked for at once, in each of the ways.
        most = self.spreads // (1 + max(map(len, places)) // 32)
        widest = min(slop, most)
        while widest and comb(widest + gaps, gaps) > most:
            widest -= 1
        if widest < slop:
            self.notices.append(
                Notice("wide-proximity", {"text": " ".join(words), "limit": str(widest)})
            )
        return widest

    def _spellings(self, word: str, written: str) -> tuple[str, ...]:
        """The forms of a word that agree with one: without marks, or with these marks."""
        bare, _, marked = written.partition(MARKS_SEPARATOR)
        parted = (form.partition(MARKS_SEPARATOR) for form in self._forms(word))
        return tuple(
            letters + separator + marks
            for letters, separator, marks in parted
            if letters == bare and (not marked or not marks or marks_agree(marked, marks))
        )

    def _fuzzy(self, text: str, edits: int | None) -> plan.Plan:
        folded = self.planner.analyzer.fold(text)
        if edits is None:
            edits = edits_within(folded)
        if not edits:
            return self._word(folded)
        return self._looked_up(text, self.planner.terms.dictionary.near(folded, edits))

    def _looked_up(self, asked: str, words: Iterator[str]) -> plan.Plan:
        found = tuple(islice(words, MOST_WORDS + 1))
        if len(found) > MOST_WORDS:
            self.notices.append(
                Notice("many-expansions", {"word": asked, "limit": str(MOST_WORDS)})
            )
        return plan.Terms("written", found[:MOST_WORDS], self.within)

    def _having(self, key: str, text: str) -> plan.Plan:
        if key == DATE:
            return self._dated(text)
        if text == UNKNOWN_VALUE:
            return plan.Values(key, frozenset({UNKNOWN_VALUE}))
        is_name = self.planner.naming.fields[key].kind == "name"
        found = self._named(key, text) if is_name else self.planner.in_range(key, text)
        values = frozenset(found)
        if not values:
            self.notices.append(Notice("unknown-value", {"field": key, "text": text}))
        return plan.Values(key, values)

    def _dated(self, text: str) -> plan.Plan:
        """A range of the date of publication, of which an index has days and no values."""
        if text == UNKNOWN_VALUE:
            return plan.UNDATED
        days = Range.read(text, self.planner.naming.fields[DATE])
        first, last = days.low or date.min, days.high or date.max
        return plan.Days(first.toordinal(), last.toordinal())

    def _named(self, key: str, text: str) -> Iterator[str]:
        """The facet's values that a text names: by authority, else by containing its words."""
        known = self.planner.words_of_values(key)
        if (named := self.planner.naming.canonical(key, text)) in known:
            yield named
            return
        wanted = set(self.planner.analyzer.again(text).words)
        yield from (value for value, words in in_time(known.items()) if wanted and wanted <= words)


def _is_spelt_as(typed: str, form: str) -> bool:
    """Whether the letters are the same; where a bare alef is typed, a hamza may be meant."""
    letters, _, _ = typed.partition(MARKS_SEPARATOR)
    others, _, _ = form.partition(MARKS_SEPARATOR)
    return letters == others or (
        len(letters) == len(others)
        and all(
            one == other or (one == araby.ALEF and other in ALEFS)
            for one, other in zip(letters, others, strict=True)
        )
    )


def day_range(since: PartialDate | None, until: PartialDate | None) -> tuple[int, int]:
    """The days from the first that `since` can mean to the last that `until` can mean."""
    first = since.first if since is not None else None
    last = until.last if until is not None else None
    return (first or date.min).toordinal(), (last or date.max).toordinal()
